"""The newer scenario + changes to undo -> that scenario without them, run again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from threatmodel.analysis.changes.edits import Edits
from threatmodel.analysis.changes.judged import Judged
from threatmodel.analysis.changes.pieces import Key, Piece, built
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario


@dataclass(kw_only=True)
class Undoing:
    """The newer scenario, and what differs from the older one, change by change."""

    new: Scenario
    edits: Edits
    catalogue: Catalogue
    today: str

    @cached_property
    def active(self) -> tuple[int, ...]:
        """The changes that a finding can depend on: those of twists are played later."""
        return tuple(number for number, edit in enumerate(self.edits.edits) if edit.keys)

    @cached_property
    def alone(self) -> Mapping[int, frozenset[int]]:
        """What is undone when one change is, by that change."""
        return {number: self.closure(frozenset({number})) for number in self.active}

    @cached_property
    def _owner(self) -> Mapping[Key, int]:
        return {key: number for number, edit in enumerate(self.edits.edits) for key in edit.keys}

    def closure(self, numbers: frozenset[int]) -> frozenset[int]:
        """Return the changes that have to be undone with some: what refers to what then is not there."""
        undone = numbers
        while True:
            mixed = self._mixed(undone)
            more = set(undone)
            for key, piece in mixed.items():
                missing = [need for need in piece.needs if need not in mixed]
                if missing:
                    more.update(self._restoring(key, missing, undone))
            if more == undone:
                return undone
            undone = frozenset(more)

    def _restoring(self, key: Key, missing: list[Key], undone: frozenset[int]) -> Iterator[int]:
        """Yield what to undo so that a piece has what it refers to: its own change, or the removal of that."""
        own = self._owner.get(key)
        if own is not None and own not in undone:
            yield own
        else:
            yield from (self._owner[need] for need in missing if need in self._owner)

    def _mixed(self, undone: frozenset[int]) -> dict[Key, Piece]:
        before, after = self.edits.before, self.edits.after
        mixed: dict[Key, Piece] = {}
        for key in dict.fromkeys((*after, *before)):
            piece = (before if self._owner.get(key) in undone else after).get(key)
            if piece is not None:
                mixed[key] = piece
        return mixed

    def without(self, undone: frozenset[int]) -> Judged:
        """Return the newer scenario with some changes undone; `undone` is closed."""
        return Judged(scenario=built(self.new, self._mixed(undone)), catalogue=self.catalogue, today=self.today)
