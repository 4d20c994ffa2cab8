"""Layout request -> DOT for Graphviz -> geometry: made-up ids and sizes go in, positions come out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import dist, isfinite
from typing import Any

from threatmodel.model.drawing import (
    ArrowRoom,
    BoxRoom,
    Direction,
    Geometry,
    LaneRoom,
    LayoutRequest,
    Placed,
    PlacedArrow,
    Point,
    Rect,
)

MARGIN = 8.0  # around the whole, so that a line at the rim keeps its full width
ROUNDS = 4  # of pushing labels apart
STEPS = 12  # places that are tried on each curve
LARGEST = 20_000.0  # no box of a readable picture is wider; Graphviz has trouble with far larger ones


def write_dot(request: LayoutRequest, direction: Direction) -> str:
    """One graph without a blank line in it; boxes are n0.., lanes c0.., arrows e0.., in the given order."""
    lines = [
        "digraph {",
        f"graph [rankdir={direction}, newrank=true, nodesep=0.28, ranksep=0.25, fontsize=8]",
        'node [shape=box, fixedsize=true, label=""]',
        "edge [arrowsize=1.3, fontsize=8]",
    ]
    number = {box.id: index for index, box in enumerate(request.boxes)}
    # All boxes before any lane: Graphviz cuts cycles where a walk in this order closes them
    lines += [_node(index, box) for index, box in enumerate(request.boxes)]
    for index, lane in enumerate(request.lanes):
        members = " ".join(f"n{number[box.id]};" for box in request.boxes if box.lane == lane.id)
        look = f"graph [margin=12, labeljust=l, labelloc=t, label={_gap(lane)}]"
        lines.append(f"subgraph cluster_c{index} {{ {look} {members} }}")
    for index, arrow in enumerate(request.arrows):
        label = f", label={_gap(arrow)}" if arrow.width and arrow.height else ""
        lines.append(f"n{number[arrow.source]} -> n{number[arrow.target]} [id=e{index}{label}]")
    return "\n".join([*lines, "}"])


def _node(index: int, box: BoxRoom) -> str:
    return f"n{index} [width={_size(box.width) / 72:.4f}, height={_size(box.height) / 72:.4f}]"


def _gap(room: LaneRoom | ArrowRoom) -> str:
    """A label of a given size and without text: an empty table."""
    size = f'WIDTH="{_size(room.width):.0f}" HEIGHT="{_size(room.height):.0f}"'
    plain = 'BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0" FIXEDSIZE="TRUE"'
    return f"<<TABLE {plain} {size}><TR><TD></TD></TR></TABLE>>"


def _size(pixels: float) -> float:
    return min(max(pixels, 1.0), LARGEST)


def split_json(text: str) -> tuple[Mapping[str, Any], ...]:
    """The complete JSON objects at the start of `text`; one that was cut off by a time limit is left out."""
    return tuple(_objects(text))


def _objects(text: str) -> Iterator[Mapping[str, Any]]:
    decoder, start = json.JSONDecoder(), 0
    while text[start:].lstrip():
        start = len(text) - len(text[start:].lstrip())
        try:
            found, start = decoder.raw_decode(text, start)
        except ValueError:
            return
        if isinstance(found, dict):
            yield found


def read_geometry(placed: Mapping[str, Any], request: LayoutRequest, engine: str, direction: Direction) -> Geometry:
    """Geometry from the JSON of Graphviz.

    Raises KeyError or ValueError when a box, lane or arrow of the request has got no place.
    """
    left, low, right, high = _numbers(placed["bb"])
    things = {thing["name"]: thing for thing in placed.get("objects", ())}
    edges = {edge["id"]: edge for edge in placed.get("edges", ())}

    def at(x: float, y: float) -> Point:
        return x - left + MARGIN, high - y + MARGIN

    used = {box.lane for box in request.boxes}
    boxes = tuple(
        Placed(id=box.id, rect=_around(at(*_numbers(things[f"n{n}"]["pos"])), box))
        for n, box in enumerate(request.boxes)
    )
    lanes = tuple(
        Placed(id=lane.id, rect=_corners(_numbers(things[f"cluster_c{n}"]["bb"]), at))
        for n, lane in enumerate(request.lanes)
        if lane.id in used
    )
    arrows = tuple(_arrow(arrow, edges[f"e{n}"], at) for n, arrow in enumerate(request.arrows))
    return Geometry(
        width=right - left + 2 * MARGIN,
        height=high - low + 2 * MARGIN,
        engine=engine,
        direction=direction,
        boxes=boxes,
        lanes=lanes,
        arrows=uncovered(apart(arrows, [box.rect for box in boxes]), [box.rect for box in boxes]),
    )


def _numbers(text: str) -> tuple[float, ...]:
    numbers = tuple(float(part) for part in text.split(","))
    if not all(map(isfinite, numbers)):
        raise ValueError(f"not a place: {text}")
    return numbers


def _around(centre: Point, room: BoxRoom | ArrowRoom) -> Rect:
    width, height = _size(room.width), _size(room.height)
    return Rect(centre[0] - width / 2, centre[1] - height / 2, width, height)


def _corners(box: tuple[float, ...], at: Callable[[float, float], Point]) -> Rect:
    (x, bottom), (right, y) = at(box[0], box[1]), at(box[2], box[3])
    return Rect(x, y, right - x, bottom - y)


def _arrow(arrow: ArrowRoom, edge: Mapping[str, Any], at: Callable[[float, float], Point]) -> PlacedArrow:
    # "e,x,y p0 p1 p2 ...": the tip first, then the curve up to where the head begins
    tip, *curve = edge["pos"].split()
    if not tip.startswith("e,") or len(curve) % 3 != 1:
        raise ValueError(f"an arrow without a head or with half a curve: {edge['pos']!r}")
    label = _around(at(*_numbers(edge["lp"])), arrow) if arrow.width and arrow.height else None
    points = tuple(at(*_numbers(point)) for point in curve)
    return PlacedArrow(id=arrow.id, points=points, tip=at(*_numbers(tip[2:])), label=label)


def apart(arrows: tuple[PlacedArrow, ...], boxes: Sequence[Rect] = ()) -> tuple[PlacedArrow, ...]:
    """Labels that touch, pushed apart, but never onto a box; Graphviz lets those of parallel arrows overlap."""
    labels = {place: arrow.label for place, arrow in enumerate(arrows) if arrow.label}
    order = sorted(labels, key=lambda place: (labels[place].y, labels[place].x))
    for upper, lower in [*combinations(order, 2)] * ROUNDS:
        above, below = labels[upper], labels[lower]
        if above.overlaps(below, 1.0):
            push = (above.bottom - below.y) / 2
            moved = {
                upper: replace(above, y=above.y - push),
                lower: replace(below, y=below.y + push),
            }
            labels |= {place: to for place, to in moved.items() if not any(map(to.overlaps, boxes))}
    return tuple(replace(arrow, label=labels.get(place)) for place, arrow in enumerate(arrows))


def uncovered(arrows: tuple[PlacedArrow, ...], boxes: Sequence[Rect]) -> tuple[PlacedArrow, ...]:
    """Labels that hide a box, moved along their arrow to the nearest place where they hide nothing, if there is one."""
    labels = {place: arrow.label for place, arrow in enumerate(arrows) if arrow.label}
    for place, label in labels.items():
        if not any(map(label.overlaps, boxes)):
            continue
        taken = [*boxes, *(other for there, other in labels.items() if there != place)]
        for x, y in sorted(_along(arrows[place]), key=lambda point: dist(point, label.centre)):
            moved = replace(label, x=x - label.width / 2, y=y - label.height / 2)
            if moved.x >= 0 and moved.y >= 0 and not any(map(moved.overlaps, taken)):
                labels[place] = moved
                break
    return tuple(replace(arrow, label=labels.get(place)) for place, arrow in enumerate(arrows))


def _along(arrow: PlacedArrow) -> Iterator[Point]:
    """Points on the curves of an arrow, from its start to its head."""
    for start in range(0, len(arrow.points) - 3, 3):
        corners = arrow.points[start : start + 4]
        for step in range(STEPS + 1):
            t = step / STEPS
            weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            x, y = (sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
            yield x, y
