from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.texts import changed, vocabulary
from threatmodel.formats.catalogue import read_inferences, read_kind, read_words
from threatmodel.model.elements import UNKNOWN
from threatmodel.model.source import InputError, Span


def said_of(read: Callable[[], object]) -> list[str]:
    with pytest.raises(InputError) as caught:
        read()
    return [str(problem) for problem in caught.value.problems]


WORDS = """\
device:
  type: choice
  on: [person]
  order: [own, shared]
  meaning: Who opens it.
  question: Who opens {place}?
live:
  type: yes/no
  on: data
  meaning: Whether it is live.
locked:
  type: yes/no
  on: [person, system]
  order: [yes, no]
  meaning: Whether it is locked.
medium:
  type: list
  on: [data]
  values: [text, video]
  implies:
    text: {live: no}
  meaning: What it is made of.
keeps:
  type: duration
  on: [system]
  order: more is worse
  meaning: How long it stays.
knows:
  type: names
  on: [person]
  names: [person, audience]
  meaning: Whom somebody knows.
"""


def test_words_are_read_with_their_order_from_safe_to_unsafe() -> None:
    words = read_words(WORDS, "words.yaml")
    assert list(words) == ["device", "live", "locked", "medium", "keeps", "knows"]
    assert [(word.values, word.ordered) for word in words.values()] == [
        (("own", "shared"), True),
        (("no", "yes"), False),
        (("yes", "no"), True),
        (("text", "video"), False),
        ((), True),
        ((), False),
    ]
    assert words["medium"].implies == {"text": {"live": False}}
    assert words["knows"].names == ("person", "audience")
    assert words["live"].on == ("data",)
    assert words["device"].span == Span("words.yaml", 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("type: choice", "type: choise", ["2:9: 'choise' is not a value of 'type' (did you mean 'choice'?)"]),
        ("  on: [person]\n  order", "  on: []\n  order", ["3:7: 'on' needs a value"]),
        ("  order: [own, shared]\n", "", ["1:1: the word 'device' needs 'values' or 'order'"]),
        ("order: [own, shared]", "order: [own, own]", ["4:16: 'own' is written twice in 'order'"]),
        ("[own, shared]", "[own]\n  values: [own]", ["4:10: either 'values' or 'order', not both"]),
        (
            "order: [yes, no]",
            "order: [yes, never]",
            ["14:10: the order of a yes/no is [no, yes] or [yes, no]"],
        ),
        ("values: [text, video]", "order: [text, video]", ["19:10: a list has no order (write 'values')"]),
        (
            "text: {live: no}",
            "txt: {live: no}",
            ["21:5: 'txt' is not a value of 'medium' (did you mean 'text'?)"],
        ),
        (
            "{live: no}",
            "{lvie: no}",
            ["21:12: 'lvie' is not a word that 'implies' can say something of (did you mean 'live'?)"],
        ),
        ("{live: no}", "{live: maybe}", ["21:18: 'live' is yes or no, not 'maybe'"]),
        ("{live: no}", "{device: own}", ["21:12: 'device' cannot stand on data, only on a person"]),
        (
            "order: more is worse",
            "order: less is worse",
            ["26:10: 'less is worse' is not a value of 'order'"],
        ),
        (
            "  names: [person, audience]\n",
            "",
            ["28:1: the word 'knows': 'names' says what a word of type 'names' may refer to, and stands there only"],
        ),
        ("  meaning: Who opens it.\n", "", ["2:3: the word 'device' needs 'meaning'"]),
        (
            "type: names",
            "type: text",
            ["28:1: the word 'knows': 'names' says what a word of type 'names' may refer to, and stands there only"],
        ),
        (
            "names: [person, audience]",
            "names: [person]\n  values: [a]",
            ["32:11: a word of type 'names' has no 'values' and no 'order' of values"],
        ),
    ],
)
def test_a_word_that_cannot_be_used_is_complained_about(old: str, new: str, expected: list[str]) -> None:
    text = changed(old, new, WORDS)
    assert [line.split(" (one of")[0] for line in said_of(lambda: read_words(text, "w"))] == [
        f"w:{each}" for each in expected
    ]


