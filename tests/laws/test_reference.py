from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings

from tests.laws.catalogues import HERE, catalogue, threat
from tests.laws.engine import analysed, findings, holdings, points
from tests.laws.reference import Reference
from tests.laws.scenarios import TYPES, Case, cases, said
from threatmodel.model.catalogue import When
from threatmodel.model.elements import EVERYONE, UNKNOWN, Carry, Data, Element, Path, Scenario, Value


@settings(max_examples=250)
@given(cases())
def test_the_engine_finds_what_the_reference_finds(case: Case) -> None:
    reference = Reference(*case)
    assert findings(analysed(*case)) == reference.findings


@settings(max_examples=250)
@given(cases())
def test_the_engine_sees_the_disclosure_points_that_the_reference_sees(case: Case) -> None:
    reference = Reference(*case)
    assert points(analysed(*case)) == reference.points


PAID = threat("paid", "holding", When(facts=("subject-is-paid",), span=HERE))


@pytest.mark.parametrize("paid", [None, UNKNOWN, "nobody", "self", "other"])
@pytest.mark.parametrize("about", [("ana",), ("members",), ("ben",), ("ana", "ben")])
def test_who_is_paid_is_read_as_the_reference_reads_it(about: tuple[str, ...], paid: Value | None) -> None:
    words = {} if paid is None else {"paid to": said(paid)}
    scenario = Scenario(
        file=HERE.file,
        title="paid",
        content_note="",
        intensity="low",
        holders={
            name: Element(name=name, type=TYPES[name], words=words if name != "ben" else {}, span=HERE)
            for name in ("ana", "ben", "app", "members")
        },
        data={"form": Data(name="form", type="data", about=about, span=HERE)},
        paths=(Path(text="ana -> app", nodes=("ana", "app"), carries=(Carry(datum="form", span=HERE),), span=HERE),),
        span=HERE,
    )
    known = catalogue({PAID.id: PAID}, inferences=())
    assert findings(analysed(scenario, known)) == Reference(scenario, known).findings


@settings(max_examples=150)
@given(cases(controlled=False))
def test_what_is_only_drawn_arrives_where_some_order_of_the_paths_brings_it(case: Case) -> None:
    """Every order of every choice of paths is tried; a path that starts where the data has not been brings nothing."""
    scenario = only_drawn(case.scenario)
    brought = {
        (who, datum) for paths in permutations(scenario.paths) for who, datum in walked(replace(scenario, paths=paths))
    }
    for possible in (False, True):
        held = {
            (who, datum) for who, datum, _, _ in holdings(scenario, catalogue({}, inferences=()), possible=possible)
        }
        assert {(who, datum) for who, datum in held if datum in scenario.data} == brought


def only_drawn(scenario: Scenario) -> Scenario:
    """Leave nothing but paths and data about Ana alone, between up to eight who receive and pass on."""
    open_to_all = {"end-to-end encrypted": said(value=False)}
    return replace(
        scenario,
        holders={
            name: replace(one, words=open_to_all if one.type == "system" else {})
            for name, one in scenario.holders.items()
        },
        data={name: replace(one, about=("ana",), made_from=None, made_by=()) for name, one in scenario.data.items()},
    )


def walked(scenario: Scenario) -> set[tuple[str, str]]:
    """Walk each path once, in the order in which they stand."""
    has = {("ana", datum) for datum in scenario.data}
    received = set()
    for path in scenario.paths:
        for carry in path.carries:
            if (path.nodes[0], carry.datum) in has:
                received |= {(node, carry.datum) for node in path.nodes[1:]}
                has |= {(node, carry.datum) for node in path.nodes[1:] if node != EVERYONE}
    return received
