"""Entries -> the paths that are drawn: through whom they lead, what they carry, and what for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from threatmodel.formats.consent import purposes
from threatmodel.formats.decode import Entries, Reading, quoted
from threatmodel.formats.nodes import Mapping as Fields
from threatmodel.formats.nodes import Node, Scalar, Sequence
from threatmodel.formats.values import HOLDERS, Holders, a_thing
from threatmodel.model.elements import EVERYONE, Carry, Path

_ARROW: Final = "->"


def paths(reading: Reading, entries: Entries, holders: Holders, data: Collection[str]) -> tuple[Path, ...]:
    """Return the paths in the order of the file, after complaining about what is wrong on them."""
    found: dict[str, Path] = {}
    for key, node, _ in entries.values():
        nodes = _nodes(reading, key, holders)
        carries = _carries(reading, key.text, node, data)
        text = f" {_ARROW} ".join(nodes)
        if text in found:
            first = found[text].span.line
            reading.complain(
                key,
                f"the path {quoted(text)} is drawn already, in line {first}",
                "write all that it carries there",
            )
        elif len(nodes) > 1:
            found[text] = Path(text=text, nodes=nodes, carries=carries, span=key.span(reading.file))
    return tuple(found.values())


def canonical(text: str) -> str:
    """Return a path's text with one space around each arrow: its name."""
    return f" {_ARROW} ".join(name for name, _ in split(text))


def is_path(text: str) -> bool:
    return _ARROW in text


def split(text: str) -> Iterator[tuple[str, int]]:
    """Yield the names on a path, each with its offset in the text."""
    offset = 0
    for part in text.split(_ARROW):
        yield part.strip(), offset + len(part) - len(part.lstrip())
        offset += len(part) + len(_ARROW)


def _nodes(reading: Reading, key: Scalar, holders: Holders) -> tuple[str, ...]:
    """Return the names on a path; empty when a name is missing."""
    parts = list(split(key.text))
    names = [name for name, _ in parts]
    if len(parts) < 2:
        reading.complain(key, f"{quoted(key.text)} is not a path such as 'ana -> calling app -> ben'")
        return ()
    for number, (name, offset) in enumerate(parts):
        _check(reading, name, (key.line, key.column + offset), holders, is_last=number == len(parts) - 1)
    for (before, _), (name, offset) in pairwise(parts):
        among_themselves = len(parts) == 2 and holders.get(name) == "audience"
        if name and name == before and not among_themselves:
            reading.complain_at(key.line, key.column + offset, f"a flow from {quoted(name)} to {quoted(name)} itself")
    return tuple(names) if all(names) else ()


def _check(reading: Reading, name: str, place: tuple[int, int], holders: Holders, *, is_last: bool) -> None:
    if not name:
        reading.complain_at(*place, f"a name is missing beside '{_ARROW}'")
    elif name == EVERYONE:
        if not is_last:
            reading.complain_at(*place, f"'{EVERYONE}' can only stand at the end of a path")
    elif name not in holders:
        hint = reading.nearest(name, holders, (EVERYONE,))
        reading.complain_at(*place, f"{quoted(name)} is not {a_thing(*HOLDERS)}", hint)


def _carries(reading: Reading, text: str, node: Node, data: Collection[str]) -> tuple[Carry, ...]:
    what = f"the path {quoted(text)}"
    goals: tuple[str, ...] = ()
    carried: Node | None = node
    if isinstance(node, Fields):
        fields = reading.fields(node, what, ("carries",), ("purpose",))
        carried, goals = fields.get("carries"), purposes(reading, fields.get("purpose"))
        what = "'carries'"
    items = reading.one_or_more(carried, what)
    if isinstance(carried, Sequence) and not carried.items:
        reading.complain(carried, f"{what} carries nothing", "name the data")
    for item in items:
        if item.text not in data:
            hint = reading.nearest(item.text, data)
            reading.complain(item, f"{quoted(item.text)} is not data of this scenario", hint)
    return tuple(Carry(datum=item.text, purposes=goals, span=item.span(reading.file)) for item in items)
