from __future__ import annotations

import pytest

from tests.texts import BASE, changed, scenario, vocabulary
from threatmodel.formats.decode import Reading
from threatmodel.formats.nodes import Entry, Scalar
from threatmodel.formats.scenario import read_scenario
from threatmodel.formats.vocabulary import Vocabulary, Words, said
from threatmodel.model.catalogue import Word
from threatmodel.model.elements import UNKNOWN
from threatmodel.model.source import Span

BEN = "ben: {role: partner}"
APP = "app: {}"
MEMBERS = "members: {}"
PIC = "pic: {about: ana}"


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
