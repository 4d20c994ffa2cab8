"""The pictures of what comes along, and of generated scenarios, as a room sees them: laid out as the program does."""

from __future__ import annotations

from functools import cache, partial
from itertools import combinations

import pytest

from tests.drawings import labels_on_labels, problems
from tests.shipped import CATALOGUE, SCENARIOS, TODAY, VOCABULARY
from tests.towns import town
from threatmodel import pipeline
from threatmodel.formats.scenario import read_scenario
from threatmodel.model.drawing import Drawing, Geometry, LayoutRequest, Rect
from threatmodel.reports.picture.contents import LINE
from threatmodel.reports.picture.frame import frame
from threatmodel.reports.picture.lines import cross, line_of, passes
from threatmodel.reports.picture.request import measure
from threatmodel.reports.report import Report
from threatmodel.shell.layout import lay_out

AT_THE_BACK = 18
"""Pixels of text that can be read at the back of a room on a projector of 1920 x 1080."""

ON_A_PHONE = 16
"""Pixels of text that can be read on a phone that is 320 pixels wide."""

FAR_DOWN = 4 * 640
"""Pixels that one scrolls there: four screens."""

TOWNS = (10, 25, 40, 60, 200)
NAMES = (*SCENARIOS, *map(str, TOWNS))


@cache
def studied(name: str) -> Report:
    scenario = SCENARIOS.get(name) or read_scenario(town(int(name)), "town.yaml", VOCABULARY)
    return pipeline.study(scenario, CATALOGUE, today=TODAY, program="1.2.3")


@cache
def laid_out(name: str) -> tuple[Drawing, LayoutRequest, Geometry]:
    drawing, _, _ = pipeline.to_be_read(pipeline.drawings(studied(name)), partial(lay_out, seconds=60))
    request = measure(drawing)
    return drawing, request, lay_out(request, seconds=60)


@pytest.mark.parametrize("name", NAMES)
def test_the_text_can_be_read_at_the_back_of_a_room(name: str) -> None:
    drawing, _, geometry = laid_out(name)
    assert frame(drawing, geometry.width, geometry.height).fits() * LINE >= AT_THE_BACK


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_picture_can_be_read_on_a_phone_without_scrolling_for_ever(name: str) -> None:
    drawing, svg, _ = pipeline.to_be_read(pipeline.drawings(studied(name)), lay_out, narrow=True)
    width, height = (float(part) for part in svg.partition('viewBox="0 0 ')[2].partition('"')[0].split())
    assert LINE * 320 / width >= ON_A_PHONE
    assert height * 320 / width <= FAR_DOWN
    assert {badge.number for box in drawing.boxes for badge in box.badges} >= {1}
    assert all(notice in drawing.description for notice in drawing.notices)


def lines_under_boxes(request: LayoutRequest, geometry: Geometry) -> list[tuple[str, str]]:
    """Arrows that pass more than the rim of a box that they neither start nor end at."""
    ends = {arrow.id: (arrow.source, arrow.target) for arrow in request.arrows}
    inside = {
        box.id: Rect(box.rect.x + 3, box.rect.y + 3, box.rect.width - 6, box.rect.height - 6) for box in geometry.boxes
    }
    return [
        (arrow.id, box)
        for arrow in geometry.arrows
        for box, rect in inside.items()
        if box not in ends[arrow.id] and any(passes(part, rect) for part in line_of(arrow))
    ]


def labels_on_titles(request: LayoutRequest, geometry: Geometry) -> list[tuple[str, str]]:
    """Labels of arrows that hide the title of a lane."""
    rooms = {lane.id: lane for lane in request.lanes}
    return [
        (arrow.id, lane.id)
        for arrow in geometry.arrows
        for lane in geometry.lanes
        if arrow.label is not None
        and arrow.label.overlaps(
            Rect(lane.rect.x + 12, lane.rect.y + 8, rooms[lane.id].width - 8, rooms[lane.id].height - 4)
        )
    ]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_lies_on_anything_that_is_to_be_read(name: str) -> None:
    _, request, geometry = laid_out(name)
    assert geometry.notices == ()
    assert problems(request, geometry) == []
    assert labels_on_labels(geometry) == []
    assert lines_under_boxes(request, geometry) == []
    assert labels_on_titles(request, geometry) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_two_lines_end_at_the_same_port_and_few_cross(name: str) -> None:
    _, _, geometry = laid_out(name)
    ends = [(round(x), round(y)) for arrow in geometry.arrows for x, y in (arrow.points[0], arrow.tip)]
    assert len(set(ends)) == len(ends)
    lines = [line_of(arrow) for arrow in geometry.arrows]
    crossings = sum(cross(*a, *b) for here, there in combinations(lines, 2) for a in here for b in there)
    assert crossings <= 5


@pytest.mark.parametrize("elements", TOWNS)
def test_what_is_left_out_of_a_generated_scenario_is_said(elements: int) -> None:
    drawing, _, _ = laid_out(str(elements))
    shown = {badge.number for box in drawing.boxes for badge in box.badges}
    assert shown == set(range(1, len(shown) + 1))
    assert 1 <= len(shown) <= 10
    assert any("gravest of" in notice or "gravest are" in notice for notice in drawing.notices)


def test_a_data_subject_who_takes_part_stands_with_the_agreed_audience_and_who_is_overheard_does_not() -> None:
    whole = pipeline.draw(
        pipeline.study(SCENARIOS["webcam-platform"], CATALOGUE, today=TODAY, program="1.2.3"), person="vic"
    )
    assert next(box for box in whole.boxes if box.name == "vic").lane in ("", "agreed")
    call, _, _ = laid_out("partner-video-call")
    assert next(box for box in call.boxes if box.name == "flatmate").lane == "outside"
