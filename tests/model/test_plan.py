from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes import control
from threatmodel.model.plan import Measure, Named, Plan, Wish
from threatmodel.model.risk import Risk

MEASURE = Measure(control=control("lock"), place="ben", effort=1)
LEFT = Risk(low=2.0, high=6.0, ceiling=9.0)
PLAN = Plan(
    wish=Wish(budget=3),
    steps=(),
    effort=3,
    before=LEFT,
    after=LEFT,
    floor=LEFT,
    measures=4,
    proven=False,
    bound=2.5,
    uncloseable=(),
    left=(),
)


def test_a_measure_is_named_as_the_command_line_writes_it() -> None:
    assert MEASURE.name == "lock@ben"
    assert replace(MEASURE, place="").name == "lock"
    assert str(Named(control="lock", place="ben")) == "lock@ben"


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        (Named(control="lock"), True),
        (Named(control="lock", place="ben"), True),
        (Named(control="lock", place="ana"), False),
        (Named(control="log", place="ben"), False),
    ],
)
def test_a_control_without_a_place_names_it_everywhere(named: Named, *, meant: bool) -> None:
    assert named.names(MEASURE) is meant


def test_the_gap_is_in_risk_for_a_budget_and_in_effort_for_a_target() -> None:
    assert PLAN.gap == 1.5
    assert replace(PLAN, wish=Wish(target=5.0), bound=1).gap == 2
    assert replace(PLAN, proven=True).gap == 0.0
