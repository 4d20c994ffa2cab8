"""Which findings stand for others: only those whose likelihood cannot differ."""

from __future__ import annotations

import pytest

from tests.scenes import SPAN, catalogue, leads_to, scene, threat, when
from threatmodel import pipeline
from threatmodel.analysis.findings import study
from threatmodel.analysis.likelihood.alike import alike
from threatmodel.analysis.likelihood.chances import Chances
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.catalogue.load import load_catalogue
from threatmodel.model.catalogue import Catalogue, Likelihood, Threat
from threatmodel.model.elements import Scenario
from threatmodel.shell.shipped import shipped_scenarios

HALF = Likelihood(low=0.1, high=0.5, basis="made up", span=SPAN)
KEEP = threat("keep", when(form="seen"), leads_to(to="same", form="kept"), likelihood=HALF)
SHARE = threat("share", when(form="kept"), likelihood=HALF)
LIVE = "{about: ana, medium: video, reveals: [face], live: yes}"


def stands_for(text: str, *threats: Threat) -> dict[str, str]:
    """Which finding stands for which, once all likelihoods are shown to be what they are when each is asked about."""
    known = catalogue(*threats)
    return dict(together(scene(text, known), known))


def together(scenario: Scenario, known: Catalogue) -> dict[str, str]:
    done = study(scenario, known)
    each, all_at_once = Likelihoods(done, scenario), Chances(done, scenario)
    for finding_id in done.places:
        assert all_at_once.of(finding_id) == each.chance(finding_id), finding_id
    return dict(alike(done))


def test_of_people_who_got_the_same_in_the_same_way_the_first_stands_for_all() -> None:
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: friend}}, eve: {{role: friend}}, kim: {{role: friend}}}}
        data: {{show: {LIVE}, picture: {{about: ana, medium: image, ephemeral: no}}}}
        flows: {{ana -> ben: show, ana -> eve: show, ana -> kim: picture}}
        """
    found = stands_for(text, KEEP, SHARE)
    assert found["share/eve/show"] == "share/ben/show"
    assert found["share/kim/picture"] == "share/kim/picture", "what arrives as kept need not be recorded first"


def test_an_audience_stands_for_one_of_its_size_only() -> None:
    text = f"""
        people: {{ana: {{role: subject}}}}
        audiences: {{few: {{size: 5}}, many: {{size: 50}}, five: {{size: 5}}, some: {{}}}}
        data: {{show: {LIVE}}}
        flows: {{ana -> few: show, ana -> many: show, ana -> five: show, ana -> some: show}}
        """
    found = stands_for(text, KEEP, SHARE)
    assert found["share/five/show"] == "share/few/show"
    assert found["share/many/show"] == "share/many/show"
    assert found["share/some/show"] == "share/some/show"


def test_who_is_in_an_audience_is_like_nobody_outside() -> None:
    """What others of the audience record may come to a member, so that a recording is likelier there."""
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: friend}}, eve: {{role: friend, in: [crowd]}}}}
        audiences: {{crowd: {{size: 50}}}}
        data: {{show: {LIVE}}}
        flows: {{ana -> ben: show, ana -> crowd: show, ana -> eve: show}}
        """
    assert stands_for(text, KEEP, SHARE)["share/eve/show"] == "share/eve/show"


def test_of_members_of_audiences_that_nothing_is_drawn_to_none_stands_for_another() -> None:
    """What the one audience sees is recorded with some likelihood, by each member of its own or by others of it."""
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: friend, in: [few]}}, eve: {{role: friend, in: [many]}},
                  kim: {{role: friend, in: [album]}}}}
        audiences: {{few: {{size: 5}}, many: {{size: 50}}, album: {{size: 5}}}}
        data: {{show: {LIVE}, picture: {{about: ana, medium: image, ephemeral: no}}}}
        flows: {{ana -> few: show, ana -> many: show, ana -> album: picture}}
        """
    found = stands_for(text, KEEP, SHARE)
    assert found["share/eve/show"] == "share/eve/show"
    assert found["share/kim/picture"] == "share/kim/picture"


def test_who_gets_something_from_a_member_is_like_nobody_else() -> None:
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: friend}}, kim: {{role: friend}},
                  eve: {{role: friend, in: [crowd]}}}}
        audiences: {{crowd: {{size: 50}}}}
        data: {{show: {LIVE}}}
        flows: {{ana -> ben: show, ana -> crowd: show, eve -> kim: show}}
        """
    assert stands_for(text, KEEP, SHARE)["share/kim/show"] == "share/kim/show"


