"""Findings -> assumptions: what nobody wrote, a kind implies, and the conditions of the findings read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from threatmodel.analysis.findings import Study
from threatmodel.model.findings import Assumption, Finding
from threatmodel.model.values import said

READ_BY_FLOWS: Final = frozenset({"end-to-end encrypted", "keeps", "records", "live", "ephemeral", "connects"})
"""Words that decide what arrives, whatever the threats."""


def assumptions(study: Study, findings: Iterable[Finding]) -> tuple[Assumption, ...]:
    """Return the presets that the findings of a scenario rest on, in the order of the file."""
    read = READ_BY_FLOWS.union(*(finding.threat.when.words for finding in findings))
    scenario = study.graph.scenario
    used = {name for path in scenario.paths for name in (*path.nodes, *(carry.datum for carry in path.carries))}
    return tuple(
        Assumption(
            word=word,
            place=element.name,
            value=said(study.graph.catalogue.words[word], written.value),
            kind=written.source,
            span=written.span,
        )
        for element in (*scenario.holders.values(), *scenario.data.values())
        if element.name in used
        for word, written in element.words.items()
        if written.origin == "preset" and word in read
    )
