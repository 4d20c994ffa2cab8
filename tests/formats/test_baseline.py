from __future__ import annotations

import json
from typing import Any

import pytest

from threatmodel.formats.baseline import read_baseline
from threatmodel.model.source import InputError

FINDING = {"id": "recording/noor/picture", "state": "open"}
SCENARIO = {"file": "call.yaml", "title": "A call", "findings": [FINDING]}
GOOD = {"format": 1, "program": {"name": "threatmodel", "version": "0.1.0"}, "scenarios": [SCENARIO]}

NEWER = (
    "b.json:2:13: this baseline is of format 2, which a newer version of the program wrote "
    "(use that version, or write it anew with --write-baseline)"
)


def complaints(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_baseline(text, "b.json")
    return [str(problem) for problem in caught.value.problems]


def written(**changes: Any) -> str:
    return json.dumps({**GOOD, **changes}, indent=2)


def test_a_baseline_says_what_was_found_in_each_scenario() -> None:
    known = read_baseline(written(), "b.json")
    assert {name: (one.title, one.findings) for name, one in known.scenarios.items()} == {
        "call.yaml": ("A call", {"recording/noor/picture": "open"})
    }
    assert str(known.scenarios["call.yaml"].span) == "b.json:8:5"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "b.json:1:1: the file is empty"),
        ("[]", "b.json:1:1: this is not a baseline (write it anew with --write-baseline)"),
        ("hello", "b.json:1:1: this is not a baseline (write it anew with --write-baseline)"),
        ('{"scenarios": []}', "b.json:1:1: this is not a baseline (write it anew with --write-baseline)"),
        (written(format="1"), "b.json:2:13: this is not a baseline (write it anew with --write-baseline)"),
        (
            written(format=2, more={}),
            NEWER,
        ),
        (written(scenarios={}), "b.json:7:16: 'scenarios': expected a list, not a mapping"),
        (
            written(scenarios=[{**SCENARIO, "findings": [{**FINDING, "state": "opne"}]}]),
            "b.json:14:20: 'opne' is not a value of 'state' (did you mean 'open'?)",
        ),
        (
            written(scenarios=[{**SCENARIO, "findings": [FINDING, FINDING]}]),
            "b.json:17:17: 'recording/noor/picture' is written twice",
        ),
        (written(scenarios=[SCENARIO, SCENARIO]), "b.json:18:5: 'call.yaml' is written twice in a baseline"),
        (written(scenarios=[{**SCENARIO, "file": ""}]), "b.json:9:15: 'file' needs a value"),
    ],
)
def test_what_is_no_baseline_is_refused_with_its_place(text: str, said: str) -> None:
    assert complaints(text) == [said]


def test_half_a_baseline_is_refused_with_its_place() -> None:
    assert complaints(written()[:150])[0].startswith("b.json:")


def test_all_mistakes_are_told_at_once() -> None:
    text = written(scenarios=[{"file": "a", "findings": [{"id": "x"}, {"state": "closed"}]}])
    assert complaints(text) == [
        "b.json:8:5: a scenario needs 'title'",
        "b.json:11:9: a finding needs 'state'",
        "b.json:14:9: a finding needs 'id'",
    ]
