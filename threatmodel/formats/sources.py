"""Text -> the sources that the catalogue cites, and what is wrong with the ids by which its files cite them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, get_args

from threatmodel.formats.catalogue import read_entry
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Mapping as MappingNode
from threatmodel.formats.nodes import Node, Scalar, Sequence
from threatmodel.formats.yaml_text import read
from threatmodel.model.literature import Source, SourceType, cited, is_in_full
from threatmodel.model.source import Problem

_TYPES: Final[tuple[SourceType, ...]] = get_args(SourceType)
_REQUIRED: Final = ("title", "author", "year", "type", "supports", "confidence")
_CITES: Final = ("source", "sources")
_SCENARIOS: Final = ("examples",)


def read_sources(text: str | bytes, file: str) -> dict[str, Source]:
    """Return the sources by id. Raises InputError with all problems at once."""
    return read_entry(text, file, _sources)


def unknown_sources(text: str | bytes, file: str, known: Mapping[str, Source]) -> list[Problem]:
    """Return a problem for each id under `source` or `sources`, at any depth, that is none of those that are known.

    A source that is said in full, with blanks in it, needs no entry. Raises InputError when the text is no YAML.
    """
    reading = Reading(file)
    for scalar in _cites(read(text, file)):
        for named in cited(scalar.text):
            if named not in known and not is_in_full(named):
                near = reading.nearest(named, known)
                hint = near or "an id of sources.yaml, or a source said in full"
                reading.complain(scalar, f"{quoted(named)} is not a source in the catalogue", hint)
    return reading.problems


def _cites(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _cites(item)
    elif isinstance(node, MappingNode):
        for key, entry in node.entries.items():
            if key not in _SCENARIOS:
                yield from _scalars(entry.value) if key in _CITES else _cites(entry.value)


def _scalars(node: Node) -> Iterator[Scalar]:
    return (item for item in (node.items if isinstance(node, Sequence) else (node,)) if isinstance(item, Scalar))


def _sources(reading: Reading, node: Node) -> dict[str, Source]:
    entries = reading.entries(node, "the sources")
    return {id_: _source(reading, entry.key, entry.value) for id_, entry in entries.items()}


def _source(reading: Reading, key: Scalar, node: Node) -> Source:
    fields = reading.fields(node, quoted(key.text), _REQUIRED, ("address",))
    if is_in_full(key.text) or "," in key.text:
        reading.complain(key, f"{quoted(key.text)} is not an id such as 'S01'")
    address = reading.text(fields.get("address"), "'address'") or ""
    if address and not address.startswith("https://"):
        reading.complain(fields["address"], "'address' begins with https://")
    return Source(
        id=key.text,
        title=reading.text(fields.get("title"), "'title'") or "",
        author=reading.text(fields.get("author"), "'author'") or "",
        year=reading.text(fields.get("year"), "'year'") or "",
        type=reading.choice(fields.get("type"), "'type'", _TYPES) or "judgement",
        address=address,
        supports=reading.text(fields.get("supports"), "'supports'") or "",
        confidence=reading.choice(fields.get("confidence"), "'confidence'", ("high", "medium", "low")) or "low",
        span=key.span(reading.file),
    )
