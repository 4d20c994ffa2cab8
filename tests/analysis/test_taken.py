from __future__ import annotations

from tests.scenes import KEPT, graph, leads_to, threat, when
from threatmodel.analysis.conditions import Conditions
from threatmodel.analysis.course import Course
from threatmodel.analysis.derivation import Fact, Steps
from threatmodel.analysis.fixpoint import Run
from threatmodel.analysis.graph import Graph, Rule
from threatmodel.analysis.taken import taken
from threatmodel.model.catalogue import Threat

SCENE = """
    people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
    data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
    flows: {ana -> ben: pic, ben -> eve: pic, ana -> eve: pic}
    """
FORWARD = threat("forward", when(form="kept", not_agreed="share"), leads_to(to="contact", form="kept"))


def steps(*threats: Threat, agreed: bool = False) -> tuple[Graph, Steps]:
    compiled = graph(SCENE, *threats)
    course = Course(graph=compiled, conditions=Conditions(graph=compiled), possible=False)
    return compiled, taken(course, agreed=agreed)


def holding(compiled: Graph, holder: str) -> int:
    return compiled.holding(compiled.roster.number(holder), 0)


def test_every_way_to_a_holding_is_a_step_and_the_cheapest_is_the_first() -> None:
    compiled, all_steps = steps()
    eve = holding(compiled, "eve")
    ways = [one.cause.by for one in all_steps.firings if one.fact.holding == eve and isinstance(one.cause, Rule)]
    assert sorted(ways) == ["ana -> eve", "ben -> eve"]
    first = all_steps.first[Fact(eve, 2)]
    assert isinstance(first.cause, Rule)
    assert (first.cause.by, first.cost) == ("ana -> eve", 1)


def test_what_a_threat_leads_to_costs_one_step_more_than_what_it_rests_on() -> None:
    compiled, all_steps = steps(FORWARD)
    ben = holding(compiled, "ben")
    [led] = [one for one in all_steps.firings if one.premises == (Fact(ben, 2),) and not isinstance(one.cause, Rule)]
    assert led.cost == all_steps.first[Fact(ben, 2)].cost + 1
    assert compiled.roster.holder_name(compiled.split(led.fact.holding)[0]) == "a contact of ben"


def test_a_threat_at_a_holding_that_grows_no_further_leads_on_once() -> None:
    compiled, all_steps = steps(FORWARD, KEPT)
    eve = holding(compiled, "eve")
    assert len([one for one in all_steps.firings if Fact(eve, 2) in one.premises]) == 1


def test_over_agreed_facts_what_crosses_is_noted_and_not_taken() -> None:
    compiled, all_steps = steps(FORWARD, agreed=True)
    assert {one.fact.holding for one in all_steps.firings} == {holding(compiled, "ben")}
    crossed = [compiled.roster.holder_name(compiled.split(one.fact.holding)[0]) for one in all_steps.crossings]
    assert sorted(crossed) == ["a contact of ben", "eve", "eve"]


def test_a_threat_at_a_holding_that_shows_more_later_passes_that_on_as_well() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: friend}, eve: {role: friend}, kim: {role: friend}}
        systems: {blur: {removes: [face], end-to-end encrypted: yes, connects: by relay}}
        data: {pic: {about: ana, medium: image, ephemeral: no, reveals: [face, home], consent: {}}}
        flows: {ana -> blur -> ben: pic, ana -> eve: pic, eve -> kim: pic, kim -> ben: pic}
        """
    compiled = graph(text, FORWARD)
    course = Course(graph=compiled, conditions=Conditions(graph=compiled), possible=False)
    contact = compiled.holding(compiled.roster.made(compiled.roster.number("ben"), "contact"), 0)
    assert set(compiled.bits.names(taken(course, agreed=False).held[contact])) == {"face", "home"}
    assert taken(course, agreed=False).held == Run(course).finished().held
