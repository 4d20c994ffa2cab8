"""Node -> the condition of a threat: seven keys of its own, and the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from threatmodel.formats.decode import Entries, Reading, quoted
from threatmodel.formats.nodes import Entry, Mapping, Node, Sequence
from threatmodel.formats.values import a_thing, value_of
from threatmodel.formats.vocabulary import KIND, Vocabulary, Words, said
from threatmodel.model.catalogue import FORMS, When, Word
from threatmodel.model.elements import ACTS, UNKNOWN, ElementType, Value
from threatmodel.model.names import listed

BY_DESIGN: Final = ("unagreed-recipient", "kept-beyond-consent")
"""The threats that a drawn flow alone brings about."""

_OF_A_HOLDING: Final = ("form", "by design", "holder", "not agreed", "reveals", "knows")
STRUCTURE: Final = (*_OF_A_HOLDING, "fact")
_HOLDERS: Final[tuple[ElementType, ...]] = ("person", "system", "audience")
_NOT_AGREED: Final = (*ACTS[1:], "purpose")
_KNOWN: Final = ("identity", "persona", "name behind persona")
_READ: Final[dict[str, tuple[ElementType, ...]]] = {
    "holding": (*_HOLDERS, "data"),
    "system": ("system",),
    "person": ("person",),
    "scenario": ("scenario",),
}


def condition(
    reading: Reading, node: Node, threat: str, on: str, vocabulary: Vocabulary, facts: Collection[str]
) -> When:
    """Return the condition of a threat on such things. What could never hold, or always does, is a problem."""
    entries = reading.entries(node, "'when'")
    if isinstance(node, Mapping) and not entries:
        reading.complain(node, "'when' needs at least one condition")
    if on != "holding":
        for name in _OF_A_HOLDING:
            if name in entries:
                reading.complain(entries[name].key, f"{quoted(name)} can only be asked of a holding, not of a {on}")
    fields = {name: entry.value for name, entry in entries.items() if name in STRUCTURE}
    return When(
        form=reading.choice(fields.get("form"), "'form'", FORMS),
        by_design=_by_design(reading, fields.get("by design"), threat),
        holder=reading.choices(fields.get("holder"), "'holder'", _HOLDERS),
        not_agreed=reading.choice(fields.get("not agreed"), "'not agreed'", _NOT_AGREED),
        reveals=reading.choices(fields.get("reveals"), "'reveals'", vocabulary.words["reveals"].values),
        knows=reading.choice(fields.get("knows"), "'knows'", _KNOWN),
        facts=_facts(reading, fields.get("fact"), facts),
        words=_words(reading, entries, vocabulary, _READ[on]),
        span=node.span(reading.file),
    )


def _by_design(reading: Reading, node: Node | None, threat: str) -> bool:
    found = reading.yes_no(node, "'by design'")
    if node is not None and threat not in BY_DESIGN:
        reading.complain(node, f"'by design' is for {listed(BY_DESIGN, 'and')} only")
    return found or False


def _facts(reading: Reading, node: Node | None, facts: Collection[str]) -> tuple[str, ...]:
    items = reading.one_or_more(node, "'fact'")
    for item in items:
        if item.text not in facts:
            reading.complain(item, f"{quoted(item.text)} is not a fact", reading.nearest(item.text, facts))
    return tuple(item.text for item in items)


def _words(
    reading: Reading, entries: Entries, vocabulary: Vocabulary, read: tuple[ElementType, ...]
) -> dict[str, tuple[Value, ...]]:
    found: dict[str, tuple[Value, ...]] = {}
    for name, entry in entries.items():
        word = vocabulary.words.get(name)
        if name in STRUCTURE:
            continue
        if word is None or word.type == "names":
            reading.unknown(entry, f"{quoted(name)} is not a condition", STRUCTURE, vocabulary.words)
        elif not set(word.on) & set(read):
            message = f"{quoted(name)} is never true here: it stands on {a_thing(*word.on)}"
            reading.complain(entry.key, message)
        elif word.ordered:
            found[name] = _threshold(reading, word, entry)
        else:
            found[name] = _any_of(reading, word, entry.value, vocabulary)
    return found


def _threshold(reading: Reading, word: Word, entry: Entry) -> tuple[Value, ...]:
    """Return the one value that means `this or less safe`."""
    if isinstance(entry.value, Sequence):
        hint = "a condition means this or less safe"
        reading.complain(entry.value, f"{quoted(word.name)} is ordered from safe to unsafe: it takes one value", hint)
        return ()
    value = value_of(reading, word, entry.value, {})
    safest = said(value)[0] == word.values[0] if word.values and value is not None else value == 0.0
    if value is UNKNOWN:
        reading.complain(entry.value, "a condition cannot ask for 'unknown'")
    elif safest:
        reading.complain(entry.value, f"{quoted(word.name)} is always at least this: its safest value says nothing")
    return () if value is None else (value,)


def _any_of(reading: Reading, word: Word, node: Node, vocabulary: Vocabulary) -> tuple[Value, ...]:
    found: list[Value] = []
    for item in reading.one_or_more(node, quoted(word.name)):
        value = value_of(reading, word, item, {})
        if word.name == KIND and isinstance(value, str):
            value = Words(reading, vocabulary, {}).kind(item, value, None)
        if value is UNKNOWN:
            reading.complain(item, "a condition cannot ask for 'unknown'")
        elif value is not None:
            found.extend(value if isinstance(value, tuple) else (value,))
    return tuple(found)
