from __future__ import annotations

import pytest
from hypothesis import given

from tests.drawings import ALL, chain, drawings, labels_on_labels, nothing, problems
from threatmodel.model.drawing import Drawing
from threatmodel.reports.picture.rank_layout import lay_out_in_ranks
from threatmodel.reports.picture.request import measure


@pytest.mark.parametrize("turned", [False, True], ids=["left to right", "top to bottom"])
@pytest.mark.parametrize("name", ALL)
def test_the_built_in_layout_can_be_read(name: str, *, turned: bool) -> None:
    request = measure(ALL[name]())
    assert problems(request, lay_out_in_ranks(request, turned=turned)) == []


@given(drawings())
def test_the_built_in_layout_can_be_read_for_any_drawing(drawing: Drawing) -> None:
    request = measure(drawing)
    for turned in (False, True):
        geometry = lay_out_in_ranks(request, turned=turned)
        assert problems(request, geometry) == []
        assert labels_on_labels(geometry) == []


def test_data_go_to_the_right_or_downwards() -> None:
    request = measure(chain(4))
    across = lay_out_in_ranks(request, turned=False).boxes
    down = lay_out_in_ranks(request, turned=True).boxes
    assert [box.rect.x for box in across] == sorted(box.rect.x for box in across)
    assert [box.rect.y for box in down] == sorted(box.rect.y for box in down)


def test_a_chain_of_two_thousand_needs_no_recursion() -> None:
    request = measure(chain(2000))
    assert len(lay_out_in_ranks(request, turned=False).boxes) == 2000


def test_nothing_to_lay_out_is_an_empty_geometry() -> None:
    geometry = lay_out_in_ranks(measure(nothing()), turned=False)
    assert (geometry.boxes, geometry.lanes, geometry.arrows) == ((), (), ())
