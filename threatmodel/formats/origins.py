"""Paths and data -> complaints about paths that start where the data never was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from threatmodel.formats.chains import in_order
from threatmodel.formats.decode import Reading, quoted
from threatmodel.model.elements import EVERYONE, Carry, Data, Element, Path


def check_origins(
    reading: Reading,
    paths: Iterable[Path],
    data: Mapping[str, Data],
    holders: Mapping[str, Element],
    doubtful: Collection[str] = (),
) -> None:
    """Complain where who starts a path is no subject of the data, never received it and did not make it.

    One mistake is told once: a path that is complained about counts as drawn from there on, `doubtful` data
    may be with anybody, and whoever is on a path with a misspelt datum may have received any.
    """
    members = _members(holders)
    carried: dict[str, list[tuple[Path, Carry]]] = {}
    forgiven: set[str] = set()
    for path in paths:
        for carry in path.carries:
            carried.setdefault(carry.datum, []).append((path, carry))
            if carry.datum not in data:
                forgiven.update(path.nodes)
    originals = {name: datum.made_from for name, datum in data.items() if datum.made_from is not None}
    had: dict[str, set[str]] = {}
    for name in in_order(data, originals):
        datum = data[name]
        start = {*datum.about, *datum.made_by, *forgiven}
        if name in originals:
            start |= had[originals[name]]
        if name in doubtful:
            start.update(holders)
        drawn = [each for each in carried.get(name, ()) if each[0].nodes[0] in holders]
        had[name] = _spread(reading, datum, start, drawn, members)


def _members(holders: Mapping[str, Element]) -> Mapping[str, list[str]]:
    """Return who is directly in each audience."""
    found: dict[str, list[str]] = {EVERYONE: list(holders)}
    for name, element in holders.items():
        for audience in element.names("in"):
            found.setdefault(audience, []).append(name)
    return found


def _spread(
    reading: Reading,
    datum: Data,
    start: set[str],
    drawn: list[tuple[Path, Carry]],
    members: Mapping[str, list[str]],
) -> set[str]:
    """Return everybody who ever has the datum."""
    waiting: dict[str, list[Path]] = {}
    for path, _ in drawn:
        waiting.setdefault(path.nodes[0], []).append(path)
    have: set[str] = set()
    _give(list(start), have, waiting, members)
    for path, carry in drawn:
        if path.nodes[0] not in have:
            who, what = quoted(path.nodes[0]), quoted(datum.name)
            message = f"{who} cannot send {what}: it is not about them and never reached them"
            reading.complain_at(
                carry.span.line,
                carry.span.column,
                message,
                f"draw how it gets there, or name {who} in its 'made by'",
            )
            _give([path.nodes[0]], have, waiting, members)
    return have


def _give(new: list[str], have: set[str], waiting: dict[str, list[Path]], members: Mapping[str, list[str]]) -> None:
    """Add holders, all who are among them, and all whom they send it to."""
    while new:
        name = new.pop()
        if name not in have:
            have.add(name)
            new.extend(members.get(name, ()))
            for path in waiting.pop(name, ()):
                new.extend(path.nodes[1:])
