from __future__ import annotations

from dataclasses import replace

from tests.scenes import KEPT, SEEN, SPAN, TODAY, catalogue, control, scene
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.explain import explain
from threatmodel.analysis.overrides import with_overrides
from threatmodel.model.catalogue import Catalogue, Likelihood

SCENE = """
    people: {ana: {role: subject}, ben: {role: partner}}
    data: {chat: {about: ana, medium: text, ephemeral: no, consent: {}}}
    flows: {ana -> ben: chat}
    """
RARE = replace(KEPT, likelihood=Likelihood(low=0.01, high=0.1, basis="a guess", cap=0.3, span=SPAN))
KNOWN = catalogue(RARE, SEEN, controls=[control("lock", against=["kept"])])


def estimated(said: str, known: Catalogue = KNOWN) -> Catalogue:
    return with_overrides(known, scene(f"{SCENE}estimates: {said}", known))


def test_without_estimates_it_is_the_same_catalogue() -> None:
    assert with_overrides(KNOWN, scene(SCENE, KNOWN)) is KNOWN


def test_the_severity_and_nothing_else_is_replaced() -> None:
    found = estimated("{kept: {severity: 5, because: We asked.}}")
    assert found == replace(KNOWN, threats={"kept": replace(RARE, severity=5), "seen": SEEN})


def test_a_likelihood_rests_on_the_reason_that_is_given() -> None:
    likelihood = (
        estimated("{kept: {likelihood: {low: 0.05, high: 0.2}, because: We counted.}}").threats["kept"].likelihood
    )
    assert likelihood == Likelihood(low=0.05, high=0.2, basis="We counted.", cap=0.3, span=SPAN)
    assert likelihood is not None
    assert likelihood.span.file == "scene.yaml"


def test_a_range_above_the_cap_raises_it_and_a_cap_that_is_written_counts() -> None:
    above = estimated("{kept: {likelihood: {low: 0.1, high: 0.6}, because: We counted.}}").threats["kept"].likelihood
    assert above is not None
    assert above.cap == 0.6
    capped = estimated("{kept: {likelihood: {low: 0, high: 0.1, cap: 0.2}, because: Few.}}").threats["kept"].likelihood
    assert capped is not None
    assert capped.cap == 0.2


def test_what_was_certain_can_be_estimated() -> None:
    likelihood = estimated("{seen: {likelihood: {low: 0.1, high: 0.6}, because: Rare.}}").threats["seen"].likelihood
    assert likelihood is not None
    assert (likelihood.low, likelihood.high, likelihood.cap) == (0.1, 0.6, 1.0)


def test_the_effort_of_a_control_is_replaced() -> None:
    assert KNOWN.controls["lock"].effort != "L"
    assert estimated("{lock: {effort: L, because: Two sites.}}").controls["lock"].effort == "L"
    assert estimated("{lock: {factor: 0.5, because: Two sites.}}").controls == KNOWN.controls


def test_doing_it_twice_changes_nothing_more() -> None:
    told = scene(f"{SCENE}estimates: {{kept: {{likelihood: {{low: 0, high: 0.9}}, because: Few.}}}}", KNOWN)
    once = with_overrides(KNOWN, told)
    assert with_overrides(once, told) == once


def test_a_finding_and_its_explanation_have_the_severity_that_is_estimated() -> None:
    told = scene(f"{SCENE}estimates: {{kept: {{severity: 5, because: We asked.}}}}", KNOWN)
    finding = analyse(told, KNOWN, TODAY).finding("kept/ben/chat")
    plain = analyse(scene(SCENE, KNOWN), KNOWN, TODAY).finding("kept/ben/chat")
    assert finding is not None
    assert plain is not None
    assert (plain.severity, finding.severity) == (3, 5)
    assert explain(told, KNOWN, finding.id, TODAY).threat.severity == 5
