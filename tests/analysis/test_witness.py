from __future__ import annotations

from tests.scenes import HEAD_LINES, KEPT, analysed, leads_to, studied, threat, told, when
from threatmodel.analysis.derivation import Fact, Firing
from threatmodel.analysis.witness import folded
from threatmodel.model.catalogue import Threat
from threatmodel.model.findings import Step

RECORD = threat("record", when(form="seen", not_agreed="keep"), leads_to(form="kept"))


def witness(text: str, finding: str, *threats: Threat) -> Step:
    found = analysed(text, *threats).finding(finding)
    assert found is not None
    assert found.witness is not None
    return found.witness


CALL = """
    people: {ana: {role: subject}, ben: {role: partner}}
    systems: {app: {end-to-end encrypted: yes, connects: by relay}}
    data: {call: {about: ana, live: yes, consent: {ben: see}}}
    flows:
      ana -> app -> ben: call
    """


def test_a_derivation_goes_back_to_what_somebody_has_to_begin_with() -> None:
    assert told(witness(CALL, "kept/ben/call", RECORD, KEPT)) == (
        "source ana:call seen > flow ben:call seen > threat ben:call kept"
    )


def test_every_step_has_its_place_what_it_is_by_and_whether_it_was_agreed() -> None:
    recorded = witness(CALL, "kept/ben/call", RECORD, KEPT)
    [drawn] = recorded.premises
    [source] = drawn.premises
    assert [(step.by, step.agreed, step.certain) for step in (source, drawn, recorded)] == [
        ("ana", True, True),
        ("ana -> app -> ben", True, True),
        ("record", False, True),
    ]
    assert [step.span.line - HEAD_LINES for step in (source, drawn, recorded)] == [3, 5, 5]


def test_of_several_derivations_the_shortest_is_told() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
        flows: {ana -> ben: pic, ben -> eve: pic, ana -> eve: pic}
        """
    assert told(witness(text, "kept/eve/pic", KEPT)) == "source ana:pic kept > flow eve:pic kept"


def test_of_equally_short_derivations_the_first_in_the_file_is_told() -> None:
    text = """
        people: {{ana: {{role: subject}}, ben: {{role: partner}}}}
        systems:
          app: {{end-to-end encrypted: yes, connects: by relay}}
          hall: {{end-to-end encrypted: yes, connects: by relay}}
        data: {{pic: {{about: ana, medium: image, ephemeral: no, consent: {{ben: keep}}}}}}
        flows:
          ana -> {first} -> ben: pic
          ana -> {second} -> ben: pic
        """
    for first, second in (("app", "hall"), ("hall", "app")):
        assert witness(text.format(first=first, second=second), "kept/ben/pic", KEPT).by == f"ana -> {first} -> ben"


def test_a_drawn_flow_is_told_before_a_threat_of_the_same_length() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner, lives with: [eve]}, eve: {role: friend}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
        flows: {ana -> eve: pic, eve -> ben: pic}
        """
    shared = threat("shared", when(form="kept"), leads_to(to="household", form="kept"))
    assert told(witness(text, "kept/ben/pic", KEPT, shared)).endswith("flow ben:pic kept")


def test_what_is_joined_stands_under_one_inference() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: viewer}}
        data:
          stream: {about: ana, live: yes, reveals: [face], consent: {ben: see}}
          post: {about: ana, medium: text, ephemeral: no, reveals: [face, name], consent: {ben: keep}}
        flows: {ana -> ben: [stream, post]}
        """
    known = witness(text, "known/ben/stream", threat("known", when(words={"live": (True,)}, knows="identity")))
    held, learned = known.premises
    assert (known.kind, known.by) == ("threat", "known")
    assert told(held) == "source ana:stream seen > flow ben:stream seen"
    assert (learned.kind, learned.by, learned.datum) == ("inference", "named", "who ana is")


def test_a_member_has_what_the_audience_has() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: member, in: group}}
        audiences: {group: {size: 5}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {group: keep}}}
        flows: {ana -> group: pic}
        """
    step = witness(text, "kept/ben/pic", KEPT)
    assert (step.kind, step.by) == ("member", "group")
    assert told(step) == "source ana:pic kept > flow group:pic kept > member ben:pic kept"


def test_a_copy_rests_on_the_original() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {call: {about: ana, live: yes, consent: {ben: keep}}, tape: {made from: call, made by: [ben], live: no}}
        flows: {ana -> ben: call}
        """
    assert told(witness(text, "kept/ben/tape", KEPT)) == (
        "source ana:call seen > flow ben:call seen > copy ben:tape kept"
    )


def test_a_step_that_hangs_on_what_is_not_known_is_not_certain() -> None:
    text = """
        people: {ana: {role: subject}}
        systems: {app: {keeps: 1d}}
        data: {pic: {about: ana, medium: image, consent: {app: keep}}}
        flows: {ana -> app: pic}
        """
    assert not witness(text, "kept/app/pic", KEPT).certain


def test_an_open_finding_is_told_by_a_derivation_that_is_sure() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner, device: shared}}
        data: {pic: {about: ana, medium: image, consent: {ben: keep}}}
        flows: {ana -> ben: pic}
        """
    record = threat("record", when(form="seen", words={"device": ("shared",)}), leads_to(form="kept"))
    assert told(witness(text, "kept/ben/pic", record, KEPT)) == (
        "source ana:pic kept > flow ben:pic seen > threat ben:pic kept"
    )


def test_a_thousand_steps_in_a_row_are_folded_without_a_deep_stack() -> None:
    facts = studied(CALL).sure.facts
    row = [Firing(Fact(1_000_000, 1), 0, (), True, 0)]
    for number in range(1, 5_000):
        row.append(Firing(Fact(1_000_000 + number, 1), 0, (row[-1].fact,), True, number))
    facts.steps.first.update({firing.fact: firing for firing in row})
    assert folded(facts, row[-1], lambda _, premises: 1 + sum(premises), {}) == 5_000


def test_the_place_of_a_fact_is_the_drawn_flow_that_it_goes_back_to() -> None:
    looked_at = studied(CALL, RECORD)
    ben = looked_at.graph.holding(looked_at.graph.roster.number("ben"), 0)
    assert looked_at.witnesses.span(Fact(ben, 2)).line == HEAD_LINES + 5
