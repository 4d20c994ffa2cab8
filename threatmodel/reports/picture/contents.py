"""Drawing -> what stands in every box and on every arrow, line by line, and how much room that takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from threatmodel.model.drawing import Arrow, ArrowRoom, Badge, Box, BoxRoom, Drawing, LayoutRequest
from threatmodel.reports.picture.ranks import rank
from threatmodel.reports.picture.text_lines import text_size, text_width, wrap

NAME, LINE = 20.0, 18.0  # font sizes in pixels
PAD = 8.0
ICON = 32.0  # room for the sign of a shape, left of the name
ASK = 28.0  # room for the question mark of an arrow, left of its label
BADGE_HEIGHT, BADGE_GAP = 28.0, 4.0
MOST_LINES, MOST_LABELS = 4, 4
BULLET, INDENT = "• ", "\u00a0\u00a0\u00a0"  # before the first line of one of several, and before its others
LONG_ROW = 5  # arrows one after the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How wide text may get before it wraps, in pixels."""

    name: float = 230
    line: float = 250
    label: float = 185
    lane: float = 340
    badges: float = 210


WIDE = Limits()
TIGHT = Limits(name=150, line=175, label=165, lane=230, badges=170)  # for what goes on and on from left to right
NARROW = Limits(name=150, line=175, label=155, lane=190, badges=165)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What stands in a box or on an arrow, in lines and rows from top to bottom."""

    name: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    badges: tuple[tuple[Badge, ...], ...] = ()
    width: float = 0
    height: float = 0


def limits_of(drawing: Drawing, *, narrow: bool = False) -> Limits:
    """How wide text may get in a picture: less the more boxes stand in a row."""
    if narrow:
        return NARROW
    boxes = tuple(BoxRoom(id=box.id, width=0, height=0) for box in drawing.boxes)
    arrows = tuple(ArrowRoom(id=one.id, source=one.source, target=one.target) for one in drawn_arrows(drawing))
    row = max(rank(LayoutRequest(boxes=boxes, arrows=arrows)).rank, default=0)
    return TIGHT if row >= LONG_ROW else WIDE


def lane_titles(drawing: Drawing) -> Mapping[str, str]:
    """Titles of the lanes that have a box, by id."""
    used = {box.lane for box in drawing.boxes}
    return {lane.id: lane.title for lane in drawing.lanes if lane.id in used}


def drawn_arrows(drawing: Drawing) -> tuple[Arrow, ...]:
    """The arrows of which both ends are there."""
    boxes = {box.id for box in drawing.boxes}
    return tuple(arrow for arrow in drawing.arrows if {arrow.source, arrow.target} <= boxes)


def box_content(box: Box, limits: Limits, lane_title: str = "") -> Content:
    """What stands in a box; `lane_title` is given when lanes are not drawn, so that the box says it."""
    name = wrap(box.name, NAME, limits.name, bold=True)
    written = (lane_title, *box.lines) if lane_title else box.lines
    lines = _first(written, MOST_LINES, limits.line)
    badges = badge_rows(box.badges, limits.badges)
    across, down = text_size(name, NAME, bold=True)
    parts = ((across + ICON, down), text_size(lines, LINE), _rows_size(badges))
    return Content(
        name=name,
        lines=lines,
        badges=badges,
        width=round(max(width for width, _ in parts) + 2 * PAD),
        height=max(round(sum(height for _, height in parts) + 2 * PAD), 52),
    )


def arrow_content(arrow: Arrow, limits: Limits) -> Content:
    """What stands on an arrow: badges, then the data, one below the other."""
    lines = _first(arrow.labels, MOST_LABELS, limits.label, listed=len(arrow.labels) > 1)
    badges = badge_rows(arrow.badges, limits.badges)
    if not lines and not badges and not arrow.undecided:
        return Content()
    width, height = text_size(lines, LINE)
    across, down = _rows_size(badges)
    ask = ASK if arrow.undecided else 0.0
    tall = max(height + down + 8, ask + 8)
    return Content(lines=lines, badges=badges, width=round(max(width, across) + ask + 12), height=round(tall))


def lane_title(title: str, limits: Limits) -> tuple[str, ...]:
    return wrap(title, LINE, limits.lane, bold=True, most=2)


def badge_text(badge: Badge) -> str:
    """Its number, as a question where it is one; n for any number."""
    return f"{badge.number or 'n'}{' ?' if badge.state == 'undecided' else ''}"


def badge_width(badge: Badge) -> float:
    """Room for the number and for the sign of its state."""
    sign = 32 if badge.state == "closed" else 20
    return max(text_width(badge_text(badge), LINE, bold=True) + sign, 32)


def badge_rows(badges: tuple[Badge, ...], width: float) -> tuple[tuple[Badge, ...], ...]:
    """Badges in rows that are no wider than `width`."""
    rows: list[tuple[Badge, ...]] = []
    used = 0.0
    for badge in badges:
        needed = badge_width(badge) + BADGE_GAP
        if rows and used + needed <= width:
            rows[-1] = (*rows[-1], badge)
        else:
            rows.append((badge,))
            used = 0.0
        used += needed
    return tuple(rows)


def _rows_size(rows: tuple[tuple[Badge, ...], ...]) -> tuple[float, float]:
    widths = [sum(badge_width(badge) + BADGE_GAP for badge in row) for row in rows]
    return max(widths, default=0.0), len(rows) * (BADGE_HEIGHT + BADGE_GAP)


def _first(texts: tuple[str, ...], most: int, width: float, *, listed: bool = False) -> tuple[str, ...]:
    """The first texts, wrapped, and how many more there are; each with a bullet where they are `listed`."""
    room = width - max(text_width(start, LINE) for start in (BULLET, INDENT)) if listed else width
    lines = [line for text in texts[:most] for line in _bulleted(wrap(text, LINE, room, most=3), listed=listed)]
    return (*lines, f"and {len(texts) - most} more") if len(texts) > most else tuple(lines)


def _bulleted(lines: tuple[str, ...], *, listed: bool) -> tuple[str, ...]:
    return tuple((INDENT if place else BULLET) + line for place, line in enumerate(lines)) if listed else lines
