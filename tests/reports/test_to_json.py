from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.golden.example import example, golden
from tests.house import house
from threatmodel.model.findings import Step
from threatmodel.model.source import Span
from threatmodel.reports.to_json import Steps, to_json

SCHEMA = json.loads((files("threatmodel.reports") / "schema" / "findings.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_whole_document_is_as_expected() -> None:
    text = to_json([example()])
    assert text == golden("findings.json", text)


def test_the_schema_is_one_and_the_document_follows_it() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(document())
    VALIDATOR.validate(json.loads(to_json([example(), example()])))


def test_the_example_shows_every_part_of_the_document() -> None:
    (scenario,) = document()["scenarios"]
    assert {finding["state"] for finding in scenario["findings"]} == {
        "open",
        "reduced",
        "undecided",
        "accepted",
        "closed",
    }
    assert all(scenario[part] for part in ("points", "findings", "questions", "assumptions", "steps"))


MUTATIONS: dict[str, Callable[[Any], object]] = {
    "no scenarios": lambda d: d["scenarios"].clear(),
    "another format": lambda d: d.update(format=2),
    "an unknown part": lambda d: d["scenarios"][0].update(extra=1),
    "an unknown state": lambda d: d["scenarios"][0]["findings"][0].update(state="fine"),
    "a severity too high": lambda d: d["scenarios"][0]["findings"][0].update(severity=6),
    "an id without a place": lambda d: d["scenarios"][0]["findings"][0].update(id="recording"),
    "a line 0": lambda d: d["scenarios"][0]["findings"][0]["place"].update(line=0),
    "no witness said": lambda d: d["scenarios"][0]["findings"][0].pop("witness"),
    "a nested witness": lambda d: d["scenarios"][0]["findings"][0].update(witness={"kind": "flow"}),
    "an unknown form": lambda d: d["scenarios"][0]["points"][0].update(form="heard"),
    "a point nothing makes": lambda d: d["scenarios"][0]["points"][0]["crossings"].clear(),
    "a question about nothing": lambda d: d["scenarios"][0]["questions"][0]["bears_on"].clear(),
    "a step below the first": lambda d: d["scenarios"][0]["steps"][0].update(premises=[-1]),
    "accepted by nobody": lambda d: accepted(d).update(accepted=None),
    "accepted and open": lambda d: accepted(d).update(state="open"),
    "negative counts": lambda d: d["scenarios"][0]["counts"].update(open=-1),
    "no version": lambda d: d["program"].pop("version"),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_schema_refuses_what_is_wrong(mutation: str) -> None:
    wrong = copy.deepcopy(document())
    MUTATIONS[mutation](wrong)
    assert not VALIDATOR.is_valid(wrong)


def test_the_same_reports_give_the_same_bytes_with_one_newline_at_the_end() -> None:
    assert to_json([example()]) == to_json([example()])
    assert to_json([example()]).endswith("}\n")


def test_every_index_leads_to_an_earlier_step_and_every_id_to_a_finding() -> None:
    (scenario,) = document()["scenarios"]
    for number, step in enumerate(scenario["steps"]):
        assert all(premise < number for premise in step["premises"])
    ids = {finding["id"] for finding in scenario["findings"]}
    points = {point["id"] for point in scenario["points"]}
    for point in scenario["points"]:
        assert {*point["findings"], *point["others"]} <= ids
        assert all(crossing < len(scenario["steps"]) for crossing in point["crossings"])
    for finding in scenario["findings"]:
        assert set(finding["points"]) <= points
        last = finding["witness"]
        assert last is None or scenario["steps"][last]["datum"] == finding["datum"]


def test_steps_that_are_shared_or_equal_are_written_once() -> None:
    steps = Steps()
    first = step("a")
    again = replace(first)
    assert steps.index(replace(first, holder="b", premises=(first,))) == 1
    assert steps.index(replace(first, holder="c", premises=(again,))) == 2
    assert [written["premises"] for written in steps.written] == [[], [0], [0]]


def test_a_chain_of_thousands_of_steps_is_flat_and_does_not_repeat() -> None:
    chain, steps = step("start"), Steps()
    for number in range(5000):
        chain = replace(chain, holder=f"h{number}", premises=(chain,))
        assert steps.index(chain) == number + 1
    assert len(steps.written) == 5001


def step(holder: str) -> Step:
    return Step(
        kind="flow", holder=holder, datum="chat", form="seen", by="", certain=True, agreed=True, span=Span("s", 1, 1)
    )


def document() -> Any:
    return json.loads(to_json([example()]))


def accepted(document: Any) -> Any:
    return next(one for one in document["scenarios"][0]["findings"] if one["state"] == "accepted")


def test_whom_a_finding_is_about_is_told_and_of_whom_it_is_not_known() -> None:
    [scenario] = json.loads(to_json([house()]))["scenarios"]
    told = {one["id"]: (one["about"], one["perhaps_about"]) for one in scenario["findings"]}
    assert told["vulnerable-attribute-disclosure/eve/tour"] == (["oskar"], ["caretaker"])
    assert told["unagreed-recipient/oskar/tour"] == (["greta", "caretaker"], [])
    assert told["device-spyware/eve"] == (["eve"], [])
    assert told["missing-impact-assessment/scenario"] == ([], [])
