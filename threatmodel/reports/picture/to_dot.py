"""Drawing -> DOT: the picture as text for Graphviz, with names that stay text whatever they contain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graphviz import Digraph, escape, nohtml

from threatmodel.model.drawing import Arrow, Badge, Box, Drawing
from threatmodel.reports.picture.text_lines import visible

_SHAPES: Final = {"person": "box", "system": "component", "audience": "folder", "everyone": "octagon", "made": "box"}
_ROUNDED: Final = ("person", "made")


def to_dot(drawing: Drawing) -> str:
    """Return a directed graph with a cluster for each lane; crossings are dashed, what is undecided is dotted."""
    graph = Digraph("disclosure", graph_attr={"rankdir": "LR", "newrank": "true", "label": _text([drawing.title])})
    ids = {box.id: f"n{number}" for number, box in enumerate(drawing.boxes)}
    for box in drawing.boxes:
        if not box.lane:
            _add_box(graph, ids[box.id], box)
    for number, lane in enumerate(drawing.lanes):
        with graph.subgraph(name=f"cluster_{number}") as cluster:
            cluster.attr(label=_text([lane.title]), style="dashed" if lane.kind == "outside" else "solid")
            for box in drawing.boxes:
                if box.lane == lane.id:
                    _add_box(cluster, ids[box.id], box)
    for arrow in drawing.arrows:
        if arrow.source in ids and arrow.target in ids:
            _add_arrow(graph, ids[arrow.source], ids[arrow.target], arrow)
    return str(graph.source)


def _add_box(graph: Digraph, node: str, box: Box) -> None:
    style = ",".join(["rounded"] * (box.shape in _ROUNDED) + ["dashed"] * (box.shape == "made"))
    graph.node(node, _text([box.name, *box.lines, *_numbers(box.badges)]), shape=_SHAPES[box.shape], style=style)


def _add_arrow(graph: Digraph, source: str, target: str, arrow: Arrow) -> None:
    label = _text([*arrow.labels, *_numbers(arrow.badges), *(["?"] if arrow.undecided else [])])
    head = {"flow": "normal", "about": "odot"}.get(arrow.kind, "empty")
    style = "dashed" if arrow.crossing else "dotted" if arrow.undecided or arrow.kind == "about" else "solid"
    graph.edge(source, target, label, style=style, arrowhead=head)


def _numbers(badges: Sequence[Badge]) -> list[str]:
    marks = [f"{badge.number}?" if badge.state == "undecided" else f"{badge.number}" for badge in badges]
    return [f"[{', '.join(marks)}]"] if marks else []


def _text(lines: Sequence[str]) -> str:
    """Escape lines for a label: no record, no HTML, no escape of Graphviz's own, nothing invisible."""
    escaped: str = escape("\n".join(visible(line) for line in lines)).replace("\n", "\\n")
    plain: str = nohtml(escaped)
    return plain
