from __future__ import annotations

import pytest

from tests.scenes import graph, leads_to, threat, when
from threatmodel.analysis.bits import FORM
from threatmodel.analysis.conditions import Conditions
from threatmodel.analysis.consequences import Reaction, Reactions, lasts, outcomes
from threatmodel.analysis.graph import DIRECT, Graph
from threatmodel.analysis.profile import Candidate
from threatmodel.analysis.readings import Truth
from threatmodel.model.catalogue import Consequence, Threat

SCENE = """
    people:
      ana: {role: subject}
      eve: {role: subject}
      ben: {role: partner, keeps: 7d}
      kim: {role: household, lives with: [ben]}
      sam: {role: household, lives with: [ben]}
    data: {pic: {about: [ana, eve], reveals: [face]}}
    flows: {ana -> ben: pic, ana -> kim: pic}
    """
GRAPH = graph(SCENE)
BEN = GRAPH.roster.number("ben")
KEPT = GRAPH.bits.arrive(GRAPH.bits.items(["face"]), 2)
DAY = 86400.0


def led_to(*consequences: Consequence, holder: str = "ben", possible: bool = False) -> list[tuple[str, str, int]]:
    """Who gets what in which form, out of a copy with a holder."""
    roster = GRAPH.roster
    start = roster.number(holder) if holder in ("ben", "kim", "ana") else roster.made(roster.number("ben"), holder)
    found = outcomes(GRAPH, holding_threat(*consequences), GRAPH.holding(start, 0), KEPT, possible=possible)
    return [(*names(GRAPH, outcome.target), outcome.form) for outcome in found]


def holding_threat(*consequences: Consequence, form: int = 1) -> Candidate:
    """A threat that holds wherever something is held in this form."""
    return Candidate(threat("it", when(), *consequences), 0, True, FORM[form], 0, None)


def names(compiled: Graph, holding: int) -> tuple[str, str]:
    holder, datum = compiled.split(holding)
    return compiled.roster.holder_name(holder), compiled.roster.datum_name(datum)


@pytest.mark.parametrize(
    ("consequence", "expected"),
    [
        (leads_to(form="kept"), [("ben", "pic", 2)]),
        (leads_to(to="contact", form="kept"), [("a contact of ben", "pic", 2)]),
        (leads_to(to="stranger", form="seen"), [("a stranger with access to ben", "pic", 1)]),
        (leads_to(to="insider", form="seen"), [("an insider at ben", "pic", 1)]),
        (leads_to(to="household", form="seen"), [("kim", "pic", 1), ("sam", "pic", 1)]),
        (leads_to(to="everyone", form="published"), [("everyone", "pic", 3)]),
        (leads_to(to="contact"), [("a contact of ben", "pic", 2)]),
        (leads_to(learns="identity"), [("ben", "who ana is", 2), ("ben", "who eve is", 2)]),
        (
            leads_to(to="contact", form="seen", learns="whereabouts"),
            [
                ("a contact of ben", "pic", 1),
                ("a contact of ben", "where ana is", 1),
                ("a contact of ben", "where eve is", 1),
            ],
        ),
    ],
)
def test_a_consequence_brings_a_form_to_somebody_or_lets_them_learn(
    consequence: Consequence, expected: list[tuple[str, str, int]]
) -> None:
    assert led_to(consequence) == expected


def test_a_household_without_anybody_named_is_made() -> None:
    assert led_to(leads_to(to="household", form="seen"), holder="kim") == [("the household of kim", "pic", 1)]


def test_what_follows_at_a_made_holder_stays_around_the_same_person() -> None:
    assert led_to(leads_to(to="household", form="seen"), holder="contact") == [("kim", "pic", 1), ("sam", "pic", 1)]
    assert led_to(leads_to(to="contact", form="kept"), holder="stranger") == [("a contact of ben", "pic", 2)]
    assert led_to(leads_to(form="kept"), holder="contact") == [("a contact of ben", "pic", 2)]


