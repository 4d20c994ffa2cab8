from __future__ import annotations

import pytest

from tests.scenes import catalogue, scene
from threatmodel.analysis.agreement import ANYTHING, NOTHING, UNSAID, Agreed, Agreements
from threatmodel.analysis.readings import Truth
from threatmodel.analysis.roster import Roster

SEEN, KEPT, PUBLISHED = 1, 2, 3


def agreements(text: str) -> Agreements:
    read = scene(text)
    return Agreements(scenario=read, catalogue=catalogue(), roster=Roster(read))


SAID = agreements("""
    people:
      ana: {role: subject}
      ben: {role: partner, lives with: [ana]}
      eve: {role: viewer, in: fans, knows: [ana]}
      kim: {role: friend}
    systems:
      app: {operator: company}
      archive: {operator: company}
      cloud: {operator: another}
    audiences: {fans: {size: 3, in: club}, club: {size: 9}}
    data:
      chat: {about: [ana, ben], consent: {ana: see, ben: keep, club: share, app: [moderate, bill]}}
      card: {about: ana, reveals: [name], consent: {kim: see}}
      post: {about: ana, consent: {everyone: see, ben: publish}}
      note: {about: ana, reveals: [home]}
    flows: {ana -> ben: [chat, card, post, note]}
    """)


def agreed(holder: str, datum: str) -> Agreed:
    return SAID.agreed(SAID.roster.number(holder), SAID.roster.datum_number[datum])


def learned(holder: str, what: str, subject: str = "ana") -> Agreed:
    roster = SAID.roster
    return SAID.agreed(roster.number(holder), roster.learned(roster.subject_number[subject], what))


@pytest.mark.parametrize(
    ("holder", "act"),
    [("ana", 1), ("ben", 2), ("club", 3), ("fans", 3), ("eve", 3), ("kim", 0), ("cloud", 0), ("everyone", 0)],
)
def test_a_holder_may_do_what_it_or_an_audience_around_it_was_agreed(holder: str, act: int) -> None:
    assert agreed(holder, "chat").act == act


def test_purposes_are_agreed_for_the_system_that_is_named_and_no_other_of_its_operator() -> None:
    assert agreed("app", "chat") == Agreed(0, frozenset({"moderate", "bill"}))
    assert agreed("archive", "chat") is NOTHING


def test_about_themself_alone_anybody_may_do_anything() -> None:
    assert agreed("ana", "card") is ANYTHING


def test_consent_for_everyone_covers_every_holder_named_or_made() -> None:
    roster = SAID.roster
    assert agreed("cloud", "post").act == 1
    assert agreed("ben", "post").act == 4
    assert SAID.agreed(roster.made(roster.number("ben"), "contact"), roster.datum_number["post"]).act == 1


def test_where_nothing_was_said_nothing_is_known() -> None:
    assert agreed("ben", "note") is UNSAID


def test_nobody_was_asked_about_a_network_address() -> None:
    direct = agreements("""
        people: {ana: {role: subject}, ben: {}}
        systems: {app: {}}
        data: {call: {about: ana}}
        flows: {ana -> app -> ben: call}
        """)
    assert direct.agreed(direct.roster.number("ben"), direct.roster.address["ana"]) is NOTHING


def test_who_somebody_is_may_be_known_by_who_was_agreed_their_name_or_knows_them() -> None:
    assert learned("kim", "identity") is ANYTHING
    assert learned("eve", "identity") is ANYTHING
    assert learned("ben", "identity") is ANYTHING
    assert learned("cloud", "identity") == NOTHING


def test_what_can_be_learned_is_unsaid_where_what_tells_it_is_and_nothing_else_allows_it() -> None:
    assert learned("kim", "whereabouts") is UNSAID
    assert learned("cloud", "participation") is ANYTHING  # the post is for everyone


def test_a_persona_only_informs_conditions_and_needs_no_consent() -> None:
    assert learned("cloud", "persona") is ANYTHING


@pytest.mark.parametrize(
    ("holder", "datum", "form", "purposes", "truth"),
    [
        ("ana", "chat", SEEN, (), True),
        ("ana", "chat", KEPT, (), False),
        ("ben", "chat", KEPT, (), True),
        ("ben", "chat", PUBLISHED, (), False),
        ("ben", "post", PUBLISHED, (), True),
        ("everyone", "post", PUBLISHED, (), True),
        ("everyone", "chat", SEEN, (), False),
        ("ben", "note", SEEN, (), None),
        ("app", "chat", KEPT, ("moderate",), True),
        ("app", "chat", KEPT, ("moderate", "bill"), True),
        ("app", "chat", KEPT, ("moderate", "advertise"), False),
        ("app", "chat", SEEN, (), False),
        ("ben", "chat", SEEN, ("moderate",), False),
        ("ana", "card", PUBLISHED, ("advertise",), True),
    ],
)
def test_a_form_and_its_purposes_are_held_against_what_was_agreed(
    holder: str, datum: str, form: int, purposes: tuple[str, ...], truth: Truth
) -> None:
    roster = SAID.roster
    assert SAID.allows(roster.number(holder), roster.datum_number[datum], form, purposes) is truth


@pytest.mark.parametrize(
    ("said", "widest"),
    [(Agreed(0), 0), (Agreed(0, frozenset({"bill"})), 2), (Agreed(3, frozenset({"bill"})), 3), (UNSAID, None)],
)
def test_keeping_for_a_purpose_counts_as_keeping(said: Agreed, widest: int | None) -> None:
    assert said.widest == widest


@pytest.mark.parametrize(("holder", "known"), [("ben", True), ("eve", True), ("kim", False), ("everyone", False)])
def test_who_lives_with_somebody_or_is_written_to_know_them_does(holder: str, *, known: bool) -> None:
    assert SAID.knows(SAID.roster.number(holder), SAID.roster.subject_number["ana"]) is known


def test_a_made_holder_is_not_written_to_know_anybody() -> None:
    contact = SAID.roster.made(SAID.roster.number("eve"), "contact")
    assert not SAID.knows(contact, SAID.roster.subject_number["ana"])


@pytest.mark.parametrize(
    ("holder", "datum", "form", "within"),
    [
        ("ana", "chat", KEPT, SEEN),
        ("ben", "chat", PUBLISHED, KEPT),
        ("kim", "chat", PUBLISHED, 0),
        ("kim", "note", KEPT, 0),
    ],
)
def test_of_what_goes_past_what_was_agreed_the_highest_lower_form_may_be(
    holder: str, datum: str, form: int, within: int
) -> None:
    assert SAID.within(SAID.roster.number(holder), SAID.roster.datum_number[datum], form) == within


def test_no_part_of_what_is_sent_for_a_purpose_is_agreed_unless_the_purpose_is() -> None:
    chat = SAID.roster.datum_number["chat"]
    assert SAID.within(SAID.roster.number("ana"), chat, KEPT, ("research",)) == 0


def test_of_holders_that_nobody_named_all_were_agreed_the_same() -> None:
    roster = SAID.roster
    post = roster.datum_number["post"]
    made = [roster.made(roster.number(name), "stranger") for name in ("ben", "eve")]
    assert {SAID.agreed(holder, post) for holder in (*made, roster.everyone)} == {Agreed(1)}
