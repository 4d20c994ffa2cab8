"""View -> view that can be read: of one that is too large, the ways to the gravest disclosure points, and a notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from threatmodel.model.elements import Scenario
from threatmodel.reports.picture_views import Mark, View
from threatmodel.reports.picture_ways import Way, ends


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
