"""Ids of sources -> lines that say what they are and where they can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from threatmodel.model.literature import Source
from threatmodel.reports.references import references
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line


def source_lines(named: Iterable[str], known: Mapping[str, Source]) -> Iterator[Line]:
    """Yield a line for each source: its id, who wrote it, its title, its year, where it can be read."""
    found = references(named, known)
    if not found:
        return
    yield BLANK
    yield line(Part("Sources", "title"))
    for id_, source in found:
        if source is None:
            yield line(id_, indent=2, hang=2)
        else:
            where = f", {source.address}" if source.address else ""
            yield line(Part(id_, "id"), f" {source.citation}{where}; {source.confidence} confidence", indent=2, hang=2)
