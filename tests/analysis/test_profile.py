from __future__ import annotations

import pytest

from tests.scenes import SEEN, graph, threat, when
from threatmodel.analysis.bits import FORM
from threatmodel.analysis.conditions import Conditions
from threatmodel.analysis.graph import Graph
from threatmodel.analysis.profile import Candidate, Found, Profile
from threatmodel.analysis.readings import Truth
from threatmodel.model.catalogue import Threat

SCENE = """
    people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}, kim: {role: bystander}}
    systems: {loud: {notice: none}, quiet: {notice: layered, deletes on request: yes}, dumb: {}}
    data:
      pic: {about: ana, medium: image, ephemeral: no, reveals: [face]}
      crowd: {about: [ana, kim], medium: image, ephemeral: no}
    flows: {ana -> loud -> ben: pic, ana -> quiet -> ben: pic, ana -> dumb -> eve: [pic, crowd]}
    """
UNNOTICED = threat("unnoticed", when(words={"notice": ("none",)}))
IN_VIEW = threat("in-view", when(facts=("bystander-in-view",)))


def conditions(*threats: Threat) -> Conditions:
    return Conditions(graph=graph(SCENE, *threats))


def profile(asked: Conditions, holder: str, datum: str = "pic") -> Profile:
    roster = asked.graph.roster
    return asked.profile(roster.number(holder), roster.datum_number[datum])


def through(compiled: Graph, *places: str) -> int:
    """The bits of what was kept and came through these systems."""
    bits = FORM[2]
    for rules in (compiled.axioms, *compiled.rules.values()):
        for way in (way for rule in rules for way in rule.ways if way.place in places):
            bits |= compiled.route_bit_of(way)
    return bits


@pytest.mark.parametrize(
    ("places", "truth"),
    [(("loud",), True), (("quiet",), False), (("dumb",), None), (("quiet", "dumb"), None), (("loud", "quiet"), True)],
)
def test_of_several_ways_the_least_safe_counts(places: tuple[str, ...], truth: Truth) -> None:
    asked = conditions(UNNOTICED)
    found = profile(asked, "ben").candidates(through(asked.graph, *places))
    assert [one.truth for one in found] == ([] if truth is False else [truth])


def test_what_came_by_no_known_way_is_not_what_came_by_a_safe_one() -> None:
    kept = threat("kept", when(words={"deletes on request": (False,)}))
    asked = conditions(kept)
    at_ben = profile(asked, "ben")
    assert at_ben.candidates(through(asked.graph, "quiet")) == ()
    assert [one.truth for one in at_ben.candidates(FORM[2])] == [None]


def test_holdings_of_which_the_same_is_written_share_a_profile() -> None:
    asked = conditions(UNNOTICED)
    assert profile(asked, "ben") is profile(asked, "eve")
    assert profile(asked, "ben") is not profile(asked, "loud")


def test_facts_tell_holdings_apart() -> None:
    asked = conditions(IN_VIEW)
    assert profile(asked, "eve").candidates(FORM[1]) == ()
    assert [one.threat.id for one in profile(asked, "eve", "crowd").candidates(FORM[1])] == ["in-view"]


def test_all_made_holders_share_a_profile_and_everyone_is_asked_nothing() -> None:
    asked = conditions(SEEN)
    roster = asked.graph.roster
    made = {asked.profile(roster.made(roster.number(name), "contact"), 0) for name in ("ben", "eve", "loud")}
    assert len(made) == 1
    assert made.pop().asked
    assert not asked.profile(roster.everyone, 0).asked
    assert not asked.profile(roster.number("ana"), 0).asked


@pytest.mark.parametrize(("held", "shown"), [(0b001, False), (0b011, False), (0b1011, True), (0b1001, False)])
def test_a_threat_is_shown_by_all_bits_that_it_needs_and_one_that_is_revealed(held: int, *, shown: bool) -> None:
    assert Candidate(SEEN, 0, True, 0b011, 0b11000, None).shown(held) is shown


def test_what_is_found_is_certain_where_the_sure_bits_show_it() -> None:
    asked = conditions(UNNOTICED, threat("kept", when(form="kept")))
    at, kept = profile(asked, "ben"), through(asked.graph, "loud")
    seen = kept & ~FORM[2] | FORM[1]
    assert {one.threat.id: certain for one, certain in Found().at(at, kept, seen)} == {"unnoticed": True, "kept": False}
    assert {certain for _, certain in Found().at(at, kept, 0)} == {False}
    assert {one.threat.id for one, _ in Found().at(at, seen, seen)} == {"unnoticed"}


def test_what_is_not_known_is_found_and_not_certain() -> None:
    asked = conditions(UNNOTICED)
    dumb = through(asked.graph, "dumb")
    assert [certain for _, certain in Found().at(profile(asked, "eve"), dumb, dumb)] == [False]
