from __future__ import annotations

from dataclasses import replace

import pytest

from tests.model.test_gate import FOUND
from tests.scenes import KEPT, TODAY, catalogue, scene, threat, when
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.totals import concerning, people, summary, total
from threatmodel.model.findings import State
from threatmodel.model.risk import Chance

HALF = replace(FOUND, chance=Chance(low=0.25, high=0.5, ceiling=1.0))


def test_the_total_is_the_sum_over_what_is_at_different_places() -> None:
    elsewhere = [
        replace(HALF, id="1", holder="eve"),
        replace(HALF, id="2", datum="chat"),
        replace(HALF, id="3", form="seen"),
    ]
    found = total([HALF, *elsewhere])
    assert (found.low, found.high, found.ceiling) == (4.0, 8.0, 16.0)


def test_of_several_findings_at_one_place_the_highest_counts() -> None:
    found = total([HALF, replace(FOUND, id="b", severity=1), replace(FOUND, id="c", severity=2)])
    assert (found.low, found.high, found.ceiling) == (2.0, 2.0, 4.0)


def test_findings_about_no_data_each_count() -> None:
    about_none = replace(FOUND, datum=None, form=None)
    assert total([replace(about_none, id="a"), replace(about_none, id="b")]).high == 8.0


@pytest.mark.parametrize(
    ("state", "counts"), [("accepted", 4.0), ("reduced", 4.0), ("undecided", 4.0), ("closed", 0.0)]
)
def test_what_is_accepted_counts_and_what_is_closed_does_not(state: State, counts: float) -> None:
    assert total([replace(FOUND, state=state)]).ceiling == counts


def test_what_is_undecided_counts_towards_the_ceiling_only() -> None:
    found = total([replace(FOUND, state="undecided")])
    assert (found.low, found.high, found.ceiling) == (0.0, 0.0, 4.0)


DUTY = threat("duty", when(), on="scenario", severity=2)
OWN = threat("own", when(words={"device": ("shared",)}), on="person", severity=1)
ADDRESS = threat("address", when(reveals=("ip address",)))
KNOWN = catalogue(KEPT, ADDRESS, DUTY, OWN)
SCENE = scene(
    """
    people:
      ana: {role: subject, device: own}
      ben: {role: friend, device: shared, in: crowd}
      cleo: {role: friend, device: own, in: crowd}
    audiences: {crowd: {size: 80}}
    systems: {app: {connects: directly, end-to-end encrypted: yes}}
    data:
      chat: {about: [ana, ben], medium: text, ephemeral: no, consent: {ana: keep, ben: keep}}
      talk: {about: crowd, medium: text, ephemeral: no, consent: {app: keep}}
    flows:
      ana -> app -> ben: chat
      crowd -> app -> crowd: talk
    """,
    KNOWN,
)
FINDINGS = {one.id: one for one in analyse(SCENE, KNOWN, TODAY).findings}


def about(person: str) -> set[str]:
    return {finding.id for finding in concerning(SCENE, FINDINGS.values(), person)}


def test_people_are_those_that_the_file_names() -> None:
    assert people(SCENE) == ("ana", "ben", "cleo")


def test_a_finding_concerns_whom_its_data_is_about_at_somebody_else() -> None:
    assert "kept/ben/chat" in about("ana")
    assert "kept/ben/chat" not in about("ben")
    assert "kept/ana/chat" in about("ben")
    assert not {"kept/ana/chat", "kept/ben/chat"} & about("cleo")


def test_what_is_about_an_audience_concerns_its_members() -> None:
    assert {"kept/crowd/talk"} <= about("ben") & about("cleo")
    assert "kept/crowd/talk" not in about("ana")
    assert "kept/ben/talk" in about("cleo") - about("ben")
    assert {one.person for one in analyse(SCENE, KNOWN, TODAY).people} == {"ana", "ben", "cleo"}


def test_a_network_address_concerns_whose_it_is() -> None:
    assert "address/ben/the-network-address-of-ana" in about("ana")
    assert "address/ben/the-network-address-of-ana" not in about("cleo")


def test_what_is_about_no_data_concerns_the_person_it_is_found_at_or_everybody() -> None:
    assert "own/ben" in about("ben")
    assert "own/ben" not in about("ana")
    assert "duty/scenario" in about("ana") & about("ben") & about("cleo")


def test_a_summary_says_what_could_happen_how_likely_how_bad_and_how_many_would_know() -> None:
    told = summary(SCENE, FINDINGS.values(), "cleo")
    harms = {harm.threat.id: harm for harm in told.harms}
    assert told.risk == total(concerning(SCENE, FINDINGS.values(), "cleo"))
    assert harms["kept"].findings[0] == "kept/crowd/talk"
    assert (harms["kept"].severity, harms["kept"].reach) == (4, 80)
    assert harms["kept"].certain
    assert harms["kept"].chance.high == 1.0
    assert "own" not in harms
    assert [harm.threat.id for harm in told.harms][-1] == "duty"
