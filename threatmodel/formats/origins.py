"""Paths and data -> complaints about paths that start where the data never was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from threatmodel.formats.chains import in_order
from threatmodel.formats.decode import Reading, quoted
from threatmodel.model.elements import END_TO_END, EVERYONE, Carry, Data, Element, Path


def check_origins(
    reading: Reading,
    paths: Iterable[Path],
    data: Mapping[str, Data],
    holders: Mapping[str, Element],
    doubtful: Collection[str] = (),
) -> None:
    """Complain where who starts a path is no subject of the data, never received it and did not make it.

    One mistake is told once: a path that is complained about counts as drawn from there on, nothing is said of
    `doubtful` data, and whoever is on a path with a misspelt datum may have received any.
    """
    carried: dict[str, list[tuple[Path, Carry]]] = {}
    forgiven: set[str] = set()
    for path in paths:
        for carry in path.carries:
            carried.setdefault(carry.datum, []).append((path, carry))
            if carry.datum not in data:
                forgiven.update(path.nodes)
    members = _members(holders)
    sealed = {name for name, element in holders.items() if _holds_no_key(element)}
    originals = {name: datum.made_from for name, datum in data.items() if datum.made_from is not None}
    had: dict[str, set[str]] = {}
    for name in in_order(data, originals):
        way = _Way(carried.get(name, ()), members, had.get(originals.get(name, ""), set()), sealed)
        way.give([*data[name].about, *data[name].made_by])
        for path, carry in carried.get(name, ()):
            who = path.nodes[0]
            if who not in way.have:
                if who in holders and who not in forgiven and name not in doubtful:
                    _complain(reading, carry, who, sealed=who in sealed)
                way.give([who])
        had[name] = way.have


def _holds_no_key(element: Element) -> bool:
    written = element.words.get(END_TO_END)
    return element.type == "system" and written is not None and written.value is True


def _complain(reading: Reading, carry: Carry, who: str, *, sealed: bool) -> None:
    if sealed:
        message = f"{quoted(who)} cannot send {quoted(carry.datum)} on: it is end-to-end encrypted and holds no key"
        hint = "draw one path from who sends to who receives, through it"
        reading.complain_at(carry.span.line, carry.span.column, message, hint)
        return
    message = f"{quoted(who)} cannot send {quoted(carry.datum)}: it is not about them and never reached them"
    hint = f"draw how it gets there, or name {quoted(who)} in its 'made by'"
    reading.complain_at(carry.span.line, carry.span.column, message, hint)


def _members(holders: Mapping[str, Element]) -> Mapping[str, list[str]]:
    """Return who is directly in each audience."""
    found: dict[str, list[str]] = {EVERYONE: list(holders)}
    for name, element in holders.items():
        for audience in element.names("in"):
            found.setdefault(audience, []).append(name)
    return found


class _Way:
    """The way of one datum: who has it, starting from those who had what it is made from."""

    __slots__ = ("have", "members", "sealed", "shared", "waiting")

    def __init__(
        self,
        drawn: Iterable[tuple[Path, Carry]],
        members: Mapping[str, list[str]],
        before: set[str],
        sealed: Collection[str],
    ) -> None:
        self.members = members
        self.sealed = sealed
        self.waiting: dict[str, list[Path]] = {}
        for path, _ in drawn:
            self.waiting.setdefault(path.nodes[0], []).append(path)
        self.have = before
        self.shared = True  # with the original, until somebody new gets the datum
        self.give([name for name in self.waiting if name in before])

    def give(self, new: list[str]) -> None:
        """Add holders, all who are among them, and all whom they send it to."""
        while new:
            name = new.pop()
            if name not in self.have:
                if self.shared:
                    self.have, self.shared = set(self.have), False
                self.have.add(name)
                new.extend(self.members.get(name, ()))
            for path in self.waiting.pop(name, ()):
                new.extend(node for node in path.nodes[1:] if node not in self.sealed)
