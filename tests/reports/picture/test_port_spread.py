from __future__ import annotations

from itertools import pairwise
from math import dist

from threatmodel.model.drawing import PlacedArrow, Point, Rect
from threatmodel.reports.picture.lines import corners
from threatmodel.reports.picture.port_spread import HEAD, PORTS, drawn_apart

HERE, THERE = Rect(0, 0, 100, 120), Rect(400, 0, 100, 120)


def straight(name: str, *stops: Point) -> PlacedArrow:
    points = [stops[0]]
    for here, there in pairwise(stops):
        points += [here, there, there]
    return PlacedArrow(id=name, points=tuple(points), tip=stops[-1])


def test_lines_that_end_at_the_same_place_get_ports_of_their_own() -> None:
    arrows = [straight(str(n), (100, 60), (400, 60)) for n in range(3)]
    drawn = drawn_apart(arrows, [(HERE, THERE)] * 3, across=True)
    for ends in ([one.points[0] for one in drawn], [one.tip for one in drawn]):
        ordered = sorted(ends, key=lambda point: point[1])
        assert all(there[1] - here[1] >= PORTS for here, there in pairwise(ordered))
    assert {one.points[0][0] for one in drawn} == {100}
    assert {one.tip[0] for one in drawn} == {400}


def test_ports_stand_in_the_order_in_which_their_lines_come_in() -> None:
    low = straight("low", (100, 60), (300, 110), (400, 60))
    high = straight("high", (100, 60), (300, 10), (400, 60))
    first, second = drawn_apart([low, high], [(HERE, THERE)] * 2, across=True)
    assert second.tip[1] < first.tip[1]
    assert second.points[0][1] < first.points[0][1]


def test_more_ends_than_a_side_has_room_for_still_lie_on_it() -> None:
    arrows = [straight(str(n), (100, 60), (400, 60)) for n in range(30)]
    drawn = drawn_apart(arrows, [(HERE, THERE)] * 30, across=True)
    tips = sorted(one.tip[1] for one in drawn)
    assert len(set(tips)) == 30
    assert tips[0] > THERE.y
    assert tips[-1] < THERE.bottom


def test_a_line_that_comes_from_the_left_comes_in_at_the_left() -> None:
    over_the_top = straight("a", (100, 60), (200, -80), (420, 0))
    (drawn,) = drawn_apart([over_the_top], [(HERE, THERE)], across=True)
    assert drawn.tip[0] == THERE.x
    assert THERE.y < drawn.tip[1] < THERE.bottom
    (kept,) = drawn_apart([over_the_top], [(HERE, THERE)], across=False)
    assert kept.tip[1] == THERE.y


def test_two_lines_that_turn_at_the_same_place_are_drawn_apart() -> None:
    arrows = [straight("a", (100, 20), (250, 300), (400, 20)), straight("b", (100, 90), (250, 300), (400, 90))]
    turns = [corners(one)[1:-1] for one in drawn_apart(arrows, [(HERE, THERE)] * 2, across=True)]
    assert min(dist(a, b) for a in turns[0] for b in turns[1]) > 5


def test_the_head_begins_where_the_line_ends() -> None:
    (drawn,) = drawn_apart([straight("a", (100, 60), (250, 60), (400, 60))], [(HERE, THERE)], across=True)
    assert dist(drawn.points[-1], drawn.tip) == HEAD
    assert len(drawn.points) % 3 == 1


def test_an_arrow_from_a_box_to_itself_meets_the_box() -> None:
    loop = straight("a", (106, 40), (160, 60), (106, 80))
    (drawn,) = drawn_apart([loop], [(HERE, HERE)], across=True)
    assert (drawn.points[0], drawn.tip) == ((100, 40), (100, 80))
    assert drawn.points[-1] == (100, 80)
