"""Text -> the vocabulary with the words of one more file, and everything that is wrong with that file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from threatmodel.formats.body import KEYS, WORKSHOP
from threatmodel.formats.catalogue import words_of
from threatmodel.formats.condition import STRUCTURE as IN_CONDITIONS
from threatmodel.formats.data import STRUCTURE as IN_DATA
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.in_place import ON
from threatmodel.formats.yaml_text import read
from threatmodel.model.catalogue import Word
from threatmodel.model.elements import UNKNOWN
from threatmodel.model.names import slug
from threatmodel.model.source import InputError, Problem

_TAKEN: Final = frozenset((*KEYS, WORKSHOP, *IN_DATA, *IN_CONDITIONS, ON, repr(UNKNOWN)))


def read_further_words(
    text: str | bytes, file: str, known: Mapping[str, Word]
) -> tuple[dict[str, Word], tuple[Problem, ...]]:
    """Return the known words with those of one more file, as far as they can be read, and all problems of it.

    A word that is known keeps what the program reads of it: its type, its order, its values and where it may stand.
    It may be given another meaning or question, and values and places besides.
    """
    reading = Reading(file)
    try:
        found = words_of(reading, read(text, file), known)
    except InputError as error:
        return dict(known), error.problems
    kept, ids = dict(known), {slug(name): name for name in known}
    for name, word in found.items():
        problems = [*(_new(name, ids) if name not in known else _changed(name, word, known[name]))]
        for message in problems:
            reading.complain_at(word.span.line, word.span.column, message)
        if not problems:
            kept[name] = word
            ids[slug(name)] = name
    return kept, tuple(reading.problems)


def _new(name: str, ids: Mapping[str, str]) -> Iterator[str]:
    """Yield why a word cannot be added; `ids` are the slugs of the words that are there."""
    id_ = slug(name)
    if name in _TAKEN:
        yield f"{quoted(name)} already means something in a scenario or a condition"
    elif not id_:
        yield f"{quoted(name)} holds no letter and no digit"
    elif id_ in ids:
        yield f"{quoted(name)} has the same id as {quoted(ids[id_])}"


def _changed(name: str, word: Word, before: Word) -> Iterator[str]:
    """Yield why a word cannot be put in the place of the one that was there before."""
    if (word.type, word.ordered, word.names) != (before.type, before.ordered, before.names):
        yield f"{quoted(name)} is there already, with another type or order"
    if missing := [on for on in before.on if on not in word.on]:
        yield f"{quoted(name)} may stand on {', '.join(missing)} too, and has to go on doing so"
    kept = tuple(value for value in word.values if value in before.values)
    if kept != before.values:
        yield f"{quoted(name)} keeps its values {', '.join(before.values)} in this order; others may stand between"
    if bool(word.question) != bool(before.question):
        yield f"{quoted(name)} is asked for if and only if it was before"
