"""Catalogue -> what `explain` shows of a word of scenario files or of a fact: what it means, and who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from threatmodel.model.catalogue import Catalogue, NamedFact, Word
from threatmodel.model.names import listed
from threatmodel.model.values import said
from threatmodel.reports.terminal.catalogue_list import articled, places, values
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line

_NOT_ASKED: Final = "it is not asked for; a yes/no is no, a list is empty"


def about_word(catalogue: Catalogue, word: Word) -> Iterator[Line]:
    """Yield the lines about a word."""
    yield line(Part(word.name, "title"))
    yield line("word, may stand on ", places(word.on))
    yield BLANK
    yield line(word.meaning)
    yield BLANK
    yield line("It says: ", values(word), "; or unknown", hang=2)
    for value, implied in word.implies.items():
        presets = (f"{name}: {said(catalogue.words[name], each)}" for name, each in implied.items())
        yield line(f"{word.name}: {value} implies ", ", ".join(presets), indent=2, hang=2)
    for about, asked in when_missing(word):
        yield line(f"When it is missing{about}: ", asked, hang=2)
    yield BLANK
    yield from _readers(catalogue, word)


def when_missing(word: Word) -> Iterator[tuple[str, str]]:
    """Yield what happens where a word is missing, for each thing of which something else is asked."""
    of_things = {f" for {articled(thing)}": question for thing, question in word.questions.items()}
    for about, question in (of_things or {"": word.question or _NOT_ASKED}).items():
        yield about, question.replace("{place}", "…").replace("{about}", "the people concerned")


def about_fact(catalogue: Catalogue, fact: NamedFact) -> Iterator[Line]:
    """Yield the lines about a fact."""
    yield line(Part(fact.name, "title"))
    yield line("fact, which conditions of threats ask")
    yield BLANK
    yield line("It holds where: ", fact.meaning, hang=2)
    yield line("It reads: ", ", ".join(fact.reads) or "no word, only what is drawn", hang=2)
    yield BLANK
    asking = [id_ for id_, one in catalogue.threats.items() if fact.name in one.when.facts]
    yield line(Part("Threats that ask it", "title"), "" if asking else ": none")
    yield from (line(Part(id_, "id"), indent=2) for id_ in asking)


def _readers(catalogue: Catalogue, word: Word) -> Iterator[Line]:
    reading = [
        (id_, one.when.words[word.name]) for id_, one in catalogue.threats.items() if word.name in one.when.words
    ]
    asked_by = [fact for fact in catalogue.facts.values() if word.name in fact.reads]
    none = "through facts only" if asked_by else "none; how data gets on, and what it tells, may depend on it"
    yield line(Part("Threats that read it", "title"), "" if reading else f": {none}", hang=2)
    for id_, wanted in reading:
        worse = ", or less safe" if word.ordered and word.type != "yes/no" else ""
        yield line(Part(id_, "id"), f": {' or '.join(said(word, each) for each in wanted)}{worse}", indent=2, hang=2)
    if asked_by:
        yield line(Part("Facts that read it", "title"))
    for fact in asked_by:
        asking = [id_ for id_, one in catalogue.threats.items() if fact.name in one.when.facts]
        by = f", asked by {listed(asking, 'and')}" if asking else ""
        yield line(Part(fact.name, "id"), by, indent=2, hang=2)
    setting = [(id_, one.sets[word.name]) for id_, one in catalogue.controls.items() if word.name in one.sets]
    yield line(Part("Controls that set it", "title"), "" if setting else ": none")
    for id_, value in setting:
        yield line(Part(id_, "id"), f": at least as safe as {said(word, value)}", indent=2, hang=2)
    assuming: dict[str, list[str]] = {}
    for id_, one in catalogue.kinds.items():
        if word.name in one.implies:
            assuming.setdefault(said(word, one.implies[word.name].value), []).append(id_.replace("-", " "))
    yield line(Part("Kinds that assume it", "title"), "" if assuming else ": none")
    for value, kinds in assuming.items():
        yield line(f"{value}: ", ", ".join(kinds), indent=2, hang=2)
