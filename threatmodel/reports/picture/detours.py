"""Lines -> lines that pass beside every box that is not theirs: moved ends may have pushed them under one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import dist

from threatmodel.model.drawing import Point, Rect
from threatmodel.reports.picture.lines import meets, passes

BESIDE = 8.0  # how far from a box a line goes around it
WITHIN = 2.0  # a line that is no further inside a box does not pass it


def around_boxes(line: Sequence[Point], boxes: Sequence[Rect], ends: Sequence[Rect]) -> list[Point]:
    """Return a line that goes around the boxes in its way, past their corners and as short as can be.

    `ends` are the boxes that it starts and ends at. Where no such way is clear of all boxes, a part stays as it was.
    """
    within = [_grown(box, -WITHIN) for box in boxes]
    way = [line[0]]
    for here, there in pairwise(line):
        part = (here, there)
        near = [(box, inside) for box, inside in zip(boxes, within, strict=True) if meets((part,), inside)]
        passed = [box for box, inside in near if passes(part, inside)]
        ways = sorted((_length(one), one) for box in passed if box not in ends for one in _past(box, here, there))
        clear = (one for _, one in ways if not any(passes(hop, box) for hop in pairwise(one) for box in within))
        way += next(clear, [here, there])[1:]
    return way


def _past(box: Rect, here: Point, there: Point) -> Iterator[list[Point]]:
    """Yield the ways past one corner of a box, and past two that are beside each other, in either order."""
    grown = _grown(box, BESIDE)
    corners = [(grown.x, grown.y), (grown.right, grown.y), (grown.right, grown.bottom), (grown.x, grown.bottom)]
    for corner, other in pairwise([*corners, corners[0]]):
        yield [here, corner, there]
        yield [here, corner, other, there]
        yield [here, other, corner, there]


def _grown(box: Rect, by: float) -> Rect:
    return Rect(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _length(way: Sequence[Point]) -> float:
    return sum(dist(*part) for part in pairwise(way))
