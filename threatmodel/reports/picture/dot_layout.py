"""Layout request -> DOT for Graphviz -> geometry: made-up ids and sizes go in, positions come out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from math import isfinite
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
from threatmodel.reports.picture.port_spread import drawn_apart

CLEAR = 6.0  # that no line comes nearer to a box
MARGIN = 8.0  # around the whole, so that a line at the rim keeps its full width
LARGEST = 20_000.0  # no box of a readable picture is wider; Graphviz has trouble with far larger ones


def write_dot(request: LayoutRequest, direction: Direction, order: int = 0) -> str:
    """One graph without a blank line in it; boxes are n0.., lanes c0.., arrows e0.., whatever the order.

    Graphviz goes by the order in which things are declared, so that another one gives another layout, with more or
    fewer lines that cross: 0 is the given order, every other number one of its own.
    """
    lines = [
        "digraph {",
        f"graph [rankdir={direction}, newrank=true, splines=polyline, nodesep=0.08, ranksep=0.15, fontsize=8]",
        'node [shape=box, fixedsize=true, label=""]',
        "edge [arrowsize=1.3, fontsize=8]",
    ]
    number = {box.id: index for index, box in enumerate(request.boxes)}
    # All boxes before any lane: Graphviz cuts cycles where a walk in this order closes them
    lines += [_node(index, request.boxes[index]) for index in _mixed(len(request.boxes), order)]
    for index, lane in enumerate(request.lanes):
        members = " ".join(f"n{number[box.id]};" for box in request.boxes if box.lane == lane.id)
        look = f"graph [margin=5, labeljust=l, labelloc=t, label={_gap(lane)}]"
        lines.append(f"subgraph cluster_c{index} {{ {look} {members} }}")
    for index in _mixed(len(request.arrows), order):
        arrow = request.arrows[index]
        label = f", label={_gap(arrow)}" if arrow.width and arrow.height else ""
        lines.append(f"n{number[arrow.source]} -> n{number[arrow.target]} [id=e{index}{label}]")
    return "\n".join([*lines, "}"])


def _mixed(count: int, order: int) -> list[int]:
    """Return so many things in an order: by a hash, since chance would not give the same picture twice."""
    places = range(count)
    return sorted(places, key=lambda place: sha256(b"%d %d" % (order, place)).digest()) if order else [*places]


def _node(index: int, box: BoxRoom) -> str:
    return f"n{index} [width={_size(box.width + 2 * CLEAR) / 72:.4f}, height={_size(box.height + 2 * CLEAR) / 72:.4f}]"


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
    number = {box.id: n for n, box in enumerate(request.boxes)}
    boxes = tuple(
        Placed(id=box.id, rect=_around(at(*_numbers(things[f"n{n}"]["pos"])), box))
        for n, box in enumerate(request.boxes)
    )
    lanes = tuple(
        Placed(id=lane.id, rect=_corners(_numbers(things[f"cluster_c{n}"]["bb"]), at))
        for n, lane in enumerate(request.lanes)
        if lane.id in used
    )
    rects = [box.rect for box in boxes]
    arrows = drawn_apart(
        tuple(_arrow(arrow, edges[f"e{n}"], at) for n, arrow in enumerate(request.arrows)),
        [(rects[number[arrow.source]], rects[number[arrow.target]]) for arrow in request.arrows],
        rects,
        across=direction == "LR",
    )
    return Geometry(
        width=right - left + 2 * MARGIN,
        height=high - low + 2 * MARGIN,
        engine=engine,
        direction=direction,
        boxes=boxes,
        lanes=lanes,
        arrows=arrows,
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
