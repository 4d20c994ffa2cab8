from __future__ import annotations

from dataclasses import replace

from tests.scenes import HEAD_LINES, catalogue, graph, rules, scene, written
from threatmodel.analysis.arrival import KEPT, NOTHING, PUBLISHED, SEEN
from threatmodel.analysis.compile import compile_graph
from threatmodel.analysis.graph import Graph, Rule


def rules_to(compiled: Graph, holder: str, datum: str) -> list[Rule]:
    roster = compiled.roster
    target = compiled.holding(roster.number(holder), roster.datum_number[datum])
    return [rule for rule in rules(compiled) if rule.target == target]


def names(compiled: Graph, removed: int) -> set[str]:
    return set(compiled.bits.names(removed))


CALL = graph("""
    people: {ana: {role: subject}, ben: {role: partner}}
    systems: {app: {end-to-end encrypted: no, keeps: nothing, connects: by relay, blurs: [home]}}
    data: {call: {about: ana, live: yes, reveals: [face, home], consent: {ben: see}}}
    flows:
      ana -> app -> ben: {carries: call, purpose: research}
    """)


def test_each_hop_of_a_path_is_a_rule_from_who_starts_it() -> None:
    [at_app], [at_ben] = rules_to(CALL, "app", "call"), rules_to(CALL, "ben", "call")
    assert (at_app.kind, at_app.by, at_app.low, at_app.high) == ("flow", "ana -> app -> ben", SEEN, SEEN)
    assert (at_app.cost, at_ben.cost) == (1, 2)
    assert at_app.premise is at_ben.premise is None
    assert at_ben.purposes == ("research",)
    assert at_ben.span.line == HEAD_LINES + 5


def test_what_a_system_blurs_is_missing_after_it_and_not_at_it() -> None:
    [at_app], [at_ben] = rules_to(CALL, "app", "call"), rules_to(CALL, "ben", "call")
    assert [names(CALL, bits) for bits in at_app.removed] == [set(), set()]
    assert [names(CALL, bits) for bits in at_ben.removed] == [{"home"}, {"home"}]


def test_the_systems_before_the_target_are_the_ways_it_came_and_the_path_where_there_is_none() -> None:
    [at_app], [at_ben] = rules_to(CALL, "app", "call"), rules_to(CALL, "ben", "call")
    assert [way.place for way in at_app.ways] == ["ana -> app -> ben"]
    assert [way.place for way in at_ben.ways] == ["app"]


def test_who_is_no_subject_must_have_received_what_they_start() -> None:
    compiled = graph("""
        people: {ana: {role: subject}, ben: {}, eve: {}}
        data: {pic: {about: ana, live: no, ephemeral: no}}
        flows: {ana -> ben: pic, ben -> eve: pic}
        """)
    at_ben, [at_eve] = rules_to(compiled, "ben", "pic"), rules_to(compiled, "eve", "pic")
    assert [rule.kind for rule in at_ben] == ["flow", "start"]
    assert at_eve.premise == at_ben[0].target
    assert compiled.rules[at_ben[0].target] == [at_ben[1], at_eve]


def test_a_copy_rests_on_the_original() -> None:
    compiled = graph("""
        people: {ana: {role: subject}, ben: {}}
        data: {call: {about: ana, live: yes}, tape: {made from: call, made by: [ben], live: no}}
        flows: {ana -> ben: call}
        """)
    [copy] = rules_to(compiled, "ben", "tape")
    [original] = rules_to(compiled, "ben", "call")
    assert (copy.kind, copy.by, copy.premise) == ("copy", "call", original.target)
    assert (copy.low, copy.high) == (KEPT, KEPT)


def test_a_path_to_everyone_publishes() -> None:
    compiled = graph("""
        people: {ana: {role: subject}}
        data: {post: {about: ana}}
        flows: {ana -> everyone: post}
        """)
    [rule] = rules_to(compiled, "everyone", "post")
    assert (rule.kind, rule.low, rule.high) == ("publication", PUBLISHED, PUBLISHED)


def test_a_direct_connection_shows_addresses_and_an_unknown_one_may() -> None:
    text = """
        people: {{ana: {{role: subject}}, ben: {{}}}}
        systems: {{app: {{end-to-end encrypted: yes{connects}}}}}
        data: {{call: {{about: ana, live: yes}}}}
        flows: {{ana -> app -> ben: call}}
        """
    address = "the network address of ana"
    [direct] = rules_to(graph(text.format(connects=", connects: directly")), "ben", address)
    assert (direct.kind, direct.low, direct.high, direct.unsettled) == ("connection", SEEN, SEEN, ())
    [unknown] = rules_to(graph(text.format(connects="")), "ben", address)
    assert (unknown.low, unknown.high) == (NOTHING, SEEN)
    assert [(one.word, one.place) for one in unknown.unsettled] == [("connects", "app")]
    assert rules_to(graph(text.format(connects=", connects: by relay")), "ben", address) == []


def test_a_control_on_one_path_lies_over_its_systems_there_and_on_no_other() -> None:
    read = scene("""
        people: {ana: {role: subject}, ben: {}, eve: {}}
        systems: {app: {end-to-end encrypted: no, keeps: 7d}}
        data: {pic: {about: ana, medium: image, ephemeral: no}}
        flows: {ana -> app -> ben: pic, ana -> app -> eve: pic}
        """)
    locked = replace(read.paths[1], words={"end-to-end encrypted": written(value=True)})
    compiled = compile_graph(replace(read, paths=(read.paths[0], locked)), catalogue())
    app = compiled.holding(compiled.roster.number("app"), 0)
    assert [(rule.by, rule.high) for rule in compiled.axioms if rule.target == app] == [
        ("ana -> app -> ben", 2),
        ("ana -> app -> eve", 0),
    ]
