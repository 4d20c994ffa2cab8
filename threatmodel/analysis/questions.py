"""Undecided findings -> questions, first the one whose answer settles most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Finding, Question, Unsettled
from threatmodel.model.names import listed
from threatmodel.model.source import Span

_CONSENT: Final = "To what did {about} agree for {place}: who may see it, keep it, pass it on or publish it?"

_ASKED_WITH: Final = {"minors possible": "age", "recording needs": "lives in"}
"""Words that are not asked for beside another of the same place, whose answer may settle them.

Who asks for the age asks whether there are minors; who asks for the country may know its rule on recordings.
"""

_PLAIN: Final = "What should '{word}' say of {place}?"


def questions(scenario: Scenario, catalogue: Catalogue, undecided: Iterable[Finding]) -> tuple[Question, ...]:
    """Return one question for each thing not known, first the one whose answer settles most findings by itself.

    Of those that settle as many, first the one that most findings hang on; ties are broken by the order of the file.
    """
    hanging: dict[Unsettled, list[Finding]] = {}
    for finding in undecided:
        for unsettled in finding.unsettled:
            hanging.setdefault(unsettled, []).append(finding)
    hanging = _asked_once(hanging)
    asked = [_question(scenario, catalogue, unsettled, findings) for unsettled, findings in hanging.items()]
    return tuple(sorted(asked, key=_rank))


def _rank(question: Question) -> tuple[int, int, Span, str]:
    return -len(question.settles), -len(question.bears_on), question.span, question.word


def _asked_once(hanging: dict[Unsettled, list[Finding]]) -> dict[Unsettled, list[Finding]]:
    """Return what is asked; what is not asked beside something else hangs on the answer to that."""
    found: dict[Unsettled, list[Finding]] = {}
    for unsettled, findings in hanging.items():
        with_it = Unsettled(word=_ASKED_WITH.get(unsettled.word, ""), place=unsettled.place)
        here = found.setdefault(with_it if with_it in hanging else unsettled, [])
        known = {finding.id for finding in here}
        here += (finding for finding in findings if finding.id not in known)
    return found


def _question(scenario: Scenario, catalogue: Catalogue, unsettled: Unsettled, findings: list[Finding]) -> Question:
    return Question(
        word=unsettled.word,
        place=unsettled.place,
        ask=_ask(scenario, catalogue, unsettled),
        bears_on=tuple(finding.id for finding in findings),
        settles=tuple(finding.id for finding in findings if finding.unsettled == (unsettled,)),
        span=_span(scenario, unsettled.place),
    )


def _ask(scenario: Scenario, catalogue: Catalogue, unsettled: Unsettled) -> str:
    """Return a question that can be read aloud: names are whatever somebody wrote, so each stands in quotes."""
    datum = scenario.data.get(unsettled.place)
    about = listed([*map(_quoted, datum.about)], "and") if datum is not None else "the people concerned"
    text = _CONSENT if unsettled.word == "consent" else _question_of(scenario, catalogue, unsettled) or _PLAIN
    text = text.replace("{word}", unsettled.word)
    return about.join(part.replace("{place}", _quoted(unsettled.place)) for part in text.split("{about}"))


def _quoted(name: str) -> str:
    return f"“{name}”"


def _question_of(scenario: Scenario, catalogue: Catalogue, unsettled: Unsettled) -> str:
    word, holder = catalogue.words[unsettled.word], scenario.holders.get(unsettled.place)
    return word.questions.get(holder.type, word.question) if holder is not None else word.question


def _span(scenario: Scenario, place: str) -> Span:
    element = scenario.holders.get(place) or scenario.data.get(place)
    return element.span if element is not None else scenario.span
