"""A threat that holds -> what follows from it: for whom, of what, and in which form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from threatmodel.analysis.arrival import KEPT, kept_for
from threatmodel.analysis.bits import FORM
from threatmodel.analysis.conditions import Candidate
from threatmodel.analysis.graph import Graph
from threatmodel.analysis.readings import Truth, both
from threatmodel.model.catalogue import FORMS, Consequence, Threat
from threatmodel.model.elements import EVERYONE


class Outcome(NamedTuple):
    """One holding that a threat leads to, and the number of the consequence among those of the threat."""

    part: int
    target: int
    form: int
    bits: int


_SAME: Final = "same"


def outcomes(graph: Graph, candidate: Candidate, holding: int, held: int, *, possible: bool) -> Iterator[Outcome]:
    """Yield what a threat that holds at a holding leads to; only what is sure unless `possible`.

    What is passed on reveals what is held in the form that the threat asks for: a glimpse is not in a kept copy.
    """
    holder, datum = graph.split(holding)
    for part, consequence in enumerate(candidate.threat.leads_to):
        if not (lasts(graph, holder, consequence) or (possible and lasts(graph, holder, consequence) is None)):
            continue
        form = FORMS.index(consequence.form) + 1 if consequence.form else KEPT
        for recipient in _recipients(graph, holder, consequence):
            if consequence.learns is None or consequence.form is not None:
                yield Outcome(
                    part, graph.holding(recipient, datum), form, graph.bits.arrive(held, form, of=candidate.form)
                )
            if consequence.learns is not None:
                for subject in graph.roster.concerned(holder, datum):
                    learned = graph.roster.learned(subject, consequence.learns)
                    yield Outcome(part, graph.holding(recipient, learned), form, FORM[form])


def lasts(graph: Graph, holder: int, consequence: Consequence) -> Truth:
    """Whether the holder keeps what it has for as long as a consequence takes; a made holder cannot be asked."""
    if consequence.after <= 0:
        return True
    element = graph.roster.element(holder)
    if element is None:
        return False
    written = element.words.get("keeps")
    return kept_for(graph.catalogue.words["keeps"], written, consequence.after)


def waits(graph: Graph, holder: int, threat: Threat) -> Truth:
    """Whether all that a threat leads to can wait for as long as it takes at a holder."""
    return both(lasts(graph, holder, consequence) for consequence in threat.leads_to if consequence.after > 0)


def _recipients(graph: Graph, holder: int, consequence: Consequence) -> tuple[int, ...]:
    roster = graph.roster
    if consequence.to == _SAME:
        return (holder,)
    if consequence.to == EVERYONE:
        return (roster.everyone,)
    if consequence.to == "household" and roster.base(holder) in roster.household:
        return roster.household[roster.base(holder)]
    return (roster.made(holder, consequence.to),)