def test_only_what_the_holder_has_in_the_form_that_the_threat_asks_for_goes_on() -> None:
    glimpsed = KEPT & ~(GRAPH.bits.items(["face"]) << 1)
    passed_on = {
        (held, form): GRAPH.bits.names(outcome.bits)
        for held in (KEPT, glimpsed, FORM[2])
        for form in (1, 2)
        for outcome in outcomes(
            GRAPH, holding_threat(leads_to(to="contact"), form=form), GRAPH.holding(BEN, 0), held, possible=False
        )
    }
    assert passed_on == {
        (KEPT, 1): ("face",),
        (KEPT, 2): ("face",),
        (glimpsed, 1): ("face",),
        (glimpsed, 2): (),
        (FORM[2], 1): (),
        (FORM[2], 2): (),
    }


def test_the_consequences_of_a_threat_are_numbered() -> None:
    both = holding_threat(leads_to(form="kept"), leads_to(to="contact"))
    found = outcomes(GRAPH, both, GRAPH.holding(BEN, 0), KEPT, possible=False)
    assert [outcome.part for outcome in found] == [0, 1]


@pytest.mark.parametrize(
    ("holder", "after", "truth"),
    [("ben", 0.0, True), ("ben", 7 * DAY, True), ("ben", 8 * DAY, False), ("kim", 0.0, True), ("kim", DAY, None)],
)
def test_a_consequence_takes_no_longer_than_its_holder_keeps(holder: str, after: float, truth: Truth) -> None:
    assert lasts(GRAPH, GRAPH.roster.number(holder), leads_to(form="kept", after=after)) is truth


def test_what_may_last_long_enough_is_taken_in_the_possible_run_only() -> None:
    later = leads_to(form="kept", after=DAY)
    assert led_to(later, holder="kim") == []
    assert led_to(later, holder="kim", possible=True) == [("kim", "pic", 2)]
    assert led_to(leads_to(form="kept", after=8 * DAY), possible=True) == []


def reaction(*threats: Threat, holder: str = "ben", form: int = 2, possible: bool = False) -> Reaction:
    """What follows at a holding in a form, wherever the same is written."""
    compiled = graph(SCENE, *threats)
    profile = Conditions(graph=compiled).profile(compiled.roster.number(holder), 0)
    return Reactions(compiled, possible=possible).of(profile, FORM[form] | compiled.route_bit_of(DIRECT))


def test_of_what_several_threats_bring_to_the_same_place_the_highest_form_is_left() -> None:
    seen = threat("seen-by", when(form="kept"), leads_to(to="contact", form="seen"))
    kept = threat("kept-by", when(form="kept"), leads_to(to="contact", form="kept"))
    found = reaction(seen, kept)
    assert [(effect.to, effect.form) for effect in found.effects] == [("contact", 2)]
    assert [lead.candidate.threat.id for lead in found.leads] == ["seen-by", "kept-by"]


def test_what_asks_for_more_to_be_known_or_held_does_not_stand_in_for_what_asks_for_less() -> None:
    less = threat("less", when(form="seen"), leads_to(to="contact", form="seen"))
    knowing = threat("knowing", when(form="seen", knows="identity"), leads_to(to="contact", form="kept"))
    more = threat("more", when(form="kept"), leads_to(to="contact", form="kept"))
    assert len(reaction(less, knowing, more).effects) == 3
    assert len(reaction(less, knowing, more, form=1).effects) == 2


def test_a_threat_that_leads_nowhere_or_is_not_shown_leads_to_nothing() -> None:
    public = threat("public", when(form="published"), leads_to(to="contact", form="kept"))
    assert reaction(threat("plain", when()), public) == Reaction((), unsure=False, leads=())


def test_it_is_not_sure_what_follows_where_a_condition_or_how_long_something_is_kept_is_not_known() -> None:
    unlocked = threat("unlocked", when(words={"app lock": (False,)}), leads_to(to="contact", form="kept"))
    later = threat("later", when(), leads_to(to="contact", form="kept", after=60.0))
    for one in (unlocked, later):
        sure, possible = reaction(one, holder="eve"), reaction(one, holder="eve", possible=True)
        assert sure.unsure
        assert possible.unsure
        assert (len(sure.leads), len(possible.leads)) == (0, 1)
