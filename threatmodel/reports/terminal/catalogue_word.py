"""Catalogue -> what `explain` shows of a word of scenario files: what it means, what it may say, and who reads it."""

from __future__ import annotations

from collections.abc import Iterator

from threatmodel.model.catalogue import Catalogue, Word
from threatmodel.model.values import said
from threatmodel.reports.terminal.catalogue_list import places, values
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line


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
    asked = word.question.replace("{place}", "…").replace("{about}", "the people concerned")
    yield line("When it is missing: ", asked or "it is not asked for; a yes/no is no, a list is empty", hang=2)
    yield BLANK
    yield from _readers(catalogue, word)


def _readers(catalogue: Catalogue, word: Word) -> Iterator[Line]:
    reading = [
        (id_, one.when.words[word.name]) for id_, one in catalogue.threats.items() if word.name in one.when.words
    ]
    yield line(Part("Threats that read it", "title"), "" if reading else ": none in their conditions")
    for id_, wanted in reading:
        worse = ", or less safe" if word.ordered and word.type != "yes/no" else ""
        yield line(Part(id_, "id"), f": {' or '.join(said(word, each) for each in wanted)}{worse}", indent=2, hang=2)
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
