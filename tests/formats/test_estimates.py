from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.texts import complaints, scenario
from threatmodel.model.elements import Estimate
from threatmodel.model.source import Span

HEAD = """\
title: A call
content note: Nothing is described.
intensity: low
people: {ana: {role: subject}, ben: {role: partner}}
data: {pic: {about: ana}}
flows: {ana -> ben: pic}
"""


def read(text: str) -> Mapping[str, Estimate]:
    return scenario(f"{HEAD}estimates:\n  {text}\n").estimates


def said(text: str) -> list[str]:
    return complaints(f"{HEAD}estimates:\n  {text}\n")


def test_a_scenario_without_estimates_holds_what_the_catalogue_holds() -> None:
    assert scenario(HEAD).estimates == {}


def test_a_threat_is_held_graver_and_likelier_and_the_reason_and_the_place_are_kept() -> None:
    found = read("covert-recording: {severity: 4, likelihood: {low: 0.1, high: 0.4, cap: 0.5}, because: A show.}")
    expected = Estimate(
        id="covert-recording",
        because="A show.",
        severity=4,
        likelihood=(0.1, 0.4, 0.5),
        span=Span("my.yaml", 8, 3),
    )
    assert found == {"covert-recording": expected}
    assert found["covert-recording"].span == expected.span


def test_a_control_is_held_weaker_and_dearer() -> None:
    found = read("short-retention: {factor: 0.8, effort: L, because: Two systems.}")["short-retention"]
    assert (found.factor, found.effort, found.severity, found.likelihood) == (0.8, "L", None, None)


def test_no_cap_written_is_no_cap_said() -> None:
    found = read("covert-recording: {likelihood: {low: 0, high: 1}, because: A show.}")
    assert found["covert-recording"].likelihood == (0.0, 1.0, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "covert-recordin: {severity: 4, because: A show.}",
            "8:3: 'covert-recordin' is no threat and no control (did you mean 'covert-recording'?)",
        ),
        ("covert-recording: {severity: 4}", "8:21: 'covert-recording' needs 'because'"),
        ("covert-recording: {severity: 4, because: }", "8:44: 'because' needs a value"),
        ("covert-recording: {because: A show.}", "8:21: 'covert-recording' needs 'severity' or 'likelihood'"),
        ("short-retention: {because: A show.}", "8:20: 'short-retention' needs 'factor' or 'effort'"),
        (
            "covert-recording: {likelihood: {low: 0.5, high: 0.4}, because: A show.}",
            "8:40: 'low' is above 'high'",
        ),
        (
            "covert-recording: {likelihood: {low: 0.5, high: 1.4}, because: A show.}",
            "8:51: 'high' is a probability from 0 to 1",
        ),
        (
            "covert-recording: {likelihood: {low: -0.5, high: 0.4}, because: A show.}",
            "8:40: '-0.5' is not a number such as 3, 250 or 0.5",
        ),
        (
            "covert-recording: {likelihood: {low: 0.1, high: 0.4, cap: 0.3}, because: A show.}",
            "8:61: 'cap' is below 'high'",
        ),
        ("covert-recording: {likelihood: {low: 0.1}, because: A show.}", "8:34: 'likelihood' needs 'high'"),
        (
            "covert-recording: {severity: 6, because: A show.}",
            "8:32: '6' is not a whole number from 1 to 5",
        ),
        ("short-retention: {factor: 2, because: A show.}", "8:29: 'factor' is a probability from 0 to 1"),
        (
            "short-retention: {effort: huge, because: A show.}",
            "8:29: 'huge' is not a value of 'effort' (one of S, M or L)",
        ),
        (
            "short-retention: {severity: 2, effort: L, because: A show.}",
            "8:21: unknown key 'severity' in 'short-retention'",
        ),
        (
            "covert-recording: high",
            "8:21: 'covert-recording': expected a mapping ('name: value'), not a single value",
        ),
    ],
)
def test_what_cannot_be_held_is_told_with_its_place(text: str, expected: str) -> None:
    assert said(text) == [expected]


def test_a_twist_may_estimate_otherwise_and_take_an_estimate_back() -> None:
    estimate = "estimates: {covert-recording: {severity: 4, because: A show.}}\n"
    twist = "workshop: {objectives: [Look.], expected: [], twists: {%s}}\n"
    change = "worse: {say: Worse., change: {estimates: {covert-recording: {severity: 5}}}}"
    back = "back: {say: Back., change: {estimates: {covert-recording: null}}}"
    workshop = scenario(HEAD + estimate + twist % f"{change}, {back}").workshop
    assert workshop is not None
    worse, without = (each.scenario.estimates for each in workshop.twists)
    assert worse["covert-recording"].severity == 5
    assert worse["covert-recording"].because == "A show."
    assert without == {}
