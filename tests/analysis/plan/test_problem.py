from __future__ import annotations

from threatmodel.analysis.plan.problem import Problem, Scale, as_set, members

PROBLEM = Problem(efforts=(1, 3, 9), residual=lambda chosen: 10.0 - chosen, everything=0b111, musts=(0b011, 0b100))


def test_a_set_is_its_members() -> None:
    assert list(members(0b1101)) == [0, 2, 3]
    assert as_set([3, 0, 2]) == 0b1101
    assert as_set([]) == 0


def test_efforts_add_up_and_what_is_too_dear_alone_is_not_affordable() -> None:
    assert PROBLEM.effort(0b101) == 10
    assert PROBLEM.affordable(0b111, 3) == 0b011
    assert PROBLEM.affordable(0b110, 2) == 0


def test_one_measure_of_each_set_that_has_to_be_met_is_enough() -> None:
    assert PROBLEM.meets(0b110)
    assert not PROBLEM.meets(0b011)
    assert not PROBLEM.meets(0b100)


def test_a_set_is_weighed_once() -> None:
    asked: list[int] = []

    def residual(chosen: int) -> float:
        asked.append(chosen)
        return 1.0

    scale = Scale(Problem(efforts=(1,), residual=residual, everything=1))
    assert (scale.risk(1), scale.risk(1), scale.risk(0)) == (1.0, 1.0, 1.0)
    assert (asked, scale.weighed) == ([1, 0], 2)


def test_a_choice_among_fewer_measures_knows_what_was_weighed_before() -> None:
    scale = Scale(PROBLEM)
    scale.risk(2)
    fewer = scale.among(0b011)
    assert fewer.problem.everything == 0b011
    assert fewer.weighed == 1
