from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from tests.scenes import KEPT, SEEN, SPAN, catalogue, control, scene, threat, when
from threatmodel.catalogue.trials import fitting, found_in, in_place, wrong_examples, wrong_strengths
from threatmodel.model.catalogue import Catalogue, Control, Example, Threat

SCENE = """
    people: {ana: {role: subject}, ben: {role: partner}}
    systems: {app: {recording light: no}, cloud: {kind: cloud backup, keeps: 1y}}
    data: {picture: {about: ana, medium: video, live: yes, ephemeral: no, consent: {}}}
    flows: {ana -> app -> ben: picture, ana -> cloud: picture}
    """
UNLIT = threat("unlit", when(form="seen", holder=("person",), words={"recording light": (False,)}))
LIGHT = control("light", on=["system"], sets={"recording light": True})


def example(text: str, *, found: bool) -> Example:
    return Example(found=found, scenario=scene(text), span=SPAN)


def with_examples(one: Threat, *examples: Example) -> tuple[Threat, Catalogue]:
    tried = replace(one, examples=examples)
    return tried, catalogue(tried, controls=[LIGHT])


def examples_told(text: str, *, found: bool) -> list[str]:
    tried, known = with_examples(UNLIT, example(text, found=found))
    return [f"{problem.message} ({problem.hint})" for problem in wrong_examples(tried, known)]


def test_an_example_that_says_what_is_found_is_right() -> None:
    assert examples_told(SCENE, found=True) == []
    assert examples_told(SCENE.replace("light: no", "light: yes"), found=False) == []


def test_an_example_that_says_otherwise_is_wrong() -> None:
    said = "in this example, which says that it is"
    unknown = SCENE.replace("{recording light: no}", "{}")
    assert examples_told(SCENE.replace("light: no", "light: yes"), found=True) == [f"'unlit' is not found {said} ()"]
    assert examples_told(SCENE, found=False) == [f"'unlit' is found {said} not (it is unlit/ben/picture)"]
    depends = "(not known: 'recording light' of app)"
    assert examples_told(unknown, found=True) == [f"'unlit' is not found {said} {depends}"]
    assert examples_told(unknown, found=False) == [f"'unlit' may be found {said} not {depends}"]


def test_what_controls_close_is_not_found_and_what_is_accepted_is() -> None:
    known = catalogue(UNLIT, controls=[LIGHT])
    closed = scene(f"{SCENE}controls: {{light: app}}", known)
    assert found_in(closed, known).keys() == set()
    accepted = "accepted: [{finding: unlit/ben/picture, because: x, by: y, until: 2027-01-01}]"
    found = found_in(scene(f"{SCENE}{accepted}", known), known)["unlit"]
    assert [finding.state for finding in found] == ["open"]


def strengths_told(one: Threat, tried: Control) -> list[str]:
    threat_, _ = with_examples(one, example(SCENE, found=True))
    return [problem.message for problem in wrong_strengths(tried, threat_, catalogue(threat_, controls=[tried]))]


def against(one: Control, strength: Literal["strong", "partial"]) -> Control:
    return replace(one, strength={"unlit": strength})


@pytest.mark.parametrize(
    ("tried", "expected"),
    [
        (against(LIGHT, "strong"), []),
        (against(LIGHT, "partial"), ["this makes 'unlit' impossible and does not say so"]),
        (replace(LIGHT, strength={}), ["this makes 'unlit' impossible and does not say so"]),
        (replace(LIGHT, sets={}, strength={}), []),
        (against(replace(LIGHT, sets={}), "partial"), []),
        (
            against(replace(LIGHT, sets={}), "strong"),
            ["this is called strong for 'unlit' and does not make it impossible"],
        ),
        (
            against(replace(LIGHT, kinds=("video-conference",)), "strong"),
            [],
        ),
        (
            against(replace(LIGHT, on=("person",)), "strong"),
            ["this is called strong for 'unlit' and leaves open an example of it"],
        ),
    ],
)
def test_a_control_is_strong_if_and_only_if_it_makes_a_threat_impossible(tried: Control, expected: list[str]) -> None:
    assert strengths_told(UNLIT, tried) == expected


def test_where_a_fact_decides_the_examples_decide() -> None:
    by_fact = threat("unlit", when(form="seen", holder=("person",), facts=("bystander-in-view",)))
    text = SCENE.replace("{ana: {role: subject}", "{ana: {role: subject}, noor: {role: bystander}").replace(
        "{about: ana", "{about: noor, made by: ana"
    )
    tried, known = with_examples(by_fact, example(text, found=True))
    assert "unlit" in found_in(scene(text), known)
    does_nothing = against(replace(LIGHT, sets={}), "strong")
    told = [
        problem.message for problem in wrong_strengths(does_nothing, tried, catalogue(tried, controls=[does_nothing]))
    ]
    assert told == ["this is called strong for 'unlit' and leaves open an example of it"]


def test_a_control_that_is_called_weaker_and_closes_an_example_is_told() -> None:
    there = threat("unlit", when(form="kept", holder=("system",)))
    sealed = against(control("light", on=["system"], sets={"end-to-end encrypted": True}), "partial")
    text = SCENE.replace("live: yes, ", "live: no, ")
    tried, _ = with_examples(there, example(text, found=True))
    told = [problem.message for problem in wrong_strengths(sealed, tried, catalogue(tried, controls=[sealed]))]
    assert told == ["this is called partial for 'unlit' and closes an example of it"]


def test_a_control_for_certain_systems_is_tried_where_there_is_one() -> None:
    tried, _ = with_examples(KEPT, example(SCENE, found=True), example(SCENE, found=False))
    assert len(fitting(LIGHT, tried)) == 1
    assert len(fitting(replace(LIGHT, kinds=("cloud-backup",)), tried)) == 1
    assert fitting(replace(LIGHT, kinds=("video-conference",)), tried) == []


def test_a_control_is_put_everywhere_and_on_every_path_where_it_may_stand() -> None:
    told = scene(SCENE)
    on_both = in_place(replace(LIGHT, on=("system", "path")), told).controls
    assert [use.places for use in on_both] == [("everywhere",), ("ana -> app -> ben", "ana -> cloud")]
    assert [use.places for use in in_place(LIGHT, told).controls] == [("everywhere",)]
    assert SEEN.examples == ()