def test_who_lives_with_somebody_is_like_nobody_who_lives_alone() -> None:
    lie_about = threat("lie-about", when(), leads_to(to="household", form="kept"), likelihood=HALF)
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: friend}}, eve: {{role: friend, lives with: [ben]}},
                  kim: {{role: friend}}}}
        data: {{show: {LIVE}}}
        flows: {{ana -> ben: show, ana -> eve: show, ana -> kim: show}}
        """
    found = stands_for(text, KEEP, SHARE, lie_about)
    assert found["share/eve/show"] == "share/eve/show"


def test_who_lives_with_one_stands_for_nobody_who_lives_with_two() -> None:
    lie_about = threat("lie-about", when(), leads_to(to="household", form="kept"), likelihood=HALF)
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: friend}}, max: {{role: friend}},
                  eve: {{role: friend, lives with: [ben]}}, kim: {{role: friend, lives with: [ben, max]}}}}
        data: {{show: {LIVE}}}
        flows: {{ana -> ben: show, ana -> max: show}}
        """
    assert stands_for(text, SHARE, lie_about)["share/kim/show"] == "share/kim/show"


def test_a_recording_that_takes_knowing_who_it_is_makes_its_holder_like_nobody_else() -> None:
    """Ben is told who Ana is with some likelihood, and Eve for certain."""
    targeted = threat(
        "targeted", when(form="seen", knows="identity"), leads_to(to="same", form="kept"), likelihood=HALF
    )
    tell = threat("tell", when(reveals=("face",)), leads_to(learns="identity"), likelihood=HALF)
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: friend}}, eve: {{role: friend, knows: [ana]}}}}
        data: {{show: {LIVE}}}
        flows: {{ana -> ben: show, ana -> eve: show}}
        """
    assert stands_for(text, targeted, tell, SHARE)["share/eve/show"] == "share/eve/show"


def test_what_takes_knowing_who_it_is_stands_for_nothing_else() -> None:
    use = threat("use", when(knows="identity"), likelihood=HALF)
    tell = threat("tell", when(reveals=("face",)), leads_to(learns="identity"), likelihood=HALF)
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: friend}}, eve: {{role: friend, knows: [ana]}}}}
        data: {{show: {LIVE}}}
        flows: {{ana -> ben: show, ana -> eve: show}}
        """
    assert stands_for(text, use, tell)["use/eve/show"] == "use/eve/show"


def test_what_may_have_been_taken_out_on_one_way_is_like_nothing_else() -> None:
    see = threat("see", when(reveals=("face",)), likelihood=HALF)
    text = """
        people: {ana: {role: subject}, ben: {role: friend}, eve: {role: friend}}
        systems: {blur: {removes: [face]}, app: {removes: []}}
        data: {picture: {about: ana, medium: image, reveals: [face], ephemeral: no}}
        flows: {ana -> blur -> ben: picture, ana -> app -> ben: picture, ana -> app -> eve: picture}
        """
    assert stands_for(text, see)["see/eve/picture"] == "see/eve/picture"


@pytest.mark.parametrize("name", shipped_scenarios())
def test_in_shipped_scenarios_likelihoods_are_what_they_are_when_each_is_asked_about(name: str) -> None:
    known = load_catalogue()
    scenario = pipeline.read(shipped_scenarios()[name], f"{name}.yaml", known)
    if not scenario.controls:
        together(scenario, known)
