from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from tests.drawings import ALL, SHAPES, STATES, call, drawings, hostile, nothing
from threatmodel.model.drawing import Badge, Box, Drawing, LegendLine
from threatmodel.reports.picture.column_layout import lay_out_in_column
from threatmodel.reports.picture.rank_layout import lay_out_in_ranks
from threatmodel.reports.picture.request import measure
from threatmodel.reports.picture.text_lines import visible
from threatmodel.reports.picture.to_svg import to_svg

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "g", "rect", "path", "text", "circle", "polygon", "polyline"}


def _root(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - what we wrote ourselves


def _svg(drawing: Drawing, *, narrow: bool = False) -> str:
    request = measure(drawing, narrow=narrow)
    geometry = lay_out_in_column(request) if narrow else lay_out_in_ranks(request, turned=False)
    return to_svg(drawing, geometry, narrow=narrow)


def _texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def _part(root: ET.Element, kind: str, name: str) -> ET.Element:
    return next(group for group in root.iter(f"{SVG}g") if group.get(f"data-{kind}") == name)


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", [*ALL, "nothing"])
def test_the_picture_is_xml_of_known_elements_that_refers_to_nothing(name: str, *, narrow: bool) -> None:
    svg = _svg({**ALL, "nothing": nothing}[name](), narrow=narrow)
    root = _root(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ELEMENTS
    attributes = {key for element in root.iter() for key in element.attrib}
    assert not [key for key in attributes if key.startswith("on") or "href" in key or key in ("style", "id")]
    assert not re.search(r"url\(|<!|<\?|javascript:", re.sub(r">[^<]*<", "><", svg))


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_every_hostile_name_stays_text(*, narrow: bool) -> None:
    drawing = hostile()
    root = _root(_svg(drawing, narrow=narrow))
    assert root.findtext(f"{SVG}title") == visible(drawing.title)
    assert root.findtext(f"{SVG}desc") == visible(drawing.description)
    for box in drawing.boxes:
        part = _part(root, "box", visible(box.id))
        written = "".join(_texts(part))
        said = part.findtext(f"{SVG}title") or ""
        shown = visible(box.name)
        assert shown in said
        if len(shown) < 40:
            assert shown.replace(" ", "") in written.replace(" ", "")


@given(drawings())
def test_every_name_of_any_drawing_is_in_the_picture(drawing: Drawing) -> None:
    root = _root(_svg(drawing))
    for box in drawing.boxes:
        said = _part(root, "box", box.id).findtext(f"{SVG}title") or ""
        assert visible(box.name).split() == said.split() or visible(box.name) in said


def test_text_has_at_least_eighteen_pixels() -> None:
    drawing = replace(call(), arrows=tuple(replace(one, undecided=True) for one in call().arrows))
    root = _root(_svg(drawing))
    assert min(float(text.get("font-size", "0")) for text in root.iter(f"{SVG}text")) >= 18


def test_the_picture_has_a_name_a_description_and_a_ground_of_its_own() -> None:
    root = _root(_svg(call()))
    assert root.get("role") == "img"
    assert [child.tag for child in root][:3] == [f"{SVG}title", f"{SVG}desc", f"{SVG}rect"]
    assert root[2].get("fill") == "#ffffff"


def test_a_crossing_differs_by_dash_and_weight_and_not_by_colour_alone() -> None:
    root = _root(_svg(call()))
    agreed, crossing = (_part(root, "arrow", arrow)[0] for arrow in ("1", "6"))
    assert agreed.get("stroke-dasharray") is None
    assert crossing.get("stroke-dasharray")
    assert float(crossing.get("stroke-width", "0")) > float(agreed.get("stroke-width", "0"))


def test_the_label_of_a_crossing_is_dashed_as_its_line_is_of_which_it_may_leave_little_to_see() -> None:
    root = _root(_svg(replace(call(), arrows=tuple(replace(one, labels=("chat",)) for one in call().arrows))))
    agreed, crossing = (_part(root, "label", arrow).find(f"{SVG}rect") for arrow in ("1", "6"))
    assert agreed is not None
    assert crossing is not None
    assert agreed.get("stroke-dasharray") is None
    assert crossing.get("stroke-dasharray")


def test_what_may_be_a_crossing_has_a_dash_of_its_own_and_a_question_mark_also_in_the_legend() -> None:
    drawing = replace(
        call(), arrows=tuple(replace(one, undecided=one.id == "6", crossing=one.id == "7") for one in call().arrows)
    )
    for narrow in (False, True):
        root = _root(_svg(drawing, narrow=narrow))
        asked, crossing = (_part(root, "arrow", arrow)[0] for arrow in ("6", "7"))
        dashes = {asked.get("stroke-dasharray"), crossing.get("stroke-dasharray"), None}
        assert len(dashes) == 3
        assert "?" in _texts(_part(root, "label", "6"))
        assert "question is open" in " ".join(_texts(root))
        assert _texts(root).count("?") == 2


def test_what_another_sends_about_somebody_has_dots_and_a_ring_instead_of_a_head_also_in_the_legend() -> None:
    drawing = replace(call(), arrows=tuple(replace(one, kind="about") for one in call().arrows if one.id == "1"))
    root = _root(_svg(drawing))
    line, ring = _part(root, "arrow", "1")
    others = {one[0].get("stroke-dasharray") for one in _root(_svg(call())).iter(f"{SVG}g") if one.get("data-arrow")}
    assert line.get("stroke-dasharray") not in others
    assert ring.tag == f"{SVG}circle"
    placed = lay_out_in_ranks(measure(drawing), turned=False).arrows[0]
    middle = [(end + tip) / 2 for end, tip in zip(placed.points[-1], placed.tip, strict=True)]
    assert [float(ring.get(key, "0")) for key in ("cx", "cy")] == pytest.approx(middle, abs=0.1)
    assert "about them, sent by another" in " ".join(_texts(root))
    assert "about them, sent by another" not in " ".join(_texts(_root(_svg(call()))))


def test_an_undecided_arrow_without_a_label_carries_its_question_mark_all_the_same() -> None:
    drawing = replace(call(), arrows=(replace(call().arrows[0], labels=(), undecided=True),))
    assert _texts(_part(_root(_svg(drawing)), "label", "1")) == ["?"]


def test_the_picture_has_a_shape_and_no_size_so_that_it_fills_the_room_it_gets() -> None:
    root = _root(_svg(call()))
    assert root.get("viewBox")
    assert root.get("width") is None
    assert root.get("height") is None


def test_every_state_of_a_disclosure_point_has_an_outline_of_its_own() -> None:
    boxes = [Box(id="a", name="a", shape="system", badges=(Badge(number=7, state=state),)) for state in STATES]
    assert len({_outlines(box) for box in boxes}) == len(STATES)


def test_every_shape_has_an_outline_of_its_own() -> None:
    assert len({_outlines(Box(id="a", name="a", shape=shape)) for shape in SHAPES}) == len(SHAPES)


def _outlines(box: Box) -> tuple[tuple[str | None, ...], ...]:
    """What is drawn for a box, whatever its colours."""
    part = _part(_root(_svg(Drawing(title="", description="", boxes=(box,)))), "box", "a")
    keys = ("d", "rx", "width", "height", "stroke-width", "stroke-dasharray")
    drawn = [element for element in part.iter() if element.tag != f"{SVG}text"]
    return tuple((element.tag, *(element.get(key) for key in keys)) for element in drawn)


def test_the_legend_explains_what_occurs_and_nothing_else() -> None:
    drawing = Drawing(
        title="",
        description="",
        boxes=(Box(id="a", name="Ana", shape="person"),),
        legend=(LegendLine(text="a note"),),
    )
    texts = _texts(_root(_svg(drawing)))
    assert texts == ["Ana", "person", "a note"]
    words = _texts(_root(_svg(call())))
    assert {"goes past what was agreed", "one home", "disclosure point: open", "closed"} <= set(words)
    assert "outside what was agreed" not in words


def test_without_lanes_every_box_says_where_it_belongs() -> None:
    request = measure(call()).without_lanes
    assert request is not None
    svg = to_svg(call(), lay_out_in_ranks(request, turned=False))
    part = _part(_root(svg), "box", "app")
    assert "Operator: app company" in " ".join(_texts(part))


def test_an_arrow_to_a_box_that_is_not_drawn_is_left_out() -> None:
    drawing = replace(call(), boxes=call().boxes[:2])
    root = _root(_svg(drawing))
    drawn = [group.get("data-arrow") for group in root.iter(f"{SVG}g") if group.get("data-arrow")]
    assert drawn == ["1", "5"]


def test_what_lies_in_the_background_is_paler_but_still_readable() -> None:
    faint = replace(call(), boxes=tuple(replace(box, faint=True) for box in call().boxes))
    part = _part(_root(_svg(faint)), "box", "ana")
    assert {text.get("fill") for text in part.iter(f"{SVG}text")} == {"#666666"}


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert _svg(hostile()) == _svg(hostile())


def test_all_labels_and_lines_lie_within_the_picture() -> None:
    for narrow in (False, True):
        root = _root(_svg(call(), narrow=narrow))
        _, _, width, height = (float(part) for part in root.get("viewBox", "").split())
        for text in root.findall(f"{SVG}text"):
            assert 0 <= float(text.get("x", "-1")) <= width
            assert 0 <= float(text.get("y", "-1")) <= height
