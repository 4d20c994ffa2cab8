"""Scenario + analysis -> Drawing: who shows what to whom, who agreed to what, and where it gets past that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from threatmodel.model.drawing import Arrow, Badge, Box, Drawing, Lane, LegendLine, Shape
from threatmodel.model.elements import ACTS, EVERYONE, Element, Grant, Scenario
from threatmodel.model.findings import Analysis, DisclosurePoint, State, Step
from threatmodel.model.names import listed
from threatmodel.reports.outline import outline, told

_AGREED: Final = Lane(id="agreed", title="Agreed to something", kind="agreed")
_OUTSIDE: Final = Lane(id="outside", title="Agreed to nothing", kind="outside")


def picture(scenario: Scenario, analysis: Analysis) -> Drawing:
    """Turn an analysed scenario into boxes, lanes and arrows; the description says the same in words."""
    strokes = _Strokes(scenario, analysis)
    boxes = tuple(_boxes(scenario, analysis, strokes.reached()))
    lanes = {lane.id: lane for lane in (*_operators(scenario), _AGREED, _OUTSIDE)}
    return Drawing(
        title=scenario.title,
        description=outline(scenario, analysis),
        boxes=boxes,
        lanes=tuple(lanes[used] for used in dict.fromkeys(box.lane for box in boxes) if used),
        arrows=strokes.arrows(),
        legend=tuple(LegendLine(text=told(point), badge=_badge(analysis, point)) for point in analysis.points),
    )


def _boxes(scenario: Scenario, analysis: Analysis, reached: set[str]) -> Iterator[Box]:
    badges: dict[str, list[Badge]] = {}
    for point in analysis.points:
        badges.setdefault(point.holder, []).append(_badge(analysis, point))
    made = [name for name in dict.fromkeys((*badges, *sorted(reached))) if name not in scenario.holders]
    drawn = {node for path in scenario.paths for node in path.nodes} | set(badges) | reached
    for name, element in scenario.holders.items():
        if name in drawn:
            yield _box(scenario, element, tuple(badges.get(name, ())))
    for name in dict.fromkeys((*made, *([EVERYONE] if EVERYONE in drawn else []))):
        shape: Shape = "everyone" if name == EVERYONE else "made"
        yield Box(id=name, name=name, shape=shape, badges=tuple(badges.get(name, ())), lane=_OUTSIDE.id)


def _box(scenario: Scenario, element: Element, badges: tuple[Badge, ...]) -> Box:
    subjects = {name for datum in scenario.data.values() for name in datum.about}
    agreed = tuple(_agreed(scenario, element.name))
    if element.type == "system":
        lane = _operator(element)
    elif element.name in subjects:
        lane = ""
    else:
        lane = _AGREED.id if agreed else _OUTSIDE.id
    shape: Shape = "person" if element.type == "person" else "system" if element.type == "system" else "audience"
    return Box(
        id=element.name, name=element.name, shape=shape, lines=(*_about(element), *agreed), badges=badges, lane=lane
    )


def _about(element: Element) -> Iterator[str]:
    """Say in a word what somebody or something is."""
    for word in ("role", "kind"):
        written = element.words.get(word)
        if written is not None and isinstance(written.value, str):
            yield written.value.replace("-", " ")
            break
    size = element.words.get("size")
    if size is not None and isinstance(size.value, int | float):
        yield f"{size.value:g} people"


def _agreed(scenario: Scenario, name: str) -> Iterator[str]:
    """Say what was agreed for a recipient: each act with the data that it is agreed for."""
    by_act: dict[str, list[str]] = {}
    for datum in scenario.data.values():
        grant = datum.consent.grants.get(name) if datum.consent is not None else None
        if grant is not None:
            by_act.setdefault(_may(grant), []).append(datum.name)
    yield from (f"{act} {listed(data, 'and')}" for act, data in by_act.items() if act)


def _may(grant: Grant) -> str:
    acts = [grant.act] if grant.act != ACTS[0] else []
    purposes = [f"keep to {purpose}" for purpose in sorted(grant.purposes)]
    return f"may {listed([*acts, *purposes], 'and')}" if acts or purposes else ""


def _operators(scenario: Scenario) -> Iterator[Lane]:
    for element in scenario.holders.values():
        operator = _operator(element) if element.type == "system" else ""
        if operator:
            yield Lane(id=operator, title=operator.removeprefix("run by "), kind="operator")


def _operator(element: Element) -> str:
    written = element.words.get("operator")
    return f"run by {written.value}" if written is not None and isinstance(written.value, str) else ""


def _badge(analysis: Analysis, point: DisclosurePoint) -> Badge:
    states = {finding.state for finding in analysis.findings if point.id in finding.points}
    state: State = "open" if point.certain else "undecided"
    if states and states <= {"accepted"}:
        state = "accepted"
    elif states and states <= {"reduced", "accepted"}:
        state = "reduced"
    return Badge(number=point.number, state=state)


@dataclass(slots=True)
class _Strokes:
    """Arrows between holders: data that go the same way share one, those that go past what was agreed another."""

    scenario: Scenario
    analysis: Analysis
    labels: dict[tuple[str, str, str, bool], dict[str, None]] = field(default_factory=dict)
    badges: dict[tuple[str, str, str, bool], dict[Badge, None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Draw the paths first, then what threats lead to."""
        crossing = self._crossing()
        for path in self.scenario.paths:
            for source, target in zip(path.nodes, path.nodes[1:], strict=False):
                for carry in path.carries:
                    past = (target, carry.datum, path.text) in crossing
                    self._add((source, target, "flow", past), carry.datum)
        for point in self.analysis.points:
            for step in point.steps:
                self._add_consequence(step, _badge(self.analysis, point))
        self._add_publication()

    def reached(self) -> set[str]:
        """Return every holder at the end of an arrow."""
        return {end for source, target, _, _ in self.labels for end in (source, target)}

    def arrows(self) -> tuple[Arrow, ...]:
        """Return the arrows, those of the drawn paths first."""
        return tuple(
            Arrow(
                id=f"{source} -> {target} {kind} {past}",
                source=source,
                target=target,
                labels=tuple(labels),
                crossing=past,
                kind="flow" if kind == "flow" else "consequence",
                badges=tuple(self.badges.get((source, target, kind, past), ())),
            )
            for (source, target, kind, past), labels in self.labels.items()
        )

    def _crossing(self) -> Mapping[tuple[str, str, str], DisclosurePoint]:
        return {
            (point.holder, point.datum, step.by): point
            for point in self.analysis.points
            for step in point.steps
            if step.kind in ("flow", "publication")
        }

    def _add(self, key: tuple[str, str, str, bool], datum: str) -> None:
        self.labels.setdefault(key, {})[datum] = None

    def _add_consequence(self, step: Step, badge: Badge) -> None:
        source = step.premises[0].holder if step.premises else step.holder
        if step.kind == "threat" and source != step.holder:
            key = (source, step.holder, "consequence", True)
            self._add(key, step.datum)
            self.badges.setdefault(key, {})[badge] = None

    def _add_publication(self) -> None:
        """Draw the way to everyone also where it lies behind another disclosure point."""
        for finding in self.analysis.findings:
            public = any(consequence.to == EVERYONE and consequence.form for consequence in finding.threat.leads_to)
            if public and finding.datum is not None and finding.state in ("open", "reduced", "accepted"):
                self._add((finding.holder, EVERYONE, "consequence", True), finding.datum)
