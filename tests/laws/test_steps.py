from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings

from tests.laws.scenarios import Case, cases
from threatmodel.analysis.controls import applied
from threatmodel.analysis.course import Course
from threatmodel.analysis.derivation import Fact, Facts
from threatmodel.analysis.findings import study
from threatmodel.analysis.fixpoint import Run

EXAMPLES = settings(max_examples=100)


def runs(case: Case) -> Iterator[Run]:
    """Each of the four runs over a case."""
    done = study(applied(*case), case.catalogue)
    for course in (done.sure.course, done.possible.course):
        for agreed in (False, True):
            run = Run(course, agreed=agreed)
            run.finished()
            yield run


def derived(facts: Facts) -> set[Fact]:
    return {Fact(holding, form) for holding in facts.held for form in (1, 2, 3) if facts.has(Fact(holding, form))}


@EXAMPLES
@given(cases())
def test_step_by_step_the_same_is_held_as_by_bits_alone(case: Case) -> None:
    for run in runs(case):
        assert run.facts.steps.held == run.facts.held


@EXAMPLES
@given(cases())
def test_every_fact_has_a_first_step_and_every_step_rests_on_facts(case: Case) -> None:
    for run in runs(case):
        facts = derived(run.facts)
        assert set(run.facts.first) == facts
        for firing in run.facts.firings:
            assert {firing.fact, *firing.premises} <= facts


@EXAMPLES
@given(cases())
def test_first_steps_rest_on_cheaper_ones(case: Case) -> None:
    for run in runs(case):
        for firing in run.facts.first.values():
            assert all(run.facts.first[premise].cost < firing.cost for premise in firing.premises)


@EXAMPLES
@given(cases())
def test_steps_go_past_what_was_agreed_where_the_bits_say_so_and_as_far(case: Case) -> None:
    for run in runs(case):
        highest: dict[int, int] = {}
        for firing in run.facts.crossings:
            if run.possible or firing.allowed is False:
                highest[firing.fact.holding] = max(firing.fact.form, highest.get(firing.fact.holding, 0))
        assert run.facts.crossed == highest


@EXAMPLES
@given(cases())
def test_where_nothing_is_doubtful_what_is_possible_is_sure(case: Case) -> None:
    done = study(applied(*case), case.catalogue)
    assert done.sure.doubtful or done.possible is done.sure
    if not done.sure.doubtful:
        course = Course(graph=done.graph, conditions=done.conditions, possible=True)
        for agreed, before in ((False, done.sure.facts), (True, done.agreed)):
            after = Run(course, agreed=agreed).finished()
            assert (after.held, after.crossed) == (before.held, before.crossed)
