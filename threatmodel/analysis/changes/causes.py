"""Differences + changes -> which change caused which difference, found by undoing each and running again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.changes.edits import Edit, Edits
from threatmodel.analysis.changes.pieces import Key, Piece, built
from threatmodel.analysis.compare import alike, is_there
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.comparison import Cause, Difference
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Finding, State, Step

MOST_TRIED: Final = 20
"""Up to how many changes each is undone; of more, only those are told that touch what a finding rests on."""

MOST_TOGETHER: Final = 40
"""How many further runs look for changes that do something only together."""

Found = Mapping[str, Finding]


@dataclass(kw_only=True)
class Causes:
    """The newer scenario with some changes undone, run again for each set of them that is asked for."""

    new: Scenario
    edits: Edits
    catalogue: Catalogue
    today: str
    _runs: dict[frozenset[int], Found] = field(default_factory=dict)
    _together: list[frozenset[int]] = field(default_factory=list)
    _left: int = MOST_TOGETHER

    @cached_property
    def _active(self) -> tuple[int, ...]:
        """The changes that a finding can depend on: those of twists are played later."""
        return tuple(number for number, edit in enumerate(self.edits.edits) if edit.keys)

    @cached_property
    def _owner(self) -> Mapping[Key, int]:
        return {key: number for number, edit in enumerate(self.edits.edits) for key in edit.keys}

    @cached_property
    def _undone(self) -> Mapping[int, frozenset[int]]:
        return {number: self.closure(frozenset({number})) for number in self._active}

    def of(self, difference: Difference) -> tuple[Cause, ...]:
        """Return what caused a difference: changes each of which is needed, or one set that does it together."""
        if len(self._active) > MOST_TRIED:
            return tuple(self._touching(difference))
        undone = self._undone
        alone = [number for number in self._active if undoes(difference, self.without(undone[number]))]
        least = [one for one in alone if not any(undone[other] < undone[one] for other in alone)]
        if least:
            return tuple(Cause(changes=(number,)) for number in least)
        together = self._needed(difference)
        return (Cause(changes=tuple(sorted(together))),) if together else ()

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

    def without(self, undone: frozenset[int]) -> Found:
        """Return the findings of the newer scenario with some changes undone."""
        if undone not in self._runs:
            scenario = built(self.new, self._mixed(undone))
            findings = analyse(scenario, self.catalogue, self.today).findings
            self._runs[undone] = {finding.id: finding for finding in findings}
        return self._runs[undone]

    def _needed(self, difference: Difference) -> frozenset[int] | None:
        """Return changes that undo a difference together, none of which can be left out; None where none are found."""
        for known in self._together:
            if undoes(difference, self.without(known)):
                return known
        needed = frozenset(self._active)
        if not undoes(difference, self.without(needed)):
            return None
        for number in reversed(self._active):
            if number not in needed:
                continue
            fewer = self.closure(frozenset(one for one in needed if number not in self._undone[one]))
            if number in fewer:
                continue
            self._left -= fewer not in self._runs
            if self._left < 0:
                return None
            if undoes(difference, self.without(fewer)):
                needed = fewer
        self._together.append(needed)
        return needed

    def _touching(self, difference: Difference) -> Iterator[Cause]:
        names = set(_rests_on(difference))
        for number in self._active:
            if names & _names(self.edits.edits[number]):
                yield Cause(changes=(number,), tried=False)


def explained(differences: tuple[Difference, ...], causes: Causes) -> tuple[Difference, ...]:
    """Return the differences with what caused them."""
    return tuple(replace(difference, causes=causes.of(difference)) for difference in differences)


def undoes(difference: Difference, found: Found) -> bool:
    """Whether a difference is gone again in findings that were made without some changes."""
    got = found.get(difference.id)
    was, now = _state(difference.before), _state(difference.after)
    if was != now:
        return _state(got) == was
    return got is not None and _state(got) == was and difference.after is not None and not alike(got, difference.after)


def _state(finding: Finding | None) -> State | None:
    return finding.state if finding is not None and is_there(finding) else None


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


def _names(edit: Edit) -> set[str]:
    return {edit.change.name, edit.change.part} - {""}
