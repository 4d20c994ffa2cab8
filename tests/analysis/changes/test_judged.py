from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.laws.scenarios import Case, cases
from tests.scenes import SPAN, catalogue, control, scene, threat, when
from tests.shipped import CATALOGUE, SCENARIOS
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.changes.judged import Judged
from threatmodel.model.catalogue import Catalogue, Likelihood
from threatmodel.model.comparison import THERE
from threatmodel.model.elements import Accepted, Scenario, Value

TODAY = "2026-01-01"


def check(scenario: Scenario, catalogue: Catalogue) -> None:
    """Judged one by one, findings have the states and weights that an analysis gives them."""
    judged = Judged(scenario=scenario, catalogue=catalogue, today=TODAY)
    found = analyse(scenario, catalogue, TODAY).findings
    assert judged.states() == {one.id: one.state for one in found if one.state in THERE}
    for one in found:
        if one.state in THERE:
            weighed = judged.weighed(one.id)
            assert (weighed.risk, weighed.severity, weighed.chance) == (one.risk, one.severity, one.chance)
        else:
            assert judged.state(one.id) is None


@settings(max_examples=40)
@given(cases())
def test_of_any_scenario_it_says_what_an_analysis_says(case: Case) -> None:
    check(*case)


@pytest.mark.parametrize("name", ["partner-video-call", "coercion-safety-response", "webcam-platform"])
def test_of_a_shipped_scenario_with_controls_and_estimates_it_says_what_an_analysis_says(name: str) -> None:
    check(SCENARIOS[name], CATALOGUE)


@pytest.mark.parametrize("severity", [True, False])
def test_what_a_control_makes_smaller_is_reduced(*, severity: bool) -> None:
    sets: dict[str, Value] = {"size": 2.0} if severity else {}
    helps = control("helps", on=["audience"], sets=sets, against=() if severity else ("told",))
    likely = Likelihood(low=1.0 if severity else 0.1, high=1.0 if severity else 0.2, basis="made up", span=SPAN)
    known = catalogue(threat("told", when(form="kept"), likelihood=likely), controls=[helps])
    text = """
        people: {ana: {role: subject}}
        audiences: {fans: {size: 5000}}
        data: {pic: {about: ana, medium: image, ephemeral: no}}
        flows: {ana -> fans: pic}
        controls: {helps: fans}
        """
    scenario = scene(text, known)
    check(scenario, known)
    judged = Judged(scenario=scenario, catalogue=known, today=TODAY)
    assert judged.state("told/fans/pic") == "reduced"


def test_an_acceptance_counts_until_its_day() -> None:
    scenario = SCENARIOS["text-roleplay"]
    entries = [
        Accepted(finding=one.id, because="x", by="y", until=until, span=SPAN)
        for one, until in zip(analyse(scenario, CATALOGUE, TODAY).findings, (TODAY, "2025-12-31"), strict=False)
    ]
    accepted = replace(scenario, accepted=tuple(entries))
    check(accepted, CATALOGUE)
    judged = Judged(scenario=accepted, catalogue=CATALOGUE, today=TODAY)
    assert [judged.state(entry.finding) == "accepted" for entry in entries] == [True, False]
