from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from threatmodel.model.drawing import Point, Rect
from threatmodel.reports.picture.detours import BESIDE, WITHIN, around_boxes
from threatmodel.reports.picture.lines import passes

SOURCE, TARGET = Rect(0, 100, 50, 50), Rect(300, 100, 50, 50)
BETWEEN = Rect(150, 60, 60, 80)
LINE: list[Point] = [(50, 125), (300, 125)]


def passing(line: list[Point], boxes: list[Rect]) -> list[Rect]:
    inside = [Rect(box.x + 2, box.y + 2, box.width - 4, box.height - 4) for box in boxes]
    return [box for box in inside if any(passes(part, box) for part in pairwise(line))]


def test_a_line_goes_around_a_box_in_its_way_on_the_nearer_side() -> None:
    way = around_boxes(LINE, [SOURCE, BETWEEN, TARGET], [SOURCE, TARGET])
    assert (way[0], way[-1]) == (LINE[0], LINE[-1])
    assert passing(way, [BETWEEN]) == []
    assert {y for _, y in way[1:-1]} == {BETWEEN.bottom + BESIDE}


def test_a_line_that_passes_no_box_stays_as_it_is() -> None:
    beside = Rect(150, 200, 60, 80)
    touched = Rect(150, 125 - WITHIN / 2, 60, 80)
    assert around_boxes(LINE, [SOURCE, beside, touched, TARGET], [SOURCE, TARGET]) == LINE


def test_a_line_stays_as_it_is_where_no_way_around_is_clear() -> None:
    walls = [Rect(150, y, 60, 80) for y in range(-400, 600, 82)]
    assert around_boxes(LINE, [SOURCE, *walls, TARGET], [SOURCE, TARGET]) == LINE


def test_the_ends_of_a_line_are_not_in_its_way() -> None:
    assert around_boxes([(25, 125), (300, 125)], [SOURCE, TARGET], [SOURCE, TARGET]) == [(25, 125), (300, 125)]


@given(st.lists(st.tuples(st.integers(80, 250), st.integers(0, 250)), max_size=6))
def test_a_line_never_passes_more_boxes_than_before(corners: list[tuple[int, int]]) -> None:
    boxes = [Rect(x, y, 40, 30) for x, y in corners]
    way = around_boxes(LINE, [SOURCE, *boxes, TARGET], [SOURCE, TARGET])
    assert len(passing(way, boxes)) <= len(passing(LINE, boxes))
    assert (way[0], way[-1]) == (LINE[0], LINE[-1])
