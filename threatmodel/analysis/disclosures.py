"""Facts -> disclosure points: where something first gets past what was agreed, and what lies behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from threatmodel.analysis.derivation import Fact, Facts, Firing, name_of
from threatmodel.analysis.graph import Graph
from threatmodel.analysis.roster import DISCLOSED, LEARNED

MOST_NAMED: Final = 16
"""Under how many disclosure points a finding is told or named at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A holding that crossings reach from agreed facts, at its highest form."""

    holding: int
    form: int
    possible_form: int
    """The form, or a higher one that is reached only if what is not known turns out so."""
    certain: bool
    crossings: tuple[Firing, ...]
    """One of each cause; those come first that are there after the fewest steps, in whatever form."""


def points(graph: Graph, sure: Facts, possible: Facts) -> tuple[Point, ...]:
    """Return the disclosure points of two runs over agreed facts, in the order of the file.

    What is told of a certain point is certain: its form and the crossings that make it.
    """
    certain = _crossings(graph, [firing for firing in sure.crossings if firing.allowed is False])
    return tuple(
        Point(
            holding=holding,
            form=_highest(certain.get(holding, made)),
            possible_form=_highest(made),
            certain=holding in certain,
            crossings=tuple(certain.get(holding, made).values()),
        )
        for holding, made in _crossings(graph, possible.crossings).items()
    )


def _crossings(graph: Graph, firings: list[Firing]) -> dict[int, dict[object, Firing]]:
    """Return the crossings by holding, of each cause the one in the highest form, as causes are first met."""
    crossings: dict[int, dict[object, Firing]] = {}
    for firing in sorted(firings, key=lambda firing: firing.cost):
        if _is_disclosure(graph, firing.fact.holding):
            made = crossings.setdefault(firing.fact.holding, {})
            cause = (name_of(firing.cause), firing.premises)
            if cause not in made or made[cause].fact.form < firing.fact.form:
                made[cause] = firing
    return crossings


def _highest(made: Mapping[object, Firing]) -> int:
    return max(firing.fact.form for firing in made.values())


def _is_disclosure(graph: Graph, holding: int) -> bool:
    """What only informs conditions is no disclosure of its own, nor is what concerns nobody else."""
    holder, datum = graph.split(holding)
    learned = graph.roster.learned_of(datum)
    return bool(graph.roster.concerned(holder, datum)) and (learned is None or LEARNED.index(learned[1]) < DISCLOSED)


def behind(ranked: Sequence[Point], agreed: Facts, possible: Facts) -> Mapping[Fact, tuple[int, ...]]:
    """Return for each fact that is not agreed the points that it lies behind, by rank, the gravest `MOST_NAMED`.

    A point's own fact lies behind itself. A fact that is derived in several ways may lie behind several points.
    """
    lies: dict[Fact, list[int]] = {}
    following = _Following(agreed, possible)
    for rank, point in enumerate(ranked):
        pending = [*following.forms(point.holding, point.possible_form)]
        while pending:
            fact = pending.pop()
            graver = lies.setdefault(fact, [])
            # what is made of a full fact is full as well, of points no less grave
            if len(graver) < MOST_NAMED and graver[-1:] != [rank]:
                graver.append(rank)
                pending += following.of(fact)
    return {fact: tuple(ranks) for fact, ranks in lies.items()}


class _Following:
    """What is made of each fact, as far as it was not agreed."""

    def __init__(self, agreed: Facts, possible: Facts) -> None:
        self.agreed = agreed
        self._leading: dict[int, dict[tuple[int, Fact], None]] = {}
        """By holding what steps make out of it, and the least form that they ask for."""
        self._of: dict[Fact, Sequence[Fact]] = {}
        for firing in possible.firings:
            for premise in firing.premises:
                self._leading.setdefault(premise.holding, {})[premise.form, firing.fact] = None

    def of(self, fact: Fact) -> Sequence[Fact]:
        """Return what steps make of a fact."""
        found = self._of.get(fact)
        if found is None:
            made = (made for least, made in self._leading.get(fact.holding, ()) if fact.form >= least)
            facts = dict.fromkeys(each for one in made for each in self.forms(one.holding, one.form))
            found = self._of[fact] = tuple(facts)
        return found

    def forms(self, holding: int, highest: int) -> Iterator[Fact]:
        """Yield a holding in each form up to the highest, but for those that were agreed."""
        facts = (Fact(holding, form) for form in range(1, highest + 1))
        return (fact for fact in facts if not self.agreed.has(fact))
