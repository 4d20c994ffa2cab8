from __future__ import annotations

import math

import pytest

from tests.texts import changed, complaints, scenario
from threatmodel.model.elements import UNKNOWN, Value

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
