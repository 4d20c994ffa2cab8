"""Likelihood: equal to trying every world, between its bounds, and never more for one more control."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from random import Random

import pytest
from hypothesis import assume, given, settings

from tests.laws.catalogues import HERE
from tests.laws.engine import analysed
from tests.laws.likely import likely_cases, uses
from tests.laws.reference_likelihood import Worlds
from tests.laws.scenarios import Case, said
from threatmodel.analysis.controls import applied
from threatmodel.analysis.findings import study
from threatmodel.analysis.likelihood.chances import Chances
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.analysis.likelihood.probability import bits
from threatmodel.model.elements import AppliedControl, Element
from threatmodel.model.risk import GONE, Chance


@settings(max_examples=120)
@given(likely_cases())
def test_a_likelihood_is_the_weight_of_its_worlds(drawn: tuple[Case, Random]) -> None:
    """Law 4, over both ends of what is sure and the top of what is possible, with controls in place."""
    case, _ = drawn
    expected = Worlds(*case).likelihoods()
    found = {each.id: each.chance for each in analysed(*case).findings if each.state != "closed"}
    assert found.keys() == expected.keys()
    for id_, chance in found.items():
        assert not chance.sampled
        assert (chance.low, chance.high, chance.ceiling) == pytest.approx(expected[id_], abs=1e-9), id_


@settings(max_examples=200)
@given(likely_cases())
def test_a_fast_what_if_is_the_full_run(drawn: tuple[Case, Random]) -> None:
    """Law 13: measures that are chosen on one network leave what a run of its own finds, whichever they are."""
    case, rng = drawn
    measures = uses(rng, case)
    fast = whatif(case, measures)
    chosen = rng.randrange(1 << len(measures))
    picked = tuple(measures[position] for position in bits(chosen))
    full = whatif(Case(replace(case.scenario, controls=(*case.scenario.controls, *picked)), case.catalogue), ())
    for finding_id in fast.places:
        told = full.chance(finding_id) if finding_id in full.places else GONE
        assert near(fast.chance(finding_id, chosen), told), finding_id


@settings(max_examples=200)
@given(likely_cases())
def test_one_more_control_makes_nothing_likelier(drawn: tuple[Case, Random]) -> None:
    """Law 2, of a control that adds nothing."""
    case, rng = drawn
    measures = uses(rng, case)
    assume(measures)
    fast = whatif(case, measures)
    chosen = rng.randrange(1 << len(measures))
    more = chosen | 1 << rng.randrange(len(measures))
    for finding_id in fast.places:
        before, after = fast.chance(finding_id, chosen), fast.chance(finding_id, more)
        assert all(now <= then + 1e-12 for then, now in zip(ends(before), ends(after), strict=True)), finding_id


@settings(max_examples=200)
@given(likely_cases())
def test_a_likelihood_lies_between_its_best_derivation_and_all_of_them_together(drawn: tuple[Case, Random]) -> None:
    """Law 5, over minimal derivations, each the product of its causes."""
    case, _ = drawn
    done = whatif(case, ())
    for finding_id in done.places:
        ways = done.ways(done.sure, finding_id) or ()
        causes = {position: done.of_cause(done.sure, position).high for position in done.sure.causes(ways)}
        each = [prod(causes[position] for position in bits(way)) for way in ways]
        high = done.chance(finding_id).high
        assert high <= min(1.0, sum(each)) + 1e-12
        assert high >= max(each, default=0.0) - 1e-12


@settings(max_examples=200)
@given(likely_cases())
def test_findings_that_are_alike_are_as_likely_as_if_each_were_asked_about(drawn: tuple[Case, Random]) -> None:
    scenario, known = among_each_other(*drawn)
    done = study(scenario, known)
    each, together = Likelihoods(done, scenario), Chances(done, scenario)
    for finding_id in done.places:
        assert near(together.of(finding_id), each.chance(finding_id)), finding_id


def among_each_other(case: Case, rng: Random) -> Case:
    """Let two more join, let everybody be in some audiences and live with some others, and take controls away."""
    joining = {name: Element(name=name, type="person", span=HERE) for name in ("dan", "eve")}
    holders = {**case.scenario.holders, **joining}
    for name, element in list(holders.items()):
        if element.type == "person":
            others = [other for other in holders.values() if other.name != name and rng.random() < 0.4]
            inside = tuple(other.name for other in others if other.type == "audience")
            home = tuple(other.name for other in others if other.type == "person")
            holders[name] = replace(element, words={**element.words, "in": said(inside), "lives with": said(home)})
    return case._replace(scenario=replace(case.scenario, holders=holders, controls=()))


def whatif(case: Case, measures: tuple[AppliedControl, ...]) -> Likelihoods:
    """Study a case with the controls that stand in it."""
    return Likelihoods(study(applied(*case), case.catalogue), case.scenario, measures)


def ends(chance: Chance) -> tuple[float, float, float]:
    """Return the three figures of a likelihood."""
    return chance.low, chance.high, chance.ceiling


def near(one_: Chance, other: Chance) -> bool:
    """Whether two likelihoods are the same but for rounding."""
    return all(abs(each - same) < 1e-9 for each, same in zip(ends(one_), ends(other), strict=True))
