"""Layout request -> geometry for a narrow page: one column of boxes, what leaves each below it, rails beside.

Nothing passes over a box: an arrow goes down, through its label, to a rail at the right, and back in there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from threatmodel.model.drawing import (
    ArrowRoom,
    BoxRoom,
    Geometry,
    LayoutRequest,
    Placed,
    PlacedArrow,
    Point,
    Rect,
)
from threatmodel.reports.picture.ranks import rank

PAD = 12.0
GAP = 18.0
LABEL_GAP = 7.0
RAIL = 9.0  # between rails
HEAD = 13.0  # length of an arrow head
STEM = 6.0  # between the lines that go down from one box, less when there are many
STEMS = 42.0


def lay_out_in_column(request: LayoutRequest) -> Geometry:
    """Place all in one column: boxes do not overlap, stay in their lane, and no arrow passes over one."""
    boxes: dict[str, Rect] = {}
    lanes: list[Placed] = []
    labels: dict[str, Rect] = {}
    leaving = _leaving(request)
    rooms = {lane.id: lane for lane in request.lanes}
    y = PAD
    for lane, members in _groups(request):
        top, left = y, PAD
        if lane in rooms:
            y, left = y + rooms[lane].height + PAD, 2 * PAD
        for box in members:
            boxes[box.id] = Rect(left, y, box.width, box.height)
            y = _hang(boxes[box.id], leaving[box.id], labels) + GAP
        if lane in rooms:
            within = [boxes[box.id].right for box in members]
            within += [labels[arrow.id].right for box in members for arrow in leaving[box.id]]
            lane_right = max(*within, left + rooms[lane].width) + PAD
            lanes.append(Placed(id=lane, rect=Rect(PAD, top, lane_right - PAD, y - GAP + PAD - top)))
            y += PAD
    right = max([rect.right for rect in (*boxes.values(), *labels.values())], default=0.0)
    right = max([right, *(lane.rect.right for lane in lanes)])
    arrows, rails = _arrows(request, boxes, labels, right)
    return Geometry(
        width=right + (rails + 1) * RAIL + PAD,
        height=y,
        engine="built-in",
        direction="column",
        boxes=tuple(Placed(id=box.id, rect=boxes[box.id]) for box in request.boxes),
        lanes=tuple(lanes),
        arrows=arrows,
    )


def _leaving(request: LayoutRequest) -> Mapping[str, Sequence[ArrowRoom]]:
    leaving: dict[str, list[ArrowRoom]] = defaultdict(list)
    for arrow in request.arrows:
        leaving[arrow.source].append(arrow)
    return leaving


def _groups(request: LayoutRequest) -> Iterator[tuple[str, Sequence[BoxRoom]]]:
    """Boxes of one lane together, all else in the order in which data reach them."""
    level = rank(request).rank
    order = sorted(range(len(request.boxes)), key=lambda item: (level[item], item))
    groups: dict[str, list[BoxRoom]] = defaultdict(list)
    for box in (request.boxes[item] for item in order):
        groups[f"lane {box.lane}" if box.lane else f"box {box.id}"].append(box)
    for members in groups.values():
        yield members[0].lane, members


def _hang(box: Rect, arrows: Sequence[ArrowRoom], labels: dict[str, Rect]) -> float:
    """Hang the labels of what leaves a box below it, and say where the last one ends."""
    y = box.bottom
    for arrow in arrows:
        y += LABEL_GAP
        labels[arrow.id] = Rect(box.x + _step(arrows) * len(arrows) + 12, y, arrow.width, arrow.height)
        y += max(arrow.height, LABEL_GAP)
    return y


def _step(arrows: Sequence[ArrowRoom]) -> float:
    return min(STEM, STEMS / len(arrows))


def _arrows(
    request: LayoutRequest, boxes: Mapping[str, Rect], labels: Mapping[str, Rect], right: float
) -> tuple[tuple[PlacedArrow, ...], int]:
    """The arrows in the order of the request, and how many rails they need."""
    ends = _ends(request, boxes, labels)
    rails = _rails(ends)
    leaving = _leaving(request)
    placed = []
    for arrow in request.arrows:
        box, label, beside = boxes[arrow.source], labels[arrow.id], leaving[arrow.source]
        stem = box.x + 8 + _step(beside) * (len(beside) - 1 - beside.index(arrow))
        rail = right + (rails[arrow.id] + 1) * RAIL
        out, back = ends[arrow.id]
        tip = (boxes[arrow.target].right, back)
        path = [(stem, box.bottom), (stem, out), (rail, out), (rail, back), (tip[0] + HEAD, back)]
        shown = label if arrow.width and arrow.height else None
        placed.append(PlacedArrow(id=arrow.id, points=_straight(path), tip=tip, label=shown))
    return tuple(placed), max(rails.values(), default=-1) + 1


def _ends(
    request: LayoutRequest, boxes: Mapping[str, Rect], labels: Mapping[str, Rect]
) -> Mapping[str, tuple[float, float]]:
    """At which height every arrow goes out to its rail and comes back; those from above come in highest."""
    arriving: dict[str, list[ArrowRoom]] = defaultdict(list)
    for arrow in sorted(request.arrows, key=lambda arrow: labels[arrow.id].y):
        arriving[arrow.target].append(arrow)
    ends = {}
    for target, arrows in arriving.items():
        for place, arrow in enumerate(arrows, 1):
            back = boxes[target].y + boxes[target].height * place / (len(arrows) + 1)
            ends[arrow.id] = labels[arrow.id].centre[1], back
    return ends


def _rails(ends: Mapping[str, tuple[float, float]]) -> Mapping[str, int]:
    """A rail for every arrow, shared where stretches do not touch; short ones lie nearest to the boxes."""
    taken: list[list[tuple[float, float]]] = []
    rails = {}
    for arrow, (out, back) in sorted(ends.items(), key=lambda entry: (abs(entry[1][0] - entry[1][1]), entry[0])):
        low, high = min(out, back) - 3, max(out, back) + 3
        free = (n for n, used in enumerate(taken) if all(high < start or end < low for start, end in used))
        rails[arrow] = next(free, len(taken))
        if rails[arrow] == len(taken):
            taken.append([])
        taken[rails[arrow]].append((low, high))
    return rails


def _straight(path: Sequence[Point]) -> tuple[Point, ...]:
    points = [path[0]]
    for before, after in pairwise(path):
        points += [before, after, after]
    return tuple(points)
