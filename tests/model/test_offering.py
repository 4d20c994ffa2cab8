from __future__ import annotations

from dataclasses import replace

import pytest

from tests.shipped import CATALOGUE
from threatmodel import pipeline
from threatmodel.model.catalogue import Control
from threatmodel.model.elements import Scenario
from threatmodel.model.offering import is_offered

TEXT = """\
title: A scene
content note: Nothing is described.
intensity: low
people: {ana: {role: subject%s}, ben: {role: friend}}
audiences: {fans: {size: 3}}
data:
  pic: {about: ana, medium: [video, image], reveals: [face]}
  form: {about: ana, medium: document%s}
flows: {ana -> ben: [pic, form]}
"""


def scene(person: str = "", form: str = "") -> Scenario:
    return pipeline.read(TEXT % (person, form), "scene.yaml", CATALOGUE)


def offered(control: str, threat: str, datum: str | None, scenario: Scenario) -> bool:
    return is_offered(CATALOGUE.controls[control], CATALOGUE.threats[threat], datum, scenario, CATALOGUE)


@pytest.mark.parametrize(
    ("control", "threat", "person", "form"),
    [
        ("guardian-consented-participation", "bystander-capture", ", age: minor", ""),
        ("guardian-consented-participation", "bystander-capture", ", minors possible: yes", ""),
        ("contact-defaults", "vulnerable-attribute-disclosure", ", minors possible: yes", ""),
        ("payout-firewall", "insider-access", ", paid to: self", ""),
        ("payout-firewall", "insider-access", ", paid to: other", ""),
        ("payout-firewall", "insider-access", "", ", reveals: [name]}\n  fee: {about: ana, medium: payment"),
        ("delayed-tip-display", "participation-detectable", "", "}\n  fee: {about: ana, medium: payment"),
    ],
)
def test_a_control_is_offered_where_the_scenario_says_what_it_needs(
    control: str, threat: str, person: str, form: str
) -> None:
    assert offered(control, threat, None, scene(person, form))
    assert not offered(control, threat, None, scene())


@pytest.mark.parametrize("said", ["age: adult stated", "minors possible: no", "age: unknown"])
def test_what_is_not_said_to_be_so_does_not_bring_a_control(said: str) -> None:
    assert not offered("guardian-consented-participation", "bystander-capture", None, scene(f", {said}"))
    assert not offered("payout-firewall", "insider-access", None, scene(", paid to: nobody"))


def test_where_the_threat_asks_for_the_same_the_control_is_offered_with_the_question() -> None:
    assert offered("guardian-consented-participation", "possible-minor-present", "pic", scene())
    assert offered("payout-firewall", "payout-identity-exposed", "form", scene())


def test_a_control_that_takes_away_what_the_data_does_not_reveal_is_not_offered() -> None:
    assert offered("live-masking", "bystander-capture", "pic", scene())
    voice = scene("", ", reveals: [voice]")
    assert not offered("live-masking", "bystander-capture", "form", voice)
    assert offered("live-masking", "bystander-capture", "form", scene())  # nothing is written of what it reveals
    assert offered("live-masking", "bystander-capture", None, voice)
    assert offered("private-by-default", "unintended-audience", "form", voice)


@pytest.mark.parametrize("control", [one for one in CATALOGUE.controls.values() if one.needs], ids=lambda one: one.id)
def test_a_control_is_always_offered_for_what_it_is_strong_for(control: Control) -> None:
    strong = [threat for threat, strength in control.strength.items() if strength == "strong"]
    assert [threat for threat in strong if not offered(control.id, threat, None, scene())] == []


def test_a_control_that_needs_nothing_fits_everywhere() -> None:
    control = replace(CATALOGUE.controls["guardian-consented-participation"], needs={})
    assert is_offered(control, CATALOGUE.threats["bystander-capture"], "pic", scene(), CATALOGUE)
