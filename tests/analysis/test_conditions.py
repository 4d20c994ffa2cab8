from __future__ import annotations

import pytest

from tests.scenes import graph, threat, when
from threatmodel.analysis.bits import FOR_OTHER_PURPOSE, FORM, KEPT_BY_DESIGN, SEEN_BY_DESIGN
from threatmodel.analysis.conditions import Conditions
from threatmodel.analysis.graph import Graph
from threatmodel.analysis.readings import Truth
from threatmodel.model.catalogue import Threat, When

SCENE = """
    assessment done: no
    people:
      ana: {role: subject}
      ben: {role: partner, device: shared}
      eve: {role: friend}
    systems:
      app: {end-to-end encrypted: yes, connects: by relay, notice: buried}
      hall: {end-to-end encrypted: yes, connects: by relay}
    data:
      pic: {about: ana, medium: image, ephemeral: no, sensitivity: sensitive, reveals: [face], consent: {ben: keep}}
      note: {about: ana, medium: text, ephemeral: no}
    flows: {ana -> app -> ben: pic, ana -> eve: note}
    """


def conditions(*threats: Threat) -> Conditions:
    return Conditions(graph=graph(SCENE, *threats))


def number(compiled: Graph, holder: str, datum: str) -> tuple[int, int]:
    return compiled.roster.number(holder), compiled.roster.datum_number[datum]


def truths(condition: When, holder: str = "ben", datum: str = "pic") -> list[Truth]:
    """The three values of a threat at a holding, as far as it may hold there."""
    asked = conditions(threat("it", condition))
    held = FORM[3] | asked.graph.bits.all_seen
    return [candidate.truth for candidate in asked.candidates(*number(asked.graph, holder, datum), held)]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (when(), [True]),
        (when(holder=("person", "audience")), [True]),
        (when(holder=("system",)), []),
        (when(words={"device": ("shared",)}), [True]),
        (when(words={"device": ("compromised",)}), []),
        (when(words={"device": ("shared",), "app lock": (False,)}), [None]),
        (when(words={"device": ("compromised",), "app lock": (False,)}), []),
        (when(words={"records": ("by default",)}), []),
        (when(not_agreed="see"), []),
        (when(not_agreed="share"), [True]),
        (when(reveals=("face", "gps")), [True]),
        (when(reveals=("gps",)), []),
        (when(facts=("meant-for-few",)), [True]),
        (when(facts=("bystander-in-view",)), []),
        (when(facts=("meant-for-few", "subject-at-legal-risk")), [None]),
    ],
)
def test_a_threat_is_a_candidate_where_no_part_of_its_condition_is_false(
    condition: When, expected: list[Truth]
) -> None:
    assert truths(condition) == expected


def test_facts_are_asked_of_the_threats_that_have_them() -> None:
    plain, asking = threat("plain", when()), threat("asking", when(facts=("bystander-in-view",)))
    asked = conditions(plain, asking)
    found = asked.candidates(*number(asked.graph, "ben", "pic"), FORM[2])
    assert [candidate.threat.id for candidate in found] == ["plain"]
    assert asked.candidates(*number(asked.graph, "ben", "pic"), FORM[2]) == found


def test_what_was_agreed_is_unknown_where_nothing_was_said() -> None:
    assert truths(when(not_agreed="see"), "eve", "note") == [None]


def test_a_threat_on_a_system_is_no_candidate_at_a_person() -> None:
    asked = conditions(threat("on-system", when(), on="system"))
    assert list(asked.candidates(*number(asked.graph, "ben", "pic"), FORM[2])) == []
    [candidate] = asked.candidates(*number(asked.graph, "app", "pic"), FORM[2])
    assert candidate.threat.id == "on-system"


@pytest.mark.parametrize(
    ("condition", "needs"),
    [
        (when(), FORM[1]),
        (when(form="kept"), FORM[2]),
        (when(form="published"), FORM[3]),
        (when(form="seen", by_design=True, not_agreed="see"), FORM[1] | SEEN_BY_DESIGN),
        (when(form="kept", by_design=True, not_agreed="keep"), FORM[2] | KEPT_BY_DESIGN),
        (when(not_agreed="purpose"), FORM[1] | FOR_OTHER_PURPOSE),
    ],
)
def test_a_condition_needs_a_form_and_asks_how_it_came(condition: When, needs: int) -> None:
    assert Conditions.needs(threat("it", condition)) == needs


def test_the_least_form_of_a_candidate_is_that_of_its_threat() -> None:
    asked = conditions(threat("any", when()), threat("kept", when(form="kept")))
    assert [one.form for one in asked.candidates(*number(asked.graph, "ben", "pic"), FORM[2])] == [1, 2]
