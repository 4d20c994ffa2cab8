from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes import KEPT, catalogue, control, scene
from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.plan.measures import fitting_measures, measures, with_measures
from threatmodel.analysis.totals import total
from threatmodel.model.catalogue import Catalogue, Control
from threatmodel.model.elements import Scenario

TEXT = """
    people: {ana: {role: subject}, ben: {role: friend}}
    systems: {app: {keeps: 1y, end-to-end encrypted: no}, cloud: {keeps: 1d, end-to-end encrypted: no}}
    data: {chat: {about: ana, medium: text, consent: {ben: see}}}
    flows:
      ana -> app -> ben: chat
      ana -> cloud -> app -> ben: chat
"""
SHORT = control("short", on=("system",), sets={"keeps": 30 * 86400.0})
ENCRYPT = control("encrypt", on=("system", "path"), sets={"end-to-end encrypted": True})
BLUR = control("blur", on=("system", "path"), removes=("face",))
TALK = control("talk", on=("person",), against=["kept"])
POLICY = control("policy", on=("scenario",), against=["kept"])
OTHER = control("other", on=("person",), against=["something else"])


def known(*controls: Control) -> Catalogue:
    return catalogue(KEPT, controls=controls)


def names(text: str, *controls: Control) -> list[str]:
    """What there is to choose from in a scene."""
    catalogue_ = known(*controls)
    scenario = scene(text, catalogue_)
    found = analyse(scenario, catalogue_, TODAY).findings
    return [one.name for one in measures(scenario, catalogue_, found)]


def test_a_control_may_be_put_at_each_thing_path_or_scenario_that_it_fits() -> None:
    catalogue_ = known(SHORT, ENCRYPT, TALK, POLICY)
    assert [one.name for one in fitting_measures(scene(TEXT, catalogue_), catalogue_)] == [
        "encrypt@ana -> app -> ben",
        "encrypt@ana -> cloud -> app -> ben",
        "encrypt@app",
        "encrypt@cloud",
        "policy",
        "short@app",
        "short@cloud",
        "talk@ana",
        "talk@ben",
    ]


def test_what_changes_nothing_that_is_written_and_bears_on_nothing_found_is_left_out() -> None:
    assert names(TEXT, SHORT) == ["short@app"]  # the cloud keeps for less already
    assert names(TEXT, OTHER) == []
    assert names(TEXT, TALK, POLICY) == ["policy", "talk@ana", "talk@ben"]


def test_a_control_that_only_notices_is_chosen_for_what_it_changes_alone() -> None:
    notices = control("notices", kind="detect", on=("system",), against=["kept"])
    assert names(TEXT, notices) == []


def test_what_is_in_place_is_not_offered_again() -> None:
    assert names(TEXT + "    controls: {talk: ben}\n", TALK) == ["talk@ana"]
    assert names(TEXT + "    controls: {talk: everywhere, policy: everywhere}\n", TALK, POLICY) == []


def test_a_path_is_not_offered_where_its_one_system_does_the_same() -> None:
    assert names(TEXT, ENCRYPT) == ["encrypt@ana -> cloud -> app -> ben", "encrypt@app", "encrypt@cloud"]


def test_a_path_is_offered_where_it_takes_away_more_than_its_system() -> None:
    assert "blur@ana -> app -> ben" in names(TEXT, BLUR)


def test_a_control_for_other_scenes_is_nothing_to_choose_from() -> None:
    payments, texts = (replace(TALK, needs={"medium": (medium,)}) for medium in ("payment", "text"))
    assert names(TEXT, TALK) == names(TEXT, texts) == ["talk@ana", "talk@ben"]
    assert names(TEXT, payments) == []


def test_points_of_effort_are_those_of_the_catalogue() -> None:
    found = {one.control.effort: one.effort for one in fitting_measures(SCENARIOS["webcam-platform"], CATALOGUE)}
    assert found == {"S": 1, "M": 3, "L": 9}


@pytest.mark.parametrize("name", ["partner-video-call", "webcam-platform"])
def test_at_the_one_system_of_a_path_a_control_leaves_no_more_than_at_the_path(name: str) -> None:
    scenario = SCENARIOS[name]
    offered = {one.name for one in measures(scenario, CATALOGUE, analyse(scenario, CATALOGUE, TODAY).findings)}
    pairs = [
        (at_path, at_system)
        for at_path in fitting_measures(scenario, CATALOGUE)
        for at_system in fitting_measures(scenario, CATALOGUE)
        if "->" in at_path.place
        and at_path.control.id == at_system.control.id
        and at_path.place.split(" -> ")[1] == at_system.place
        and at_path.name not in offered
        and at_system.name in offered
    ]
    assert pairs
    for at_path, at_system in pairs[:12]:
        assert left(with_measures(scenario, [at_system])) <= left(with_measures(scenario, [at_path])) + 1e-9


def left(scenario: Scenario) -> float:
    return total(analyse(scenario, CATALOGUE, TODAY).findings).middle
