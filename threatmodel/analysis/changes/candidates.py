"""Differences + changes -> which changes may have caused a difference: by what its threat reads and rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from threatmodel.analysis.changes.edits import Edit, Edits
from threatmodel.analysis.changes.pieces import Key, Piece
from threatmodel.model.catalogue import Catalogue, Threat
from threatmodel.model.comparison import Difference
from threatmodel.model.elements import EVERYONE, EVERYWHERE, Written
from threatmodel.model.findings import Step

OF_CONDITIONS: Final = frozenset(
    (
        "has left",
        "app lock",
        "two-step login",
        "join",
        "age check",
        "notice",
        "recording light",
        "export",
        "clips",
        "re-uploads matched",
        "access logged",
        "shows",
        "third-party code",
        "limits respected",
        "coercion checks",
        "lawful basis",
        "unsolicited contact",
        "minimised",
        "assessment done",
    )
)
"""Words that are read where a threat's condition names them, and by no step, no fact and no severity."""

_ALL: Final = "", EVERYONE, EVERYWHERE
"""What a change stands at that may matter anywhere."""


@dataclass(kw_only=True)
class Candidates:
    """The changes of which one may have made a difference: never fewer than those that did."""

    edits: Edits
    catalogue: Catalogue

    def of(self, difference: Difference) -> tuple[int, ...]:
        """Return the changes that may have caused a difference, those first that touch what it rests on."""
        threat = difference.shown.threat
        near = set(_rests_on(difference))
        linked = self._linked(near) if threat.on != "scenario" else None
        found = [
            (self._rank(edit, near, threat), number)
            for number, edit in enumerate(self.edits.edits)
            if any(self._may(key, difference, linked) for key in edit.keys)
        ]
        return tuple(number for _, number in sorted(found))

    def _may(self, key: Key, difference: Difference, linked: frozenset[str] | None) -> bool:
        """Whether a piece can bear on a finding; `linked` are the names that hang together with it, None for all."""
        kind, name, *part = key
        if kind == "accepted":
            return name == difference.id
        if kind in ("estimate", "control"):
            return True
        read = self._leading | difference.shown.threat.when.words.keys()
        if part and part[0] in OF_CONDITIONS - read:
            return False
        return linked is None or bool(linked & self._names[key])

    def _rank(self, edit: Edit, near: set[str], threat: Threat) -> tuple[bool, bool]:
        """Return what puts a change first: it is at what the finding rests on, and a word that its condition reads."""
        words = threat.when.words.keys()
        at = any(near & self._names[key] for key in edit.keys)
        return not at, not any(key[2:] and key[2] in words for key in edit.keys)

    @cached_property
    def _leading(self) -> frozenset[str]:
        """The words that threats read from which something follows: they may lie behind any other."""
        threats = (threat for threat in self.catalogue.threats.values() if threat.leads_to)
        return frozenset(word for threat in threats for word in threat.when.words)

    @cached_property
    def _names(self) -> Mapping[Key, frozenset[str]]:
        """The names that each piece is of or refers to, in either version."""
        found: dict[Key, frozenset[str]] = {}
        for side in (self.edits.before, self.edits.after):
            for key, piece in side.items():
                found[key] = found.get(key, frozenset()) | frozenset(_named(key, piece))
        return found

    def _linked(self, near: set[str]) -> frozenset[str]:
        """Return all names that hang together with some: by paths, by whom data is about, by who knows whom."""
        linked, rest = set(near).union(_ALL), list(self._names.values())
        while True:
            joined = [names for names in rest if linked.intersection(names)]
            if not joined:
                return frozenset(linked)
            rest = [names for names in rest if not linked.intersection(names)]
            linked.update(*joined)


def _named(key: Key, piece: Piece) -> Iterator[str]:
    """Yield the names of a piece; an operator is one, for systems of one operator belong together."""
    kind, name, *part = key
    yield name
    yield from (each for need in piece.needs for each in need[1:2])
    if kind == "path":
        yield from part or piece.written.nodes
    elif kind in ("consent", "control"):
        yield from part
    elif part == ["operator"] and isinstance(piece.says, Written):
        yield f"operator {piece.says.value}"


def _rests_on(difference: Difference) -> Iterator[str]:
    """Yield the names of all that a finding rests on, before and after."""
    for finding in (difference.before, difference.after):
        if finding is None:
            continue
        yield from (finding.id, finding.holder, *finding.helped_by)
        yield from (finding.datum,) if finding.datum is not None else ()
        pending, seen = [finding.witness] if finding.witness is not None else [], set[int]()
        while pending:
            step: Step = pending.pop()
            if id(step) not in seen:
                seen.add(id(step))
                pending += step.premises
                yield from (step.holder, step.datum, step.by)
