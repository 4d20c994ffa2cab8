"""Text -> what places ask for, or everything that is wrong with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from threatmodel.formats.catalogue import presets, read_entry
from threatmodel.formats.decode import Reading
from threatmodel.formats.nodes import Entry, Node
from threatmodel.model.catalogue import Word
from threatmodel.model.elements import ElementType, Value

LIVES_IN: Final = "lives in"
_ON: Final[tuple[ElementType, ...]] = ("person",)
_RESTS_ON: Final = ("as of", "source", "confidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The countries that places belong to, and what living in a place presets."""

    countries: Mapping[str, str]
    implies: Mapping[str, Mapping[str, Value]]
    notes: Mapping[str, str]
    """By place, what its presets rest on and of which day that is."""


def read_places(text: str | bytes, file: str, words: Mapping[str, Word]) -> Places:
    """Return what places ask for. Raises InputError with all problems at once."""
    return read_entry(text, file, lambda reading, node: _places(reading, node, words))


def joined(places: Places, further: Places) -> Places:
    """Return places with further ones; what is said again of a place takes the place of what was said."""
    kept = {name: said for name, said in places.implies.items() if name not in further.countries}
    notes = {name: note for name, note in places.notes.items() if name not in further.countries}
    return Places(
        countries={**places.countries, **further.countries},
        implies={**kept, **further.implies},
        notes={**notes, **further.notes},
    )


def with_places(words: Mapping[str, Word], places: Places) -> Mapping[str, Word]:
    """Return the vocabulary in which living in a place presets what is known of it."""
    lives_in = replace(words[LIVES_IN], implies=places.implies, notes=places.notes)
    return {name: lives_in if name == LIVES_IN else word for name, word in words.items()}


def _places(reading: Reading, node: Node, words: Mapping[str, Word]) -> Places:
    countries: dict[str, str] = {}
    implies: dict[str, Mapping[str, Value]] = {}
    notes: dict[str, str] = {}
    for name, entry in reading.entries(node, "the file").items():
        countries[name], implied, notes[name] = _place(reading, name, entry, words)
        if implied:
            implies[name] = implied
    return Places(countries=countries, implies=implies, notes={name: notes[name] for name in implies})


def _place(
    reading: Reading, name: str, entry: Entry, words: Mapping[str, Word]
) -> tuple[str, Mapping[str, Value], str]:
    fields = reading.fields(entry.value, f"'{name}'", (), ("country", "implies", *_RESTS_ON))
    implied = presets(reading, fields.get("implies"), "'implies'", _ON, words)
    if "implies" in fields:
        reading.missing(entry.value, f"'{name}'", (key for key in _RESTS_ON if key not in fields))
    country = reading.text(fields.get("country"), "'country'") or name
    day, source = reading.day(fields.get("as of"), "'as of'"), reading.text(fields.get("source"), "'source'")
    confidence = reading.choice(fields.get("confidence"), "'confidence'", ("high", "medium", "low"))
    note = f"{source}, as of {day}, confidence {confidence}"
    return country, {word: written.value for word, written in implied.items()}, note
