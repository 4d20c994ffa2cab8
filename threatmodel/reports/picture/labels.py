"""Placed arrows -> labels on their own lines, where they hide as little as may be of anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import dist, inf
from typing import Final

from threatmodel.model.drawing import PlacedArrow, Point, Rect
from threatmodel.reports.picture.lines import Line, along, line_of, meets, passes

STEP: Final = 12.0  # pixels between the places that are tried on a line
APART: Final = 3.0  # pixels that stay free around a label
ROUNDS: Final = 2  # in which every label may choose again, knowing the others
ENDS: Final = 10.0  # and between it and the ends of its line

# How bad it is to hide something
_BOX: Final = 1000.0
_READ: Final = 100.0  # another label
_TITLE: Final = 100.0
_END: Final = 8.0  # where its own line starts or ends
_LINE: Final = 6.0  # another line
_MISTAKEN: Final = 18.0  # another line, by a label that stands beside its own: it would be taken for that line's
_BESIDE: Final = 4.0  # to stand beside its own line
_OFF_MIDDLE: Final = 0.01  # a pixel from the middle of its line


def on_lines(
    arrows: Sequence[PlacedArrow], boxes: Sequence[Rect], titles: Sequence[Rect], whole: Rect
) -> tuple[tuple[PlacedArrow, ...], float]:
    """Put each label on its line; large ones choose first. Also return how much is hidden, as a cost.

    A label stays where it was when every place on its line is worse. `titles` are those of lanes, `whole` is all the
    room that there is.
    """
    lines = [line_of(arrow) for arrow in arrows]
    placed: dict[int, Rect] = {n: arrow.label for n, arrow in enumerate(arrows) if arrow.label}
    hidden: dict[int, float] = {}
    for n in sorted(placed, key=lambda n: (-placed[n].width * placed[n].height, n)) * ROUNDS:
        lying = [line for m, line in enumerate(lines) if m != n]
        others = [rect for m, rect in placed.items() if m != n]
        hidden[n] = inf
        for against, rect, of_line in sorted(_places(placed[n], lines[n]), key=lambda place: place[0]):
            if against >= hidden[n]:
                break
            cost = against + _end_cost(rect, arrows[n]) + _hides(rect, boxes, others, whole)
            cost += _passed_under(rect, titles, lying, of_line) if cost < hidden[n] else 0.0
            if cost < hidden[n]:
                hidden[n], placed[n] = cost, rect
    return tuple(replace(arrow, label=placed.get(n)) for n, arrow in enumerate(arrows)), sum(hidden.values())


def _places(label: Rect, line: Line) -> Iterator[tuple[float, Rect, float]]:
    """Yield where a label could stand, with what is against it there, and how bad it is to hide another line there."""
    points = [*along(line, STEP)]
    middle = points[len(points) // 2]
    for point in points:
        off = _OFF_MIDDLE * dist(point, middle)
        yield off, _around(point, label), _LINE
        for side in (-1, 1):
            beside = point[0], point[1] + side * (label.height / 2 + APART)
            yield off + _BESIDE, _around(beside, label), _MISTAKEN
    yield _BESIDE, label, _MISTAKEN


def _around(point: Point, label: Rect) -> Rect:
    return replace(label, x=point[0] - label.width / 2, y=point[1] - label.height / 2)


def _hides(rect: Rect, boxes: Sequence[Rect], labels: Sequence[Rect], whole: Rect) -> float:
    """Say how bad it is what cannot be read any more."""
    cost = _BOX * sum(rect.overlaps(box, -APART) for box in boxes) + _BOX * (not whole.contains(rect))
    return cost + _READ * sum(rect.overlaps(label, -APART) for label in labels)


def _passed_under(rect: Rect, titles: Sequence[Rect], lines: Sequence[Line], line_cost: float) -> float:
    """Say how bad it is what can be followed less well."""
    cost = _TITLE * sum(rect.overlaps(title, 0) for title in titles)
    return cost + line_cost * sum(meets(line, rect) and any(passes(part, rect) for part in line) for line in lines)


def _end_cost(rect: Rect, arrow: PlacedArrow) -> float:
    ends = (arrow.points[0], arrow.tip)
    return _END * sum(rect.overlaps(Rect(x - ENDS, y - ENDS, 2 * ENDS, 2 * ENDS), 0) for x, y in ends)
