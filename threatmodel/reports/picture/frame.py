"""Drawing + size of its layout -> frame: where title, picture and legend stand, large enough on a projector."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from threatmodel.model.drawing import Drawing, LegendLine, Point
from threatmodel.reports.picture.legend import Item, legend_items
from threatmodel.reports.picture.text_lines import text_size, wrap

SCREEN: Final = (1920.0, 1080.0)
"""Pixels of a projector: a picture that is no larger has its text there in full size, or larger."""

PHONE: Final = (320.0, 640.0)
"""Pixels of a small phone."""

WIDEST: Final = 360.0
"""How wide a narrow picture may be: text of 18 pixels has 16 on a small phone then."""

PAGES: Final = 4
"""How many screens of a phone a narrow picture may be long."""

MARGIN: Final = 20.0
TITLE: Final = 24.0
TITLE_LINES: Final = 5  # on a phone; elsewhere one or two do
ELSEWHERE: Final = "what each number stands for is told in the list"
"""What the legend says where the list does not fit."""

_SIDES = 250.0, 340.0, 440.0  # widths of a legend that stands beside the picture
_NARROWEST = 300.0
_GAP = 14.0  # between the title, the picture and a legend below it


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The size of the whole, the lines of the title, the corners of picture and legend, the items of the legend."""

    width: float
    height: float
    title: tuple[str, ...]
    picture: Point
    legend: Point
    items: tuple[Item, ...]

    def fits(self) -> float:
        """Return how many times larger a projector shows the whole than it is."""
        return min(SCREEN[0] / self.width, SCREEN[1] / self.height)


def frame(drawing: Drawing, width: float, height: float, *, narrow: bool = False) -> Frame:
    """Put title and legend around a picture of this size.

    The legend stands below or beside it, and has the list of disclosure points in it where a projector can still show
    everything in full size; that of a narrow picture, which is scrolled, stands below, with the list where no more has
    to be scrolled than ought to be.
    """
    if narrow:
        whole = _framed(drawing, width, height, 0.0)
        return whole if _is_short(whole) else _framed(_unlisted(drawing), width, height, 0.0)
    whole = max(_frames(drawing, width, height), key=Frame.fits)
    listed = [line for line in drawing.legend if line.badge]
    if not listed or whole.fits() >= 1:
        return whole
    return max(_frames(_unlisted(drawing), width, height), key=Frame.fits)


def can_be_read(drawing: Drawing, width: float, height: float, *, narrow: bool = False) -> bool:
    """Whether a projector shows a picture of this size, with title and legend, in full size.

    One that is `narrow` is for a phone: not too wide for its text, and only a few screens long.
    """
    framed = frame(drawing, width, height, narrow=narrow)
    return framed.width <= WIDEST and _is_short(framed) if narrow else framed.fits() >= 1


def _is_short(framed: Frame) -> bool:
    return framed.height * PHONE[0] / framed.width <= PAGES * PHONE[1]


def rooms(drawing: Drawing) -> tuple[tuple[float, float], ...]:
    """Return widths and heights that a layout may have, so that a projector shows all but the list in full size.

    The first is for a legend below the picture, the others for one beside it.
    """
    across = SCREEN[0] - 2 * MARGIN
    below = _framed(_unlisted(drawing), across, 0.0, 0.0)
    high = SCREEN[1] - below.picture[1] - MARGIN
    return (across, SCREEN[1] - below.height), *((across - side, high) for side in _SIDES)


def _unlisted(drawing: Drawing) -> Drawing:
    """Leave the words for disclosure points out of the legend, and say so."""
    kept = tuple(line for line in drawing.legend if line.badge is None)
    if len(kept) == len(drawing.legend):
        return drawing
    return replace(drawing, legend=(*kept, LegendLine(text=ELSEWHERE)))


def _frames(drawing: Drawing, width: float, height: float) -> Iterator[Frame]:
    yield from (_framed(drawing, width, height, side) for side in (0.0, *_SIDES))


def _framed(drawing: Drawing, width: float, height: float, side: float) -> Frame:
    """Frame with a legend that is `side` wide beside the picture, or below it for 0."""
    content = max(width, _NARROWEST)
    whole = content + 2 * MARGIN + side
    title = wrap(drawing.title, TITLE, whole - 2 * MARGIN, bold=True, most=TITLE_LINES)
    top = MARGIN + text_size(title, TITLE, bold=True)[1] + (_GAP if title else 0)
    items, tall = legend_items(drawing, side - MARGIN if side else content)
    legend = (MARGIN + content + MARGIN, top) if side else (MARGIN, top + height + _GAP)
    return Frame(
        width=whole,
        height=(top + max(height, tall) if side else legend[1] + tall) + MARGIN,
        title=title,
        picture=(MARGIN + (content - width) / 2, top),
        legend=legend,
        items=items,
    )
