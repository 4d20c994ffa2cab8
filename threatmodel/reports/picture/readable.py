"""View -> view that can be read in a room: fewer boxes for those whom it may reach, or fewer disclosure points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from threatmodel.model.elements import EVERYONE, Scenario
from threatmodel.reports.picture.views import Mark, View
from threatmodel.reports.picture.ways import Way, gathered

MORE_WAYS: Final = 2
"""Arrows beyond the number of boxes up to which all is drawn."""

MOST_WAYS: Final = 5
"""Arrows beyond the number of boxes that are too many, however grave what they show."""

ROOMY: Final = 11
"""Boxes up to which everybody whom it may reach gets a box of their own."""


def folded(scenario: Scenario, view: View) -> View:
    """Of a larger view, draw those whom something may reach through one holder, and who pass nothing on, as one box."""
    drawn = view.drawn()
    if len(drawn) <= ROOMY:
        return view
    around: dict[str, list[str]] = {}
    for name, source in _reached_through(scenario, view).items():
        around.setdefault(f"others around {source}", []).append(name)
    groups = {group: tuple(names) for group, names in around.items() if len(names) > 1 and group not in drawn}
    where = {name: group for group, names in groups.items() for name in names}
    moved = (
        (replace(way, source=where.get(way.source, way.source), target=where.get(way.target, way.target)), datum)
        for way, data in view.ways.items()
        for datum in data
    )
    ways = gathered((way, datum) for way, datum in moved if way.source not in groups)
    return replace(view, ways=ways, bright=view.bright - where.keys(), groups=groups)


def _reached_through(scenario: Scenario, view: View) -> dict[str, str]:
    """Say through whom it may reach those who are not in the scenario, have it from one, and pass it on to no other."""
    sources: dict[str, set[str]] = {}
    passing = set()
    for way in view.ways:
        sources.setdefault(way.target, set()).add(way.source)
        if way.target in scenario.holders or way.target == EVERYONE:
            passing.add(way.source)
    made = {
        name: min(before)
        for name, before in sources.items()
        if len(before) == 1 and name not in passing and name not in scenario.holders and name != EVERYONE
    }
    return {name: made.get(source, source) for name, source in made.items() if made.get(made.get(source, "")) is None}


def readable(scenario: Scenario, view: View, *, most: int, few: int, told: int) -> View:
    """Keep a view as it is while it takes no more than `most` boxes and few ways; else leave out what is less grave.

    First all that is drawn with the `told` gravest disclosure points; if that is still too much, the ways to the
    gravest alone, up to `told` of them and up to `few` boxes, but always one. `notices` says so.
    """
    whole = folded(scenario, view)
    drawn, count = len(whole.drawn()), len(view.marks)
    if drawn <= most and len(whole.ways) <= most + MORE_WAYS:
        return view
    gravest = _gravest(view, told)
    fewer = folded(scenario, gravest)
    if count > told and len(fewer.drawn()) <= most and len(fewer.ways) <= most + MOST_WAYS:
        notice = f"of {count} disclosure points the {told} gravest are in the picture; the list has all"
        return replace(gravest, notices=(*view.notices, notice))
    why = f"too much for one picture ({drawn} boxes, {len(whole.ways)} arrows)"
    return _ways_alone(scenario, view, why, few, told)


def _boxes(scenario: Scenario, view: View) -> int:
    return len(folded(scenario, view).drawn())


def _gravest(view: View, told: int) -> View:
    """Keep the first disclosure points, and of what may follow the ways to them."""
    marks = view.marks[:told]
    needed = {way for _, route in _routes(replace(view, marks=marks)) for way in route}
    ways = {way: data for way, data in view.ways.items() if way.kind == "flow" or way in needed}
    return replace(view, ways=ways, marks=marks)


def _ways_alone(scenario: Scenario, view: View, why: str, few: int, told: int) -> View:
    routes = _routes(view) if view.marks else _paths(scenario, view)
    best: View | None = None
    taken: list[Way] = []
    for count, (_, route) in enumerate(routes, 1):
        taken += route
        gravest = f"the ways to the {count} gravest of {len(view.marks)} disclosure points"
        what = gravest if view.marks else f"{count} paths"
        wider = replace(
            view,
            ways={way: data for way, data in view.ways.items() if way in set(taken)},
            marks=view.marks[:count],
            bright=frozenset(),
            notices=(*view.notices, f"{why}: it shows {what}"),
        )
        if best is not None and (count > told or _boxes(scenario, wider) > few):
            break
        best = wider
    return best or view


def _routes(view: View) -> Iterator[tuple[Mark | None, list[Way]]]:
    for mark in view.marks:
        taken = [way for step in mark.point.steps for way, _ in view.tracks.witness(step)]
        yield mark, [way for one in dict.fromkeys(taken) for way in (one, replace(one, faint=True))]


def _paths(scenario: Scenario, view: View) -> Iterator[tuple[Mark | None, list[Way]]]:
    for path in scenario.paths:
        hops = set(zip(path.nodes, path.nodes[1:], strict=False))
        yield None, [way for way in view.ways if (way.source, way.target) in hops]
