"""Nodes -> data: whom it is about, what was agreed, and what a copy takes over from what it is made from."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import replace
from typing import Final

from threatmodel.formats.chains import circles, in_order
from threatmodel.formats.consent import consent
from threatmodel.formats.decode import Entries, quoted
from threatmodel.formats.nodes import Entry, Mapping, Sequence
from threatmodel.formats.values import holder
from threatmodel.formats.vocabulary import Words
from threatmodel.formats.yaml_words import shown
from threatmodel.model.elements import UNKNOWN, Data, ElementType

STRUCTURE: Final = ("about", "consent", "made from", "made by")
_TAKEN_OVER: Final = ("reveals", "sensitivity")
_ASSUMED: Final = "medium"
"""What a copy is made of is a guess, since a transcript is made from a call: it is taken over as an assumption."""
_SUBJECTS: Final[tuple[ElementType, ...]] = ("person", "audience")


def data(words: Words, entries: Entries) -> tuple[dict[str, Data], frozenset[str]]:
    """Return the data by name, copies completed, and the names of those that a complaint leaves in doubt."""
    found: dict[str, Data] = {}
    doubtful: set[str] = set()
    for name, entry in entries.items():
        problems = len(words.reading.problems)
        found[name] = _datum(words, name, entry, entries)
        if len(words.reading.problems) > problems:
            doubtful.add(name)
    originals = {name: datum.made_from for name, datum in found.items() if datum.made_from is not None}
    for circle in circles(originals):
        for name in circle:
            node = entries[name].value
            message = f"{quoted(name)} is in the end made from itself: {shown(' from '.join((*circle, circle[0])))}"
            place = node.get("made from") if isinstance(node, Mapping) else None
            words.reading.complain(place or node, message)
            del originals[name]
            found[name] = replace(found[name], made_from=None)
            doubtful.add(name)
    for name in in_order(originals, originals):
        if name in originals:
            node = entries[name].value
            written = node.entries if isinstance(node, Mapping) else {}
            found[name] = _completed(words, found[name], found[originals[name]], written)
    return found, frozenset(doubtful)


def _completed(words: Words, copy: Data, original: Data, written: Container[str]) -> Data:
    taken_over = {name: original.words[name] for name in _TAKEN_OVER if name in original.words and name not in written}
    completed = {**copy.words, **taken_over}
    medium = original.words.get(_ASSUMED)
    if medium is not None and medium.value is not UNKNOWN and _ASSUMED not in written:
        completed[_ASSUMED] = replace(medium, origin="preset", source=f"made from: {original.name}")
        words.preset(completed, "data", words.allowed("data"))
    return replace(
        copy,
        words=completed,
        about=copy.about if "about" in written else original.about,
        consent=copy.consent if "consent" in written else original.consent,
    )


def _datum(words: Words, name: str, entry: Entry, data_names: Collection[str]) -> Data:
    reading, key, node = words.reading, entry.key, entry.value
    entries = reading.entries(node, quoted(name))
    fields = {field: entries[field].value for field in STRUCTURE if field in entries}
    about = reading.one_or_more(fields.get("about"), "'about'")
    original = reading.text(fields.get("made from"), "'made from'")
    if original is not None and original not in data_names:
        reading.complain(fields["made from"], f"{quoted(original)} is not data", reading.nearest(original, data_names))
        original = None
    if "about" not in fields and "made from" not in fields and isinstance(node, Mapping):
        reading.complain(key, f"{quoted(name)} needs 'about'", "say whom it is about")
    elif isinstance(fields.get("about"), Sequence) and not about:
        reading.complain(fields["about"], f"{quoted(name)} is about nobody", "say whom it is about")
    makers = reading.one_or_more(fields.get("made by"), "'made by'")
    return Data(
        name=name,
        type="data",
        words=words.read(entries, "data", STRUCTURE),
        span=key.span(reading.file),
        about=tuple(who.text for who in about if holder(reading, who, who.text, words.holders, _SUBJECTS)),
        consent=consent(reading, fields["consent"], words.holders) if "consent" in fields else None,
        made_from=original,
        made_by=tuple(who.text for who in makers if holder(reading, who, who.text, words.holders)),
    )
