"""What controls in place leave of a likelihood, and where they bear on it."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

import pytest

from tests.scenes import SPAN, analysed, catalogue, control, leads_to, scene, threat, when
from threatmodel.analysis.controls import applied
from threatmodel.analysis.findings import study
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.model.catalogue import Likelihood

MISUSE = threat("misuse", when(form="kept"), leads_to(to="contact", form="kept"))
OTHER = threat("other", when(form="kept"))
CONTROLS = (
    control("mark", against=("misuse",)),
    control("slow", kind="limit", against=("misuse", "other")),
    control("watch", kind="detect", against=("misuse",)),
)
SCENE = """
    people: {{ana: {{role: subject}}, ben: {{role: partner}}, eve: {{role: friend}}, kim: {{role: friend}}}}
    systems:
      app: {{end-to-end encrypted: yes, connects: by relay}}
      hall: {{end-to-end encrypted: yes, connects: by relay}}
    data: {{pic: {{about: ana, medium: image, ephemeral: no, consent: {{ben: keep, eve: keep, kim: keep}}}}}}
    flows:
      ana -> app -> ben: pic
      ana -> hall -> ben: pic
      ana -> app -> eve: pic
      eve -> kim: pic
    controls: {controls}
    """


def helped(controls: str) -> dict[str, tuple[str, ...]]:
    known = catalogue(MISUSE, OTHER, controls=CONTROLS)
    read = scene(SCENE.format(controls=controls), known)
    found = Likelihoods(study(applied(read, known), known), read)
    told = {finding: found.helped_by(finding) for finding in found.places}
    return {finding: names for finding, names in told.items() if names}


@pytest.mark.parametrize(
    ("controls", "places"),
    [
        ("{mark: ben}", {"misuse/ben/pic"}),
        ("{mark: app}", {"misuse/eve/pic", "misuse/kim/pic"}),
        ("{mark: [app, hall]}", {"misuse/ben/pic", "misuse/eve/pic", "misuse/kim/pic"}),
        ("{mark: eve}", {"misuse/eve/pic", "misuse/kim/pic"}),
        ("{mark: eve -> kim}", {"misuse/kim/pic"}),
        ("{mark: ana -> app -> ben}", set()),
        ("{mark: ana}", {"misuse/ben/pic", "misuse/eve/pic", "misuse/kim/pic"}),
        ("{mark: everywhere}", {"misuse/ben/pic", "misuse/eve/pic", "misuse/kim/pic"}),
    ],
)
def test_a_control_helps_at_the_holder_and_behind_what_the_data_cannot_get_around(
    controls: str, places: set[str]
) -> None:
    assert set(helped(controls)) == places


@pytest.mark.parametrize(("places", "helps"), [("hall", False), ("bot", True), ("ben", True), ("[hall, mail]", True)])
@pytest.mark.parametrize("talk", ["talk", "hall"])
def test_what_is_made_from_something_has_not_passed_what_stood_on_its_way(
    places: str, talk: str, *, helps: bool
) -> None:
    text = """
        people: {{ana: {{role: subject}}, ben: {{role: partner}}}}
        systems:
          hall: {{end-to-end encrypted: no, connects: by relay}}
          bot: {{end-to-end encrypted: no, connects: by relay}}
          mail: {{end-to-end encrypted: no, connects: by relay}}
        data:
          {talk}: {{about: ana, medium: audio, ephemeral: no, consent: {{hall: keep, bot: keep}}}}
          minutes: {{made from: {talk}, made by: bot, medium: text, consent: {{bot: keep, mail: keep, ben: keep}}}}
        flows: {{ana -> hall -> bot: {talk}, bot -> mail -> ben: minutes}}
        controls: {{mark: {places}}}
        """
    known = catalogue(MISUSE, controls=CONTROLS)
    read = scene(text.format(places=places, talk=talk), known)
    found = Likelihoods(study(applied(read, known), known), read)
    assert bool(found.helped_by("misuse/ben/minutes")) is helps


def test_everywhere_is_wherever_a_control_may_stand() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        systems: {app: {end-to-end encrypted: yes, connects: by relay}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
        flows: {ana -> ben: pic, ana -> app -> eve: pic}
        controls: {screen: everywhere}
        """
    screen = control("screen", on=("system",), against=("misuse",))
    states = {finding.id: finding.state for finding in analysed(text, MISUSE, controls=[screen]).findings}
    assert states == {"misuse/ben/pic": "open", "misuse/eve/pic": "reduced"}


