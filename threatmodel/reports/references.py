"""Ids of sources -> what they stand for, each once, so that no bare code is left where something is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from threatmodel.model.literature import Source, cited
from threatmodel.reports.report import Report


def references(named: Iterable[str], known: Mapping[str, Source]) -> tuple[tuple[str, Source | None], ...]:
    """Return what is cited, in the order of the list of sources; what is said in full there, or unknown, comes last."""
    ids = dict.fromkeys(id_ for text in named for id_ in cited(text))
    order = {id_: place for place, id_ in enumerate(known)}
    return tuple((id_, known.get(id_)) for id_ in sorted(ids, key=lambda id_: order.get(id_, len(order))))


def named_in(report: Report) -> Iterator[str]:
    """Yield all that threats that were found and values that were assumed rest on."""
    for finding in report.analysis.findings:
        yield from finding.threat.sources
    yield from assumed_from(report)


def assumed_from(report: Report) -> Iterator[str]:
    """Yield what the values rest on that nobody wrote."""
    yield from (one.source for one in report.analysis.assumptions if one.source)
