from __future__ import annotations

import json
import re

import pytest

from tests.drawings import call, hostile
from threatmodel.model.drawing import ArrowRoom, BoxRoom, LayoutRequest, Rect
from threatmodel.reports.picture.dot_layout import read_geometry, split_json, write_dot
from threatmodel.reports.picture.request import measure

PAIR = LayoutRequest(
    boxes=(BoxRoom(id="x", width=72, height=36), BoxRoom(id="y", width=72, height=36)),
    arrows=(ArrowRoom(id="z", source="x", target="y", width=20, height=10),),
)
PLACED = {
    "bb": "0,0,200,100",
    "objects": [{"name": "n0", "pos": "36,50"}, {"name": "n1", "pos": "164,50"}],
    "edges": [{"id": "e0", "pos": "e,128,50 72,50 90,50 100,50 115,50", "lp": "100,60"}],
}


def test_no_text_of_a_drawing_reaches_graphviz() -> None:
    words = set(re.findall(r"[A-Za-z]\w*", write_dot(measure(hostile()), "LR")))
    made = {word for word in words if re.fullmatch(r"[nec]\d+|cluster_c\d+", word)}
    assert words - made <= set(re.findall(r"[A-Za-z]\w*", write_dot(measure(call()), "LR")))
    assert "script" not in words


def test_all_boxes_are_declared_before_the_first_lane() -> None:
    text = write_dot(measure(call()), "TB")
    assert text.index("n7 [") < text.index("subgraph")
    assert "newrank=true" in text
    assert "\n\n" not in text


def test_hostile_sizes_become_sizes_that_graphviz_can_take() -> None:
    request = LayoutRequest(boxes=(BoxRoom(id="x", width=1e12, height=-5),))
    width, height = re.findall(r"n0 \[width=([\d.]+), height=([\d.]+)\]", write_dot(request, "LR"))[0]
    assert 0 < float(width) < 300
    assert 0 < float(height) < 300


def test_positions_are_read_with_y_growing_downwards() -> None:
    geometry = read_geometry({**PLACED, "bb": "0,0,200,140"}, PAIR, "dot", "LR")
    (arrow,) = geometry.arrows
    assert geometry.boxes[0].rect == Rect(8, 80, 72, 36)
    assert (arrow.tip, arrow.label) == ((136, 98), Rect(98, 83, 20, 10))


@pytest.mark.parametrize("lost", ["objects", "edges"])
def test_a_box_or_arrow_without_a_place_is_an_error(lost: str) -> None:
    with pytest.raises(KeyError):
        read_geometry({**PLACED, lost: []}, PAIR, "dot", "LR")


@pytest.mark.parametrize(
    "curve", ["72,50 90,50 100,50 115,50", "e,128,50 72,50 90,50", "e,128,50 nan,50 90,50 100,50 115,50"]
)
def test_a_curve_that_cannot_be_drawn_is_an_error(curve: str) -> None:
    edge = {"id": "e0", "pos": curve, "lp": "100,60"}
    with pytest.raises(ValueError):  # noqa: PT011 - the kind of error is what the caller handles
        read_geometry({**PLACED, "edges": [edge]}, PAIR, "dot", "LR")


def test_an_answer_that_was_cut_off_gives_the_part_that_is_whole() -> None:
    assert split_json(json.dumps(PLACED) + "\n" + json.dumps(PLACED)[:40]) == (PLACED,)
    assert split_json("") == split_json("[1] 2 '") == ()


def test_another_order_declares_the_same_things_and_stays_the_same() -> None:
    given, mixed = (write_dot(measure(call()), "LR", order) for order in (0, 5))
    assert mixed != given
    assert sorted(mixed.splitlines()) == sorted(given.splitlines())
    assert mixed == write_dot(measure(call()), "LR", 5)
    assert len({write_dot(measure(call()), "LR", order) for order in range(20)}) == 20
