from __future__ import annotations

from tests.scenes import SEEN, graph, inference, rules
from threatmodel.analysis.bits import FORM
from threatmodel.analysis.derivation import Fact, Facts, Firing, Steps, name_of
from threatmodel.analysis.profile import Candidate

RULES = rules(
    graph("""
        people: {ana: {role: subject}, ben: {}, eve: {}}
        data: {pic: {about: ana}}
        flows: {ana -> ben: pic, ana -> eve: pic}
        """)
)


def test_a_fact_was_derived_where_its_form_or_a_higher_one_is_held() -> None:
    facts = Facts(held={7: FORM[2]})
    assert facts.has(Fact(7, 1))
    assert facts.has(Fact(7, 2))
    assert not facts.has(Fact(7, 3))
    assert not facts.has(Fact(8, 1))


def test_steps_are_found_by_the_holding_that_they_make() -> None:
    one, other, third = (Firing(Fact(holding, 1), 0, (), True, 1) for holding in (7, 8, 7))
    facts = Facts(find=lambda: Steps(firings=[one, other, third]))
    assert facts.by_target == {7: [one, third], 8: [other]}


def test_causes_are_told_apart_by_threat_inference_audience_and_drawn_rule() -> None:
    candidate = Candidate(SEEN, 0, True, 0, 0, None)
    possible = Candidate(SEEN, 0, None, 0, 0, None)
    assert name_of(candidate) == name_of(possible) == "seen"
    assert name_of(inference("named", "identity", ("name",))) == "named"
    assert name_of(3) == 3
    assert len({name_of(rule) for rule in RULES}) == len(RULES) == 2
