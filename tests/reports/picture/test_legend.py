from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from tests.drawings import call
from threatmodel.model.drawing import Badge, LegendLine, Rect
from threatmodel.reports.picture.legend import legend_items

LISTED = replace(
    call(),
    legend=(
        *(LegendLine(text=f"point {n}", badge=Badge(number=n, state="open")) for n in range(1, 8)),
        LegendLine(text="a note"),
    ),
)


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("width", [200.0, 400.0, 900.0, 1880.0])
def test_nothing_in_the_legend_lies_on_anything_else(width: float, *, narrow: bool) -> None:
    items, height = legend_items(LISTED, width, narrow=narrow)
    rects = [Rect(item.x, item.y, item.width, item.height) for item in items]
    assert not any(here.overlaps(there) for here, there in combinations(rects, 2))
    assert all(rect.bottom <= height + 1 for rect in rects)


def test_disclosure_points_are_read_down_one_column_after_the_other() -> None:
    items, _ = legend_items(LISTED, 400)
    points = [item for item in items if item.lines[0].startswith("point")]
    assert [item.lines[0] for item in sorted(points, key=lambda item: (item.x, item.y))] == [
        f"point {n}" for n in range(1, 8)
    ]
    assert len({item.x for item in points}) > 1


def test_notes_stand_before_the_list_and_have_no_room_for_a_symbol() -> None:
    items, _ = legend_items(LISTED, 900)
    note = next(item for item in items if item.lines == ("a note",))
    assert note.sample == 0
    assert note.y < min(item.y for item in items if item.lines[0].startswith("point"))


def test_the_legend_is_smaller_beside_a_large_picture_than_on_a_narrow_page() -> None:
    sizes = [{item.size for item in legend_items(LISTED, 900, narrow=narrow)[0]} for narrow in (False, True)]
    assert sizes == [{16}, {18}]
