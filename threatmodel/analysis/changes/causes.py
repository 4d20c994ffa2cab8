"""Differences + changes -> which change caused which difference, found by undoing each and running again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isclose
from typing import Final, TypeAlias

from threatmodel.analysis.changes.candidates import Candidates
from threatmodel.analysis.changes.judged import Judged
from threatmodel.analysis.changes.undoing import Undoing
from threatmodel.analysis.compare import is_there
from threatmodel.model.comparison import Cause, Difference
from threatmodel.model.findings import Finding, State
from threatmodel.model.risk import POINTS

MOST_ALONE: Final = 300
"""Of how many changes each is undone by itself; of more, those that may have made most of the differences."""

MOST_TOGETHER: Final = 300
"""How many further runs look for changes that do something only together."""

Step: TypeAlias = Callable[[], None]
"""What is called when one more is done."""

_NOISE: Final = 1e-9
"""What two sums of the same numbers in another order may differ by."""


@dataclass(kw_only=True)
class Causes:
    """What caused the differences between two scenarios; all of them share the runs of the newer one.

    Of a run it is kept which of the differences it undoes, and not the run.
    """

    undoing: Undoing
    differences: tuple[Difference, ...]
    _gone: dict[frozenset[int], frozenset[str]] = field(default_factory=dict)
    _left: tuple[Difference, ...] = ()
    """What no change does alone."""
    _together: list[frozenset[int]] = field(default_factory=list)
    _spent: int = 0

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(edits=self.undoing.edits, catalogue=self.undoing.catalogue)

    @cached_property
    def _order(self) -> tuple[int, ...]:
        """All changes, those first with which least has to be undone: a path before the person that it goes to."""
        return tuple(sorted(self.undoing.active, key=lambda number: len(self.undoing.alone[number])))

    @cached_property
    def tried(self) -> tuple[int, ...]:
        """The changes that are each undone by themselves, in the order of the file."""
        active = self.undoing.active
        if len(active) <= MOST_ALONE:
            return active
        asked = Counter(number for one in self.differences for number in self._candidates.of(one))
        return tuple(sorted(sorted(active, key=lambda number: -asked[number])[:MOST_ALONE]))

    def try_alone(self, step: Step) -> None:
        """Undo every change that is tried by itself; `step` is called after each."""
        for number in self.tried:
            self._run(self.undoing.alone[number], self.differences)
            step()
        done = frozenset[str]().union(*(self._gone[self.undoing.alone[number]] for number in self.tried))
        self._left = tuple(one for one in self.differences if one.id not in done)

    def _run(self, undone: frozenset[int], differences: tuple[Difference, ...]) -> None:
        if undone not in self._gone:
            run = self.undoing.without(undone)
            self._gone[undone] = frozenset(one.id for one in differences if undoes(one, run))

    def of(self, difference: Difference) -> tuple[Cause, ...]:
        """Return what caused a difference: changes each of which is needed, or one set that does it together.

        What could not be tried is added where the difference may rest on it.
        """
        undone = self.undoing.alone
        alone = [number for number in self.tried if difference.id in self._gone[undone[number]]]
        least = [one for one in alone if not any(undone[other] < undone[one] for other in alone)]
        if least:
            return (*(Cause(changes=(number,)) for number in least), *self._untried(difference))
        try:
            together = self._needed(difference)
        except _TooManyRunsError:
            return tuple(self._perhaps(difference, ()))
        found = (Cause(changes=tuple(sorted(together))),) if together else ()
        return (*found, *self._untried(difference, *together))

    def _untried(self, difference: Difference, *told: int) -> Iterator[Cause]:
        if len(self.tried) < len(self.undoing.active):
            yield from self._perhaps(difference, (*self.tried, *told))

    def _perhaps(self, difference: Difference, but: tuple[int, ...]) -> Iterator[Cause]:
        known = frozenset(but)
        for number in self._candidates.of(difference):
            if number not in known:
                yield Cause(changes=(number,), tried=False)

    def _needed(self, difference: Difference) -> frozenset[int]:
        """Return changes that undo a difference together, none of which can be left out; nothing where none do.

        Halves of the list of changes lead to a place up to which undoing them does it, together with what is known to
        be needed, and one change before which it does not: that change is needed, too. This holds also where undoing
        one takes back what undoing another has done. Raises _TooManyRunsError.
        """
        for known in self._together:
            if self._undo(difference, known):
                return self._least(difference, known)
        order = self._order
        if not self._undo(difference, frozenset(order)):
            return frozenset()
        needed, upper = frozenset[int](), len(order)
        while not self._undo(difference, needed):
            lower = 0
            while upper - lower > 1:
                middle = (lower + upper) // 2
                if self._undo(difference, needed | frozenset(order[:middle])):
                    upper = middle
                else:
                    lower = middle
            upper -= 1
            needed |= {order[upper]}
        needed = self._least(difference, needed)
        self._together.append(needed)
        return needed

    def _least(self, difference: Difference, needed: frozenset[int]) -> frozenset[int]:
        """Leave out what can be left out after all, until nothing can."""
        for number in sorted(needed):
            fewer = needed - {number}
            if fewer and self._undo(difference, fewer):
                return self._least(difference, fewer)
        return needed

    def _undo(self, difference: Difference, numbers: frozenset[int]) -> bool:
        undone = self.undoing.closure(numbers)
        if undone not in self._gone:
            if self._spent >= MOST_TOGETHER:
                raise _TooManyRunsError
            self._spent += 1
            self._run(undone, self._left)
        return difference.id in self._gone[undone]


class _TooManyRunsError(Exception):
    """As many runs were made as are allowed."""


def explained(
    differences: tuple[Difference, ...], undoing: Undoing, watch: Callable[[int], Step] | None = None
) -> tuple[Difference, ...]:
    """Return the differences with what caused them.

    `watch` is told of how many steps the work consists, and returns what is called after each.
    """
    causes = Causes(undoing=undoing, differences=differences)
    if not differences:
        return ()
    step = watch(len(causes.tried) + len(differences)) if watch is not None else lambda: None
    causes.try_alone(step)
    found = []
    for difference in differences:
        found.append(replace(difference, causes=causes.of(difference)))
        step()
    return tuple(found)


def undoes(difference: Difference, run: Judged) -> bool:
    """Whether a difference is gone again in a scenario without some changes.

    What came is gone. What was there is, and no longer in the newer state; whether it is in the older one hangs on what
    else was changed. A risk is nearer to what it was, or beyond.
    """
    before, after = difference.before, difference.after
    was, now, then = _state(before), _state(after), run.state(difference.id)
    if was != now:
        return then is None if was is None else then not in (None, now)
    if then != was:
        return False
    return before is not None and after is not None and _returns(before, after, run.weighed(difference.id))


def _state(finding: Finding | None) -> State | None:
    return finding.state if finding is not None and is_there(finding) else None


def _returns(before: Finding, after: Finding, got: Finding) -> bool:
    """Whether any part of what a finding weighs goes the way back."""
    noise = max(_NOISE, *(one.chance.margin * POINTS[one.severity] for one in (before, after, got)))
    for was, now, then in zip(*map(_weight, (before, after, got)), strict=True):
        moved, back = now - was, now - then
        if moved * back > 0 and not any(isclose(now, one, rel_tol=_NOISE, abs_tol=noise) for one in (was, then)):
            return True
    return False


def _weight(finding: Finding) -> tuple[float, ...]:
    return finding.risk.low, finding.risk.high, finding.risk.ceiling, finding.severity
