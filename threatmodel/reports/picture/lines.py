"""Arrows -> straight parts of their lines: where those cross, come near, or pass under something."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import dist
from typing import TypeAlias

from threatmodel.model.drawing import PlacedArrow, Point, Rect

Part: TypeAlias = tuple[Point, Point]
Line: TypeAlias = tuple[Part, ...]


def corners(arrow: PlacedArrow) -> list[Point]:
    """Return where the curves of an arrow meet, from its start to its tip."""
    line = [arrow.points[0]]
    for point in (*arrow.points[3:-1:3], arrow.tip):
        if dist(point, line[-1]) > 1:
            line.append(point)
    return line if len(line) > 1 else [arrow.points[0], arrow.tip]


def line_of(arrow: PlacedArrow) -> Line:
    """Return the straight parts of an arrow; of a curve, those between its ends."""
    return tuple(pairwise(corners(arrow)))


def around(line: Line) -> Rect:
    """Return the smallest rectangle that holds a line."""
    across, down = zip(*(point for part in line for point in part), strict=True)
    return Rect(min(across), min(down), max(across) - min(across), max(down) - min(down))


def along(line: Line, step: float) -> Iterator[Point]:
    """Yield points on a line, about `step` pixels apart."""
    for a, b in line:
        count = max(int(dist(a, b) / step), 1)
        for n in range(count):
            yield a[0] + (b[0] - a[0]) * n / count, a[1] + (b[1] - a[1]) * n / count


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the straight lines from a to b and from c to d cross."""
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def meets(line: Line, rect: Rect) -> bool:
    """Whether a line comes near a rectangle at all: quickly told, and never wrong where it does not."""
    return any(
        min(a[0], b[0]) < rect.right
        and max(a[0], b[0]) > rect.x
        and min(a[1], b[1]) < rect.bottom
        and max(a[1], b[1]) > rect.y
        for a, b in line
    )


def passes(part: Part, rect: Rect) -> bool:
    """Whether a straight line passes through a rectangle: whether it crosses one of its diagonals."""
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return cross(*part, (left, top), (right, bottom)) or cross(*part, (left, bottom), (right, top))


def nearer(point: Point, part: Part, close: float) -> bool:
    """Whether a point is nearer to a straight line than so many pixels."""
    (x, y), ((ax, ay), (bx, by)) = point, part
    if not (min(ax, bx) - close < x < max(ax, bx) + close and min(ay, by) - close < y < max(ay, by) + close):
        return False
    length = (bx - ax) ** 2 + (by - ay) ** 2
    t = min(max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0.0), 1.0) if length else 0.0
    return dist(point, (ax + t * (bx - ax), ay + t * (by - ay))) < close
