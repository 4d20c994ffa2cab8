"""Drawing -> legend: every symbol that occurs, in words, and the lines that the drawing brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from threatmodel.model.drawing import Arrow, ArrowKind, Badge, Drawing, LaneKind, LegendLine, Shape
from threatmodel.model.findings import State
from threatmodel.reports.drawing_sizes import LINE, badge_width, drawn_arrows, lane_titles
from threatmodel.reports.drawing_text import text_size, wrap

SAMPLE = 54.0  # room for a symbol
ROW_HEIGHT, ROW_GAP, ITEM_GAP, PART_GAP = 30.0, 8.0, 26.0, 14.0
WIDEST = 500.0

SHAPES: dict[Shape, str] = {
    "person": "person",
    "system": "system",
    "audience": "audience",
    "everyone": "everyone",
    "made": "somebody it may reach",
}
LANES: dict[LaneKind, str] = {
    "operator": "one operator",
    "home": "one home",
    "agreed": "agreed audience",
    "outside": "outside what was agreed",
}
KINDS: dict[ArrowKind, str] = {
    "flow": "data goes this way",
    "consequence": "may follow",
    "inference": "can be worked out",
}
CROSSING = "goes past what was agreed"
STATES: dict[State, str] = {
    "open": "disclosure point: open",
    "reduced": "reduced",
    "undecided": "undecided: a question is open",
    "closed": "closed",
    "accepted": "accepted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """What stands before the words of an item: one of these, or nothing."""

    shape: Shape | None = None
    lane: LaneKind | None = None
    arrow: Arrow | None = None
    badge: Badge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One symbol, drawn within `sample` pixels from (x, y), and its words beside it."""

    symbol: Symbol
    lines: tuple[str, ...]
    sample: float
    x: float = 0
    y: float = 0
    width: float
    height: float


def legend_items(drawing: Drawing, width: float) -> tuple[tuple[Item, ...], float]:
    """The items of the legend, placed in rows no wider than `width`, and the height that they take."""
    room = min(width - SAMPLE, WIDEST)
    symbols, bottom = _in_rows(list(_symbols(drawing, room)), width, 0.0)
    lines, bottom = _in_rows(
        _in_columns([_line(line, room) for line in drawing.legend], width), width, bottom + PART_GAP
    )
    return (*symbols, *lines), max(bottom - ROW_GAP, 0.0)


def _symbols(drawing: Drawing, room: float) -> Iterator[Item]:
    shapes = {box.shape for box in drawing.boxes}
    yield from (_item(text, room, Symbol(shape=shape)) for shape, text in SHAPES.items() if shape in shapes)
    lanes = {lane.kind for lane in drawing.lanes if lane.id in lane_titles(drawing)}
    yield from (_item(text, room, Symbol(lane=lane)) for lane, text in LANES.items() if lane in lanes)
    arrows = drawn_arrows(drawing)
    kinds = {arrow.kind for arrow in arrows}
    yield from (_item(text, room, Symbol(arrow=_sample(kind))) for kind, text in KINDS.items() if kind in kinds)
    if any(arrow.crossing for arrow in arrows):
        yield _item(CROSSING, room, Symbol(arrow=_sample("flow", crossing=True)))
    states = {badge.state for box in drawing.boxes for badge in box.badges}
    states |= {badge.state for arrow in arrows for badge in arrow.badges}
    yield from (
        _item(text, room, Symbol(badge=Badge(number=0, state=state)))
        for state, text in STATES.items()
        if state in states
    )


def _sample(kind: ArrowKind, *, crossing: bool = False) -> Arrow:
    return Arrow(id="", source="", target="", kind=kind, crossing=crossing)


def _item(text: str, room: float, symbol: Symbol) -> Item:
    lines = wrap(text, LINE, room, most=4)
    width, height = text_size(lines, LINE)
    sample = max(SAMPLE, badge_width(symbol.badge) + 12 if symbol.badge else 0.0)
    return Item(symbol=symbol, lines=lines, sample=sample, width=sample + width, height=max(height, ROW_HEIGHT))


def _line(line: LegendLine, room: float) -> Item:
    return _item(line.text, room, Symbol(badge=line.badge))


def _in_columns(items: Sequence[Item], width: float) -> list[Item]:
    """Items of one width, in an order that reads down the columns when they are set row by row."""
    if not items:
        return []
    widest = max(item.width for item in items)
    columns = max(int((width + ITEM_GAP) // (widest + ITEM_GAP)), 1)
    rows = -(-len(items) // columns)
    even = [replace(item, width=widest) for item in items]
    return [even[place] for row in range(rows) for place in range(row, len(even), rows)]


def _in_rows(items: Sequence[Item], width: float, top: float) -> tuple[tuple[Item, ...], float]:
    placed: list[Item] = []
    x, y, tall = 0.0, top, 0.0
    for item in items:
        if x and x + item.width > width:
            x, y, tall = 0.0, y + tall + ROW_GAP, 0.0
        placed.append(replace(item, x=x, y=y))
        x, tall = x + item.width + ITEM_GAP, max(tall, item.height)
    return tuple(placed), y + tall + ROW_GAP if items else top
