"""Paths and steps -> ways: from whom to whom something goes, what it is, and whether that gets past what was agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, TypeAlias

from threatmodel.model.catalogue import Threat
from threatmodel.model.drawing import ArrowKind
from threatmodel.model.elements import EVERYONE, Scenario
from threatmodel.model.findings import Analysis, State, Step

_HERE: Final[frozenset[State]] = frozenset(("open", "reduced", "accepted"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What data share when they go the same way on: they are drawn as one arrow."""

    source: str
    target: str
    kind: ArrowKind = "flow"
    crossing: bool = False
    undecided: bool = False
    """Whether nobody knows yet if it is a crossing; then it is none."""
    faint: bool = False


Ways: TypeAlias = Mapping[Way, tuple[str, ...]]
"""Every way with the data that take it."""

Taken: TypeAlias = tuple[Way, str]
"""A way and one datum that takes it."""


def gathered(taken: Iterable[Taken]) -> Ways:
    """Join what goes the same way, in the order of its first appearance."""
    ways: dict[Way, dict[str, None]] = {}
    for way, datum in taken:
        ways.setdefault(way, {})[datum] = None
    return {way: tuple(data) for way, data in ways.items()}


def ends(ways: Iterable[Way]) -> set[str]:
    """Return everybody from or to whom one of the ways goes."""
    return {end for way in ways for end in (way.source, way.target)}


def line(step: Step) -> Iterator[Step]:
    """Yield a step and all that it rests on, what comes first before what follows."""
    for premise in step.premises:
        yield from line(premise)
    yield step


class Tracks:
    """Where in a scenario steps lead, and which drawn flows its analysis found to cross."""

    def __init__(self, scenario: Scenario, analysis: Analysis) -> None:
        self._paths = {path.text: path for path in scenario.paths}
        self._analysis = analysis
        drawn = ("flow", "publication")
        steps = [(point, step) for point in analysis.points for step in point.steps if step.kind in drawn]
        self._crossings = {(point.holder, point.datum, step.by) for point, step in steps if _is_known(step)}
        self._questions = {(point.holder, point.datum, step.by) for point, step in steps}
        past = [finding for finding in analysis.findings if is_drawn_past(finding.threat)]
        self._drawn_past = {(finding.holder, finding.datum) for finding in past if finding.state in _HERE}
        self._perhaps_past = {(finding.holder, finding.datum) for finding in past if finding.state == "undecided"}

    def whole(self) -> Iterator[Taken]:
        """Yield every drawn path hop by hop, then what threats lead to."""
        yield from self.drawn()
        for point in self._analysis.points:
            for step in (one for last in point.steps for one in line(last)):
                if step.holder == point.holder and step.kind in ("threat", "member"):
                    yield from self.of(step)
        yield from self._publications()

    def drawn(self) -> Iterator[Taken]:
        """Yield every drawn path hop by hop."""
        for path in self._paths.values():
            for carry in path.carries:
                yield from self._hops(path.text, path.nodes, carry.datum)

    def of(self, step: Step) -> Iterator[Taken]:
        """Yield the ways that a step goes; none where it stays with whom it starts."""
        match step.kind:
            case "flow" | "publication" if step.by in self._paths:
                yield from self._hops(step.by, _until(self._paths[step.by].nodes, step.holder), step.datum)
            case "connection" if step.by in self._paths:
                nodes = self._paths[step.by].nodes
                nodes = _until(nodes if nodes[0] != step.holder else nodes[::-1], step.holder)
                for source, target in pairwise(nodes):
                    yield _way(step, source, target), step.datum
            case "member":
                yield _way(step, step.by, step.holder), step.datum
            case "threat" if step.premises and step.premises[0].holder != step.holder:
                yield replace(_way(step, step.premises[0].holder, step.holder), kind="consequence"), step.datum
            case _:
                return

    def witness(self, step: Step) -> Iterator[Taken]:
        """Yield the ways of a step and of all that it rests on."""
        for one in line(step):
            yield from self.of(one)

    def _hops(self, text: str, nodes: tuple[str, ...], datum: str) -> Iterator[Taken]:
        """Yield the hops of a path; one goes past what was agreed at a disclosure point, or anywhere behind one."""
        for source, target in pairwise(nodes):
            hop, end = (target, datum, text), (target, datum)
            crossing = hop in self._crossings or end in self._drawn_past
            perhaps = not crossing and (hop in self._questions or end in self._perhaps_past)
            yield Way(source=source, target=target, crossing=crossing, undecided=perhaps), datum

    def _publications(self) -> Iterator[Taken]:
        """Yield the ways to everyone also where they lie behind another disclosure point."""
        for finding in self._analysis.findings:
            public = any(consequence.to == EVERYONE and consequence.form for consequence in finding.threat.leads_to)
            if public and finding.datum is not None and finding.state in _HERE:
                way = Way(source=finding.holder, target=EVERYONE, kind="consequence", crossing=True)
                yield way, finding.datum


def _way(step: Step, source: str, target: str) -> Way:
    past = not step.agreed
    known = _is_known(step)
    return Way(source=source, target=target, crossing=past and known, undecided=past and not known)


def _is_known(step: Step) -> bool:
    """Whether nothing is open about a crossing: what it hangs on, and what was agreed."""
    return step.certain and step.agreed is not None


def _until(nodes: tuple[str, ...], holder: str) -> tuple[str, ...]:
    """Return the part of a path that leads to a holder: the whole where the holder does not stand on it."""
    return nodes[: nodes.index(holder, 1) + 1] if holder in nodes[1:] else nodes


def is_drawn_past(threat: Threat) -> bool:
    """Whether a threat is that a drawn flow goes past what was agreed, in whom it reaches, its form or its purpose."""
    return threat.when.by_design or threat.when.not_agreed == "purpose"
