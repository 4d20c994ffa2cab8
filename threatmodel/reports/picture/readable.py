"""View -> view that can be read in a room: fewer boxes for those whom it may reach, or fewer disclosure points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from threatmodel.model.elements import EVERYONE, Scenario
from threatmodel.model.names import listed
from threatmodel.reports.picture.subjects import with_subjects
from threatmodel.reports.picture.views import View
from threatmodel.reports.picture.ways import Taken, gathered

MORE_WAYS: Final = 2
"""Arrows beyond the number of boxes up to which all is drawn."""

MOST_WAYS: Final = 5
"""Arrows beyond the number of boxes that are too many, however grave what they show."""

NAMED: Final = 4
"""How many are named of those who are left out."""

ROOMY: Final = 11
"""Boxes up to which everybody whom it may reach gets a box of their own."""


def finished(scenario: Scenario, view: View) -> View:
    """Return a view as it is drawn: with everybody whom it is about, and those around one holder in one box."""
    return folded(scenario, with_subjects(scenario, view))


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
    needed = {way for route in _routes(replace(view, marks=marks)) for way, _ in route}
    ways = {way: data for way, data in view.ways.items() if way.kind == "flow" or way in needed}
    return replace(view, ways=ways, marks=marks)


def _ways_alone(scenario: Scenario, view: View, why: str, few: int, told: int) -> View:
    routes = _routes(view) if view.marks else _paths(scenario, view)
    best: View | None = None
    taken: set[Taken] = set()
    for count, route in enumerate(routes, 1):
        taken.update(route)
        ways = f"ways to the {count} gravest" if count > 1 else "way to the gravest"
        what = f"the {ways} of {len(view.marks)} disclosure points" if view.marks else f"the first {count} of its paths"
        wider = replace(
            view,
            ways=gathered(one for one in _taken(view) if one in taken),
            marks=view.marks[:count],
            bright=frozenset(),
        )
        if best is not None and (count > told or _boxes(scenario, wider) > few):
            break
        without = _left_out(scenario, view, wider)
        best = replace(wider, notices=(*view.notices, f"{why}: it shows {what}{without}"))
    return best or view


def _left_out(scenario: Scenario, view: View, plainer: View) -> str:
    """Say who of the scenario is not in a plainer view."""
    drawn, left = (with_subjects(scenario, one).drawn() for one in (view, plainer))
    missing = [name for name in drawn if name in scenario.holders and name not in left]
    if not missing:
        return ""
    more = [f"{len(missing) - NAMED} more"] if len(missing) > NAMED else []
    return f", without {listed([*missing[:NAMED], *more], 'and')}"


def _routes(view: View) -> Iterator[list[Taken]]:
    """Yield for each disclosure point what takes which ways to it."""
    for mark in view.marks:
        taken = dict.fromkeys(one for step in mark.point.steps for one in view.tracks.witness(step))
        yield [(each, datum) for way, datum in taken for each in (way, replace(way, faint=True))]


def _paths(scenario: Scenario, view: View) -> Iterator[list[Taken]]:
    for path in scenario.paths:
        hops = set(pairwise(path.nodes))
        yield [(way, datum) for way, datum in _taken(view) if (way.source, way.target) in hops]


def _taken(view: View) -> Iterator[Taken]:
    return ((way, datum) for way, data in view.ways.items() for datum in data)
