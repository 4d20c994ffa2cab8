from __future__ import annotations

from dataclasses import replace

import pytest

from tests.drawings import call
from threatmodel.model.drawing import Badge, Drawing, LegendLine
from threatmodel.reports.picture.frame import ELSEWHERE, SCREEN, can_be_read, frame, rooms

TEN = tuple(
    LegendLine(text=f"somebody keeps something {n}; nothing was agreed", badge=Badge(number=n, state="open"))
    for n in range(1, 11)
)
LISTED = replace(call(), legend=(LegendLine(text="a note"), *TEN))


def texts(drawing: Drawing, width: float, height: float, *, narrow: bool = False) -> str:
    return "\n".join(" ".join(item.lines) for item in frame(drawing, width, height, narrow=narrow).items)


@pytest.mark.parametrize("room", rooms(LISTED), ids=str)
def test_a_layout_that_keeps_to_a_room_is_shown_in_full_size(room: tuple[float, float]) -> None:
    framed = frame(LISTED, *room)
    assert framed.fits() >= 1
    assert framed.width <= SCREEN[0]
    assert framed.height <= SCREEN[1]


def test_the_list_of_disclosure_points_is_there_where_it_fits() -> None:
    assert "something 10" in texts(LISTED, 1000, 600)
    assert ELSEWHERE not in texts(LISTED, 1000, 600)


def test_where_the_list_does_not_fit_the_legend_says_so_and_keeps_its_notes() -> None:
    said = texts(LISTED, *rooms(LISTED)[0])
    assert "something" not in said
    assert ELSEWHERE in said
    assert "a note" in said


def test_a_narrow_picture_has_the_list_below_it_where_no_more_than_a_few_screens_are_scrolled() -> None:
    assert frame(LISTED, 300, 900, narrow=True).legend[1] > 900
    assert "something 10" in texts(LISTED, 300, 900, narrow=True)
    said = texts(LISTED, 300, 2200, narrow=True)
    assert "something" not in said
    assert ELSEWHERE in said
    assert "a note" in said


def test_a_narrow_picture_can_be_read_where_it_is_neither_too_wide_nor_too_long() -> None:
    assert can_be_read(LISTED, 300, 900, narrow=True)
    assert not can_be_read(LISTED, 400, 900, narrow=True)
    assert not can_be_read(LISTED, 300, 2600, narrow=True)
    assert not can_be_read(LISTED, 300, 2600)


def test_a_title_is_there_in_full_also_where_the_picture_is_narrow() -> None:
    title = "An interview with somebody who must not be known, as it is told: what is about caretaker"
    assert " ".join(frame(replace(LISTED, title=title), 300, 900, narrow=True).title) == title


def test_the_picture_and_its_legend_do_not_lie_on_one_another() -> None:
    for width, height in ((300, 900), (1000, 600), (1800, 900), (3000, 300)):
        framed = frame(LISTED, width, height)
        beside = framed.legend[0] >= framed.picture[0] + width
        assert beside or framed.legend[1] >= framed.picture[1] + height
        assert all(framed.legend[0] + item.x + item.width <= framed.width + 1 for item in framed.items)
        assert all(framed.legend[1] + item.y + item.height <= framed.height for item in framed.items)
