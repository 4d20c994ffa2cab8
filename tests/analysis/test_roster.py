from __future__ import annotations

import pytest

from tests.scenes import scene
from threatmodel.analysis.roster import DISCLOSED, LEARNED, MADE, Roster

ROSTER = Roster(
    scene("""
        people:
          ana: {role: subject, in: fans}
          ben: {role: partner, lives with: [ana]}
        systems: {app: {}}
        audiences: {fans: {size: 3}}
        data:
          chat: {about: [ana, ben]}
          poll: {about: fans}
        flows:
          ana -> app -> ben: chat
          fans -> app -> fans: poll
        """)
)


def test_named_holders_come_first_then_everyone_then_four_made_holders_for_each() -> None:
    names = [ROSTER.holder_name(number) for number in range(ROSTER.named + 1 + len(MADE) * ROSTER.named)]
    assert names[:5] == ["ana", "ben", "app", "fans", "everyone"]
    assert names[5:9] == [
        "a contact of ana",
        "a stranger with access to ana",
        "the household of ana",
        "an insider at ana",
    ]
    assert len(names) == 5 + 16


def test_a_made_holder_of_a_made_holder_is_one_of_the_same_named_holder() -> None:
    ben = ROSTER.number("ben")
    contact = ROSTER.made(ben, "contact")
    assert ROSTER.made(contact, "contact") == contact
    assert ROSTER.made(contact, "stranger") == ROSTER.made(ben, "stranger")
    assert ROSTER.base(contact) == ben
    assert ROSTER.base(ben) == ben
    assert ROSTER.base(ROSTER.everyone) == ROSTER.everyone


@pytest.mark.parametrize(
    ("name", "type_"), [("ben", "person"), ("app", "system"), ("fans", "audience"), ("everyone", "everyone")]
)
def test_a_holder_has_the_type_that_the_file_gives_it(name: str, type_: str) -> None:
    assert ROSTER.type(ROSTER.number(name)) == type_


def test_a_made_holder_is_a_person_of_whom_the_file_says_nothing() -> None:
    contact = ROSTER.made(ROSTER.number("fans"), "contact")
    assert ROSTER.type(contact) == "person"
    assert ROSTER.element(contact) is None
    assert ROSTER.element(ROSTER.everyone) is None


def test_data_that_is_written_comes_first_then_addresses_then_what_can_be_learned() -> None:
    assert [ROSTER.datum_name(number) for number in range(ROSTER.width)][:6] == [
        "chat",
        "poll",
        "the network address of ana",
        "the network address of ben",
        "the network address of fans",
        "who ana is",
    ]
    assert ROSTER.width == 5 + len(LEARNED) * 3
    assert ROSTER.address == {"ana": 2, "ben": 3, "fans": 4}


def test_what_is_learned_of_somebody_has_a_number_and_a_name() -> None:
    ben = ROSTER.subject_number["ben"]
    numbers = [ROSTER.learned(ben, what) for what in LEARNED]
    assert [ROSTER.datum_name(number) for number in numbers] == [
        "who ben is",
        "where ben is",
        "that ben takes part",
        "the persona of ben",
        "the name behind the persona of ben",
    ]
    assert [ROSTER.learned_of(number) for number in numbers] == [(ben, what) for what in LEARNED]
    assert ROSTER.learned_of(0) is None


def test_only_who_and_where_somebody_is_and_that_they_take_part_are_disclosures() -> None:
    assert LEARNED[:DISCLOSED] == ("identity", "whereabouts", "participation")


@pytest.mark.parametrize(
    ("holder", "datum", "about"),
    [
        ("ana", "chat", ["ben"]),
        ("app", "chat", ["ana", "ben"]),
        ("fans", "poll", ["fans"]),
        ("ana", "poll", ["fans"]),
        ("ana", "the network address of ana", []),
    ],
)
def test_a_holding_concerns_the_other_subjects_and_in_an_audience_each_is_another(
    holder: str, datum: str, about: list[str]
) -> None:
    concerned = ROSTER.concerned(ROSTER.number(holder), ROSTER.datum_number[datum])
    assert [ROSTER.subjects[number] for number in concerned] == about


def test_what_is_learned_concerns_nobody_but_its_subject() -> None:
    ana = ROSTER.subject_number["ana"]
    who = ROSTER.learned(ana, "identity")
    assert ROSTER.concerned(ROSTER.number("ben"), who) == (ana,)
    assert ROSTER.concerned(ROSTER.number("ana"), who) == ()


def test_who_lives_with_somebody_is_their_household_and_who_is_in_an_audience_its_member() -> None:
    number = ROSTER.number
    assert ROSTER.household == {number("ana"): (number("ben"),)}
    assert ROSTER.members == {number("fans"): (number("ana"),)}


def test_no_address_is_shown_on_a_path_without_a_system_between_its_ends() -> None:
    direct = Roster(
        scene("""
            people: {ana: {role: subject}, ben: {}}
            systems: {app: {}}
            data: {chat: {about: ana}}
            flows: {ana -> ben: chat, ana -> app: chat}
            """)
    )
    assert direct.address == {}


def test_the_made_holders_of_one_holder_stand_in_a_row_whoever_of_them_asks() -> None:
    for holder in range(ROSTER.named):
        row = [ROSTER.made(holder, role) for role in MADE]
        assert row == list(range(ROSTER.first_made(holder), ROSTER.first_made(holder) + len(MADE)))
        assert {ROSTER.first_made(made) for made in row} == {row[0]}
