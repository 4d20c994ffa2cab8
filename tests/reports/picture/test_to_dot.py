"""DOT text: whole, accepted by Graphviz, and names that stay text."""

from __future__ import annotations

import pygraphviz
import pytest

from threatmodel.model.drawing import Arrow, Badge, Box, Drawing, Lane
from threatmodel.reports.picture.to_dot import to_dot

DRAWING = Drawing(
    title="A call",
    description="",
    boxes=(
        Box(id="ana", name="ana", shape="person", lines=("subject",)),
        Box(id="app", name="app", shape="system", lane="run by us"),
        Box(id="ben", name="ben", shape="person", badges=(Badge(number=1, state="open"),), lane="agreed"),
    ),
    lanes=(Lane(id="run by us", title="us"), Lane(id="agreed", title="Agreed to something", kind="agreed")),
    arrows=(
        Arrow(id="1", source="ana", target="app", labels=("picture",)),
        Arrow(
            id="2",
            source="app",
            target="ben",
            labels=("picture",),
            crossing=True,
            badges=(Badge(number=2, state="undecided"),),
        ),
    ),
)

GOLDEN = """\
digraph disclosure {
	graph [label="A call" newrank=true rankdir=LR]
	n0 [label="ana\\nsubject" shape=box style=rounded]
	subgraph cluster_0 {
		label=us style=solid
		n1 [label=app shape=component style=""]
	}
	subgraph cluster_1 {
		label="Agreed to something" style=solid
		n2 [label="ben\\n[1]" shape=box style=rounded]
	}
	n0 -> n1 [label=picture arrowhead=normal style=solid]
	n1 -> n2 [label="picture\\n[2?]" arrowhead=normal style=dashed]
}
"""


def test_the_whole_text() -> None:
    assert to_dot(DRAWING) == GOLDEN


@pytest.mark.parametrize(
    "name",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "\\N",
        "\\G \\E",
        'a "quoted" name',
        "{a|b}",
        "]]>",
        "new\\nline",
        "&amp;",
    ],
)
def test_a_name_stays_text(name: str) -> None:
    drawing = Drawing(title=name, description="", boxes=(Box(id="x", name=name, shape="person"),))
    graph = pygraphviz.AGraph(string=to_dot(drawing))
    assert graph.get_node("n0").attr["label"] == name.replace("\\", "\\\\")
    assert graph.graph_attr["label"] == name.replace("\\", "\\\\")


def test_what_is_invisible_is_shown() -> None:
    drawing = Drawing(title="x", description="", boxes=(Box(id="x", name="a\u202eb\x07", shape="person"),))
    assert "\u202e" not in to_dot(drawing)
    assert "U+202E" in to_dot(drawing)


def test_a_line_to_who_sends_what_is_about_somebody_has_a_ring() -> None:
    arrow = Arrow(id="1", source="ana", target="app", labels=("picture",), kind="about")
    drawing = Drawing(title="x", description="", boxes=DRAWING.boxes, arrows=(arrow,))
    assert "n0 -> n1 [label=picture arrowhead=odot style=dotted]" in to_dot(drawing)


def test_an_arrow_to_a_box_that_is_not_there_is_left_out() -> None:
    drawing = Drawing(title="x", description="", arrows=(Arrow(id="1", source="a", target="b"),))
    assert "->" not in to_dot(drawing)
