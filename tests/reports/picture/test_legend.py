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


@pytest.mark.parametrize("width", [200.0, 400.0, 900.0, 1880.0])
def test_nothing_in_the_legend_lies_on_anything_else(width: float) -> None:
    items, height = legend_items(LISTED, width)
    rects = [Rect(item.x, item.y, item.width, item.height) for item in items]
    assert not any(here.overlaps(there) for here, there in combinations(rects, 2))
    assert all(rect.bottom <= height + 1 for rect in rects)


@pytest.mark.parametrize("width", [200.0, 230.0, 320.0, 420.0, 900.0])
def test_no_item_is_wider_than_the_legend_however_wide_its_number_is(width: float) -> None:
    long = "somebody can tell who somebody is; nothing was agreed (if what is not known turns out so)"
    lines = tuple(LegendLine(text=long, badge=Badge(number=n, state="undecided")) for n in (9, 10, 100))
    items, _ = legend_items(replace(call(), legend=lines), width)
    assert all(item.x + item.width <= width for item in items)


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
