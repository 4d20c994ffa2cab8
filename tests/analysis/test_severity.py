from __future__ import annotations

from typing import get_args

import pytest

from tests.scenes import catalogue, graph, leads_to, threat, when
from threatmodel.analysis.severity import GRAVEST, LEARNED, MANY, SOME, STATE_ORDER, reach, severity, size
from threatmodel.model.catalogue import Consequence
from threatmodel.model.findings import State

GRAPH = graph("""
    people: {ana: {role: subject}, ben: {}}
    systems: {app: {}}
    audiences: {fans: {size: 300}, few: {}, some: {size: unknown}}
    data:
      plain: {about: ana, sensitivity: ordinary}
      private: {about: ana, sensitivity: intimate}
      unsaid: {about: ana}
    flows: {ana -> ben: [plain, private, unsaid]}
    """)


@pytest.mark.parametrize(("holder", "people"), [("ben", 1), ("app", 1), ("fans", 300), ("few", SOME), ("some", SOME)])
def test_a_holder_is_one_and_an_audience_its_size_or_some(holder: str, people: int) -> None:
    assert size(GRAPH.roster.element(GRAPH.roster.number(holder))) == people


def test_a_made_holder_is_one() -> None:
    assert size(None) == 1


@pytest.mark.parametrize(
    ("holder", "consequences", "people"),
    [
        ("ben", (), 1),
        ("ben", (leads_to(form="kept"),), 1),
        ("ben", (leads_to(to="contact"),), 2),
        ("ben", (leads_to(to="contact"), leads_to(to="contact", learns="identity"), leads_to(to="stranger")), 3),
        ("fans", (leads_to(to="contact"),), 301),
        ("ben", (leads_to(to="everyone", form="published"),), None),
        ("everyone", (), None),
    ],
)
def test_reach_counts_the_holder_and_one_for_each_made_holder_or_is_anybody(
    holder: str, consequences: tuple[Consequence, ...], people: int | None
) -> None:
    assert reach(GRAPH, threat("it", when(), *consequences), GRAPH.roster.number(holder)) == people


@pytest.mark.parametrize(
    ("base", "datum", "reached", "grave"),
    [
        (2, "plain", 1, 2),
        (2, "private", 1, 3),
        (2, "unsaid", 1, 2),
        (2, None, 1, 2),
        (2, "plain", MANY - 1, 2),
        (2, "plain", MANY, 3),
        (2, "private", None, 4),
        (5, "private", None, GRAVEST),
    ],
)
def test_intimate_data_and_many_people_each_add_one_up_to_the_gravest(
    base: int, datum: str | None, reached: int | None, grave: int
) -> None:
    data = GRAPH.scenario.data[datum] if datum else None
    assert severity(catalogue(), threat("it", when(), severity=base), data, reached) == grave


def test_every_state_has_its_place_in_the_order_from_open_to_closed() -> None:
    assert STATE_ORDER == ("open", "reduced", "undecided", "accepted", "closed")
    assert set(STATE_ORDER) == set(get_args(State))


def test_what_can_be_disclosed_by_learning_has_a_severity() -> None:
    assert LEARNED == {"identity": 4, "whereabouts": 4, "participation": 3}
