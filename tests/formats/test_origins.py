from __future__ import annotations

import pytest

from tests.texts import changed, complaints, scenario

FLOW = "  ana -> app -> ben: pic\n"
BEN = "ben: {role: partner}"
PEOPLE = "ben: {role: partner}\n  cleo: {role: viewer, in: members}\n  dan: {role: viewer, in: inner}"


def text(flows: str, *, pic: str = "{about: ana}", more: str = "") -> str:
    base = changed(BEN, PEOPLE).replace("members: {}", "members: {}\n  inner: {in: members}")
    return base.replace("{about: ana}", pic + more).replace(FLOW, flows)


COPY = "\n  clip: {made from: pic}\n  other: {about: ben}"


@pytest.mark.parametrize(
    ("flows", "pic", "more"),
    [
        ("  ana -> ben: pic\n", "{about: ana}", ""),
        ("  ben -> app: pic\n  ana -> ben: pic\n", "{about: ana}", ""),
        ("  app -> ben: pic\n  ana -> app -> cleo: pic\n", "{about: ana}", ""),
        ("  ben -> app: pic\n", "{about: ana, made by: ben}", ""),
        ("  cleo -> app: pic\n", "{about: members}", ""),
        ("  dan -> app: pic\n", "{about: members}", ""),
        ("  inner -> app: pic\n", "{about: members}", ""),
        ("  ana -> members: pic\n  cleo -> app: pic\n", "{about: ana}", ""),
        ("  ana -> members: pic\n  dan -> app: pic\n", "{about: ana}", ""),
        ("  ana -> everyone: pic\n  ben -> app: pic\n", "{about: ana}", ""),
        ("  ana -> ben: pic\n  ben -> app: clip\n", "{about: ana}", COPY),
        ("  app -> ben: clip\n  ana -> app: pic\n", "{about: ana}", COPY),
        ("  ana -> ben: pic\n  ben -> app: [pic, other]\n  app -> ana: clip\n", "{about: ana}", COPY),
        ("  members -> app -> members: pic\n", "{about: members}", ""),
    ],
)
def test_who_has_the_data_may_send_it(flows: str, pic: str, more: str) -> None:
    assert scenario(text(flows, pic=pic, more=more)).paths


def complaint(who: str, what: str = "pic") -> str:
    return (
        f"'{who}' cannot send '{what}': it is not about them and never reached them "
        f"(draw how it gets there, or name '{who}' in its 'made by')"
    )


@pytest.mark.parametrize(
    ("flows", "pic", "more", "expected"),
    [
        ("  ben -> app: pic\n", "{about: ana}", "", ["17:15: " + complaint("ben")]),
        ("  ben -> app: clip\n", "{about: ana}", COPY, ["19:15: " + complaint("ben", "clip")]),
        ("  ana -> app: clip\n  app -> ben: pic\n", "{about: ana}", COPY, ["20:15: " + complaint("app")]),
        ("  members -> app: pic\n", "{about: ana}", "", ["17:19: " + complaint("members")]),
        (
            "  ana -> cleo: pic\n  members -> app: pic\n",
            "{about: ana}",
            "",
            ["18:19: " + complaint("members")],
        ),
        ("  cleo -> app: pic\n", "{about: inner}", "", ["17:16: " + complaint("cleo")]),
    ],
)
def test_who_never_had_the_data_cannot_send_it(flows: str, pic: str, more: str, expected: list[str]) -> None:
    written = text(flows, pic=pic, more=more)
    assert complaints(written) == expected


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ("  ben -> app: pic\n  app -> cleo: pic\n", ["17:15: " + complaint("ben")]),
        ("  ben -> cleo: pic\n  cleo -> ben: pic\n", ["17:16: " + complaint("ben")]),
        (
            "  ana -> ben: pci\n  ben -> app: pic\n",
            ["17:15: 'pci' is not data of this scenario (did you mean 'pic'?)"],
        ),
        (
            "  ana -> bem: pic\n  bem -> app: pic\n",
            [
                "17:10: 'bem' is not a person, system or audience (did you mean 'ben'?)",
                "18:3: 'bem' is not a person, system or audience (did you mean 'ben'?)",
            ],
        ),
    ],
)
def test_one_mistake_is_told_once(flows: str, expected: list[str]) -> None:
    assert complaints(text(flows)) == expected


def test_a_system_without_a_key_has_nothing_to_send_on() -> None:
    apart = text("  ana -> app: pic\n  app -> ben: pic\n")
    assert scenario(apart.replace("app: {", "app: {end-to-end encrypted: no, ", 1)).paths
    sealed = apart.replace("app: {", "app: {end-to-end encrypted: yes, ", 1)
    (told,) = complaints(sealed)
    assert "'app' cannot send 'pic' on: it is end-to-end encrypted and holds no key" in told
    assert "draw one path from who sends to who receives, through it" in told


def test_data_about_a_misspelt_name_may_come_from_anywhere() -> None:
    assert complaints(text("  ana -> app: pic\n", pic="{about: anna}")) == [
        "15:16: 'anna' is not a person or audience (did you mean 'ana'?)"
    ]