KIND = """\
title: Cloud backup
on: [system]
implies: {keeps: forever, end-to-end encrypted: no, access logged: unknown}
why: A second copy.
source: S55
confidence: medium
"""


def test_a_kind_is_read_with_its_presets() -> None:
    kind = read_kind(KIND, "k.yaml", "cloud-backup", vocabulary().words)
    assert (kind.id, kind.title, kind.on, kind.confidence) == (
        "cloud-backup",
        "Cloud backup",
        ("system",),
        "medium",
    )
    preset = kind.implies["end-to-end encrypted"]
    assert (preset.value, preset.origin, preset.source, preset.span) == (
        False,
        "preset",
        "cloud-backup",
        Span("k.yaml", 3, 49),
    )
    assert kind.implies["access logged"].value is UNKNOWN


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("on: [system]", "on: [data]", ["2:6: 'data' is not a value of 'on'", "3:11: x"]),
        (
            "keeps: forever",
            "kepes: forever",
            ["3:11: 'kepes' is not a word that 'implies' can say something of (did you mean 'keeps'?)"],
        ),
        ("keeps: forever", "size: 3", ["3:11: 'size' cannot stand on a system, only on an audience"]),
        ("keeps: forever", "kind: x", ["3:11: 'kind' is not a word that 'implies' can say something of"]),
        (
            "keeps: forever",
            "keeps: long",
            ["3:18: 'long' is not a duration such as 10s, 5m, 2h, 30d, 1y or forever"],
        ),
        ("confidence: medium", "confidence: M", ["6:13: 'M' is not a value of 'confidence'"]),
        ("source: S55\n", "", ["1:1: a kind needs 'source'"]),
        (
            "title",
            "titel",
            ["1:1: a kind needs 'title'", "1:1: unknown key 'titel' in a kind (did you mean 'title'?)"],
        ),
    ],
)
def test_a_kind_that_cannot_be_used_is_complained_about(old: str, new: str, expected: list[str]) -> None:
    text = changed(old, new, KIND)
    found = said_of(lambda: read_kind(text, "k", "cloud-backup", vocabulary().words))
    expected = [each for each in expected if not each.endswith(": x")]
    assert [line.split(" (one of")[0] for line in found] == [f"k:{each}" for each in expected]


def test_an_id_is_a_slug() -> None:
    assert said_of(lambda: read_kind(KIND, "k", "Cloud backup", vocabulary().words)) == [
        "k:1:1: 'Cloud backup' is not an id such as 'cloud-backup'"
    ]


INFERENCES = """\
identifiers: [name, face]
pseudonymised: name
agreed with: {identity: [name], participation: []}
inferences:
  persona-named:
    title: Both are known.
    learns: name behind persona
    reveals: [[handle], [name, email]]
"""


def test_inferences_are_read() -> None:
    read = read_inferences(INFERENCES, "i.yaml", vocabulary().words)
    assert (read.identifiers, read.pseudonymised) == (frozenset({"name", "face"}), frozenset({"name"}))
    assert read.agreed_with == {"identity": ("name",), "participation": ()}
    (inference,) = read.inferences
    assert (inference.id, inference.learns) == ("persona-named", "name behind persona")
    assert inference.reveals == (("handle",), ("name", "email"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[name, face]", "[nmae]", "1:15: 'nmae' is not a value of 'identifiers' (did you mean 'name'?)"),
        (
            "identity: ",
            "idenity: ",
            "3:15: 'idenity' is not something that can be learned (did you mean 'identity'?)",
        ),
        ("name behind persona", "names", "7:13: 'names' is not a value of 'learns'"),
        ("[handle]", "[handel]", "8:16: 'handel' is not a value of 'reveals' (did you mean 'handle'?)"),
        ("[[handle], [name, email]]", "name", "8:14: 'reveals': expected a list, not a single value"),
        ("    title: Both are known.\n", "", "6:5: 'persona-named' needs 'title'"),
    ],
)
def test_an_inference_that_cannot_be_drawn_is_complained_about(old: str, new: str, expected: str) -> None:
    text = changed(old, new, INFERENCES)
    (found,) = said_of(lambda: read_inferences(text, "i", vocabulary().words))
    assert found.split(" (one of")[0] == f"i:{expected}"
