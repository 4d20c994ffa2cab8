"""Scenario -> networkx: the drawn flows as a public graph, and questions about ways that a graph library answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from threatmodel.model.elements import EVERYONE, Scenario

if TYPE_CHECKING:
    import networkx as nx

_ORIGIN: Final = ""
"""Stands before everybody who has a datum to begin with; no name is empty."""


def to_networkx(scenario: Scenario) -> nx.MultiDiGraph[str]:
    """Return holders as nodes (`type`) and each hop of each datum as an edge (`datum`, `path`, `purposes`, `span`)."""
    import networkx as nx  # noqa: PLC0415 - a tenth of a second, for the few commands that ask about ways

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, element in scenario.holders.items():
        graph.add_node(name, type=element.type)
    for path in scenario.paths:
        if EVERYONE in path.nodes:
            graph.add_node(EVERYONE, type=EVERYONE)
        for source, target in zip(path.nodes, path.nodes[1:], strict=False):
            for carry in path.carries:
                graph.add_edge(
                    source,
                    target,
                    datum=carry.datum,
                    path=path.text,
                    purposes=carry.purposes,
                    span=str(carry.span),
                )
    return graph


def gateways(scenario: Scenario, holder: str, datum: str) -> tuple[str, ...]:
    """Return whom every drawn way of a datum to a holder passes, first to last; empty where none is drawn.

    Who is there cannot be gone around: a control that stands there bears on all that the holder gets.
    """
    import networkx as nx  # noqa: PLC0415 - a tenth of a second, for the few commands that ask about ways

    graph: nx.DiGraph[str] = nx.DiGraph()
    about = {*scenario.data[datum].about, *scenario.data[datum].made_by}
    for source, target, hop in to_networkx(scenario).edges(data=True):
        if hop["datum"] == datum:
            graph.add_edge(source, target)
            if source in about:
                graph.add_edge(_ORIGIN, source)
    if not (graph.has_node(holder) and graph.has_node(_ORIGIN) and nx.has_path(graph, _ORIGIN, holder)):
        return ()
    dominators = nx.immediate_dominators(graph, _ORIGIN)
    passed: list[str] = []
    node = dominators.get(holder)
    while node is not None and node != _ORIGIN:
        passed.append(node)
        node = dominators.get(node)
    return tuple(reversed(passed))
