"""What is asked about a scenario reads well whatever things are called, and leaves no placeholder to be seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.shipped import CATALOGUE
from threatmodel.catalogue.load import load_keys
from threatmodel.model.catalogue import Threat, Word

FILLED = re.compile(r"\{(?!place\}|about\})")
AGREES = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have) \{(?:place|about)\}|\{(?:place|about)\} \w+s\b", re.IGNORECASE
)
"""A verb beside a name that may be one or many: `does messages`, `what viewers gets`."""

ASKED = pytest.mark.parametrize(
    "word", [word for word in CATALOGUE.words.values() if word.question], ids=lambda one: one.name
)


@ASKED
def test_a_question_asks_for_nothing_that_is_not_filled_in(word: Word) -> None:
    assert [asked for asked in (word.question, *word.questions.values()) if FILLED.search(asked)] == []


@ASKED
def test_no_verb_agrees_with_a_name_that_may_be_one_or_many(word: Word) -> None:
    several = {thing: word.questions.get(thing, word.question) for thing in word.on if thing != "person"}
    assert [asked for asked in several.values() if AGREES.search(asked)] == []
    assert [
        asked for asked in (word.question, *word.questions.values()) if "{about}" in asked and AGREES.search(asked)
    ] == []


@ASKED
def test_a_question_is_one_and_ends_as_one(word: Word) -> None:
    assert [
        asked for asked in (word.question, *word.questions.values()) if not asked.endswith("?") or asked.count("?") > 1
    ] == []


def test_no_meaning_holds_a_place_to_fill_in() -> None:
    meanings = [word.meaning for word in CATALOGUE.words.values()]
    meanings += [key.meaning for key in load_keys().values()]
    assert [meaning for meaning in meanings if re.search(r"\{(?:place|about|\w+)\}", meaning)] == []
    assert [meaning for meaning in meanings if not meaning.endswith(".")] == []


PRESUMES: dict[str, Callable[[Threat], bool]] = {
    r"(?:was|were) (?:allowed|agreed)|only to be": lambda _: False,  # it may stand where nothing was agreed
    r"\blink\b": lambda _: False,  # `join: link` means this or less safe, and nobody needs a link to an open room
    r"persona|stage name": lambda threat: threat.when.knows in ("persona", "name behind persona"),
    r"\bstream\b|\blive\b": lambda threat: threat.when.words.get("live") == (True,),
    r"\bconversation\b": lambda threat: threat.when.words.get("medium") == ("text",),
    r"\bviewer": lambda threat: "live" in threat.when.words,
    r"payment": lambda threat: threat.when.words.get("medium") == ("payment",),
}
"""What a title may take for granted only where the condition of its threat asks for it."""


def presumed(threat: Threat) -> list[str]:
    told = (word for word in PRESUMES if re.search(word, threat.title, re.IGNORECASE))
    return [word for word in told if not PRESUMES[word](threat)]


@pytest.mark.parametrize("threat", CATALOGUE.threats.values(), ids=CATALOGUE.threats.keys())
def test_a_title_is_true_of_everybody_it_can_stand_over(threat: Threat) -> None:
    assert presumed(threat) == []


def test_a_title_that_presumes_something_would_be_noticed() -> None:
    threat = CATALOGUE.threats["covert-recording"]
    titles = ("A viewer who was allowed to watch keeps it", "The link is passed on", "A face leads from the persona")
    assert [len(presumed(replace(threat, title=title))) for title in titles] == [2, 1, 1]
