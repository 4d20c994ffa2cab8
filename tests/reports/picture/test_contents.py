from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.drawings import call
from threatmodel.model.drawing import Arrow, Box, Drawing
from threatmodel.reports.picture.contents import (
    BULLET,
    INDENT,
    LINE,
    NARROW,
    TIGHT,
    WIDE,
    Limits,
    arrow_content,
    limits_of,
)
from threatmodel.reports.picture.text_lines import text_width


def row(names: str) -> Drawing:
    boxes = tuple(Box(id=name, name=name, shape="person") for name in names)
    arrows = tuple(Arrow(id=a + b, source=a, target=b, labels=("data",)) for a, b in pairwise(names))
    return Drawing(title="", description="", boxes=boxes, arrows=arrows)


def test_text_is_narrower_where_many_boxes_stand_in_a_row_and_on_a_narrow_page() -> None:
    assert limits_of(row("abc")) == WIDE
    assert limits_of(row("abcdefg")) == TIGHT
    assert limits_of(row("abcdefg"), narrow=True) == NARROW
    assert limits_of(Drawing(title="", description="")) == WIDE


def test_an_undecided_arrow_takes_room_for_its_question_mark() -> None:
    decided = next(arrow for arrow in call().arrows if arrow.labels)
    plain, asked = (arrow_content(replace(decided, undecided=one), WIDE) for one in (False, True))
    assert asked.width > plain.width
    assert asked.lines == plain.lines


def test_where_several_stand_on_an_arrow_each_has_a_bullet_and_its_further_lines_stand_behind_it() -> None:
    long = "everything that was said in the side room"
    lines = arrow_content(Arrow(id="", source="", target="", labels=("chat", long)), WIDE).lines
    assert [line[0] for line in lines] == ["•", "•", *[INDENT[0]] * (len(lines) - 2)]
    assert len(lines) > 2
    assert abs(text_width(INDENT, LINE) - text_width(BULLET, LINE)) < 2
    assert arrow_content(Arrow(id="", source="", target="", labels=("chat",)), WIDE).lines == ("chat",)


@pytest.mark.parametrize("limits", [WIDE, TIGHT, NARROW], ids=["wide", "tight", "narrow"])
def test_no_line_of_a_label_is_wider_than_it_may_be(limits: Limits) -> None:
    arrow = Arrow(id="", source="", target="", labels=("a long name of something that is shown", "another"))
    assert all(text_width(line, 18) <= limits.label for line in arrow_content(arrow, limits).lines)
