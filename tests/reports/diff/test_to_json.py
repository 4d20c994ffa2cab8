from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.golden.example import golden
from tests.golden.hostile import hostile
from tests.golden.versions import compared, unrelated, versions
from threatmodel.reports.diff.to_json import to_json

SCHEMA = json.loads((files("threatmodel.reports") / "schema" / "diff.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def document() -> Any:
    return json.loads(to_json(versions()))


def test_the_whole_document_is_as_expected() -> None:
    text = to_json(versions())
    assert text == golden("diff.json", text)


def test_the_schema_is_one_and_the_document_follows_it() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(document())
    VALIDATOR.validate(json.loads(to_json(compared(hostile(), hostile().replace("noor: see", "noor: keep")))))
    VALIDATOR.validate(json.loads(to_json(replace(versions(), level="high"))))


def test_every_cause_is_one_of_the_changes_and_what_fails_is_found() -> None:
    said = document()
    numbers = {each for one in said["findings"] for cause in one["causes"] for each in cause["changes"]}
    assert numbers
    assert max(numbers) < len(said["changes"])
    assert set(said["gate"]["failing"]) < {one["id"] for one in said["findings"]}


def test_it_is_said_whether_two_have_anything_in_common() -> None:
    said = json.loads(to_json(unrelated()))
    VALIDATOR.validate(said)
    assert (said["in_common"], document()["in_common"]) == (False, True)
    assert {tuple(one["causes"]) for one in said["findings"]} == {()}
    assert {one["kind"] for one in said["findings"]} == {"new", "gone"}


MUTATIONS: dict[str, Callable[[Any], object]] = {
    "another format": lambda d: d.update(format=2),
    "an unknown part": lambda d: d.update(extra=1),
    "an unknown kind": lambda d: d["findings"][0].update(kind="better"),
    "no cause said": lambda d: d["findings"][0].pop("causes"),
    "a cause without a change": lambda d: d["findings"][0]["causes"][0].update(changes=[]),
    "a change without a thing": lambda d: d["changes"][0].pop("thing"),
    "a change nowhere": lambda d: d["changes"][0].update(old_place=None, new_place=None),
    "an unknown level": lambda d: d["gate"].update(fail_on="open"),
    "a risk below zero": lambda d: d["risk"]["after"].update(low=-1),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_schema_refuses_what_is_wrong(mutation: str) -> None:
    wrong = copy.deepcopy(document())
    MUTATIONS[mutation](wrong)
    assert not VALIDATOR.is_valid(wrong)