def test_a_control_helps_against_its_own_threats_only() -> None:
    assert helped("{slow: ben}") == {"misuse/ben/pic": ("slow",), "other/ben/pic": ("slow",)}
    assert helped("{mark: ben}") == {"misuse/ben/pic": ("mark",)}


def test_a_control_that_only_detects_makes_nothing_less_likely() -> None:
    assert helped("{watch: ben}") == {}


def test_every_control_that_helps_is_named_once() -> None:
    assert helped("{mark: [ben, app], slow: ben}")["misuse/ben/pic"] == ("mark", "slow")


@pytest.mark.parametrize(
    ("flows", "control_at", "eve"),
    [
        ("ana -> ben -> eve: pic", "ben", ""),
        ("ana -> fans: pic", "fans", ", in: fans"),
        ("ana -> ben: pic", "ben", ", lives with: [ben]"),
    ],
)
def test_what_goes_through_a_person_or_an_audience_passes_the_control_there(
    flows: str, control_at: str, eve: str
) -> None:
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: partner}}, eve: {{role: friend{eve}}}}}
        audiences: {{fans: {{size: 3}}}}
        data: {{pic: {{about: ana, medium: image, ephemeral: no, consent: {{ben: keep, eve: keep, fans: keep}}}}}}
        flows: {{{flows}}}
        controls: {{mark: {control_at}}}
        """
    shared = threat("shared", when(words={"role": ("partner",)}), leads_to(to="household", form="kept"))
    finding = analysed(text, MISUSE, shared, controls=CONTROLS).finding("misuse/eve/pic")
    assert finding is not None
    assert finding.state == "reduced"


def test_data_that_gets_back_to_where_it_came_from_is_no_way_around() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        systems: {app: {end-to-end encrypted: yes, connects: by relay}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
        flows: {ana -> app -> ben: pic, ben -> eve: pic, eve -> ben: pic}
        controls: {mark: app}
        """
    states = {finding.id: finding.state for finding in analysed(text, MISUSE, controls=CONTROLS).findings}
    assert states == {"misuse/ben/pic": "reduced", "misuse/eve/pic": "reduced"}


def test_of_one_class_the_control_that_leaves_least_counts_and_classes_are_multiplied() -> None:
    """A partial control leaves half; two of one class leave half, and one of each class a quarter."""
    left = {
        names: chance_at(f"{{{', '.join(f'{name}: ben' for name in names)}}}")
        for names in ((), ("mark",), ("mark", "mark-again"), ("mark", "slow"))
    }
    assert left == {(): 0.4, ("mark",): 0.2, ("mark", "mark-again"): 0.2, ("mark", "slow"): pytest.approx(0.1)}


def test_what_the_scenario_estimates_of_a_control_comes_before_the_table() -> None:
    assert chance_at("{mark: ben}", "estimates: {mark: {factor: 0.9, because: Measured here.}}") == pytest.approx(0.36)


def test_a_strong_control_that_does_not_make_it_impossible_counts_as_a_partial_one() -> None:
    short = replace(control("short", sets={"keeps": 86400.0}, against=("misuse",)), strength={"misuse": "strong"})
    known = catalogue(LIKELY, controls=[short])
    read = scene(SCENE.format(controls="{short: ben}"), known)
    assert Likelihoods(study(applied(read, known), known), read).chance("misuse/ben/pic").high == pytest.approx(0.2)


LIKELY = replace(MISUSE, likelihood=Likelihood(low=0.1, high=0.4, basis="made up", span=SPAN))


def chance_at(controls: str, more: str = "") -> float:
    again = control("mark-again", against=("misuse",))
    known = catalogue(LIKELY, OTHER, controls=(*CONTROLS, again))
    read = scene(dedent(SCENE).format(controls=controls) + more, known)
    return Likelihoods(study(applied(read, known), known), read).chance("misuse/ben/pic").high
