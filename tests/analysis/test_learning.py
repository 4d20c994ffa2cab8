from __future__ import annotations

import pytest

from tests.scenes import analysed, graph, leads_to, threat, when
from threatmodel.analysis.learning import Learning

GRAPH = graph("""
    people: {ana: {role: subject}, eve: {role: subject}, ben: {role: viewer}}
    systems: {app: {connects: by relay}}
    data:
      call: {about: ana, reveals: [face]}
      post: {about: ana, reveals: [face, name]}
      note: {about: eve, reveals: [home]}
    flows: {ana -> app -> ben: [call, post], eve -> ben: note}
    """)
CALL, POST, NOTE = range(3)
ANA, EVE = (GRAPH.roster.subject_number[name] for name in ("ana", "eve"))
BEN, APP, EVERYONE = GRAPH.roster.number("ben"), GRAPH.roster.number("app"), GRAPH.roster.everyone


def learning(*holdings: tuple[int, int]) -> Learning:
    """What is learned where these holders have these data whole."""
    held = {
        GRAPH.holding(holder, datum): GRAPH.bits.items(GRAPH.roster.data[datum].names("reveals"))
        for holder, datum in holdings
    }
    started = Learning(GRAPH, held)
    for holder, datum in holdings:
        started.note(holder, datum)
    return started


def told(started: Learning, holder: int, subject: int = ANA) -> list[tuple[str, list[str]]]:
    """What a holder learns, and from which data."""
    return [
        (
            GRAPH.roster.datum_name(GRAPH.split(target)[1]),
            [GRAPH.roster.datum_name(GRAPH.split(premise.holding)[1]) for premise in premises],
        )
        for target, _, premises in started.told(holder, subject)
    ]


def test_who_has_what_about_whom_is_noted() -> None:
    started = learning((BEN, CALL), (BEN, NOTE), (APP, CALL), (EVERYONE, POST))
    assert started.data_about(BEN, ANA) == (CALL,)
    assert started.data_about(BEN, EVE) == (NOTE,)
    assert started.data_about(APP, EVE) == ()
    assert started.holders_about(ANA) == (BEN, APP)
    assert started.holders_about(EVE) == (BEN,)


def test_what_somebody_has_about_themself_alone_teaches_nobody() -> None:
    ana = GRAPH.roster.number("ana")
    assert learning((ana, CALL)).holders_about(ANA) == ()


def test_a_holder_learns_from_what_it_has() -> None:
    assert told(learning((BEN, POST)), BEN) == [("who ana is", ["post"])]
    assert told(learning((BEN, CALL)), BEN) == []


def test_a_person_learns_from_what_everyone_knows_together_with_its_own_data() -> None:
    assert told(learning((BEN, CALL), (EVERYONE, POST)), BEN) == [("who ana is", ["call", "post"])]


def test_what_everyone_has_only_seen_informs_as_well_and_can_be_traced() -> None:
    found = analysed(
        """
        people: {ana: {role: subject}, ben: {role: viewer}}
        systems: {stage: {end-to-end encrypted: no, keeps: 0s, records: never}}
        data:
          show: {about: ana, medium: video, live: yes, reveals: [handle, name], consent: {stage: see}}
          chat: {about: ana, medium: text, ephemeral: no, reveals: [handle], consent: {ben: keep}}
        flows: {ana -> stage: show, ana -> ben: chat}
        """,
        threat("amplified", when(form="seen", holder=("system",)), leads_to(to="everyone", form="seen")),
        threat("named", when(holder=("person",), knows="name behind persona")),
    )
    [named] = [one for one in found.findings if one.id == "named/ben/chat"]
    assert named.state == "open"
    assert named.witness is not None


def test_a_system_learns_nothing_from_what_everyone_knows() -> None:
    assert told(learning((APP, CALL), (EVERYONE, POST)), APP) == []


@pytest.mark.parametrize("subject", [EVE])
def test_of_whom_nothing_could_ever_be_told_nothing_is(subject: int) -> None:
    assert told(learning((BEN, NOTE)), BEN, subject) == []


def test_only_data_about_somebody_of_whom_something_can_be_told_tell() -> None:
    assert [learning().tells(datum) for datum in (CALL, POST, NOTE)] == [True, True, False]


def test_what_is_noted_again_is_new_only_where_it_shows_more() -> None:
    started = learning((BEN, POST))
    assert not started.note(BEN, POST)
    started = Learning(GRAPH, held := {GRAPH.holding(BEN, POST): GRAPH.bits.items(["face"])})
    assert started.note(BEN, POST)
    held[GRAPH.holding(BEN, POST)] |= GRAPH.bits.items(["name"])
    assert started.note(BEN, POST)
