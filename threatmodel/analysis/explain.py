"""Scenario + finding id -> Explanation: part by part, why a threat holds at a place or what keeps it from holding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.carried import carried
from threatmodel.analysis.controls import applied
from threatmodel.analysis.derivation import Fact
from threatmodel.analysis.findings import Study, study
from threatmodel.analysis.network import gateways
from threatmodel.analysis.overrides import with_overrides
from threatmodel.analysis.readings import Reading
from threatmodel.model.catalogue import FORMS, Catalogue, Threat
from threatmodel.model.derived import LEARNED
from threatmodel.model.elements import ACTS, Scenario, Value
from threatmodel.model.explanation import Clause, Explanation, UnknownPartError
from threatmodel.model.names import slug
from threatmodel.model.source import Span
from threatmodel.model.values import said

Named = TypeVar("Named")


def explain(scenario: Scenario, catalogue: Catalogue, finding_id: str, today: str) -> Explanation:
    """Explain a finding, or why there is none of that id.

    Raises UnknownPartError with the part of the id that names no threat, holder or datum of the scenario.
    """
    catalogue = with_overrides(catalogue, scenario)
    looked_at = study(applied(scenario, catalogue), catalogue)
    threat, holder, datum = _place(looked_at, catalogue, finding_id)
    drawn = datum is not None and datum < len(scenario.data)
    roster = looked_at.graph.roster
    finding = analyse(scenario, catalogue, today).finding(finding_id)
    return Explanation(
        finding_id=finding_id,
        threat=threat,
        holder=looked_at.graph.roster.holder_name(holder) if holder is not None else "",
        datum=looked_at.graph.roster.datum_name(datum) if datum is not None else None,
        finding=finding,
        clauses=tuple(_clauses(looked_at, threat, holder, datum)),
        gateways=gateways(scenario, roster.holder_name(holder), roster.datum_name(datum))
        if drawn and holder is not None and datum is not None
        else (),
        carried=carried(scenario, catalogue, finding) if finding is not None and finding.state != "closed" else None,
    )


def _place(looked_at: Study, catalogue: Catalogue, finding_id: str) -> tuple[Threat, int | None, int | None]:
    threat_id, _, rest = finding_id.partition("/")
    threat = _named(catalogue.threats, threat_id)
    roster = looked_at.graph.roster
    if threat.on == "scenario":
        return threat, None, None
    holder_slug, _, datum_slug = rest.partition("/")
    holders = {slug(roster.holder_name(number)): number for number in range(roster.everyone + 1)}
    data = {slug(datum.name): number for number, datum in enumerate(roster.data)}
    datum_number = _named(data, datum_slug) if threat.on == "holding" else None
    return threat, _named(holders, holder_slug), datum_number


def _named(known: Mapping[str, Named], name: str) -> Named:
    if name not in known:
        raise UnknownPartError(name)
    return known[name]


def _clauses(looked_at: Study, threat: Threat, holder: int | None, datum: int | None) -> Iterator[Clause]:
    if holder is not None and datum is not None:
        yield from _on_holding(looked_at, threat, holder, datum)
    readings = looked_at.doubts.readings(threat, holder, datum)
    for asks, reading in zip(_asked(looked_at, threat, datum), readings, strict=True):
        yield Clause(asks=asks, holds=reading.truth, because=_because(looked_at, reading), span=_span(reading))


def _asked(looked_at: Study, threat: Threat, datum: int | None) -> Iterator[str]:
    """Yield what each written part of a condition asks, in the order in which the parts are read."""
    when = threat.when
    if when.holder:
        yield f"the holder is {'an' if when.holder[0] == 'audience' else 'a'} {' or '.join(when.holder)}"
    if when.not_agreed in ACTS and not when.by_design and datum is not None:
        yield f"nobody agreed that the holder may {when.not_agreed} it"
    for name, wanted in when.words.items():
        yield f"{name}: {_wanted(looked_at, name, wanted)}"
    yield from (name.replace("-", " ") for name in when.facts)


def _wanted(looked_at: Study, name: str, wanted: tuple[Value, ...]) -> str:
    word = looked_at.graph.catalogue.words[name]
    values = " or ".join(said(word, value) for value in wanted)
    return f"{values}, or less safe" if word.ordered and word.type != "yes/no" else values


def _because(looked_at: Study, reading: Reading) -> str:
    if reading.unsettled:
        return "not known: " + ", ".join(f"{one.word} of {one.place or 'the scenario'}" for one in reading.unsettled)
    if reading.written is None:
        return f"said nowhere for {reading.place}" if reading.place else ""
    if reading.word == "consent":
        return f"agreed: {reading.written.value}"
    word = looked_at.graph.catalogue.words[reading.word]
    origin = {
        "preset": f", assumed of {reading.written.source}",
        "control": f", by {reading.written.source}",
    }
    return f"{reading.place} says {said(word, reading.written.value)}{origin.get(reading.written.origin, '')}"


def _span(reading: Reading) -> Span | None:
    return reading.written.span if reading.written is not None else None


def _on_holding(looked_at: Study, threat: Threat, holder: int, datum: int) -> Iterator[Clause]:
    """Yield the parts that ask for the holding itself: its form, what it reveals, how it came, what is known."""
    when, graph = threat.when, looked_at.graph
    if not graph.roster.concerned(holder, datum):
        yield Clause(asks="it is about somebody else", holds=False, because="it is about the holder alone")
    fact = Fact(graph.holding(holder, datum), FORMS.index(when.form) + 1 if when.form else 1)
    yield _form(looked_at, fact, when.form or FORMS[0])
    held = looked_at.possible.facts.held.get(fact.holding, 0)
    if when.reveals:
        shown = [item for item in graph.bits.names(held) if item in when.reveals]
        asks = f"it reveals {' or '.join(when.reveals)}"
        yield Clause(asks=asks, holds=bool(shown), because=", ".join(shown) or "it reveals none of these there")
    if when.by_design or when.not_agreed == "purpose":
        yield _by_design(looked_at, threat, holder, datum)
    if when.knows:
        yield _knows(looked_at, holder, datum, when.knows)


def _form(looked_at: Study, fact: Fact, form: str) -> Clause:
    asks = f"it is {form} there"
    if looked_at.sure.facts.has(fact):
        return Clause(asks=asks, holds=True, because="it gets there", span=looked_at.witnesses.span(fact))
    witnesses = looked_at.possible_witnesses
    if looked_at.possible.facts.has(fact):
        unsettled = ", ".join(f"{one.word} of {one.place}" for one in looked_at.doubts.of_fact(fact))
        return Clause(asks=asks, holds=None, because=f"not known: {unsettled}", span=witnesses.span(fact))
    less = Fact(fact.holding, 1)
    if looked_at.possible.facts.has(less):
        return Clause(asks=asks, holds=False, because="it is only seen there", span=witnesses.span(less))
    return Clause(asks=asks, holds=False, because="it never gets there")


def _by_design(looked_at: Study, threat: Threat, holder: int, datum: int) -> Clause:
    needs = looked_at.conditions.needs(threat)
    holding = looked_at.graph.holding(holder, datum)
    runs = (looked_at.sure.facts.held.get(holding, 0), looked_at.possible.facts.held.get(holding, 0))
    sure, possible = (held & needs == needs for held in runs)
    asks = "a drawn flow brings it there past what was agreed"
    because = (
        "it does"
        if sure
        else "nothing was said of consent, or the flow itself is not known"
        if possible
        else "no drawn flow does"
    )
    return Clause(asks=asks, holds=True if sure else None if possible else False, because=because)


def _knows(looked_at: Study, holder: int, datum: int, what: str) -> Clause:
    sure, possible = looked_at.sure.knows(holder, datum, what), looked_at.possible.knows(holder, datum, what)
    holds = True if sure is not None else None if possible is not None else False
    because = "it is known" if holds else "it may be known" if holds is None else "nothing that is held there tells it"
    return Clause(asks=f"the holder knows {LEARNED[what].format('the person')}", holds=holds, because=because)
