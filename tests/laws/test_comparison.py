"""Comparing two scenarios: nothing differs from itself, both directions say the same, and causes are causes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.scenarios import Case, cases, scenarios, uses
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.changes.candidates import Candidates
from threatmodel.analysis.changes.causes import explained, undoes
from threatmodel.analysis.changes.edits import edits
from threatmodel.analysis.changes.pieces import built, pieces
from threatmodel.analysis.changes.renames import renamed
from threatmodel.analysis.changes.undoing import Undoing
from threatmodel.analysis.compare import compare
from threatmodel.model.findings import Analysis, State

TODAY = "2026-01-01"
MIRRORED = {"new": "gone", "gone": "new", "changed": "changed", "added": "removed", "removed": "added"}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Case, Case]:
    """Draw two scenarios that have most names in common, under one catalogue."""
    one = draw(cases())
    other = draw(scenarios())
    return one, Case(replace(other, controls=draw(uses(other, one.catalogue))), one.catalogue)


def analysed(case: Case) -> Analysis:
    return analyse(*case, TODAY)


def states(analysis: Analysis) -> dict[str, State]:
    return {finding.id: finding.state for finding in analysis.findings if finding.state != "closed"}


@given(cases())
def test_a_scenario_does_not_differ_from_itself(case: Case) -> None:
    found = analysed(case)
    assert compare(found, found).is_empty
    assert edits(case.scenario, case.scenario, case.catalogue).edits == ()
    assert renamed(case.scenario, case.scenario, case.catalogue) == (case.scenario, ())


@given(cases())
def test_a_scenario_is_built_again_from_its_pieces(case: Case) -> None:
    assert built(case.scenario, pieces(*case)) == case.scenario


@settings(max_examples=40)
@given(pairs())
def test_the_other_direction_says_the_same_the_other_way_round(pair: tuple[Case, Case]) -> None:
    one, other = pair
    there, back = (compare(analysed(first), analysed(second)) for first, second in (pair, (other, one)))
    assert {(each.id, MIRRORED[each.kind]) for each in there.differences} == {
        (each.id, each.kind) for each in back.differences
    }
    assert [set(there.asked), set(there.answered)] == [set(back.answered), set(back.asked)]
    assert (there.before, there.after, there.same) == (back.after, back.before, back.same)
    changes, undone = (
        edits(first.scenario, second.scenario, one.catalogue).edits for first, second in (pair, (other, one))
    )
    assert {(key, MIRRORED[each.change.kind]) for each in changes for key in each.keys[:1] if len(each.keys) == 1} == {
        (key, each.change.kind) for each in undone for key in each.keys[:1] if len(each.keys) == 1
    }


@settings(max_examples=40)
@given(pairs())
def test_with_every_change_undone_the_older_findings_are_back(pair: tuple[Case, Case]) -> None:
    old, new = pair
    made = edits(old.scenario, new.scenario, old.catalogue)
    undoing = Undoing(new=new.scenario, edits=made, catalogue=old.catalogue, today=TODAY)
    again = undoing.without(undoing.closure(frozenset(range(len(made.edits)))))
    assert again.states() == states(analysed(old))


@settings(max_examples=8)  # each tries up to eighty scenarios
@given(pairs())
def test_a_difference_is_gone_when_what_is_told_as_its_cause_is_undone(pair: tuple[Case, Case]) -> None:
    old, new = pair
    undoing = Undoing(
        new=new.scenario,
        edits=edits(old.scenario, new.scenario, old.catalogue),
        catalogue=old.catalogue,
        today=TODAY,
    )
    candidates = Candidates(edits=undoing.edits, catalogue=old.catalogue)
    for each in explained(compare(analysed(old), analysed(new)).differences, undoing):
        assert each.causes
        alone = {cause.changes[0] for cause in each.causes if len(cause.changes) == 1}
        assert alone <= set(candidates.of(each))
        for cause in each.causes:
            assert cause.tried
            assert undoes(each, undoing.without(undoing.closure(frozenset(cause.changes))))
