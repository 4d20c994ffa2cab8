from __future__ import annotations

import json

import pytest

from tests.golden.example import FOLDER, TODAY, catalogue, example
from threatmodel import pipeline
from threatmodel.model.source import InputError


def test_a_text_goes_through_the_whole_line() -> None:
    scenario = pipeline.read((FOLDER / "scenario.yaml").read_bytes(), "x.yaml", catalogue())
    report = pipeline.study(scenario, catalogue(), today=TODAY, program="1.2.3")
    files = pipeline.files(report)
    assert set(files) == {"checklist.md", "findings.json"}
    assert json.loads(files["findings.json"])["scenarios"][0]["file"] == "x.yaml"


def test_what_the_catalogue_does_not_know_is_a_problem_with_its_place() -> None:
    text = (FOLDER / "scenario.yaml").read_text("utf-8").replace("capture-block: call", "capture-blok: call")
    with pytest.raises(InputError) as caught:
        pipeline.read(text, "x.yaml", catalogue())
    (problem,) = caught.value.problems
    assert "capture-block" in str(problem)
    assert str(problem).startswith("x.yaml:")


def test_a_drawing_has_a_box_for_each_holder_on_a_path() -> None:
    names = {box.name for box in pipeline.draw(example()).boxes}
    assert {"mara", "noor", "sam", "backup", "notebook"} <= names


def test_an_acceptance_counts_until_its_day() -> None:
    scenario = example().scenario
    states = {}
    for day in ("2027-06-30", "2027-07-01"):
        report = pipeline.study(scenario, catalogue(), today=day, program="")
        finding = report.analysis.finding("forwarding/noor/messages")
        assert finding is not None
        states[day] = finding.state
    assert states == {"2027-06-30": "accepted", "2027-07-01": "open"}
