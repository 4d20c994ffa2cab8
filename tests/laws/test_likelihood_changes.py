"""Likelihood when a case changes: more flows, answers, other orders and other names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from tests.laws.catalogues import CHOICES
from tests.laws.changes import renamed, reordered, unknowns, with_path, with_word
from tests.laws.engine import analysed
from tests.laws.likely import WAYS, likely_cases, uses
from tests.laws.scenarios import Case, drawn
from threatmodel.model.elements import ElementType
from threatmodel.model.names import slug

EXAMPLES = settings(max_examples=150)
ROUNDING = 1e-12
NAMES = {"ana": "zoe", "ben": "amir", "cleo": "yui", "app": "hall", "cloud": "attic", "show": "play", "note": "word"}

Three = tuple[float, float, float]


def told(case: Case) -> Mapping[str, Three]:
    """Return the likelihood of every finding that is there, by id."""
    there = (finding for finding in analysed(*case).findings if finding.state != "closed")
    return {each.id: (each.chance.low, each.chance.high, each.chance.ceiling) for each in there}


@EXAMPLES
@given(likely_cases())
def test_one_more_flow_makes_nothing_less_likely(both: tuple[Case, Random]) -> None:
    """Law 1. Everybody on the new path is there before."""
    case, rng = both
    ways = [(text, datum) for text, datum in WAYS if set(text.split(" -> ")) <= {*case.scenario.holders, "everyone"}]
    before = told(case)
    text, datum = rng.choice(ways)
    after = told(Case(with_path(case.scenario, drawn(text, datum)), case.catalogue))
    for finding_id, chance in before.items():
        assert all(now >= then - ROUNDING for then, now in zip(chance, after[finding_id], strict=True)), finding_id


@EXAMPLES
@given(likely_cases())
def test_an_answer_narrows_a_likelihood_and_never_widens_it(both: tuple[Case, Random]) -> None:
    """Law 11: what is sure never falls, and what is possible never rises."""
    case, rng = both
    asked = [(place, word) for place, word in unknowns(case) if word in CHOICES[_type(case, place)]]
    if not asked:
        return
    place, word = rng.choice(sorted(asked))
    answered = with_word(case.scenario, place, word, rng.choice(CHOICES[_type(case, place)][word]))
    if word == "size":
        return
    after = told(Case(answered, case.catalogue))
    for finding_id, (low, high, ceiling) in told(case).items():
        now = after.get(finding_id, (0.0, 0.0, 0.0))
        assert now[0] >= low - ROUNDING, finding_id
        assert now[1] >= high - ROUNDING, finding_id
        assert now[2] <= ceiling + ROUNDING, finding_id


def _type(case: Case, place: str) -> ElementType:
    return case.scenario.data[place].type if place in case.scenario.data else case.scenario.holders[place].type


@EXAMPLES
@given(likely_cases())
def test_no_order_changes_a_likelihood(both: tuple[Case, Random]) -> None:
    """Laws 7 and 12: of people, data, paths, threats, inferences and controls."""
    case, rng = both
    before, after = told(case), told(reordered(case, rng.randrange(100)))
    assert after.keys() == before.keys()
    for finding_id, chance in before.items():
        assert after[finding_id] == pytest.approx(chance, abs=ROUNDING)


@EXAMPLES
@given(likely_cases())
def test_no_name_changes_a_likelihood(both: tuple[Case, Random]) -> None:
    """Law 7."""
    case, _ = both
    after = told(Case(renamed(case.scenario, NAMES), case.catalogue))
    for finding_id, chance in told(case).items():
        parts = finding_id.split("/")
        same = "/".join([parts[0], *(_other(part) for part in parts[1:])])
        assert after[same] == pytest.approx(chance, abs=ROUNDING)


def _other(part: str) -> str:
    for name, other in NAMES.items():
        part = part.replace(f"address-of-{name}", f"address-of-{other}")
    return slug(NAMES.get(part, part))


@EXAMPLES
@given(likely_cases())
def test_controls_compose_in_any_order(both: tuple[Case, Random]) -> None:
    """Law 12, of controls that are drawn for one place each."""
    case, rng = both
    drawn_uses = list(uses(rng, case))
    results = []
    for _ in range(2):
        rng.shuffle(drawn_uses)
        results.append(told(case._replace(scenario=replace(case.scenario, controls=tuple(drawn_uses)))))
    assert results[0].keys() == results[1].keys()
    for finding_id, chance in results[0].items():
        assert results[1][finding_id] == pytest.approx(chance, abs=ROUNDING)
