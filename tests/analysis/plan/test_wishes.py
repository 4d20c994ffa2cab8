from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes import KEPT, catalogue, control, scene
from threatmodel.analysis.plan.measures import fitting_measures
from threatmodel.analysis.plan.wishes import WishError, allowed, musts, named, read_wish
from threatmodel.model.plan import Named, Wish

KNOWN = catalogue(
    KEPT,
    controls=[
        control("short-retention", on=("system",), sets={"keeps": 0.0}),
        control("talk", on=("person", "path"), against=["kept"]),
        control("policy", on=("scenario",), against=["kept"]),
        control("for-crowds", on=("audience",), against=["kept"]),
        replace(control("for-clouds", on=("system",), against=["kept"]), kinds=("cloud backup",)),
    ],
)
SCENE = scene(
    """
    people: {ana: {role: subject}, ben: {role: friend}}
    systems: {ben's app: {keeps: 1y}}
    data: {chat: {about: ana, medium: text, consent: {ben: see}}}
    flows: {ana -> ben's app -> ben: chat}
    """,
    KNOWN,
)


@pytest.mark.parametrize(
    ("text", "control_", "place"),
    [
        ("talk", "talk", None),
        ("talk@ben", "talk", "ben"),
        ("short-retention@ben's app", "short-retention", "ben's app"),
        ("short-retention@ben-s-app", "short-retention", "ben's app"),
        (" talk @ ana->ben's app ->ben ", "talk", "ana -> ben's app -> ben"),
        ("policy", "policy", None),
    ],
)
def test_a_control_is_named_alone_or_with_a_place(text: str, control_: str, place: str | None) -> None:
    assert named(SCENE, KNOWN, text) == Named(control=control_, place=place)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("tolk", "'tolk' is no control in the catalogue (did you mean 'talk'?)"),
        ("talk@bem", "'bem' is no person, system, audience or path (did you mean 'ben'?)"),
        ("talk@", "'' is no person, system, audience or path"),
        ("talk@ana -> ben", "'ana -> ben' is no person, system, audience or path"),
        ("talk@ben's app", "'talk' cannot stand at \"ben's app\"; it can at 'ana', \"ana -> ben's app -> ben\", 'ben'"),
        ("for-crowds", "'for-crowds' cannot stand anywhere in this scenario"),
        (
            "for-clouds@ben's app",
            "'for-clouds' cannot stand at \"ben's app\"; say of which 'kind' it is",
        ),
    ],
)
def test_what_cannot_be_meant_is_told_with_what_can(text: str, problem: str) -> None:
    with pytest.raises(WishError) as refused:
        named(SCENE, KNOWN, text)
    assert refused.value.problems == (problem,)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(WishError) as refused:
        read_wish(SCENE, KNOWN, Wish(budget=-1, target=float("nan"), person="bem"), ["tolk"], ["talk@bem"])
    assert refused.value.problems == (
        "a budget of -1 is below zero",
        "a budget and a target are two questions: ask for one of them",
        "a target of nan is no risk: it counts from 0",
        "'bem' is nobody in this scenario (did you mean 'ben'?)",
        "'tolk' is no control in the catalogue (did you mean 'talk'?)",
        "'bem' is no person, system, audience or path (did you mean 'ben'?)",
    )


@pytest.mark.parametrize("target", [-1.0, float("inf")])
def test_a_target_counts_from_zero(target: float) -> None:
    with pytest.raises(WishError, match="counts from 0"):
        read_wish(SCENE, KNOWN, Wish(target=target), (), ())


def test_what_must_be_chosen_may_stand_anywhere_unless_a_place_is_named() -> None:
    wish = read_wish(SCENE, KNOWN, Wish(budget=3), ["talk", "talk@ben", "talk"], ["policy"])
    offered = allowed(fitting_measures(SCENE, KNOWN), wish)
    assert [one.name for one in offered] == [
        "short-retention@ben's app",
        "talk@ana",
        "talk@ana -> ben's app -> ben",
        "talk@ben",
    ]
    assert musts(offered, wish) == (0b1110, 0b1000)


@pytest.mark.parametrize(
    ("must", "never", "problem"),
    [
        ("talk@ben", "talk", "--must talk@ben contradicts --never talk"),
        ("policy", "policy", "--must policy contradicts --never policy"),
        ("talk@ben", "talk@ben", "--must talk@ben contradicts --never talk@ben"),
    ],
)
def test_what_must_and_must_not_be_chosen_contradict_each_other(must: str, never: str, problem: str) -> None:
    wish = read_wish(SCENE, KNOWN, Wish(budget=3), [must], [never])
    with pytest.raises(WishError) as refused:
        musts(allowed(fitting_measures(SCENE, KNOWN), wish), wish)
    assert refused.value.problems == (problem,)


def test_a_control_that_must_be_somewhere_may_be_forbidden_at_one_place() -> None:
    wish = read_wish(SCENE, KNOWN, Wish(budget=3), ["talk"], ["talk@ben"])
    assert musts(allowed(fitting_measures(SCENE, KNOWN), wish), wish) == (0b1100,)
