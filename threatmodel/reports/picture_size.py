"""View -> view that can be read: fewer boxes for those whom it may reach, or the gravest disclosure points alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from threatmodel.model.elements import EVERYONE, Scenario
from threatmodel.reports.picture_views import Mark, View
from threatmodel.reports.picture_ways import Way, ends, gathered

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


def readable(scenario: Scenario, view: View, most: int, few: int) -> View:
    """Keep a view as it is up to `most` boxes; of a larger one the gravest paths, up to about `few` boxes."""
    drawn = len(view.drawn())
    if drawn <= most:
        return view
    routes = _routes(view) if view.marks else _paths(scenario, view)
    marks: list[Mark] = []
    ways: list[Way] = []
    shown: set[str] = set()
    count = 0
    for mark, route in routes:
        wider = shown | ends(route) | ({mark.point.holder} if mark is not None else set())
        if count and len(wider) > few:
            break
        count, shown = count + 1, wider
        ways += route
        marks += [mark] if mark is not None else []
    what = f"the ways to the {count} gravest of {len(view.marks)} disclosure points" if marks else f"{count} paths"
    return replace(
        view,
        ways={way: data for way, data in view.ways.items() if way in set(ways)},
        marks=tuple(marks),
        bright=frozenset(),
        notices=(*view.notices, f"too much for one picture ({drawn} boxes): it shows {what}"),
    )


def _routes(view: View) -> Iterator[tuple[Mark | None, list[Way]]]:
    for mark in view.marks:
        taken = [way for step in mark.point.steps for way, _ in view.tracks.witness(step)]
        yield mark, [way for one in dict.fromkeys(taken) for way in (one, replace(one, faint=True))]


def _paths(scenario: Scenario, view: View) -> Iterator[tuple[Mark | None, list[Way]]]:
    for path in scenario.paths:
        hops = set(zip(path.nodes, path.nodes[1:], strict=False))
        yield None, [way for way in view.ways if (way.source, way.target) in hops]
