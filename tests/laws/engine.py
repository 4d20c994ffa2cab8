"""What the engine says of a case, in the words of the laws."""

from __future__ import annotations

from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.controls import applied
from threatmodel.analysis.derivation import Fact
from threatmodel.analysis.findings import study
from threatmodel.analysis.graph import Rule
from threatmodel.analysis.profile import Candidate
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Analysis

TODAY = "2026-01-01"


def analysed(scenario: Scenario, catalogue: Catalogue) -> Analysis:
    """Run the whole line."""
    return analyse(scenario, catalogue, TODAY)


def findings(analysis: Analysis) -> dict[str, str]:
    """Return the findings that are there: open, or undecided. Those that a control helps are there as well."""
    states = {finding.id: finding.state for finding in analysis.findings if finding.state != "closed"}
    return {id_: "undecided" if state == "undecided" else "open" for id_, state in states.items()}


def points(analysis: Analysis) -> dict[str, tuple[bool, str]]:
    """Return the disclosure points: whether each is certain, and its highest form."""
    return {point.id: (point.certain, point.form) for point in analysis.points}


def never_less(less: dict[str, str], more: dict[str, str]) -> bool:
    """Whether all findings of one analysis are in another: open ones open, undecided ones at least undecided."""
    return all(more.get(id_) in (state, "open") for id_, state in less.items())


def holdings(scenario: Scenario, catalogue: Catalogue, *, possible: bool) -> set[tuple[str, str, int, str]]:
    """Return who holds what in which form, with each item that it reveals there."""
    done = study(applied(scenario, catalogue), catalogue)
    graph, run = done.graph, done.possible if possible else done.sure
    found = set()
    for holding, held in run.facts.held.items():
        holder, datum = graph.split(holding)
        key = graph.roster.holder_name(holder), graph.roster.datum_name(datum)
        for form in (1, 2, 3):
            if run.facts.has(Fact(holding, form)):
                found |= {(*key, form, item) for item in ("", *graph.bits.names(held >> form - 1))}
    return found


def crossings(scenario: Scenario, catalogue: Catalogue, *, possible: bool) -> set[tuple[str, str, int, str]]:
    """Return every step of a whole run that goes past what was agreed: who holds what then, and what was its cause."""
    done = study(applied(scenario, catalogue), catalogue)
    graph, run = done.graph, done.possible if possible else done.sure
    found = set()
    for firing in run.facts.firings:
        if firing.allowed is False:
            holder, datum = graph.split(firing.fact.holding)
            cause = firing.cause
            name = (
                cause.by if isinstance(cause, Rule) else cause.threat.id if isinstance(cause, Candidate) else str(cause)
            )
            found.add((graph.roster.holder_name(holder), graph.roster.datum_name(datum), firing.fact.form, name))
    return found
