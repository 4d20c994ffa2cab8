from __future__ import annotations

import math

import pytest

from tests.texts import BASE, changed, complaints, scenario, vocabulary
from threatmodel.formats.decode import Reading
from threatmodel.formats.nodes import Entry, Scalar
from threatmodel.formats.scenario import read_scenario
from threatmodel.formats.vocabulary import Vocabulary, Words, said
from threatmodel.model.catalogue import Word
from threatmodel.model.elements import UNKNOWN, Value
from threatmodel.model.source import Span

BEN = "ben: {role: partner}"
APP = "app: {}"
MEMBERS = "members: {}"
PIC = "pic: {about: ana}"


@pytest.mark.parametrize(
    ("old", "new", "thing", "word", "value"),
    [
        (BEN, "ben: {legal risk: Yes}", "ben", "legal risk", True),
        (BEN, "ben: {legal risk: FALSE}", "ben", "legal risk", False),
        (BEN, "ben: {lives in: no}", "ben", "lives in", "no"),
        (BEN, "ben: {lives in: 010}", "ben", "lives in", "010"),
        (BEN, "ben: {lives in: 1:30}", "ben", "lives in", "1:30"),
        (BEN, "ben: {device: unknown}", "ben", "device", UNKNOWN),
        (BEN, "ben: {knows: unknown}", "ben", "knows", UNKNOWN),
        (BEN, "ben: {knows: [ana, members]}", "ben", "knows", ("ana", "members")),
        (BEN, "ben: {lives with: ana}", "ben", "lives with", ("ana",)),
        (BEN, "ben: {lives with: []}", "ben", "lives with", ()),
        (BEN, "ben: {keeps: 7d}", "ben", "keeps", 7 * 86400.0),
        (APP, "app: {keeps: forever}", "app", "keeps", math.inf),
        (APP, "app: {keeps: nothing}", "app", "keeps", 0.0),
        (APP, "app: {shows: [presence, accounts]}", "app", "shows", ("presence", "accounts")),
        (APP, "app: {shows: presence}", "app", "shows", ("presence",)),
        (APP, "app: {lawful basis: none}", "app", "lawful basis", "none"),
        (MEMBERS, "members: {size: 300}", "members", "size", 300.0),
        (MEMBERS, "members: {size: 2.5e2}", "members", "size", 250.0),
        (PIC, "pic: {about: ana, asked: no}", "pic", "asked", "no"),
    ],
)
def test_a_word_has_a_value_of_its_type(old: str, new: str, thing: str, word: str, value: Value) -> None:
    read = scenario(changed(old, new + "\n  cleo: {role: subject}") if old == BEN else changed(old, new))
    written = {**read.holders, **read.data}[thing].words[word]
    assert written.value == value
    assert type(written.value) is type(value)
    assert written.origin == "file"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (BEN, "ben: {legal risk: maybe}", "6:21: 'legal risk' is yes or no, not 'maybe'"),
        (BEN, "ben: {device: Own}", "6:17: 'Own' is not a value of 'device' (did you mean 'own'?)"),
        (BEN, "ben: {device: [own]}", "6:17: 'device': expected a text, not a list"),
        (BEN, "ben: {device: }", "6:17: 'device' needs a value"),
        (BEN, "ben: {device}", "6:15: 'device' needs a value"),
        (BEN, "ben: {device: {own: yes}}", "6:17: 'device': expected a text, not a mapping"),
        (BEN, "ben: {lives in: [a, b]}", "6:19: 'lives in': expected a text, not a list"),
        (BEN, "ben: {knows: bne}", "6:16: 'bne' is not a person or audience (did you mean 'ben'?)"),
        (BEN, "ben: {knows: anna}", "6:16: 'anna' is not a person or audience (did you mean 'ana'?)"),
        (BEN, "ben: {knows: [ana, app]}", "6:22: 'app' is a system, not a person or audience"),
        (BEN, "ben: {in: everyone}", "6:13: 'everyone' is not an audience"),
        (BEN, "ben: {knows: [ana, ana]}", "6:22: 'ana' is written twice in 'knows'"),
        (BEN, "ben: {knows: [[ana]]}", "6:17: 'knows': expected a text, not a list"),
        (BEN, "ben: {knows: {ana: yes}}", "6:16: 'knows': expected a list, not a mapping"),
        (BEN, "ben: {lives with: ben}", "6:21: 'ben' cannot stand under its own 'lives with'"),
        (BEN, "ben: {size: 3}", "6:9: 'size' cannot stand on a person, only on an audience"),
        (BEN, "ben: {rol: partner}", "6:9: unknown attribute 'rol' on person (did you mean 'role'?)"),
        (APP, "app: {keeps: soon}", "8:16: 'soon' is not a duration such as 10s, 5m, 2h, 30d, 1y or forever"),
        (APP, "app: {keeps: 30}", "8:16: '30' is not a duration such as 10s, 5m, 2h, 30d, 1y or forever"),
        (
            APP,
            "app: {shows: [presense]}",
            "8:17: 'presense' is not a value of 'shows' (did you mean 'presence'?)",
        ),
        (MEMBERS, "members: {size: many}", "10:19: 'many' is not a number such as 3, 250 or 0.5"),
        (MEMBERS, "members: {size: -3}", "10:19: '-3' is not a number such as 3, 250 or 0.5"),
        (MEMBERS, "members: {size: .nan}", "10:19: '.nan' is not a number such as 3, 250 or 0.5"),
        (MEMBERS, "members: {size: .inf}", "10:19: '.inf' is not a number such as 3, 250 or 0.5"),
        (MEMBERS, "members: {size: yes}", "10:19: 'yes' is not a number such as 3, 250 or 0.5"),
        (PIC, "pic: {about: ana, medium: [unknown]}", "12:30: 'unknown' is not a value of 'medium'"),
        (
            PIC,
            "pic: {about: ana, kind: cloud backup}",
            "12:21: 'kind' cannot stand on data, only on a person, system or audience",
        ),
        (
            APP,
            "app: {kind: video confrence}",
            "8:15: 'video confrence' is not a kind in the catalogue (did you mean 'video conference'?)",
        ),
        (
            APP,
            "app: {kind: cloud-bakcup}",
            "8:15: 'cloud-bakcup' is not a kind in the catalogue (did you mean 'cloud-backup'?)",
        ),
        (
            APP,
            "app: {kind: household bystander}",
            "8:15: the kind 'household bystander' cannot stand on a system, only on a person",
        ),
    ],
)
def test_a_word_that_says_something_else_is_complained_about(old: str, new: str, expected: str) -> None:
    (found,) = complaints(changed(old, new))
    assert found.split(" (one of ")[0] == expected


