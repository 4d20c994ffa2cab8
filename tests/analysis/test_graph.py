from __future__ import annotations

import pytest

from tests.scenes import SPAN, graph, threat, when, written
from threatmodel.analysis.graph import DIRECT, Route, Rule

GRAPH = graph(
    """
    people: {ana: {role: subject, in: fans}, ben: {}}
    systems: {app: {}, hall: {}}
    audiences: {fans: {size: 3, in: club}, club: {size: 9}}
    data: {call: {about: ana, live: yes}, chat: {about: club}}
    flows: {ana -> app -> ben: call}
    """,
    threat("unnoticed", when(words={"notice": ("none",)})),
)


def rule(premise: int | None, target: int) -> Rule:
    return Rule(
        kind="flow",
        by="a way",
        premise=premise,
        starter=0,
        target=target,
        low=1,
        high=1,
        removed=(0, 0),
        cost=1,
        span=SPAN,
    )


def test_a_holding_is_one_number_and_splits_into_holder_and_datum() -> None:
    everybody, everything = range(GRAPH.roster.everyone + 1), range(GRAPH.roster.width)
    numbers = {GRAPH.holding(holder, datum) for holder in everybody for datum in everything}
    assert len(numbers) == len(everybody) * len(everything)
    assert GRAPH.split(GRAPH.holding(1, 2)) == (1, 2)


def test_rules_are_found_by_what_they_start_from() -> None:
    compiled = graph("""
        people: {ana: {role: subject}}
        systems: {app: {}}
        data: {it: {about: ana}}
        flows: {ana -> app: it}
        """)
    before = list(compiled.axioms)
    first, then = rule(None, 1_001), rule(1_001, 1_002)
    compiled.add(first)
    compiled.add(then)
    assert compiled.axioms == [*before, first]
    assert compiled.rules[1_001] == [then]


def test_routes_that_say_the_same_of_what_conditions_read_share_a_bit() -> None:
    unnoticed, noticed = {"notice": written("none")}, {"notice": written("layered")}
    at_app = GRAPH.route_bit_of(Route("app", unnoticed))
    assert GRAPH.route_bit_of(Route("hall", {**unnoticed, "keeps": written(60.0)})) == at_app
    assert GRAPH.route_bit_of(Route("hall", noticed)) != at_app
    assert GRAPH.route_bit_of(Route("hall", {"notice": written("none", or_safer=True)})) != at_app
    assert GRAPH.route_bit_of(DIRECT) != GRAPH.route_bit_of(Route("app", {}))


def test_the_bits_of_routes_lie_beyond_all_others() -> None:
    assert GRAPH.route_bit_of(DIRECT) >= 1 << GRAPH.bits.via


@pytest.mark.parametrize(
    ("holder", "datum", "own"),
    [
        ("ana", "call", True),
        ("ben", "call", False),
        ("club", "chat", True),
        ("fans", "chat", True),
        ("ana", "chat", True),
    ],
)
def test_somebody_is_a_subject_by_name_or_as_one_of_an_audience(holder: str, datum: str, *, own: bool) -> None:
    assert GRAPH.is_subject(GRAPH.roster.number(holder), GRAPH.scenario.data[datum]) is own
