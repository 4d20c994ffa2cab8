from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.catalogues import CHOICES, HERE
from tests.laws.changes import recipients, wider, with_consent, with_path, with_word
from tests.laws.engine import analysed, crossings, findings, holdings, never_less
from tests.laws.scenarios import PURPOSES, SPARE, TYPES, Case, cases, consents, data, paths, words
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import UNKNOWN, Element, Grant, Scenario

EXAMPLES = settings(max_examples=120)


def states(scenario: Scenario, catalogue: Catalogue) -> dict[str, str]:
    return findings(analysed(scenario, catalogue))


# --- law 1: more is drawn, more is found ---


@EXAMPLES
@given(cases(), st.data())
def test_one_more_flow_removes_no_finding(case: Case, more: st.DataObject) -> None:
    scenario, catalogue = case
    path = more.draw(paths(list(scenario.holders), list(scenario.data), 99))
    assert never_less(states(scenario, catalogue), states(with_path(scenario, path), catalogue))


@EXAMPLES
@given(cases(), st.data())
def test_one_more_holder_who_is_told_removes_no_finding(case: Case, more: st.DataObject) -> None:
    scenario, catalogue = case
    name = more.draw(st.sampled_from(SPARE))
    element = Element(name=name, type=TYPES[name], words=more.draw(words(TYPES[name])), span=HERE)
    larger = replace(scenario, holders={**scenario.holders, name: element})
    path = more.draw(paths(list(larger.holders), list(scenario.data), 99))
    assert never_less(states(scenario, catalogue), states(larger, catalogue))
    assert never_less(states(scenario, catalogue), states(with_path(larger, path), catalogue))


@EXAMPLES
@given(cases(), st.data())
def test_one_more_datum_that_is_sent_removes_no_finding(case: Case, more: st.DataObject) -> None:
    scenario, catalogue = case
    original = more.draw(st.sampled_from((None, *scenario.data.values())))
    datum = more.draw(data("extra", list(scenario.holders), original))
    larger = replace(scenario, data={**scenario.data, "extra": datum})
    path = more.draw(paths(list(larger.holders), ["extra"], 99))
    assert never_less(states(scenario, catalogue), states(with_path(larger, path), catalogue))


# --- law 2: a control that adds nothing adds nothing ---


@settings(max_examples=120)
@given(cases(controlled=True))
def test_a_control_adds_no_finding_and_makes_none_open(case: Case) -> None:
    without = replace(case.scenario, controls=())
    assert never_less(states(*case), states(without, case.catalogue))


@EXAMPLES
@given(cases(controlled=True), st.booleans())
def test_a_control_adds_no_holding(case: Case, possible: bool) -> None:  # noqa: FBT001  # drawn by Hypothesis
    without = replace(case.scenario, controls=())
    assert holdings(*case, possible=possible) <= holdings(without, case.catalogue, possible=possible)


@EXAMPLES
@given(cases(controlled=True), st.data())
def test_one_more_control_adds_no_finding(case: Case, more: st.DataObject) -> None:
    scenario, catalogue = case
    keep = more.draw(st.integers(0, len(scenario.controls) - 1))
    fewer = replace(scenario, controls=scenario.controls[:keep])
    assert never_less(states(*case), states(fewer, catalogue))


# --- law 10: a wider act adds no crossing and no finding ---


@EXAMPLES
@given(cases(), st.data())
def test_a_wider_act_adds_no_crossing_and_no_finding(case: Case, more: st.DataObject) -> None:
    scenario, catalogue = case
    name = more.draw(st.sampled_from(sorted(scenario.data)))
    consent = scenario.data[name].consent or more.draw(consents(list(scenario.holders)).filter(bool))
    assert consent is not None
    recipient = more.draw(st.sampled_from(recipients(scenario)))
    nothing = Grant(act="nothing", span=HERE)
    before = with_consent(scenario, name, consent)
    granted = replace(consent, grants={recipient: nothing, **consent.grants})
    if more.draw(st.booleans()):
        after_consent = wider(granted, recipient)
    else:
        purposes = granted.grants[recipient].purposes | {more.draw(st.sampled_from(PURPOSES))}
        grant = replace(granted.grants[recipient], purposes=purposes)
        after_consent = replace(granted, grants={**granted.grants, recipient: grant})
    after = with_consent(scenario, name, after_consent)
    assert never_less(states(after, catalogue), states(before, catalogue))
    for possible in (False, True):
        assert crossings(after, catalogue, possible=possible) <= crossings(before, catalogue, possible=possible)


# --- law 11: an answer removes no open finding and adds no possible one ---


@settings(max_examples=120)
@given(cases(), st.data())
def test_an_answer_removes_no_open_finding_and_adds_none(case: Case, more: st.DataObject) -> None:
    scenario, catalogue = case
    places = {name: element.type for name, element in (*scenario.holders.items(), *scenario.data.items())}
    place = more.draw(st.sampled_from(sorted(places)))
    word = more.draw(st.sampled_from(sorted(CHOICES[places[place]])))
    value = more.draw(st.sampled_from(CHOICES[places[place]][word]))
    unanswered = with_word(scenario, place, word, UNKNOWN)
    before, after = states(unanswered, catalogue), states(with_word(scenario, place, word, value), catalogue)
    assert {id_ for id_, state in before.items() if state == "open"} <= {i for i, s in after.items() if s == "open"}
    assert after.keys() <= before.keys()


@EXAMPLES
@given(cases(), st.data())
def test_saying_what_was_agreed_removes_no_open_finding_and_adds_none(case: Case, more: st.DataObject) -> None:
    scenario, catalogue = case
    name = more.draw(st.sampled_from(sorted(scenario.data)))
    consent = more.draw(consents(list(scenario.holders)))
    before = states(with_consent(scenario, name, None), catalogue)
    after = states(with_consent(scenario, name, consent), catalogue)
    assert {id_ for id_, state in before.items() if state == "open"} <= {i for i, s in after.items() if s == "open"}
    assert after.keys() <= before.keys()
