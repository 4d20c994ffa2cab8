from __future__ import annotations

from dataclasses import replace

import pytest

from threatmodel.model.drawing import (
    ArrowRoom,
    BoxRoom,
    Geometry,
    LaneRoom,
    LayoutRequest,
    Placed,
    PlacedArrow,
    Point,
    Rect,
)
from threatmodel.reports.picture.choice import best, largest, scale

REQUEST = LayoutRequest(
    boxes=tuple(BoxRoom(id=name, width=50, height=50) for name in "abcd"),
    lanes=(LaneRoom(id="lane", width=100, height=20),),
    arrows=(ArrowRoom(id="a to c", source="a", target="c"), ArrowRoom(id="b to d", source="b", target="d")),
    rooms=((1000, 500),),
)


def arrow(name: str, start: Point, tip: Point) -> PlacedArrow:
    return PlacedArrow(id=name, points=(start, start, tip, tip), tip=tip)


APART = Geometry(
    width=1000,
    height=500,
    engine="x",
    direction="LR",
    boxes=tuple(
        Placed(id=name, rect=Rect(x, y, 50, 50))
        for name, x, y in (("a", 0, 0), ("b", 0, 400), ("c", 900, 0), ("d", 900, 400))
    ),
    lanes=(Placed(id="lane", rect=Rect(300, 200, 300, 100)),),
    arrows=(arrow("a to c", (50, 25), (900, 25)), arrow("b to d", (50, 425), (900, 425))),
)
CROSSING = replace(APART, arrows=(arrow("a to c", (50, 25), (900, 425)), arrow("b to d", (50, 425), (900, 25))))
TOGETHER = replace(APART, arrows=(arrow("a to c", (50, 25), (900, 25)), arrow("b to d", (50, 30), (900, 30))))
OVER_THE_TITLE = replace(APART, arrows=(arrow("a to c", (50, 215), (900, 220)), APART.arrows[1]))
OVER_A_BOX = replace(APART, arrows=(arrow("a to c", (50, 420), (920, 440)), arrow("b to d", (50, 480), (900, 480))))


@pytest.mark.parametrize(
    "worse",
    [CROSSING, TOGETHER, OVER_THE_TITLE, OVER_A_BOX, replace(APART, width=1200)],
    ids=["lines cross", "lines run together", "a title is crossed", "a box is crossed", "text is too small"],
)
def test_what_reads_worse_is_not_taken(worse: Geometry) -> None:
    assert best([worse, APART], REQUEST).arrows == APART.arrows
    assert best([APART, worse], REQUEST).width == APART.width


def test_lines_that_cross_are_worse_than_text_that_could_be_larger() -> None:
    larger = replace(CROSSING, width=800, height=400)
    assert scale(larger, REQUEST) > scale(APART, REQUEST)
    assert best([larger, APART], REQUEST).arrows == APART.arrows


def test_of_equals_the_first_is_taken_and_one_alone_always() -> None:
    assert best([APART, replace(APART, engine="y")], REQUEST).engine == "x"
    assert best([CROSSING], REQUEST).width == CROSSING.width


def test_the_room_that_suits_best_says_how_large_it_can_be_shown() -> None:
    rooms = replace(REQUEST, rooms=((1000, 500), (500, 2000)))
    assert scale(APART, REQUEST) == 1
    assert scale(replace(APART, width=250, height=1000), rooms) == 2
    assert largest([APART, replace(APART, width=250, height=1000)], rooms).width == 250


def test_a_picture_with_very_many_arrows_is_taken_by_its_size_alone() -> None:
    many = tuple(arrow(str(n), (0, n), (900, 500 - n)) for n in range(200))
    request = replace(REQUEST, arrows=tuple(ArrowRoom(id=one.id, source="a", target="c") for one in many))
    crowded = replace(APART, arrows=many)
    assert best([replace(crowded, width=1500), crowded], request) == crowded
