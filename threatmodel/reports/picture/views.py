"""Scenario + analysis -> view: which ways and disclosure points a picture shows, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from threatmodel.model.drawing import Badge, LegendLine
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Analysis, DisclosurePoint, Finding, State
from threatmodel.reports.picture.ways import Taken, Tracks, Ways, ends, gathered, line


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A disclosure point and the badge that it is drawn with."""

    point: DisclosurePoint
    badge: Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a picture shows."""

    title: str
    ways: Ways
    marks: tuple[Mark, ...]
    bright: frozenset[str]
    """Who is drawn in any case, and never faint."""
    tracks: Tracks
    lines: tuple[LegendLine, ...] = ()
    """What stands in the legend before the disclosure points."""
    notices: tuple[str, ...] = ()
    marked_ways: bool = False
    """Whether arrows carry badges too."""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Boxes that stand for several: what is written on the box, and who they are."""

    def drawn(self) -> dict[str, None]:
        """Return everybody who gets a box, in the order of their first appearance."""
        names = [end for way in self.ways for end in (way.source, way.target)]
        return dict.fromkeys((*names, *(self.place(mark) for mark in self.marks), *sorted(self.bright)))

    def place(self, mark: Mark) -> str:
        """Return whose box carries the badge."""
        holder = mark.point.holder
        return next((group for group, members in self.groups.items() if holder in members), holder)


def whole(scenario: Scenario, analysis: Analysis) -> View:
    """Show all paths and all disclosure points."""
    tracks = Tracks(scenario, analysis)
    return View(
        title=scenario.title,
        ways=gathered(tracks.whole()),
        marks=tuple(Mark(point=point, badge=badge(analysis, point)) for point in analysis.points),
        bright=frozenset(node for path in scenario.paths for node in path.nodes),
        tracks=tracks,
    )


def badge(analysis: Analysis, point: DisclosurePoint) -> Badge:
    """Say what has become of a disclosure point: what all findings behind it say, else whether it is certain."""
    states = {finding.state for finding in analysis.findings if point.id in finding.points}
    state: State = "open" if point.certain else "undecided"
    if states and states <= {"accepted"}:
        state = "accepted"
    elif states and states <= {"reduced", "accepted"}:
        state = "reduced"
    return Badge(number=point.number, state=state)


def before_after(scenario: Scenario, before: Analysis, after: Analysis) -> View:
    """Show what is there after, and faint what is there before only. Points have their numbers from before."""
    was, now = whole(scenario, before), whole(scenario, after)
    still = {(replace(way, faint=False), datum) for way, data in now.ways.items() for datum in data}
    gone = [
        (replace(way, faint=True), datum)
        for way, data in was.ways.items()
        for datum in data
        if (way, datum) not in still
    ]
    ways = gathered([*((way, datum) for way, data in now.ways.items() for datum in data), *gone])
    known = {point.id for point in before.points}
    added = [point for point in after.points if point.id not in known]
    marks = [Mark(point=point, badge=_since(point, before, after)) for point in before.points]
    for number, point in enumerate(added, len(before.points) + 1):
        marks.append(Mark(point=point, badge=replace(badge(after, point), number=number)))
    bright = was.bright | {point.holder for point in after.points}
    title = f"{now.title}: before and after"
    return replace(now, title=title, ways=ways, marks=tuple(marks), bright=frozenset(bright), marked_ways=True)


def _since(point: DisclosurePoint, before: Analysis, after: Analysis) -> Badge:
    """Say what has become of a point: closed, reduced, or what it is now."""
    now = next((one for one in after.points if one.id == point.id), None)
    if now is None:
        return Badge(number=point.number, state="closed")
    state = badge(after, now).state
    fewer = _standing(after, point.id) < _standing(before, point.id) or now.severity < point.severity
    return Badge(number=point.number, state="reduced" if state == "open" and fewer else state)


def _standing(analysis: Analysis, point: str) -> int:
    return sum(point in one.points and one.state in ("open", "undecided") for one in analysis.findings)


def of_finding(scenario: Scenario, analysis: Analysis, finding: Finding, most: int) -> View:
    """Show the way to one finding; faint, the drawn paths one hop around it."""
    tracks = Tracks(scenario, analysis)
    path = gathered(tracks.witness(finding.witness)) if finding.witness is not None else {}
    steps = line(finding.witness) if finding.witness is not None else ()
    bright = ends(path) | {step.holder for step in steps} | ({finding.holder} - {""})
    everything = gathered(tracks.drawn())
    on_path = {(way, datum) for way, data in path.items() for datum in data}
    around = [
        (replace(way, faint=True), datum)
        for way, data in everything.items()
        for datum in data
        if (way, datum) not in on_path and (not bright or {way.source, way.target} & bright)
    ]
    crowded = len(bright | ends(way for way, _ in around)) > most
    taken: list[Taken] = [(way, datum) for way, data in path.items() for datum in data]
    marks = (Mark(point=point, badge=badge(analysis, point)) for point in analysis.points)
    return View(
        title=f"{scenario.title}: {finding.threat.title}",
        ways=gathered([*taken, *([] if crowded else around)]),
        marks=tuple(mark for mark in marks if mark.point.id in finding.points and mark.point.holder in bright),
        bright=frozenset(bright & (scenario.holders.keys() | ends(path))),
        tracks=tracks,
        lines=(LegendLine(text=f"{finding.id}: {finding.state}"),),
        notices=("what lies around the path is left out: it would be too much to read",) if crowded else (),
        marked_ways=True,
    )


def about(scenario: Scenario, analysis: Analysis, view: View, person: str) -> View:
    """Keep of a view what is about one person, and add everybody who holds something about them.

    What gets past what was agreed at the person is about others.
    """
    mine = frozenset(_mine(scenario, person))

    def concerns(datum: str) -> bool:
        return datum in mine if datum in scenario.data else _named_in(scenario, datum) == person

    marks = tuple(mark for mark in view.marks if mark.point.holder != person and concerns(mark.point.datum))
    taken = [(way, datum) for way, data in view.ways.items() for datum in data]
    told = (step for mark in marks for step in mark.point.steps if step.kind == "connection")
    taken += [one for step in told for one in view.tracks.of(step)]
    holders = {
        finding.holder
        for finding in analysis.findings
        if finding.datum is not None and concerns(finding.datum) and finding.holder in scenario.holders
    }
    return replace(
        view,
        title=f"{view.title}: what is about {person}",
        ways=gathered((way, datum) for way, datum in taken if concerns(datum)),
        marks=marks,
        bright=frozenset({person, *holders}),
        notices=view.notices if mine else (*view.notices, f"no data of the scenario is about {person}"),
    )


def _mine(scenario: Scenario, person: str) -> Iterator[str]:
    names = {person, *scenario.audiences_of(person)}
    for datum in scenario.data.values():
        if names & set(datum.about):
            yield datum.name


def _named_in(scenario: Scenario, learned: str) -> str:
    """Return whom something that is learned, such as `who ana is`, is about."""
    named = (name for name in scenario.holders if f" {name} " in f" {learned} ")
    return max(named, key=len, default="")
