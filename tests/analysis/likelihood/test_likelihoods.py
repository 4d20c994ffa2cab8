"""Likelihoods of small scenes, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.scenes import SPAN, catalogue, control, leads_to, scene, threat, when
from threatmodel.analysis.controls import applied
from threatmodel.analysis.findings import study
from threatmodel.analysis.likelihood import likelihoods as module
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.analysis.likelihood.probability import TooManyError
from threatmodel.model.catalogue import Control, Likelihood, Threat
from threatmodel.model.elements import AppliedControl
from threatmodel.model.risk import GONE, Chance

HALF = Likelihood(low=0.1, high=0.5, basis="made up", span=SPAN)
TWO_DATA = """
    people: {ana: {role: subject}, ben: {role: partner}}
    data: {one: {about: ana, medium: text, ephemeral: no}, other: {about: ana, medium: text, ephemeral: no}}
    flows: {"ana -> ben": [one, other]}
    """
USE = threat("use", when(knows="identity"))


def likely(text: str, *threats: Threat, measures: Iterable[tuple[Control, str]] = ()) -> Likelihoods:
    chosen = [(each, AppliedControl(control=each.id, places=(place,), span=SPAN)) for each, place in measures]
    known = catalogue(*threats, controls=[each for each, _ in chosen])
    read = scene(text, known)
    return Likelihoods(study(applied(read, known), known), read, [use for _, use in chosen])


def test_a_finding_needs_its_premises_and_its_own_cause() -> None:
    keep = threat("keep", when(form="seen"), leads_to(form="kept"), likelihood=HALF)
    share = threat("share", when(form="kept"), likelihood=HALF)
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {show: {about: ana, medium: video, live: yes}}
        flows: {ana -> ben: show}
        """
    found = likely(text, keep, share)
    assert found.chance("keep/ben/show").high == pytest.approx(0.5)
    assert found.chance("share/ben/show").high == pytest.approx(0.25)
    assert found.chance("share/ben/show").low == pytest.approx(0.01)


def test_one_threat_to_two_data_is_two_causes() -> None:
    tell = threat("tell", when(), leads_to(learns="identity"), likelihood=HALF)
    assert likely(TWO_DATA, tell, USE).chance("use/ben/one").high == pytest.approx(0.75)


def test_one_threat_at_a_thing_as_a_whole_is_one_cause_for_all_that_is_there() -> None:
    tell = threat("tell", when(), leads_to(learns="identity"), on="person", likelihood=HALF)
    assert likely(TWO_DATA, tell, USE).chance("use/ben/one").high == pytest.approx(0.5)


def test_a_cause_that_two_ways_share_counts_once() -> None:
    """Whoever breaks in gets both; what needs either is no likelier than the break-in."""
    tell = threat("tell", when(), leads_to(to="same", learns="identity"), on="person", likelihood=HALF)
    both = threat("both", when(knows="identity"), leads_to(learns="whereabouts"), likelihood=None)
    assert likely(TWO_DATA, tell, both, USE).chance("both/ben/other").high == pytest.approx(0.5)


def test_what_is_not_known_counts_towards_the_ceiling_only() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {show: {about: ana, medium: video}}
        flows: {ana -> ben: show}
        """
    found = likely(text, threat("share", when(form="kept"), likelihood=HALF)).chance("share/ben/show")
    assert found == Chance(low=0.0, high=0.0, ceiling=0.5)


def test_a_measure_that_makes_it_impossible_leaves_nothing_and_one_that_helps_a_share() -> None:
    share = threat("share", when(words={"device": ("shared",)}), likelihood=HALF)
    text = """
        people: {ana: {role: subject}, ben: {role: partner, device: shared}}
        data: {pic: {about: ana, medium: image}}
        flows: {ana -> ben: pic}
        """
    own = (control("own", sets={"device": "own"}, on=("person",), against=("share",)), "ben")
    rule = (control("rule", against=("share",)), "ben")
    found = likely(text, share, measures=[own, rule])
    assert found.chance("share/ben/pic", 0b00).high == pytest.approx(0.5)
    assert found.chance("share/ben/pic", 0b01) == GONE
    assert found.chance("share/ben/pic", 0b10).high == pytest.approx(0.25)
    assert found.helped_by("share/ben/pic", 0b10) == ("rule",)


def test_what_takes_longer_than_a_measure_lets_something_be_kept_does_not_follow() -> None:
    later = threat("later", when(), leads_to(learns="identity", after=86400.0), likelihood=HALF)
    kept = TWO_DATA.replace("ben: {role: partner}", "ben: {role: partner, keeps: forever}")
    short = (control("short", sets={"keeps": 3600.0}, on=("person",)), "ben")
    found = likely(kept, later, USE, measures=[short])
    assert [found.chance("use/ben/one", chosen).high for chosen in (0, 1)] == pytest.approx([0.75, 0.0])


def test_two_measures_may_be_needed_to_make_a_fact_false() -> None:
    """A removal is promised only where people can ask and it is in time."""
    late = threat("late", when(facts=("removal-not-promised",)), on="system", likelihood=HALF)
    text = """
        people: {ana: {role: subject}}
        systems: {site: {report channel: no, removal within: 30d}}
        data: {pic: {about: ana, medium: image}}
        flows: {ana -> site: pic}
        """
    ask = (control("ask", sets={"report channel": True}, on=("system",)), "site")
    soon = (control("soon", sets={"removal within": 3600.0}, on=("system",)), "site")
    found = likely(text, late, measures=[ask, soon])
    assert [found.chance("late/site", chosen).high for chosen in range(4)] == [0.5, 0.5, 0.5, 0.0]


def test_what_a_measure_takes_out_of_an_original_is_in_no_copy_that_is_made_of_it_later() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        systems:
          filter: {end-to-end encrypted: no, keeps: forever, records: by default}
          app: {end-to-end encrypted: no, keeps: forever, records: by default}
        data:
          show: {about: ana, medium: image, reveals: [face], ephemeral: no}
          clip: {about: ana, medium: image, reveals: [face], ephemeral: no, made from: show}
        flows: {ana -> filter -> app: show, app -> ben: clip}
        """
    blur = (control("blur", removes=("face",), on=("system",)), "filter")
    found = likely(text, threat("recognise", when(reveals=("face",)), likelihood=HALF), measures=[blur])
    assert [found.chance("recognise/ben/clip", chosen).high for chosen in (0, 1)] == [0.5, 0.0]


def test_where_ways_are_too_many_it_is_sampled_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    tell = threat("tell", when(), leads_to(learns="identity"), likelihood=HALF)
    exact = likely(TWO_DATA, tell, USE).chance("use/ben/one")

    def give_up(*_: object) -> float:
        raise TooManyError

    monkeypatch.setattr(module, "probability", give_up)
    sampled = likely(TWO_DATA, tell, USE).chance("use/ben/one")
    assert sampled.sampled == 102_400
    assert 0 < sampled.margin < 0.005
    assert sampled.high == pytest.approx(exact.high, abs=2 * sampled.margin)
    assert sampled.low == pytest.approx(exact.low, abs=2 * sampled.margin)
    assert likely(TWO_DATA, tell, USE).chance("use/ben/one") == sampled
