from __future__ import annotations

import pytest

from threatmodel.model.drawing import PlacedArrow, Point, Rect
from threatmodel.reports.picture.lines import along, around, corners, cross, line_of, meets, nearer, passes

BENT = PlacedArrow(id="a", points=((0, 0), (0, 0), (100, 0), (100, 0), (100, 0), (100, 0), (100, 87)), tip=(100, 100))


def test_the_corners_of_an_arrow_are_where_its_curves_meet_and_its_tip() -> None:
    assert corners(BENT) == [(0, 0), (100, 0), (100, 100)]
    assert line_of(BENT) == (((0, 0), (100, 0)), ((100, 0), (100, 100)))
    assert around(line_of(BENT)) == Rect(0, 0, 100, 100)


def test_points_along_a_line_follow_its_corners() -> None:
    points = [*along(line_of(BENT), 50)]
    assert points == [(0, 0), (50, 0), (100, 0), (100, 50)]


@pytest.mark.parametrize(
    ("other", "does"),
    [
        (((50, -10), (50, 10)), True),
        (((50, 5), (50, 10)), False),
        (((0, 10), (100, 10)), False),
        (((120, -10), (120, 10)), False),
        (((-20, -10), (60, 8)), True),
    ],
    ids=["across", "short of it", "alongside", "beyond its end", "aslant"],
)
def test_two_straight_lines_cross_or_do_not(other: tuple[Point, Point], *, does: bool) -> None:
    assert cross((0, 0), (100, 0), *other) is does
    assert cross(*other, (0, 0), (100, 0)) is does


def test_a_line_passes_through_a_rectangle_or_beside_it() -> None:
    label = Rect(40, -10, 20, 20)
    through, beside = ((0, 0), (100, 0)), ((0, 20), (100, 20))
    assert passes(through, label)
    assert not passes(beside, label)
    assert meets((through,), label)
    assert not meets((beside,), label)


def test_a_point_is_near_a_line_only_between_its_ends() -> None:
    part = ((0, 0), (100, 0))
    assert nearer((50, 5), part, 10)
    assert not nearer((50, 15), part, 10)
    assert not nearer((115, 0), part, 10)
    assert nearer((3, 3), ((0, 0), (0, 0)), 10)
