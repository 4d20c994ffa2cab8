"""Scenario + analysis -> Drawing: who shows what to whom, who agreed to what, and where it gets past that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from threatmodel.model.drawing import Arrow, Badge, Drawing, LegendLine
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Analysis
from threatmodel.reports.picture import views
from threatmodel.reports.picture.boxes import boxes, lanes
from threatmodel.reports.picture.outline import as_text, outline, told
from threatmodel.reports.picture.readable import finished, readable
from threatmodel.reports.picture.subjects import unsent, with_subjects
from threatmodel.reports.picture.views import View
from threatmodel.reports.picture.ways import Way, ends

SIZES: Final = 14, 11, 10, 9, 8, 7, 6, 5
"""Boxes up to which everything is drawn, from the fullest picture that may be readable to the plainest."""

FEW: Final = 16
"""Boxes at which the ways to the gravest disclosure points end, where not everything is drawn."""

TOLD: Final = 10
"""Disclosure points that the legend tells in words, and that a large picture shows; the list has the others."""


def picture(
    scenario: Scenario,
    analysis: Analysis,
    *,
    finding: str | None = None,
    person: str | None = None,
    before: Analysis | None = None,
    most: int = SIZES[0],
) -> Drawing:
    """Turn an analysed scenario into boxes, lanes and arrows; the description says the same in words.

    `finding` (an id) draws the way to one finding; `person` (see `people`) what is about one person and who holds it;
    `before` (the same scenario without its controls or plan) draws faint what is there before only, its points closed.
    Where that takes more than `most` boxes, less is drawn (see `readable`), and `notices` says so.
    Raises KeyError with the finding or person that is not there.
    """
    if finding is not None:
        found = analysis.finding(finding)
        if found is None:
            raise KeyError(finding)
        return _drawing(scenario, with_subjects(scenario, views.of_finding(scenario, analysis, found, most)))
    if person is not None and person not in people(scenario):
        raise KeyError(person)
    view = views.whole(scenario, analysis) if before is None else views.before_after(scenario, before, analysis)
    if person is not None:
        view = views.about(scenario, analysis, view, person)
    view = readable(scenario, view, most=most, few=min(FEW, most), told=TOLD)
    return _drawing(scenario, finished(scenario, view))


def people(scenario: Scenario) -> tuple[str, ...]:
    """Return the names of those whom data can be about: what `person` may be."""
    return tuple(element.name for element in scenario.holders.values() if element.type != "system")


def _drawing(scenario: Scenario, view: View) -> Drawing:
    badges: dict[str, list[Badge]] = {}
    for mark in view.marks:
        badges.setdefault(view.place(mark), []).append(mark.badge)
    drawn = view.drawn()
    standing = {view.place(mark) for mark in view.marks if mark.badge.state != "closed"}
    faint = drawn.keys() - ends(way for way in view.ways if not way.faint) - view.bright - standing
    past = {way.target for way in view.ways if way.crossing or way.undecided}
    standing_in = boxes(scenario, drawn, badges, faint, unsent(scenario, view), past)
    placed = tuple(replace(box, lines=(*box.lines, *view.groups.get(box.id, ()))) for box in standing_in)
    drawing = Drawing(
        title=view.title,
        description="",
        boxes=placed,
        lanes=tuple(lanes(scenario, {box.lane for box in placed})),
        arrows=tuple(_arrows(view)),
        legend=tuple(_legend(view)),
        notices=view.notices,
    )
    return replace(drawing, description=as_text(outline(drawing)))


def _arrows(view: View) -> Iterator[Arrow]:
    """Yield the arrows, those of the drawn paths first."""
    marked = _marked(view) if view.marked_ways else {}
    for number, (way, data) in enumerate(view.ways.items(), 1):
        yield Arrow(
            id=f"{number}: {way.source} -> {way.target}",
            source=way.source,
            target=way.target,
            labels=data,
            crossing=way.crossing,
            undecided=way.undecided,
            kind=way.kind,
            badges=tuple(marked.get(way, ())),
            faint=way.faint,
        )


def _marked(view: View) -> dict[Way, dict[Badge, None]]:
    """Say which disclosure points each way makes: the last hop of a crossing, faint where the point is closed."""
    marked: dict[Way, dict[Badge, None]] = {}
    for mark in view.marks:
        for step in mark.point.steps:
            for way, _ in [*view.tracks.of(step)][-1:]:
                target = view.place(mark) if way.target == mark.point.holder else way.target
                known = not way.undecided
                faint = mark.badge.state == "closed"
                crossing = replace(way, target=target, crossing=known, undecided=not known, faint=faint)
                marked.setdefault(crossing, {})[mark.badge] = None
    return marked


def _legend(view: View) -> Iterator[LegendLine]:
    yield from view.lines
    for mark in view.marks[:TOLD]:
        yield LegendLine(text=told(mark.point), badge=mark.badge)
    more = len(view.marks) - TOLD
    if more > 0:
        yield LegendLine(text=f"{more} further disclosure point{'s' if more > 1 else ''}: see the list")
    yield from (LegendLine(text=notice) for notice in view.notices)
