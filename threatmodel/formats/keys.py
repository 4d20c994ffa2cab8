"""Text -> the words that give a scenario its shape, or everything that is wrong with the file."""

from __future__ import annotations

from typing import Final, get_args

from threatmodel.formats.catalogue import read_entry, some
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Node, Scalar
from threatmodel.model.keys import KeyPlace, LanguageKey

_PLACES: Final[tuple[KeyPlace, ...]] = get_args(KeyPlace)


def read_keys(text: str | bytes, file: str) -> dict[str, LanguageKey]:
    """Return the keys by name, in the order of the file. Raises InputError with all problems at once."""
    return read_entry(text, file, _keys)


def _keys(reading: Reading, node: Node) -> dict[str, LanguageKey]:
    entries = reading.entries(node, "the keys")
    return {name: _key(reading, entry.key, entry.value) for name, entry in entries.items()}


def _key(reading: Reading, key: Scalar, node: Node) -> LanguageKey:
    fields = reading.fields(node, quoted(key.text), ("in", "says", "meaning"), ("example",))
    return LanguageKey(
        name=key.text,
        places=some(reading, fields.get("in"), "'in'", _PLACES),
        says=reading.text(fields.get("says"), "'says'") or "",
        meaning=reading.text(fields.get("meaning"), "'meaning'") or "",
        example=reading.text(fields.get("example"), "'example'") or "",
        span=key.span(reading.file),
    )
