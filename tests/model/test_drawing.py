from __future__ import annotations

from threatmodel.model.drawing import Rect


def test_rectangles_that_only_touch_do_not_overlap() -> None:
    here = Rect(0, 0, 10, 10)
    assert not here.overlaps(Rect(10, 0, 10, 10))
    assert not here.overlaps(Rect(0, 10, 10, 10))
    assert here.overlaps(Rect(8, 8, 10, 10))
    assert Rect(8, 8, 10, 10).overlaps(here)


def test_a_rectangle_contains_itself_and_what_lies_within_but_nothing_that_sticks_out() -> None:
    here = Rect(0, 0, 10, 10)
    assert here.contains(here)
    assert here.contains(Rect(2, 2, 3, 3))
    assert not here.contains(Rect(8, 2, 5, 3))
    assert not here.contains(Rect(2, 8, 3, 5))
    assert not here.contains(Rect(-2, 2, 3, 3))
    assert not here.contains(Rect(2, -2, 3, 3))
