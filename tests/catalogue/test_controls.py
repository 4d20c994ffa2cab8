from __future__ import annotations

import pytest

from tests.shipped import CATALOGUE
from threatmodel.catalogue.trials import fitting, wrong_strengths
from threatmodel.model.catalogue import Control

BY_CONTROL = pytest.mark.parametrize("control", CATALOGUE.controls.values(), ids=CATALOGUE.controls.keys())


@BY_CONTROL
def test_a_control_is_called_strong_if_and_only_if_it_makes_a_threat_impossible(control: Control) -> None:
    threats = CATALOGUE.threats.values()
    found = [str(problem) for threat in threats for problem in wrong_strengths(control, threat, CATALOGUE)]
    assert found == []


@BY_CONTROL
def test_a_control_for_certain_systems_names_kinds_and_is_tried_on_one(control: Control) -> None:
    assert set(control.kinds) <= CATALOGUE.kinds.keys()
    threats = [CATALOGUE.threats[threat] for threat in control.strength]
    assert any(fitting(control, threat) for threat in threats)


@BY_CONTROL
def test_a_control_helps_against_something_and_is_honest_about_the_rest(control: Control) -> None:
    assert control.strength
    assert control.sources
    assert control.does.endswith(".")
    assert control.bypass.endswith(".")
    assert control.verify.endswith(".")


def test_controls_are_told_apart_by_their_titles() -> None:
    titles = [control.title for control in CATALOGUE.controls.values()]
    assert len(set(titles)) == len(titles)
