"""Drawing and geometry -> SVG: one self-contained picture in which every name stays text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Template

from threatmodel.model.drawing import Arrow, Badge, Box, Drawing, Geometry, Lane, PlacedArrow, Point, Rect
from threatmodel.reports.jinja_environment import environment
from threatmodel.reports.picture.contents import (
    ASK,
    BADGE_GAP,
    BADGE_HEIGHT,
    ICON,
    LINE,
    NAME,
    PAD,
    Limits,
    arrow_content,
    badge_text,
    badge_width,
    box_content,
    drawn_arrows,
    lane_title,
    lane_titles,
    limits_of,
)
from threatmodel.reports.picture.frame import MARGIN, TITLE, frame
from threatmodel.reports.picture.legend import UNDECIDED, Item
from threatmodel.reports.picture.text_lines import line_height, text_size, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text; (x, y) is where its baseline starts."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A badge with the upper left corner of its place."""

    badge: Badge
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A box or the label of an arrow, with all that is written in it."""

    of: Box | Arrow
    rect: Rect
    hint: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A drawn arrow: its path, and the three corners of its head."""

    of: Arrow
    path: str
    head: tuple[Point, Point, Point]


def to_svg(drawing: Drawing, geometry: Geometry, *, narrow: bool = False) -> str:
    """The picture as SVG; `narrow` must be what the drawing was measured with.

    Self-contained: no script, style, font or link, and all that comes from a file is escaped text.
    """
    limits = limits_of(drawing, narrow=narrow)
    framed = frame(drawing, geometry.width, geometry.height, narrow=narrow)
    return _template().render(
        drawing=drawing,
        width=framed.width,
        height=framed.height,
        title=_lines(framed.title, MARGIN, MARGIN, TITLE, bold=True),
        offset=framed.picture,
        lanes=_lanes(drawing, geometry, limits),
        boxes=_boxes(drawing, geometry, limits),
        strokes=_strokes(drawing, geometry),
        labels=_labels(drawing, geometry, limits),
        key=framed.legend,
        entries=[_entry(item) for item in framed.items],
        badge_width=badge_width,
        badge_text=badge_text,
        badge_height=BADGE_HEIGHT,
        visible=visible,
    )


@cache
def _template() -> Template:
    templates = environment()
    templates.filters["n"] = _number
    templates.filters["points"] = lambda points: " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    return templates.get_template("diagram.svg.jinja")


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _lines(texts: Sequence[str], x: float, top: float, size: float, *, bold: bool = False) -> tuple[Line, ...]:
    step = line_height(size)
    return tuple(
        Line(text=text, x=x, y=top + place * step + size, size=size, bold=bold) for place, text in enumerate(texts)
    )


def _marks(rows: Sequence[Sequence[Badge]], x: float, top: float) -> tuple[Mark, ...]:
    marks = []
    for place, row in enumerate(rows):
        left = x
        for badge in row:
            width = badge_width(badge)
            marks.append(Mark(badge=badge, x=left, y=top + place * (BADGE_HEIGHT + BADGE_GAP), width=width))
            left += width + BADGE_GAP
    return tuple(marks)


def _lanes(drawing: Drawing, geometry: Geometry, limits: Limits) -> list[tuple[Lane, Rect, tuple[Line, ...]]]:
    lanes = {lane.id: lane for lane in drawing.lanes}
    placed = ((lanes[place.id], place.rect) for place in geometry.lanes)
    return [
        (lane, rect, _lines(lane_title(lane.title, limits), rect.x + 12, rect.y + 8, LINE, bold=True))
        for lane, rect in placed
    ]


def _boxes(drawing: Drawing, geometry: Geometry, limits: Limits) -> list[Part]:
    places = {place.id: place.rect for place in geometry.boxes}
    titles = {} if geometry.lanes else lane_titles(drawing)
    return [_box(box, places[box.id], limits, titles.get(box.lane, "")) for box in drawing.boxes]


def _box(box: Box, rect: Rect, limits: Limits, lane: str) -> Part:
    content = box_content(box, limits, lane)
    x, top = rect.x + PAD, rect.y + max((rect.height - content.height) / 2, 0) + PAD - 1
    name = _lines(content.name, x + ICON, top, NAME, bold=True)
    top += len(content.name) * line_height(NAME)
    lines = _lines(content.lines, x, top, LINE)
    top += len(content.lines) * line_height(LINE) + BADGE_GAP
    said = (box.name, lane, *box.lines, *(_spoken(badge) for badge in box.badges))
    return Part(of=box, rect=rect, hint=_hint(said), lines=(*name, *lines), marks=_marks(content.badges, x, top))


def _labels(drawing: Drawing, geometry: Geometry, limits: Limits) -> list[Part]:
    places = {place.id: place.label for place in geometry.arrows}
    parts = []
    for arrow in drawn_arrows(drawing):
        rect, content = places[arrow.id], arrow_content(arrow, limits)
        if rect is None:
            continue
        x, top = rect.x + 6 + (ASK if arrow.undecided else 0), rect.y + 4
        below = top + len(content.badges) * (BADGE_HEIGHT + BADGE_GAP)
        said = (*arrow.labels, *(_spoken(badge) for badge in arrow.badges), *([UNDECIDED] if arrow.undecided else []))
        parts.append(
            Part(
                of=arrow,
                rect=rect,
                hint=_hint(said),
                lines=_lines(content.lines, x, below - 1, LINE),
                marks=_marks(content.badges, x, top + 1),
            )
        )
    return parts


def _spoken(badge: Badge) -> str:
    return f"disclosure point {badge.number}: {badge.state}"


def _hint(said: Sequence[str]) -> str:
    return "; ".join(visible(text) for text in said if text)


def _strokes(drawing: Drawing, geometry: Geometry) -> list[Stroke]:
    arrows = {arrow.id: arrow for arrow in drawing.arrows}
    return [_stroke(arrows[placed.id], placed) for placed in geometry.arrows]


def _stroke(arrow: Arrow, placed: PlacedArrow) -> Stroke:
    start, *rest = (f"{_number(x)},{_number(y)}" for x, y in placed.points)
    path = f"M{start}" + (f" C{' '.join(rest)}" if rest else "")
    return Stroke(of=arrow, path=path, head=_head(placed.points[-1], placed.tip, 7.5 if arrow.crossing else 6))


def _head(end: Point, tip: Point, half: float) -> tuple[Point, Point, Point]:
    across, down = tip[0] - end[0], tip[1] - end[1]
    length = math.hypot(across, down) or 1.0
    x, y = -down / length * half, across / length * half
    return (end[0] + x, end[1] + y), tip, (end[0] - x, end[1] - y)


def _entry(item: Item) -> tuple[Item, tuple[Line, ...], Stroke | None]:
    """A legend item with its text in place and, for an arrow, a short one from (0, 0) to the right."""
    top = item.y + (item.height - text_size(item.lines, LINE)[1]) / 2
    lines = _lines(item.lines, item.x + item.sample, top, LINE)
    short = PlacedArrow(id="", points=((0, 0), (10, 0), (20, 0), (31, 0)), tip=(44, 0))
    return item, lines, _stroke(item.symbol.arrow, short) if item.symbol.arrow else None
