from __future__ import annotations

from tests.scenes import catalogue, inference, scene
from threatmodel.analysis.compile import compile_graph
from threatmodel.analysis.inferences import joined, tells_anything, told

SCENE = """
    people: {ana: {role: subject}, ben: {}}
    data:
      stream: {about: ana, reveals: [face, home]}
      profile: {about: ana, reveals: [face, handle]}
      receipt: {about: ana, reveals: [handle, name]}
      plan: {about: ana, reveals: [home, schedule]}
      note: {about: ana}
    flows: {ana -> ben: [stream, profile, receipt, plan, note]}
    """
KNOWN = catalogue(
    inferences=(
        inference("named", "identity", ("name",)),
        inference("seen-at-home", "whereabouts", ("home",), ("schedule", "name")),
    )
)
GRAPH = compile_graph(scene(SCENE, KNOWN), KNOWN)
STREAM, PROFILE, RECEIPT, PLAN, NOTE = range(5)


def items(*data: int) -> dict[int, int]:
    """What these data reveal, by datum."""
    return {number: GRAPH.bits.items(GRAPH.roster.data[number].names("reveals")) for number in data}


def groups(held: dict[int, int], public: dict[int, int] | None = None) -> list[tuple[list[int], list[int], set[str]]]:
    """What is joined: the holder's data, what everyone knows, and all that they reveal."""
    found = joined(GRAPH, held, public or {})
    return sorted((sorted(one.held), sorted(one.public), set(GRAPH.bits.names(one.items))) for one in found)


def learned(held: dict[int, int]) -> list[tuple[str, list[int]]]:
    return sorted((each.learns, sorted(group.held)) for each, group in told(GRAPH, held, {}))


def test_data_that_share_an_identifier_are_joined_also_through_others() -> None:
    assert groups(items(STREAM, PROFILE, RECEIPT)) == [
        ([STREAM, PROFILE, RECEIPT], [], {"face", "home", "handle", "name"})
    ]


def test_the_order_in_which_data_come_does_not_matter() -> None:
    assert groups(items(RECEIPT, STREAM, PROFILE)) == groups(items(STREAM, PROFILE, RECEIPT))


def test_what_does_not_identify_joins_nothing() -> None:
    assert groups(items(STREAM, PLAN)) == [([STREAM], [], {"face", "home"}), ([PLAN], [], {"home", "schedule"})]


def test_what_everyone_knows_joins_a_group_but_makes_none() -> None:
    assert groups(items(STREAM), items(PROFILE)) == [([STREAM], [PROFILE], {"face", "home", "handle"})]
    assert groups({}, items(PROFILE, RECEIPT)) == []


def test_what_everyone_knows_can_be_what_joins_two_data() -> None:
    assert groups(items(STREAM, RECEIPT), items(PROFILE)) == [
        ([STREAM, RECEIPT], [PROFILE], {"face", "home", "handle", "name"})
    ]


def test_a_datum_that_a_holder_has_and_that_is_public_too_joins_itself() -> None:
    assert groups({STREAM: 0}, items(STREAM)) == [([STREAM], [STREAM], {"face", "home"})]


def test_a_name_in_the_joined_set_tells_who_it_is_and_each_rule_needs_one_of_each() -> None:
    assert learned(items(STREAM, PROFILE)) == []
    assert learned(items(RECEIPT)) == [("identity", [RECEIPT])]
    assert learned(items(PROFILE, RECEIPT)) == [("identity", [PROFILE, RECEIPT])]
    assert learned(items(PLAN)) == [("whereabouts", [PLAN])]
    assert learned(items(STREAM, PROFILE, RECEIPT)) == [
        ("identity", [STREAM, PROFILE, RECEIPT]),
        ("whereabouts", [STREAM, PROFILE, RECEIPT]),
    ]


def test_whether_anything_could_ever_be_told_is_asked_of_all_items_together() -> None:
    assert tells_anything(GRAPH, GRAPH.bits.items(["name"]))
    assert tells_anything(GRAPH, GRAPH.bits.items(["home", "schedule"]))
    assert not tells_anything(GRAPH, GRAPH.bits.items(["home", "face"]))
    assert not tells_anything(GRAPH, 0)
