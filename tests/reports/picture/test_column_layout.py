from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from tests.drawings import ALL, call, drawings, labels_on_labels, nothing, problems
from threatmodel.model.drawing import Drawing, PlacedArrow, Point, Rect
from threatmodel.reports.picture.column_layout import lay_out_in_column
from threatmodel.reports.picture.request import measure


@pytest.mark.parametrize("name", ALL)
def test_the_column_can_be_read(name: str) -> None:
    request = measure(ALL[name](), narrow=True)
    assert problems(request, lay_out_in_column(request)) == []


@given(drawings())
def test_the_column_can_be_read_and_no_arrow_passes_over_a_box(drawing: Drawing) -> None:
    request = measure(drawing, narrow=True)
    geometry = lay_out_in_column(request)
    assert problems(request, geometry) == []
    assert labels_on_labels(geometry) == []
    for arrow in geometry.arrows:
        assert [box.id for box in geometry.boxes if _passes(arrow, box.rect)] == []


def test_a_call_fits_a_phone() -> None:
    assert lay_out_in_column(measure(call(), narrow=True)).width <= 360


def test_arrows_share_no_stretch_of_a_rail() -> None:
    rails: dict[float, list[tuple[float, float]]] = {}
    for arrow in lay_out_in_column(measure(call(), narrow=True)).arrows:
        (x, out), (_, back) = arrow.points[6], arrow.points[9]
        rails.setdefault(x, []).append((min(out, back), max(out, back)))
    assert all(a[1] < b[0] for used in rails.values() for a, b in pairwise(sorted(used)))


def test_nothing_to_lay_out_is_an_empty_column() -> None:
    assert lay_out_in_column(measure(nothing(), narrow=True)).boxes == ()


def _passes(arrow: PlacedArrow, box: Rect) -> bool:
    return any(_between(a, b).overlaps(box, 1) for a, b in pairwise(arrow.points[::3]))


def _between(a: Point, b: Point) -> Rect:
    return Rect(min(a[0], b[0]) - 1, min(a[1], b[1]) - 1, abs(a[0] - b[0]) + 2, abs(a[1] - b[1]) + 2)
