from __future__ import annotations

import pytest

from tests.texts import changed, complaints, twist, twisted


@pytest.mark.parametrize(
    "change",
    [
        "{people: {dan: {role: viewer}}}",
        "{systems: {relay: {keeps: 1d}}, flows: {ana -> relay -> cleo: chat}}",
        "{audiences: {fans: {size: 9}}, people: {cleo: {in: fans}}}",
        "{audiences: {fans: {size: 9}}, data: {pic: {consent: {fans: see}}}}",
        "{data: {note: {about: ana}}}",
        "{data: {copy: {made from: pic}}}",
        "{flows: {ana -> cloud: pic}}",
        "{controls: {watermark: [ana -> app -> ben, members]}}",
        "{assessment done: no}",
        "{summary: It goes on.}",
    ],
)
def test_a_twist_may_add(change: str) -> None:
    assert twist(change).scenario.file == "my.yaml"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("{}", ["32:32: the twist 't0' changes nothing"]),
        ("{people: {ben: {device: own}}}", ["32:32: the twist 't0' changes nothing"]),
        ("{flows: {ana->cleo: [pic]}}", ["32:32: the twist 't0' changes nothing"]),
        ("", ["32:32: the change of 't0' needs a value (expected a mapping ('name: value'))"]),
        ("[ben]", ["32:32: the change of 't0': expected a mapping ('name: value'), not a list"]),
        (
            "{people: {bne: {device: shared}}}",
            ["32:42: 'bne' is not there, so it cannot be changed (did you mean 'ben'?)"],
        ),
        (
            "{people: {zoe: {device: shared}}}",
            ["32:42: 'zoe' is not there, so it cannot be changed (somebody new needs a 'role')"],
        ),
        (
            "{systems: {ap: {keeps: 2d}}}",
            ["32:43: 'ap' is not there, so it cannot be changed (did you mean 'app'?)"],
        ),
        (
            "{data: {pci: {live: yes}}}",
            ["32:40: 'pci' is not there, so it cannot be changed (did you mean 'pic'?)"],
        ),
        (
            "{people: {bne: null}}",
            ["32:42: 'bne' is not there, so it cannot be removed (did you mean 'ben'?)"],
        ),
        (
            "{people: {ben: {devise: null}}}",
            ["32:48: 'devise' is not there, so it cannot be removed (did you mean 'device'?)"],
        ),
        (
            "{flows: {ana -> cloud: null}}",
            ["32:41: 'ana -> cloud' is not there, so it cannot be removed (did you mean 'ben -> cloud'?)"],
        ),
        (
            "{people: {ana: null}}",
            ["32:32: with this change 'pic' would be about nobody (change that too, or remove it with 'null')"],
        ),
        (
            "{data: {pic: null}}",
            ["32:32: with this change 'clip' would be made from nothing (change that too, or remove it with 'null')"],
        ),
        ("{workshop: {objectives: x}}", ["32:33: a twist cannot change 'workshop'"]),
        ("{version: 1}", ["32:33: a twist cannot change 'version'"]),
        (
            "{peple: {ben: {device: shared}}}",
            ["32:33: unknown key 'peple' in the scenario (did you mean 'people'?)"],
        ),
        (
            "{people: {ben: {device: shard}}}",
            ["32:56: 'shard' is not a value of 'device' (did you mean 'shared'?)"],
        ),
        ("{flows: {ana -> cloud: pci}}", ["32:55: 'pci' is not data of this scenario (did you mean 'pic'?)"]),
        (
            "{flows: {ana -> clod: pic}}",
            ["32:48: 'clod' is not a person, system or audience (did you mean 'cloud'?)"],
        ),
        (
            "{people: {ben: {role: subject}, cleo: null, dan: {role: viewer}}, flows: {dan -> app: pic}}",
            [
                (
                    "32:118: 'dan' cannot send 'pic': it is not about them and never reached them "
                    "(draw how it gets there, or name 'dan' in its 'made by')"
                )
            ],
        ),
        (
            "{people: {ana: {role: friend}}}",
            [
                (
                    "32:32: with the twist 't0', line 5 is wrong: nobody in 'people' has the role 'subject' "
                    "(write 'role: subject' for whom the data is about)"
                )
            ],
        ),
        ("{title: null}", ["32:32: with the twist 't0', line 1 is wrong: the scenario needs 'title'"]),
        (
            "{systems: {app: null}, flows: {ben -> cloud: null, ana -> cleo: null}}",
            [
                (
                    "32:32: with the twist 't0', line 18 is wrong: no flow is drawn "
                    "(draw at least one, such as 'ana -> calling app -> ben: chat')"
                )
            ],
        ),
    ],
)
def test_a_twist_that_makes_no_sense_is_complained_about_where_it_stands(change: str, expected: list[str]) -> None:
    assert complaints(twisted(f"change: {change}")) == expected


def test_what_is_wrong_with_the_base_is_told_once() -> None:
    text = changed("device: own", "device: onw", twisted("change: {title: B}", "change: {title: C}, after: t0"))
    assert complaints(text) == ["6:32: 'onw' is not a value of 'device' (did you mean 'own'?)"]


def test_what_a_twist_makes_wrong_is_not_told_again_by_those_after_it() -> None:
    found = complaints(twisted("change: {people: {ben: {device: x}}}", "after: t0, change: {title: B}"))
    assert [each.split(" (")[0] for each in found] == ["32:56: 'x' is not a value of 'device'"]


def test_anything_else_replaces() -> None:
    assert twist("{data: {chat: {about: ana}}}").scenario.data["chat"].about == ("ana",)


def test_null_removes_a_word() -> None:
    assert "keeps" not in twist("{systems: {app: {keeps: null}}}").scenario.holders["app"].words
