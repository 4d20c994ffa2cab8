from __future__ import annotations

from collections.abc import Callable

from threatmodel.analysis.plan.greedy import exchanged, filled, given_up, good_choice, taken, within, without_idle
from threatmodel.analysis.plan.problem import Problem, Scale


def scale(efforts: tuple[int, ...], residual: Callable[[int], float], *musts: int) -> Scale:
    return Scale(Problem(efforts=efforts, residual=residual, everything=(1 << len(efforts)) - 1, musts=musts))


def additive(*gains: float) -> Callable[[int], float]:
    """Each measure takes its own away."""
    return lambda chosen: sum(gain for one, gain in enumerate(gains) if not chosen >> one & 1)


def together(chosen: int) -> float:
    """The first two take ten away, but only together; the third takes one."""
    return (0.0 if chosen & 0b011 == 0b011 else 10.0) + (0.0 if chosen & 0b100 else 1.0)


def test_what_takes_most_away_for_its_effort_is_added_first() -> None:
    assert filled(scale((3, 1, 1), additive(4.0, 2.0, 0.0)), 3, 0) == 0b010
    assert filled(scale((3, 1, 1), additive(7.0, 2.0, 1.0)), 3, 0) == 0b001


def test_measures_are_added_until_enough_is_taken_away() -> None:
    problem = scale((1, 1, 1), additive(5.0, 3.0, 1.0))
    assert taken(problem, 4.0, 0) == 0b001
    assert taken(problem, 1.0, 0) == 0b011


def test_what_raises_the_risk_least_is_given_up_first() -> None:
    problem = scale((1, 3, 1), additive(5.0, 3.0, 1.0))
    assert within(problem, 2, 0b111) == 0b101
    assert given_up(problem, 4.0, 0b111) == 0b001


def test_giving_up_keeps_what_helps_only_together() -> None:
    assert within(scale((1, 1, 1), together), 2, 0b111) == 0b011
    assert filled(scale((1, 1, 1), together), 2, 0) != 0b011
    assert good_choice(scale((1, 1, 1), together), 2, (), 100) == 0b011


def test_one_is_exchanged_for_another_that_takes_more_away() -> None:
    problem = scale((1, 1, 1), additive(1.0, 2.0, 3.0))
    assert exchanged(problem, 2, 0b011, 100) == 0b110
    assert exchanged(problem, 2, 0b011, 0) == 0b011


def test_what_has_to_be_there_is_neither_given_up_nor_exchanged() -> None:
    problem = scale((1, 1, 1), additive(0.0, 2.0, 3.0), 0b001)
    assert good_choice(problem, 2, (), 100) == 0b101
    assert without_idle(problem, 0b101) == 0b101
    assert within(problem, 1, 0b111) == 0b001
    assert given_up(problem, 5.0, 0b111) == 0b001


def test_what_has_to_be_there_may_be_too_dear() -> None:
    assert good_choice(scale((3, 9), additive(1.0, 1.0), 0b10), 8, (), 100) is None
    assert good_choice(scale((3, 9), additive(1.0, 5.0), 0b11), 8, (), 100) == 0b01


def test_the_dearest_idle_measure_is_left_out_first() -> None:
    either = scale((1, 3), lambda chosen: 0.0 if chosen else 1.0)
    assert without_idle(either, 0b11) == 0b01
