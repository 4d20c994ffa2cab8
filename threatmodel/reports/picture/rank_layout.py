"""Layout request -> geometry without Graphviz: boxes in ranks, every lane a band across the ranks.

Plain on purpose. The axes are `along` (the way data take) and `across`, to serve both directions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from threatmodel.model.drawing import Geometry, LayoutRequest, Placed, PlacedArrow, Point, Rect
from threatmodel.reports.picture.ranks import Ranked, rank

PAD = 14.0  # between a lane's border and what is in it
GAP = 26.0  # between boxes of one rank
REACH = 34.0  # between a rank and the labels beside it
HEAD = 13.0  # length of an arrow head
LOOP = 26.0  # how far an arrow to oneself swings out
THREAD = 12.0  # room across for an arrow that passes a rank


@dataclass(slots=True, kw_only=True)
class _Plan:
    """Where ranks, bands, items and labels lie, in along/across coordinates, while they are worked out."""

    request: LayoutRequest
    ranked: Ranked
    turned: bool  # top to bottom: along is y
    sizes: list[tuple[float, float]] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)  # per rank
    depths: list[float] = field(default_factory=list)  # per rank
    middle: dict[int, float] = field(default_factory=dict)  # item -> across
    bands: dict[int, tuple[float, float]] = field(default_factory=dict)
    labels: dict[int, Rect] = field(default_factory=dict)  # arrow -> along/across rectangle

    def pair(self, width: float, height: float) -> tuple[float, float]:
        return (height, width) if self.turned else (width, height)

    def rect(self, along: float, across: float, size: tuple[float, float]) -> Rect:
        return Rect(across, along, size[1], size[0]) if self.turned else Rect(along, across, size[0], size[1])

    def point(self, along: float, across: float) -> Point:
        return (across, along) if self.turned else (along, across)


def lay_out_in_ranks(request: LayoutRequest, *, turned: bool) -> Geometry:
    """Place all left to right, or top to bottom when `turned`; boxes never overlap and stay in their lane."""
    plan = _Plan(request=request, ranked=rank(request), turned=turned)
    _measure_items(plan)
    _place_ranks(plan)
    _place_bands(plan)
    _place_labels(plan)
    boxes = tuple(
        Placed(id=box.id, rect=plan.rect(*_corner(plan, item), plan.pair(box.width, box.height)))
        for item, box in enumerate(request.boxes)
    )
    return _fitted(plan, boxes, _lanes(plan), _arrows(plan))


def _measure_items(plan: _Plan) -> None:
    loops: dict[int, float] = defaultdict(float)
    for number, item in plan.ranked.loops.items():
        arrow = plan.request.arrows[number]
        loops[item] += LOOP + plan.pair(arrow.width, arrow.height)[1] + 8
    for item, box in enumerate(plan.request.boxes):
        along, across = plan.pair(box.width, box.height)
        plan.sizes.append((along, across + loops[item]))
    plan.sizes += [(0.0, THREAD)] * (plan.ranked.items - len(plan.request.boxes))


def _place_ranks(plan: _Plan) -> None:
    widest: dict[int, float] = defaultdict(float)
    for number, place in plan.ranked.label_rank.items():
        arrow = plan.request.arrows[number]
        widest[place] = max(widest[place], plan.pair(arrow.width, arrow.height)[0])
    title = max((lane.height for lane in plan.request.lanes), default=0.0) if plan.turned else 0.0
    at = PAD + title
    for place, cells in enumerate(plan.ranked.ranks):
        plan.starts.append(at)
        hanging = [plan.request.arrows[n] for n, item in plan.ranked.loops.items() if item in cells]
        deep = [plan.sizes[item][0] for item in cells]
        plan.depths.append(max([*deep, *(plan.pair(arrow.width, arrow.height)[0] for arrow in hanging)], default=0.0))
        at += plan.depths[-1] + widest[place] + 2 * REACH + title + PAD


def _place_bands(plan: _Plan) -> None:
    at = 0.0
    for band in range(len(plan.request.lanes) + 1):
        cells = [[item for item in items if plan.ranked.band[item] == band] for items in plan.ranked.ranks]
        if not any(cells):
            continue
        wanted, head = _title_room(plan, band)
        tall = max(wanted, *(_stacked(plan, cell) for cell in cells))
        for cell in cells:
            across = at + PAD + head + (tall - _stacked(plan, cell)) / 2
            for item in cell:
                plan.middle[item] = across + plan.sizes[item][1] / 2
                across += plan.sizes[item][1] + GAP
        plan.bands[band] = (at, tall + head + 2 * PAD)
        at += tall + head + 2 * PAD + GAP


def _title_room(plan: _Plan, band: int) -> tuple[float, float]:
    """How wide a band must be for its title, and how much the title takes from it."""
    if band == len(plan.request.lanes):
        return 0.0, 0.0
    lane = plan.request.lanes[band]
    return (lane.width, 0.0) if plan.turned else (0.0, lane.height)


def _stacked(plan: _Plan, cell: Sequence[int]) -> float:
    return sum(plan.sizes[item][1] for item in cell) + GAP * max(len(cell) - 1, 0)


def _corner(plan: _Plan, item: int) -> tuple[float, float]:
    place = plan.ranked.rank[item]
    along = plan.starts[place] + (plan.depths[place] - plan.sizes[item][0]) / 2
    return along, plan.middle[item] - plan.sizes[item][1] / 2


def _place_labels(plan: _Plan) -> None:
    """Labels stand beside the rank they start from, as near to their arrow as those above them allow."""
    beside: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for number, place in plan.ranked.label_rank.items():
        arrow = plan.request.arrows[number]
        if arrow.width and arrow.height:
            chain = plan.ranked.chains[number]
            first = next(i for i, item in enumerate(chain) if plan.ranked.rank[item] == place)
            wanted = (plan.middle[chain[first]] + plan.middle[chain[first + 1]]) / 2
            beside[place].append((wanted, number))
    for place, wishes in beside.items():
        free = 0.0
        for wanted, number in sorted(wishes):
            along, across = plan.pair(plan.request.arrows[number].width, plan.request.arrows[number].height)
            free = max(free, wanted - across / 2)
            plan.labels[number] = Rect(plan.starts[place] + plan.depths[place] + REACH, free, along, across)
            free += across + 6


def _lanes(plan: _Plan) -> tuple[Placed, ...]:
    placed = []
    for band, lane in enumerate(plan.request.lanes):
        members = [item for item, box in enumerate(plan.request.boxes) if box.lane == lane.id]
        if not members:
            continue
        places = [plan.ranked.rank[item] for item in members]
        start, across = plan.starts[min(places)] - PAD, plan.bands[band]
        end = plan.starts[max(places)] + plan.depths[max(places)] + PAD
        if plan.turned:
            start -= lane.height
        else:
            end = max(end, start + lane.width + 2 * PAD)
        placed.append(Placed(id=lane.id, rect=plan.rect(start, across[0], (end - start, across[1]))))
    return tuple(placed)


def _arrows(plan: _Plan) -> tuple[PlacedArrow, ...]:
    ports = _ports(plan)
    placed = []
    for number, arrow in enumerate(plan.request.arrows):
        stops = _loop(plan, number) if number in plan.ranked.loops else _stops(plan, number, ports)
        if number in plan.ranked.reversed:
            stops.reverse()
        label = plan.labels.get(number)
        placed.append(
            PlacedArrow(
                id=arrow.id,
                points=_curve(plan, stops, loop=number in plan.ranked.loops),
                tip=plan.point(*stops[-1]),
                label=label and plan.rect(label.x, label.y, (label.width, label.height)),
            )
        )
    return tuple(placed)


def _ports(plan: _Plan) -> Mapping[tuple[int, int, int], float]:
    """Where each arrow meets a box, by (arrow, box, side), in the order of the far ends."""
    sides: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for number, chain in plan.ranked.chains.items():
        near = plan.labels.get(number)
        height = near.y + near.height / 2 if near else None
        sides[chain[0], 1].append((plan.middle[chain[1]] if height is None else height, number))
        sides[chain[-1], 0].append((plan.middle[chain[-2]], number))
    ports = {}
    for (item, side), ends in sides.items():
        box = plan.request.boxes[item]
        across = plan.pair(box.width, box.height)[1]
        for place, (_, number) in enumerate(sorted(ends), 1):
            ports[number, item, side] = _corner(plan, item)[1] + across * place / (len(ends) + 1)
    return ports


def _stops(plan: _Plan, number: int, ports: Mapping[tuple[int, int, int], float]) -> list[Point]:
    chain, label = plan.ranked.chains[number], plan.labels.get(number)
    stops: list[Point] = []
    for place, item in enumerate(chain):
        start = plan.starts[plan.ranked.rank[item]]
        end = start + plan.depths[plan.ranked.rank[item]]
        if place == 0:
            end = _corner(plan, item)[0] + plan.sizes[item][0]
            stops.append((end, ports[number, item, 1]))
        elif place == len(chain) - 1:
            stops.append((_corner(plan, item)[0], ports[number, item, 0]))
        else:
            stops += [(start, plan.middle[item]), (end, plan.middle[item])]
        if label and plan.ranked.rank[item] == plan.ranked.label_rank[number]:
            across = label.y + label.height / 2
            stops += [(label.x, across), (label.right, across)]
    return stops


def _loop(plan: _Plan, number: int) -> list[Point]:
    """Out of the far side of a box and back; the label hangs on it. Several loops hang under one another."""
    item = plan.ranked.loops[number]
    box, arrow = plan.request.boxes[item], plan.request.arrows[number]
    size, label = plan.pair(box.width, box.height), plan.pair(arrow.width, arrow.height)
    before = [plan.request.arrows[n] for n, i in plan.ranked.loops.items() if i == item and n < number]
    along, across = _corner(plan, item)
    reach = LOOP + sum(LOOP + plan.pair(a.width, a.height)[1] + 8 for a in before)
    bottom = across + size[1]
    if arrow.width and arrow.height:
        plan.labels[number] = Rect(along + size[0] / 2 - label[0] / 2, bottom + reach, label[0], label[1])
    swing = size[0] * (0.15 + 0.3 * len(before) / len(plan.ranked.loops))
    return [
        (along + size[0] / 2 - swing, bottom),
        (along + size[0] / 2, bottom + reach),
        (along + size[0] / 2 + swing, bottom),
    ]


def _curve(plan: _Plan, stops: Sequence[Point], *, loop: bool) -> tuple[Point, ...]:
    """Cubic curves through the stops; the last one ends where the head begins."""
    last, before = stops[-1], stops[-2]
    back = HEAD if before[0] > last[0] else -HEAD
    end = (last[0], last[1] + HEAD) if loop else (last[0] + back, last[1])
    path = [*stops[:-1], end]
    points = [plan.point(*path[0])]
    for (a, b), (c, d) in pairwise(path):
        middle = (b + d) / 2 if loop else (a + c) / 2
        bend = [(a, middle), (c, middle)] if loop else [(middle, b), (middle, d)]
        points += [plan.point(*bend[0]), plan.point(*bend[1]), plan.point(c, d)]
    return tuple(points)


def _fitted(
    plan: _Plan, boxes: tuple[Placed, ...], lanes: tuple[Placed, ...], arrows: tuple[PlacedArrow, ...]
) -> Geometry:
    rects = [placed.rect for placed in (*boxes, *lanes)] + [arrow.label for arrow in arrows if arrow.label]
    points = [point for arrow in arrows for point in arrow.points]
    return Geometry(
        width=max([rect.right for rect in rects] + [x for x, _ in points], default=0.0) + PAD,
        height=max([rect.bottom for rect in rects] + [y for _, y in points], default=0.0) + PAD,
        engine="built-in",
        direction="TB" if plan.turned else "LR",
        boxes=boxes,
        lanes=lanes,
        arrows=arrows,
    )