def test_a_kind_presets_what_the_author_did_not_write() -> None:
    app = scenario(changed(APP, "app: {kind: Cloud Backup, keeps: 1d}")).holders["app"]
    preset = app.words["end-to-end encrypted"]
    assert app.words["kind"].value == "cloud-backup"
    assert (preset.value, preset.origin, preset.source) == (False, "preset", "cloud-backup")
    assert preset.span == Span("my.yaml", 8, 15)
    assert (app.words["keeps"].value, app.words["keeps"].origin) == (86400.0, "file")


def test_unknown_hides_a_preset() -> None:
    app = scenario(changed(APP, "app: {kind: cloud backup, end-to-end encrypted: unknown}")).holders["app"]
    assert app.words["end-to-end encrypted"].value is UNKNOWN


def test_an_unknown_kind_presets_nothing() -> None:
    assert list(scenario(changed(APP, "app: {kind: unknown}")).holders["app"].words) == ["kind"]


def test_a_kind_presets_only_what_may_stand_on_the_thing() -> None:
    text = changed(BEN, "ben: {kind: partner audience}").replace(MEMBERS, "members: {kind: partner-audience}")
    holders = scenario(text).holders
    assert "age" in holders["ben"].words
    assert "meant for" not in holders["ben"].words
    assert "age" not in holders["members"].words
    assert holders["members"].words["meant for"].value == "one"


@pytest.mark.parametrize(
    ("medium", "live"),
    [
        ("text", False),
        ("[text, image]", False),
        ("[text, video]", None),
        ("video", None),
        ("unknown", None),
        ("[]", None),
    ],
)
def test_several_values_imply_what_all_of_them_imply(medium: str, live: bool | None) -> None:  # noqa: FBT001 - a column
    words = scenario(changed(PIC, f"pic: {{about: ana, medium: {medium}}}")).data["pic"].words
    assert ("live" in words) == (live is not None)
    if live is not None:
        assert (words["live"].value, words["live"].origin) == (live, "preset")
        assert words["live"].source.startswith("medium: text")


def test_what_is_written_comes_before_what_is_implied() -> None:
    words = scenario(changed(PIC, "pic: {about: ana, live: yes, medium: text}")).data["pic"].words
    assert (words["live"].value, words["live"].origin) == (True, "file")


def test_a_yes_can_imply_something_too() -> None:
    span = Span("words.yaml", 1, 1)
    words = {
        "a": Word(
            name="a",
            type="yes/no",
            on=("person",),
            values=("no", "yes"),
            implies={"yes": {"b": "x"}},
            meaning="",
            span=span,
        ),
        "b": Word(name="b", type="text", on=("person",), meaning="", span=span),
    }
    reading = Reading("my.yaml")
    entries = {"a": Entry(Scalar("a", "a", 1, 1), Scalar("yes", "yes", 1, 4), bare=False)}
    found = Words(reading, Vocabulary(words=words), {}).read(entries, "person")
    assert found["b"].value == "x"
    assert found["b"].source == "a: yes"


def test_a_value_is_said_as_it_is_written() -> None:
    assert [said(value) for value in (True, False, "own", ("a", "b"))] == [
        ("yes",),
        ("no",),
        ("own",),
        ("a", "b"),
    ]


def test_threats_and_controls_are_not_checked_where_no_catalogue_is_given() -> None:
    known = vocabulary()
    text = (
        BASE
        + "controls: {anything: {on: app, keeps: 3d}}\n"
        + "accepted: [{finding: any/ben/pic, because: x, by: y, until: 2027-01-01}]\n"
    )
    read = read_scenario(text, "my.yaml", Vocabulary(words=known.words, kinds=known.kinds))
    assert read.controls[0].values["keeps"].value == 3 * 86400.0
