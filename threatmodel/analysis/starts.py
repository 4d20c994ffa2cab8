"""Who starts a path or makes data -> rules: what somebody holds to begin with, or makes out of what they received."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from threatmodel.analysis import arrival
from threatmodel.analysis.arrival import Arrival
from threatmodel.analysis.graph import DIRECT, Graph, Rule
from threatmodel.model.elements import Data
from threatmodel.model.findings import StepKind
from threatmodel.model.source import Span


class _Start(NamedTuple):
    kind: StepKind
    by: str
    premise: int | None
    form: Arrival


def add_start(graph: Graph, starter: int, datum: Data, span: Span, *, path: bool) -> None:
    """Add what somebody holds who makes a datum, or starts a path with it.

    A subject and a maker have it from the outset, a copy once they hold what it was made from, or what that was made
    from, all else once they received it.
    """
    target = graph.holding(starter, graph.roster.datum_number[datum.name])
    for start in _starts(graph, starter, datum, path=path):
        graph.add(
            Rule(
                kind=start.kind,
                by=start.by,
                premise=start.premise,
                own=graph.is_subject(starter, datum),
                starter=starter,
                target=target,
                low=start.form.low,
                high=start.form.high,
                removed=(0, 0),
                cost=1,
                via=graph.route_bit_of(DIRECT) if start.premise is None else 0,
                ways=(DIRECT,) if start.premise is None else (),
                span=span,
                unsettled=start.form.unsettled,
            )
        )


def _starts(graph: Graph, starter: int, datum: Data, *, path: bool) -> Iterator[_Start]:
    name = graph.roster.holder_name(starter)
    form = arrival.at_start(graph.catalogue, datum, graph.roster.elements[starter])
    if graph.is_subject(starter, datum):
        yield _Start("source", name, None, form)
        return
    if datum.made_from is not None:
        for original in graph.scenario.originals_of(datum.name):
            premise = graph.holding(starter, graph.roster.datum_number[original])
            yield _Start("copy", original, premise, Arrival(arrival.KEPT, arrival.KEPT))
    elif name in datum.made_by:
        yield _Start("source", name, None, form)
    if path:
        yield _Start("start", name, graph.holding(starter, graph.roster.datum_number[datum.name]), form)
