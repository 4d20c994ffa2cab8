"""Scenario -> assumptions: what nobody wrote and a kind, or another value, implies."""

from __future__ import annotations

from threatmodel.analysis.graph import Graph
from threatmodel.model.findings import Assumption
from threatmodel.model.values import said


def assumptions(graph: Graph) -> tuple[Assumption, ...]:
    """Return every preset on what a path passes or carries, in the order of the file.

    None is left out because no finding rests on it: a preset towards safe is why there is no finding.
    """
    scenario, catalogue = graph.scenario, graph.catalogue
    used = {name for path in scenario.paths for name in (*path.nodes, *(carry.datum for carry in path.carries))}
    return tuple(
        Assumption(
            word=word,
            place=element.name,
            value=said(catalogue.words[word], written.value),
            kind=written.source,
            source=kind.source if (kind := catalogue.kinds.get(written.source)) else "",
            confidence=kind.confidence if kind else "",
            span=written.span,
        )
        for element in (*scenario.holders.values(), *scenario.data.values())
        if element.name in used
        for word, written in element.words.items()
        if written.origin == "preset"
    )
