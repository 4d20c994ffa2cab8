"""Drawing -> legend: every symbol that occurs, in words, and the lines that the drawing brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from threatmodel.model.drawing import Arrow, ArrowKind, Badge, Drawing, LaneKind, Shape
from threatmodel.model.findings import State
from threatmodel.reports.picture.contents import LINE, badge_width, drawn_arrows, lane_titles
from threatmodel.reports.picture.text_lines import text_size, wrap

SAMPLE = 52.0  # room for a symbol
ROW_HEIGHT, ROW_GAP, ITEM_GAP, PART_GAP = 30.0, 4.0, 22.0, 8.0
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
    "about": "about them, sent by another",
}
CROSSING = "goes past what was agreed"
UNDECIDED = "may go past what was agreed: a question is open"
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
    """The items of the legend, placed in rows no wider than `width`, and the height that they take.

    The symbols come first, then the notes, which have no badge, then the disclosure points in words.
    """
    notes = [_item(line.text, width, Symbol()) for line in drawing.legend if line.badge is None]
    points = [_item(line.text, width, Symbol(badge=line.badge)) for line in drawing.legend if line.badge]
    first, bottom = _in_rows([*(_item(text, width, one) for text, one in _symbols(drawing)), *notes], width, 0.0)
    then, bottom = _in_columns(points, width, bottom + PART_GAP) if points else ((), bottom)
    return (*first, *then), max(bottom - ROW_GAP, 0.0)


def _symbols(drawing: Drawing) -> Iterator[tuple[str, Symbol]]:
    """Yield what each symbol that occurs is called."""
    shapes = {box.shape for box in drawing.boxes}
    yield from ((text, Symbol(shape=shape)) for shape, text in SHAPES.items() if shape in shapes)
    lanes = {lane.kind for lane in drawing.lanes if lane.id in lane_titles(drawing)}
    yield from ((text, Symbol(lane=lane)) for lane, text in LANES.items() if lane in lanes)
    arrows = drawn_arrows(drawing)
    kinds = {arrow.kind for arrow in arrows}
    yield from ((text, Symbol(arrow=_sample(kind))) for kind, text in KINDS.items() if kind in kinds)
    if any(arrow.crossing for arrow in arrows):
        yield CROSSING, Symbol(arrow=_sample("flow", crossing=True))
    if any(arrow.undecided for arrow in arrows):
        yield UNDECIDED, Symbol(arrow=_sample("flow", undecided=True))
    states = {badge.state for box in drawing.boxes for badge in box.badges}
    states |= {badge.state for arrow in arrows for badge in arrow.badges}
    yield from ((text, Symbol(badge=Badge(number=0, state=state))) for state, text in STATES.items() if state in states)


def _sample(kind: ArrowKind, *, crossing: bool = False, undecided: bool = False) -> Arrow:
    return Arrow(id="", source="", target="", kind=kind, crossing=crossing, undecided=undecided)


def _item(text: str, room: float, symbol: Symbol) -> Item:
    """Make an item no wider than the room, which has its words beside its symbol, or no symbol."""
    sample = max(SAMPLE, badge_width(symbol.badge) + 10 if symbol.badge else 0.0) if symbol != Symbol() else 0.0
    lines = wrap(text, LINE, min(room - sample, WIDEST) if sample else room, most=4)
    width, height = text_size(lines, LINE)
    return Item(symbol=symbol, lines=lines, sample=sample, width=sample + width, height=max(height, ROW_HEIGHT))


def _in_columns(items: Sequence[Item], width: float, top: float) -> tuple[tuple[Item, ...], float]:
    """Items in columns as wide as the widest, one column after the other, rows as high as the highest."""
    widest = max(item.width for item in items)
    columns = max(int((width + ITEM_GAP) // (widest + ITEM_GAP)), 1)
    rows = -(-len(items) // columns)
    placed = list(items)
    for row in range(rows):
        across = range(row, len(items), rows)
        for column, place in enumerate(across):
            placed[place] = replace(items[place], x=column * (widest + ITEM_GAP), y=top)
        top += max(items[place].height for place in across) + ROW_GAP
    return tuple(placed), top


def _in_rows(items: Sequence[Item], width: float, top: float) -> tuple[tuple[Item, ...], float]:
    placed: list[Item] = []
    x, y, tall = 0.0, top, 0.0
    for item in items:
        if x and x + item.width > width:
            x, y, tall = 0.0, y + tall + ROW_GAP, 0.0
        placed.append(replace(item, x=x, y=y))
        x, tall = x + item.width + ITEM_GAP, max(tall, item.height)
    return tuple(placed), y + tall + ROW_GAP if items else top
