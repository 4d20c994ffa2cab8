from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.example import FOLDER, catalogue, report
from tests.scenes import KEPT, SEEN, SPAN, control
from tests.scenes import catalogue as made
from threatmodel import pipeline
from threatmodel.model.catalogue import Likelihood
from threatmodel.model.elements import Estimate
from threatmodel.reports.estimated import as_data, told
from threatmodel.reports.terminal.lines import plain
from threatmodel.reports.terminal.to_text import to_text
from threatmodel.reports.to_json import to_json

RARE = replace(KEPT, likelihood=Likelihood(low=0.001, high=0.05, basis="a guess", span=SPAN))
KNOWN = made(RARE, SEEN, controls=[control("lock")])
WITH = """\
estimates:
  recording: {severity: 5, because: We <asked> around.}
  capture-block: {factor: 0.9, effort: L, because: Two apps.}
"""


def estimate(about: str, text: str) -> Estimate:
    scenario = pipeline.read(
        "title: A\ncontent note: A\nintensity: low\npeople: {ana: {role: subject}, ben: {}}\ndata: {a: {about: ana}}\n"
        f"flows: {{ana -> ben: a}}\nestimates: {{{about}: {{{text}, because: We counted.}}}}\n",
        "a.yaml",
        KNOWN,
    )
    return scenario.estimates[about]


@pytest.mark.parametrize(
    ("about", "text", "expected"),
    [
        ("kept", "severity: 5", "severity 5 instead of 3"),
        (
            "kept",
            "likelihood: {low: 0.1, high: 0.4}",
            "likelihood 10 to 40 % instead of 0.1 to 5 %",
        ),
        (
            "kept",
            "severity: 1, likelihood: {low: 0, high: 0.4, cap: 0.5}",
            "severity 1 instead of 3; likelihood 0 to 40 %, at most 50 % instead of 0.1 to 5 %",
        ),
        ("seen", "likelihood: {low: 0.5, high: 1}", "likelihood 50 to 100 % instead of being certain"),
        ("lock", "factor: 0.25", "leaves 25 % of a likelihood"),
        ("lock", "effort: L", "effort L instead of S"),
    ],
)
def test_an_estimate_says_what_it_stands_in_place_of(about: str, text: str, expected: str) -> None:
    assert told(estimate(about, text), KNOWN) == expected


def test_programs_are_told_what_is_not_estimated_too() -> None:
    assert as_data(estimate("lock", "factor: 0.25")) == {
        "id": "lock",
        "severity": None,
        "likelihood": None,
        "factor": 0.25,
        "effort": None,
        "because": "We counted.",
    }
    assert as_data(estimate("kept", "likelihood: {low: 0, high: 1}"))["likelihood"] == {
        "low": 0.0,
        "high": 1.0,
        "cap": None,
    }


def test_text_json_and_page_show_estimates_with_their_reason_and_place() -> None:
    scenario = (FOLDER / "scenario.yaml").read_text("utf-8")
    found = report(scenario + WITH, "scenario.yaml")
    line = scenario.count("\n") + 2
    text = " ".join(plain(to_text([found], everything=True)).split())
    assert "2 estimates of the scenario in place of the catalogue's:" in text
    assert f"recording: severity 5 instead of 3. We <asked> around. (scenario.yaml:{line}:3)" in text
    short = plain(to_text([found], everything=False))
    assert "2 estimates of the scenario in place of the catalogue's\n" in short
    assert '"id": "capture-block", "severity": null' in to_json([found])
    drawn = pipeline.draw(found), "<svg></svg>"
    page = pipeline.page(found, drawn, drawn)
    assert "severity 5 instead of 3. We &lt;asked&gt; around." in page
    assert "<asked>" not in page
    assert found.catalogue is catalogue()


def test_without_estimates_nothing_is_said_of_them() -> None:
    found = report((FOLDER / "scenario.yaml").read_text("utf-8"), "scenario.yaml")
    assert "estimate" not in plain(to_text([found], everything=True))
