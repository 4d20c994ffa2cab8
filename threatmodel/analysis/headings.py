"""Findings + disclosure points -> headings: each finding told under the points that it makes or lies behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from threatmodel.analysis import severity
from threatmodel.analysis.conditions import Candidate
from threatmodel.analysis.derivation import Fact, Firing
from threatmodel.analysis.disclosures import Point, behind
from threatmodel.analysis.findings import Study
from threatmodel.analysis.graph import Rule
from threatmodel.analysis.witness import Witnesses
from threatmodel.model.catalogue import FORMS
from threatmodel.model.elements import ACTS
from threatmodel.model.findings import DisclosurePoint, Finding
from threatmodel.model.gate import HOLDS
from threatmodel.model.names import slug
from threatmodel.model.risk import POINTS


def rank(finding: Finding) -> tuple[int, float, int, float]:
    """Order findings: what holds first, then by risk, then the gravest, then those that reach most people.

    What is reduced still holds, and stands among what is open: a control that does little hides nothing.
    """
    reach = float("-inf") if finding.reach is None else -finding.reach
    state = 0 if finding.state in HOLDS else severity.STATE_ORDER.index(finding.state)
    return state, -_weight(finding), -finding.severity, reach


def _weight(finding: Finding) -> float:
    """Return the risk that bands are read from: the high end, or what an undecided finding may come to."""
    return (finding.chance.high or finding.chance.ceiling) * POINTS[finding.severity]


@dataclass(frozen=True)
class Headings:
    """Disclosure points by position, gravest first, and the findings that belong under them."""

    study: Study
    judged: Mapping[str, Finding]
    """Findings by id, with their states but not yet their points."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings with the ids of their points, ranked."""
        ids = [self._id(point) for point in self.study.points]
        told = (
            replace(finding, points=tuple(ids[position] for position in self._positions(finding.id)))
            for finding in sorted(self.judged.values(), key=rank)
        )
        return tuple(told)

    @cached_property
    def points(self) -> tuple[DisclosurePoint, ...]:
        """The disclosure points, numbered, with what is told in full and what is named there."""
        full: dict[str, list[str]] = {}
        named: dict[str, list[str]] = {}
        for finding in self.findings:
            for number, point in enumerate(finding.points):
                (named if number else full).setdefault(point, []).append(finding.id)
        return tuple(self._point(number, position, full, named) for number, position in enumerate(self._order, start=1))

    def _positions(self, finding_id: str) -> list[int]:
        """Return the points of a finding: those it makes before those it lies behind, gravest first."""
        lying, made = self._lying(finding_id), self._made.get(finding_id)
        if made is None:
            return lying
        first = sorted(made, key=self._place_in_order.__getitem__)
        return [*first, *(position for position in lying if position not in made)]

    @cached_property
    def _order(self) -> list[int]:
        points = self.study.points
        return sorted(
            range(len(points)),
            key=lambda one: (
                0 if self._holding[one] else 1 if points[one].certain else 2,
                -self._risk[one],
                -self._severity[one],
                -self._size(points[one]),
            ),
        )

    @cached_property
    def _place_in_order(self) -> dict[int, int]:
        return {position: number for number, position in enumerate(self._order)}

    @cached_property
    def _severity(self) -> dict[int, int]:
        """The gravest finding that each point makes or that stands at it; what is learned is grave in itself."""
        return {
            position: max((self._least(point), *(finding.severity for finding in self._at[position])))
            for position, point in enumerate(self.study.points)
        }

    @cached_property
    def _risk(self) -> dict[int, float]:
        """The highest risk of what each point makes or what stands at it: of the findings that hold, if any does."""
        return {
            position: max(map(_weight, self._holding[position] or findings), default=0.0)
            for position, findings in self._at.items()
        }

    @cached_property
    def _holding(self) -> dict[int, list[Finding]]:
        """Of the findings that each point makes or that stand at it, those that hold."""
        return {position: [one for one in found if one.state in HOLDS] for position, found in self._at.items()}

    @cached_property
    def _at(self) -> dict[int, list[Finding]]:
        """The findings that each point makes or that stand at it; of a certain point not what is only possible.

        What stands there within what was agreed is told elsewhere, and makes no point any graver.
        """
        points = self.study.points
        found: dict[int, list[Finding]] = {position: [] for position in range(len(points))}
        at = {point.holding: position for position, point in enumerate(points)}
        for finding_id, place in self.study.places.items():
            fact = place.fact
            past = fact is not None and fact.holding in at and not self.study.agreed.has(fact)
            here = {at[fact.holding]} if fact is not None and past else set()
            finding = self.judged[finding_id]
            for position in here | self._made.get(finding_id, set()):
                if finding.state != "undecided" or not points[position].certain:
                    found[position].append(finding)
        return found

    def _lying(self, finding_id: str) -> list[int]:
        """Return the points that a finding lies behind, gravest first."""
        place = self.study.places.get(finding_id)
        facts = self.study.premises(place) if place is not None else ()
        behind_all = [self._behind[fact] for fact in facts if fact in self._behind]
        ranks = behind_all[0] if len(behind_all) == 1 else sorted({rank for ranks in behind_all for rank in ranks})
        return [self._order[rank] for rank in ranks]

    @cached_property
    def _behind(self) -> Mapping[Fact, tuple[int, ...]]:
        """By fact, in their order, the points that it lies behind."""
        ranked = tuple(self.study.points[position] for position in self._order)
        return behind(ranked, self.study.agreed, self.study.possible.facts)

    @cached_property
    def _made(self) -> dict[str, set[int]]:
        """The points whose crossing is the consequence of a finding, or the drawn flow that it is about."""
        made: dict[str, set[int]] = {}
        for position, point in enumerate(self.study.points):
            for firing in point.crossings:
                for finding_id in self._making(firing):
                    made.setdefault(finding_id, set()).add(position)
        return made

    def _making(self, firing: Firing) -> Iterator[str]:
        if isinstance(firing.cause, Rule):
            yield from self._by_place.get(("by design", firing.fact.holding), ())
        elif isinstance(firing.cause, Candidate):
            premise = firing.premises[0].holding
            holder, _ = self.study.graph.split(premise)
            yield from self._by_place.get((firing.cause.threat.id, premise), ())
            yield from self._by_place.get((firing.cause.threat.id, -1 - holder), ())

    @cached_property
    def _by_place(self) -> dict[tuple[str, int], list[str]]:
        """Findings by threat and holding; by threat and thing, below zero; and those of designed crossings."""
        found: dict[tuple[str, int], list[str]] = {}
        for finding_id, place in self.study.places.items():
            if place.fact is not None:
                name = "by design" if place.threat.when.by_design else place.threat.id
                found.setdefault((name, place.fact.holding), []).append(finding_id)
            elif place.holder is not None:
                found.setdefault((place.threat.id, -1 - place.holder), []).append(finding_id)
        return found

    def _least(self, point: Point) -> int:
        learned = self.study.graph.roster.learned_of(self.study.graph.split(point.holding)[1])
        return 1 if learned is None else severity.LEARNED[learned[1]]

    def _size(self, point: Point) -> float:
        roster = self.study.graph.roster
        holder, _ = self.study.graph.split(point.holding)
        return float("inf") if holder == roster.everyone else severity.size(roster.element(holder))

    def _id(self, point: Point) -> str:
        holder, datum = self.study.graph.split(point.holding)
        roster = self.study.graph.roster
        return f"{slug(roster.holder_name(holder))}/{slug(roster.datum_name(datum))}"

    @cached_property
    def _witnesses(self) -> Witnesses:
        return Witnesses(graph=self.study.graph, facts=self.study.agreed, sure=self.study.sure.facts)

    def _point(
        self, number: int, position: int, full: Mapping[str, list[str]], named: Mapping[str, list[str]]
    ) -> DisclosurePoint:
        point, graph = self.study.points[position], self.study.graph
        holder, datum = graph.split(point.holding)
        act = graph.agreements.agreed(holder, datum).widest
        size = self._size(point)
        steps = tuple(self._witnesses.of_firing(firing) for firing in point.crossings)
        point_id = self._id(point)
        return DisclosurePoint(
            id=point_id,
            number=number,
            holder=graph.roster.holder_name(holder),
            datum=graph.roster.datum_name(datum),
            form=FORMS[point.form - 1],
            agreed=None if act is None else ACTS[act],
            certain=point.certain,
            severity=self._severity[position],
            risk=self._risk[position],
            holds=bool(self._holding[position]),
            reach=None if size == float("inf") else int(size),
            steps=steps,
            findings=tuple(full.get(point_id, ())),
            others=tuple(named.get(point_id, ())),
            span=steps[0].span,
        )
