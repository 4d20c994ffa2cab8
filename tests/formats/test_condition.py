from __future__ import annotations

import pytest

from tests.texts import vocabulary
from threatmodel.formats.condition import condition
from threatmodel.formats.decode import Reading
from threatmodel.formats.yaml_text import read
from threatmodel.model.catalogue import When

FACTS = frozenset({"bystander-in-view", "has-left"})


def when(text: str, on: str = "holding", threat: str = "covert-recording") -> tuple[When, list[str]]:
    reading = Reading("t")
    found = condition(reading, read(text, "t"), threat, on, vocabulary(), FACTS)
    return found, [str(problem).removeprefix("t:").split(" (one of")[0] for problem in reading.problems]


def test_a_condition_has_seven_keys_of_its_own_and_the_words() -> None:
    found, said = when(
        "{form: seen, holder: [person, audience], not agreed: keep, reveals: face, knows: persona, fact: has-left,"
        " role: [viewer, friend], live: yes, device: shared, keeps: 1d, medium: video, end-to-end encrypted: no}"
    )
    assert said == []
    assert (found.form, found.holder, found.not_agreed, found.reveals) == (
        "seen",
        ("person", "audience"),
        "keep",
        ("face",),
    )
    assert (found.knows, found.facts, found.by_design) == ("persona", ("has-left",), False)
    assert found.words == {
        "role": ("viewer", "friend"),
        "live": (True,),
        "device": ("shared",),
        "keeps": (86400.0,),
        "medium": ("video",),
        "end-to-end encrypted": (False,),
    }


def test_kinds_may_be_named_with_spaces() -> None:
    assert when("{kind: [cloud backup, device-gallery]}")[0].words["kind"] == ("cloud-backup", "device-gallery")


def test_only_the_threats_of_drawn_flows_ask_for_them() -> None:
    assert when("{by design: yes}", threat="unagreed-recipient")[0].by_design is True
    assert when("{by design: yes}")[1] == ["1:13: 'by design' is for unagreed-recipient and kept-beyond-consent only"]


ALWAYS = "is always at least this: its safest value says nothing"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", ["1:1: 'when' needs at least one condition"]),
        ("seen", ["1:1: 'when': expected a mapping ('name: value'), not a single value"]),
        ("{form: sene}", ["1:8: 'sene' is not a value of 'form' (did you mean 'seen'?)"]),
        ("{holder: [person, stranger]}", ["1:19: 'stranger' is not a value of 'holder'"]),
        ("{not agreed: nothing}", ["1:14: 'nothing' is not a value of 'not agreed'"]),
        ("{reveals: fcae}", ["1:11: 'fcae' is not a value of 'reveals' (did you mean 'face'?)"]),
        ("{knows: name}", ["1:9: 'name' is not a value of 'knows'"]),
        ("{fact: has-lef}", ["1:8: 'has-lef' is not a fact (did you mean 'has-left'?)"]),
        ("{roel: viewer}", ["1:2: 'roel' is not a condition (did you mean 'role'?)"]),
        ("{in: members}", ["1:2: 'in' is not a condition"]),
        ("{role: [viewer, frend]}", ["1:17: 'frend' is not a value of 'role' (did you mean 'friend'?)"]),
        ("{role: unknown}", ["1:8: a condition cannot ask for 'unknown'"]),
        ("{device: unknown}", ["1:10: a condition cannot ask for 'unknown'"]),
        ("{device: own}", [f"1:10: 'device' {ALWAYS}"]),
        ("{end-to-end encrypted: yes}", [f"1:24: 'end-to-end encrypted' {ALWAYS}"]),
        ("{keeps: nothing}", [f"1:9: 'keeps' {ALWAYS}"]),
        ("{size: 0}", [f"1:8: 'size' {ALWAYS}"]),
        ("{keeps: soon}", ["1:9: 'soon' is not a duration such as 10s, 5m, 2h, 30d, 1y or forever"]),
        (
            "{device: [shared, own]}",
            ["1:10: 'device' is ordered from safe to unsafe: it takes one value (a condition means this or less safe)"],
        ),
        ("{assessment done: no}", ["1:2: 'assessment done' is never true here: it stands on the scenario"]),
        ("{kind: cloud bakcup}", ["1:8: 'cloud bakcup' is not a kind in the catalogue (did you mean 'cloud backup'?)"]),
    ],
)
def test_a_condition_that_never_or_always_holds_is_complained_about(text: str, expected: list[str]) -> None:
    assert when(text)[1] == expected


@pytest.mark.parametrize(
    ("on", "text", "expected"),
    [
        ("system", "{records: by default}", []),
        ("person", "{legal risk: yes}", []),
        ("scenario", "{assessment done: no}", []),
        (
            "system",
            "{form: seen, records: by default}",
            ["1:2: 'form' can only be asked of a holding, not of a system"],
        ),
        ("person", "{records: by default}", ["1:2: 'records' is never true here: it stands on a system"]),
        ("system", "{role: viewer}", ["1:2: 'role' is never true here: it stands on a person or audience"]),
    ],
)
def test_a_condition_reads_what_stands_on_the_thing(on: str, text: str, expected: list[str]) -> None:
    assert when(text, on)[1] == expected
