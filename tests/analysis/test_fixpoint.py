from __future__ import annotations

import pytest

from tests.scenes import KEPT, SEEN, graph, leads_to, threat, when
from threatmodel.analysis.conditions import Conditions
from threatmodel.analysis.course import Course
from threatmodel.analysis.derivation import Fact, Facts
from threatmodel.analysis.fixpoint import Run
from threatmodel.analysis.graph import Graph, Rule
from threatmodel.model.catalogue import FORMS, Threat

SCENE = """
    people: {ana: {role: subject}, ben: {role: partner, keeps: 7d}, eve: {role: friend, knows: [ana]}}
    systems: {app: {connects: by relay}}
    data:
      call: {about: ana, live: yes, reveals: [face], consent: {ben: see, eve: see}}
      card: {about: ana, medium: text, ephemeral: no, reveals: [face, name], consent: {ben: keep}}
    flows: {ana -> app -> ben: call, ana -> eve: call, ana -> ben: card}
    """
RECORD = threat("record", when(form="seen", not_agreed="keep"), leads_to(form="kept"))
FORWARD = threat("forward", when(form="kept", not_agreed="share"), leads_to(to="contact", form="kept"))


def run(*threats: Threat, possible: bool = False, agreed: bool = False, text: str = SCENE) -> Run:
    compiled = graph(text, *threats)
    course = Course(graph=compiled, conditions=Conditions(graph=compiled), possible=possible)
    started = Run(course, agreed=agreed)
    started.finished()
    return started


def held(compiled: Graph, facts: Facts) -> dict[tuple[str, str], str]:
    """Every holding with the highest form that was derived."""
    return {
        (compiled.roster.holder_name(holder), compiled.roster.datum_name(datum)): FORMS[(bits & 0b111).bit_length() - 1]
        for holding, bits in facts.held.items()
        for holder, datum in [compiled.split(holding)]
    }


def test_drawn_flows_and_what_they_tell_are_derived() -> None:
    sure = run()
    assert held(sure.graph, sure.facts) == {
        ("ben", "call"): "seen",
        ("eve", "call"): "seen",
        ("ben", "card"): "kept",
        ("ben", "who ana is"): "kept",
    }


def test_the_possible_run_has_all_that_the_sure_run_has_and_what_may_be() -> None:
    sure, possible = run(RECORD, FORWARD), run(RECORD, FORWARD, possible=True)
    assert held(sure.graph, sure.facts).items() <= held(possible.graph, possible.facts).items()
    more = {key for key in held(possible.graph, possible.facts) if key not in held(sure.graph, sure.facts)}
    assert more == {("app", "call"), ("a contact of app", "call")}


def test_what_threats_lead_to_is_derived_step_by_step() -> None:
    sure = run(RECORD, FORWARD)
    assert held(sure.graph, sure.facts) == {
        ("ben", "call"): "kept",
        ("eve", "call"): "kept",
        ("ben", "card"): "kept",
        ("ben", "who ana is"): "kept",
        ("a contact of ben", "call"): "kept",
        ("a contact of eve", "call"): "kept",
        ("a contact of ben", "card"): "kept",
        ("a contact of ben", "who ana is"): "kept",
    }


def test_over_agreed_facts_what_goes_past_what_was_agreed_is_not_taken_but_noted() -> None:
    agreed = run(RECORD, FORWARD, agreed=True)
    assert held(agreed.graph, agreed.facts) == {
        ("ben", "call"): "seen",
        ("eve", "call"): "seen",
        ("ben", "card"): "kept",
        ("ben", "who ana is"): "kept",
    }
    crossed = {
        agreed.graph.roster.holder_name(agreed.graph.split(one.fact.holding)[0]) for one in agreed.facts.crossings
    }
    assert crossed == {"ben", "eve", "a contact of ben"}
    assert all(firing.allowed is False for firing in agreed.facts.crossings)


def test_all_runs_that_are_not_over_agreed_facts_refuse_nothing() -> None:
    assert run(RECORD, FORWARD).facts.crossings == []


def test_of_what_goes_past_what_was_agreed_the_part_that_was_agreed_is_taken() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: see}}}
        flows: {ana -> ben: pic}
        """
    agreed = run(text=text, agreed=True)
    assert held(agreed.graph, agreed.facts) == {("ben", "pic"): "seen"}


@pytest.mark.parametrize(
    ("holder", "what", "knows"),
    [("ben", "identity", True), ("eve", "identity", True), ("eve", "persona", False), ("app", "identity", False)],
)
def test_a_holder_knows_what_it_learned_or_what_is_written(holder: str, what: str, *, knows: bool) -> None:
    sure = run()
    roster = sure.graph.roster
    known = sure.knows(roster.number(holder), roster.datum_number["call"], what)
    assert (known is not None) is knows


def test_what_was_learned_is_a_fact_and_what_is_written_needs_none() -> None:
    sure = run()
    roster, call = sure.graph.roster, sure.graph.roster.datum_number["call"]
    who = roster.learned(roster.subject_number["ana"], "identity")
    assert sure.knows(roster.number("ben"), call, "identity") == (
        Fact(sure.graph.holding(roster.number("ben"), who), 1),
    )
    assert sure.knows(roster.number("eve"), call, "identity") == ()


def test_a_threat_holds_at_a_holding_in_its_form_and_rests_on_its_least_form() -> None:
    sure = run(SEEN, KEPT, threat("named", when(knows="identity")))
    roster = sure.graph.roster
    holding = sure.graph.holding(roster.number("ben"), roster.datum_number["call"])
    candidates = sure.course.conditions.candidates(*sure.graph.split(holding), sure.facts.held[holding])
    assert {one.threat.id: sure.holds(one, holding) for one in candidates} == {
        "seen": True,
        "kept": False,
        "named": True,
    }
    rests = {one.threat.id: len(sure.premises(one, holding)) for one in candidates if sure.holds(one, holding)}
    assert rests == {"seen": 1, "named": 2}


def test_an_unknown_condition_holds_in_the_possible_run_only() -> None:
    unlocked = threat("unlocked", when(words={"app lock": (False,)}))
    for possible in (False, True):
        finished = run(unlocked, possible=possible)
        roster = finished.graph.roster
        holding = finished.graph.holding(roster.number("ben"), roster.datum_number["call"])
        [candidate] = finished.course.conditions.candidates(
            *finished.graph.split(holding), finished.facts.held[holding]
        )
        assert finished.holds(candidate, holding) is possible


def test_the_first_step_to_a_fact_is_the_cheapest() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
        flows: {ana -> ben: pic, ben -> eve: pic, ana -> eve: pic}
        """
    sure = run(text=text)
    roster = sure.graph.roster
    first = sure.facts.first[Fact(sure.graph.holding(roster.number("eve"), 0), 2)]
    assert isinstance(first.cause, Rule)
    assert (first.cause.by, first.cost) == ("ana -> eve", 1)


def test_a_threat_that_waits_for_something_to_be_known_leads_on_once_it_was_learned() -> None:
    named = threat("named", when(form="seen", knows="identity", reveals=("face",)), leads_to(to="contact", form="seen"))
    sure = run(named)
    assert ("a contact of ben", "call") in held(sure.graph, sure.facts)
    assert ("a contact of eve", "call") in held(sure.graph, sure.facts)


def test_without_knowledge_it_leads_nowhere() -> None:
    named = threat("named", when(form="seen", knows="persona"), leads_to(to="contact", form="seen"))
    assert held(run(named).graph, run(named).facts).keys() == held(run().graph, run().facts).keys()
