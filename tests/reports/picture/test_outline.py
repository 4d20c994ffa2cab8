from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.drawings import ALL, call, drawings, hostile
from threatmodel.model.drawing import Arrow, Drawing
from threatmodel.reports.picture.outline import as_text, outline
from threatmodel.reports.picture.text_lines import visible


def parts(drawing: Drawing) -> list[tuple[str, list[str]]]:
    """Every part of the picture: its name, and what else is written on it."""
    boxes = {box.id: box for box in drawing.boxes}
    found = [(box.name, [*box.lines, *(f"{b.number} ({b.state})" for b in box.badges)]) for box in drawing.boxes]
    for arrow in drawing.arrows:
        if {arrow.source, arrow.target} <= boxes.keys():
            name = f"{boxes[arrow.source].name} -> {boxes[arrow.target].name}"
            crossing = ["goes past what was agreed"] if arrow.crossing else []
            crossing += ["may go past what was agreed: a question is open"] if arrow.undecided else []
            found.append((name, [*arrow.labels, *crossing, *(f"{b.number} ({b.state})" for b in arrow.badges)]))
    found += [(line.text, [f"{b.number} ({b.state})" for b in (line.badge,) if b]) for line in drawing.legend]
    return found


@pytest.mark.parametrize("name", [name for name in ALL if name != "hostile"])
def test_the_outline_says_what_the_picture_shows_and_nothing_else(name: str) -> None:
    told = outline(ALL[name]())
    items = [item for section in told.sections for item in section.items]
    assert len(items) == len(parts(ALL[name]()))
    for thing, written in parts(ALL[name]()):
        assert any(all(visible(text) in item for text in (thing, *written)) for item in items), (thing, written)


@given(drawings())
def test_every_box_arrow_label_and_badge_of_any_drawing_is_in_its_outline(drawing: Drawing) -> None:
    items = [item for section in outline(drawing).sections for item in section.items]
    assert len(items) == len(parts(drawing))
    for thing, written in parts(drawing):
        assert any(all(visible(text) in item for text in (thing, *written)) for item in items)


def test_who_stands_together_stands_under_one_heading() -> None:
    told = {section.title: section.items for section in outline(call()).sections}
    assert [item.split(":")[0] for item in told["Ben's home"]] == ["Ben", "Ben's computer", "housemate"]
    assert "A lane without a box" not in told


def test_a_line_to_who_sends_what_is_about_somebody_says_who_is_who() -> None:
    arrow = Arrow(id="1", source="ben", target="ana", labels=("chat",), kind="about")
    told = as_text(outline(replace(call(), arrows=(arrow,))))
    assert "- Ben -> Ana: chat; about Ben, sent by Ana" in told.split("\n")


def test_what_is_faint_in_the_picture_is_said_to_lie_in_the_background() -> None:
    faint = replace(call(), boxes=tuple(replace(box, faint=box.id == "cloud") for box in call().boxes))
    text = as_text(outline(faint))
    assert [line for line in text.splitlines() if line.endswith("in the background")] == [
        "- Ben's cloud: system; disclosure point 1 (closed); in the background"
    ]


def test_a_hostile_name_stays_within_its_line() -> None:
    drawing = hostile()
    told = outline(drawing)
    lines = as_text(told).split("\n")
    assert len(lines) == 1 + sum(1 + len(section.items) for section in told.sections)
    assert "\u202e" not in as_text(told)
    assert "[U+202E]" in as_text(told)
