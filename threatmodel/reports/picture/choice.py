"""Geometries -> the best one: text as large as it should be, few lines that cross, none that run together."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from math import inf

from threatmodel.model.drawing import Geometry, LayoutRequest, Rect
from threatmodel.reports.picture.labels import on_lines
from threatmodel.reports.picture.lines import Line, along, around, cross, line_of, meets, nearer, passes

CLOSE = 10.0  # lines that are nearer than this are hard to tell apart
STEP = 20.0  # between the places at which that is tried
FINAL = 8  # geometries of which the labels are placed
TITLE_AT = 12.0, 8.0  # where the title of a lane stands, from its corner
MANY = 80  # arrows above which no line is followed

BEYOND = 4.0  # as bad as so many lines that cross is text that is smaller than it should be

# What is as bad as two lines that cross
TOGETHER = 60.0  # pixels that two lines run together
TOO_SMALL = 0.015  # of the text size that is missing
LARGER = 0.2  # of text size more than needed, to be won
HIDDEN = 6.0  # of the cost at which labels hide something


def best(found: Sequence[Geometry], request: LayoutRequest) -> Geometry:
    """Return the geometry that reads best within the room of what was asked for, with its labels on their lines.

    Costs are added from the cheapest to find to the dearest, and no further than a geometry can still be the best.
    """
    size = [_size(geometry, request) for geometry in found]
    final: list[tuple[float, int]] = []
    for n in sorted(range(len(found)), key=lambda n: (size[n], n)):
        least = final[FINAL - 1][0] if len(final) >= FINAL else inf
        if size[n] >= least:
            break
        lines = _lines(found[n])
        cost = size[n] + _covered(found[n], request, lines)
        cost += _tangle(lines) if cost < least else 0
        cost += _together(lines) / TOGETHER if cost < least else 0
        insort(final, (cost, n))
    labelled = [(cost, n, *_labelled(found[n], request)) for cost, n in final[:FINAL]]
    _, _, taken, _ = min(labelled, key=lambda one: (one[0] + one[3] / HIDDEN, one[1]))
    return taken


def largest(found: Sequence[Geometry], request: LayoutRequest) -> Geometry:
    """Return the geometry that has the largest text within the room of what was asked for."""
    return max(found, key=lambda one: scale(one, request))


def scale(geometry: Geometry, request: LayoutRequest) -> float:
    """Return how many times larger a geometry can be shown than it is, in the room that suits it best."""
    width, height = max(geometry.width, 1.0), max(geometry.height, 1.0)
    return max(min(across / width, down / height) for across, down in request.rooms)


def _size(geometry: Geometry, request: LayoutRequest) -> float:
    shown = scale(geometry, request)
    return (1 - shown) / LARGER if shown >= 1 else BEYOND + (1 - shown) / TOO_SMALL


def _lines(geometry: Geometry) -> tuple[Line, ...]:
    return tuple(map(line_of, geometry.arrows)) if len(geometry.arrows) <= MANY else ()


def _labelled(geometry: Geometry, request: LayoutRequest) -> tuple[Geometry, float]:
    """Place the labels, and say what they hide."""
    if len(geometry.arrows) > MANY:
        return geometry, 0.0
    boxes, titles = [box.rect for box in geometry.boxes], [*_titles(geometry, request)]
    arrows, hidden = on_lines(geometry.arrows, boxes, titles, Rect(0, 0, geometry.width, geometry.height))
    return replace(geometry, arrows=arrows), hidden


def _titles(geometry: Geometry, request: LayoutRequest) -> Iterator[Rect]:
    rooms = {lane.id: lane for lane in request.lanes}
    for lane in geometry.lanes:
        room = rooms[lane.id]
        yield Rect(lane.rect.x + TITLE_AT[0], lane.rect.y + TITLE_AT[1], room.width, room.height)


def _covered(geometry: Geometry, request: LayoutRequest, lines: Sequence[Line]) -> int:
    """Count lines that pass under a box that is not theirs, or under the title of a lane."""
    return sum(
        meets(line, rect) and any(passes(part, rect) for part in line)
        for rect, spared in _above(geometry, request)
        for arrow, line in zip(geometry.arrows, lines, strict=False)
        if arrow.id not in spared
    )


def _above(geometry: Geometry, request: LayoutRequest) -> Iterator[tuple[Rect, Collection[str]]]:
    """Yield what lies over lines and is to be read, each with the arrows that may pass there."""
    yield from ((title, ()) for title in _titles(geometry, request))
    for box in geometry.boxes:
        yield box.rect, [arrow.id for arrow in request.arrows if box.id in (arrow.source, arrow.target)]


def _tangle(lines: Sequence[Line]) -> int:
    """Count lines that cross."""
    return sum(cross(*one, *other) for here, there in _meeting(lines) for one in here for other in there)


def _together(lines: Sequence[Line]) -> float:
    """Return how many pixels lines run so close together that they are hard to tell apart."""
    near = 0.0
    for here, there in _meeting(lines):
        for point in along(here, STEP):
            near += STEP * any(nearer(point, part, CLOSE) for part in there)
    return near


def _meeting(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Yield the pairs of lines that come near each other at all."""
    rects = [around(line) for line in lines]
    for (n, here), (m, there) in combinations(enumerate(rects), 2):
        if here.overlaps(there, -CLOSE):
            yield lines[n], lines[m]
