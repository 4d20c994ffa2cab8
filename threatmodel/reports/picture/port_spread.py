"""Arrows as broken lines -> arrows that can be told apart: each end at a port of its own, corners rounded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import dist
from typing import Literal, TypeAlias

from threatmodel.model.drawing import PlacedArrow, Point, Rect
from threatmodel.reports.picture.detours import around_boxes
from threatmodel.reports.picture.lines import corners

PORTS = 26.0  # between two ends at one side of a box, where there is room
ALIKE = 12.0  # ends that are nearer stand in the order of where their lines come from
NUDGE = 12.0  # between two lines that turn at the same place
CLEAR = 20.0  # from a side to a corner of a line that may come in there
CORNER = 16.0  # how far from a corner a line begins to turn
HEAD = 13.0  # length of an arrow head

Side: TypeAlias = Literal["left", "right", "top", "bottom"]
End: TypeAlias = tuple[int, int]
"""An arrow, and which of its corners: 0 is the first, -1 the last."""


def drawn_apart(
    arrows: Sequence[PlacedArrow], ends: Sequence[tuple[Rect, Rect]], boxes: Sequence[Rect] = (), *, across: bool
) -> tuple[PlacedArrow, ...]:
    """Return arrows that meet each side of a box at ports of their own, with round corners.

    `ends` are the boxes from and to which each arrow goes, `boxes` those that it goes around; `across` says that the
    picture goes from left to right. The curves that come in are taken as lines between their ends; an arrow from a box
    to itself stays as it is.
    """
    lines = _nudged({n: corners(one) for n, one in enumerate(arrows) if ends[n][0] != ends[n][1]})
    for (arrow, end), port in _ports(lines, ends, across=across).items():
        lines[arrow][end] = port
    lines = {n: around_boxes(line, boxes, ends[n]) for n, line in lines.items()}
    return tuple(_rounded(one, lines[n]) if n in lines else _touching(one, ends[n][0]) for n, one in enumerate(arrows))


def _nudged(lines: Mapping[int, list[Point]]) -> dict[int, list[Point]]:
    """Return lines of which no two turn at the same place: the sharper a turn, the nearer it stays to what is there."""
    turns = [(n, at) for n, line in lines.items() for at in range(1, len(line) - 1)]
    moved = {n: list(line) for n, line in lines.items()}
    left = turns
    while left:
        n, at = left[0]
        together = [turn for turn in left if dist(lines[turn[0]][turn[1]], lines[n][at]) < ALIKE]
        left = [turn for turn in left if turn not in together]
        inward = {turn: _inward(lines[turn[0]], turn[1]) for turn in together}
        together.sort(key=lambda turn: (-dist((0.0, 0.0), inward[turn]), turn))
        for rank, (m, place) in enumerate(together):
            x, y = inward[m, place]
            length = dist((0.0, 0.0), (x, y)) or 1.0
            corner = lines[m][place]
            moved[m][place] = corner[0] - x / length * NUDGE * rank, corner[1] - y / length * NUDGE * rank
    return moved


def _inward(line: Sequence[Point], at: int) -> Point:
    """Return where the inside of a turn lies; the sharper the turn, the longer."""
    before, after = (_toward(line[at], line[other], 1.0) for other in (at - 1, at + 1))
    return before[0] + after[0] - 2 * line[at][0], before[1] + after[1] - 2 * line[at][1]


def _touching(arrow: PlacedArrow, box: Rect) -> PlacedArrow:
    """Return an arrow from a box to itself that meets it: Graphviz leaves some room around boxes."""
    start, tip = _on_rim(arrow.points[0], box), _on_rim(arrow.tip, box)
    end = arrow.points[-1][0] + tip[0] - arrow.tip[0], arrow.points[-1][1] + tip[1] - arrow.tip[1]
    return replace(arrow, points=(start, *arrow.points[1:-1], end), tip=tip)


def _on_rim(point: Point, box: Rect) -> Point:
    x, y = _nearest(point, box)
    side = _side((x, y), box)
    return _point(box, side, x if side in ("top", "bottom") else y)


def _ports(
    lines: Mapping[int, Sequence[Point]], ends: Sequence[tuple[Rect, Rect]], *, across: bool
) -> dict[End, Point]:
    """Spread the ends along every side of a box, in the order in which they come in."""
    sides: dict[tuple[Rect, Side], list[tuple[End, Sequence[Point]]]] = defaultdict(list)
    for n, line in lines.items():
        for end, box, inward in ((0, ends[n][0], line), (-1, ends[n][1], line[::-1])):
            sides[box, _side(inward[0], box)].append(((n, end), inward))
    ports: dict[End, Point] = {}
    for (box, side), meeting in _facing(sides, across=across).items():
        axis, low, length = (0, box.x, box.width) if side in ("top", "bottom") else (1, box.y, box.height)
        meeting.sort(key=lambda one: ([round(point[axis] / ALIKE) for point in one[1]], one[0]))
        at = _spread([inward[0][axis] for _, inward in meeting], low, low + length)
        ports |= {end: _point(box, side, place) for place, (end, _) in zip(at, meeting, strict=True)}
    return ports


def _facing(
    sides: Mapping[tuple[Rect, Side], list[tuple[End, Sequence[Point]]]], *, across: bool
) -> dict[tuple[Rect, Side], list[tuple[End, Sequence[Point]]]]:
    """Move ends to the side from which their line comes, the straightest first, while there is room for a port."""
    moved = {key: list(meeting) for key, meeting in sides.items()}
    for (box, side), meeting in sides.items():
        facing: tuple[Side, Side] = ("left", "right") if across else ("top", "bottom")
        if side in facing:
            continue
        middle = box.centre[1 if across else 0]
        for one in sorted(meeting, key=lambda one: (abs(one[1][1][1 if across else 0] - middle), one[0])):
            better = facing[0] if _before(one[1][1], box, across=across) else facing[1]
            taken = moved.setdefault((box, better), [])
            room = box.height if across else box.width
            if _beyond(one[1][1], box, across=across) and len(taken) < int(room / PORTS):
                taken.append((one[0], [_nearest(one[1][1], box), *one[1][1:]]))
                moved[box, side].remove(one)
    return moved


def _nearest(point: Point, box: Rect) -> Point:
    return min(max(point[0], box.x), box.right), min(max(point[1], box.y), box.bottom)


def _before(point: Point, box: Rect, *, across: bool) -> bool:
    return point[0] < box.centre[0] if across else point[1] < box.centre[1]


def _beyond(point: Point, box: Rect, *, across: bool) -> bool:
    """Whether a point lies clear of a box in the direction of the picture."""
    low, high, at = (box.x, box.right, point[0]) if across else (box.y, box.bottom, point[1])
    return at < low - CLEAR or at > high + CLEAR


def _side(point: Point, box: Rect) -> Side:
    x, y = point
    far: dict[Side, float] = {
        "left": abs(x - box.x),
        "right": abs(x - box.right),
        "top": abs(y - box.y),
        "bottom": abs(y - box.bottom),
    }
    return min(far, key=lambda side: far[side])


def _point(box: Rect, side: Side, place: float) -> Point:
    if side in ("top", "bottom"):
        return place, box.y if side == "top" else box.bottom
    return box.x if side == "left" else box.right, place


def _spread(places: Sequence[float], low: float, high: float) -> list[float]:
    """Move sorted places apart, as little as it takes, and keep them off the corners."""
    gap = min(PORTS, (high - low) / (len(places) + 1))
    low, high = low + gap / 2, high - gap / 2
    at: list[float] = []
    for place in places:
        at.append(max(place, at[-1] + gap if at else low))
    for n in reversed(range(len(at))):
        at[n] = min(at[n], at[n + 1] - gap if n + 1 < len(at) else high)
    return at


def _rounded(arrow: PlacedArrow, line: Sequence[Point]) -> PlacedArrow:
    *before, tip = line
    end = _toward(tip, before[-1], min(HEAD, dist(tip, before[-1]) / 2))
    path = [*before, end]
    points = [path[0]]
    for place, (here, there) in enumerate(pairwise(path)):
        if place:
            leave = _toward(here, there, min(CORNER, dist(here, there) / 2))
            points += [here, here, leave]
        reach = _toward(there, here, min(CORNER, dist(here, there) / 2)) if place + 2 < len(path) else there
        points += [points[-1], reach, reach]
    return replace(arrow, points=tuple(points), tip=tip)


def _toward(here: Point, there: Point, far: float) -> Point:
    length = dist(here, there) or 1.0
    return here[0] + (there[0] - here[0]) * far / length, here[1] + (there[1] - here[1]) * far / length
