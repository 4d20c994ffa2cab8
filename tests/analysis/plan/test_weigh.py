"""What is weighed fast is what a run of its own finds."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.plan.make import Planner
from threatmodel.analysis.plan.problem import as_set, members
from threatmodel.analysis.totals import total
from threatmodel.model.plan import Wish

NAMES = ("partner-video-call", "group-chat-export", "webcam-platform")


@cache
def planner(name: str, person: str | None = None) -> Planner:
    scenario = SCENARIOS[name]
    return Planner.of(scenario, CATALOGUE, analyse(scenario, CATALOGUE, TODAY), TODAY, Wish(budget=1, person=person))


def some(name: str, number: int) -> list[int]:
    """A few sets of measures whose controls add nothing."""
    rng = Random(number)  # noqa: S311 - no secret depends on it
    found = planner(name)
    plain = [one for one in members(found.everything) if found.weighing.measures[one].control.adds is None]
    return [as_set(rng.sample(plain, size)) for size in (1, 2, 4, 8, 16)]


@pytest.mark.parametrize("name", NAMES)
def test_sets_of_measures_leave_what_a_run_with_them_leaves(name: str) -> None:
    weighing = planner(name).weighing
    for chosen in some(name, 1):
        run = weighing.run(chosen)
        risk = total(run)
        assert weighing.middle(chosen) == pytest.approx(risk.middle, abs=1e-9)
        told = weighing.risk(chosen)
        assert (told.low, told.high) == pytest.approx((risk.low, risk.high), abs=1e-9)
        sure = {one.id for one in weighing.bare if one.state in ("open", "reduced", "accepted")}
        there = {one.id for one in run if one.state in ("open", "reduced", "accepted")}
        assert weighing.gone(chosen) == sure - there
        assert weighing.excess(chosen, "medium") == pytest.approx(
            sum(
                one.risk.high
                for one in run
                if one.state in ("open", "reduced") and one.risk.band in ("high", "critical")
            )
        )


@pytest.mark.parametrize("name", NAMES)
def test_no_measure_changes_a_finding_that_does_not_hang_on_it(name: str) -> None:
    weighing = planner(name).weighing
    rng = Random(2)  # noqa: S311 - no secret depends on it
    for chosen in some(name, 3):
        one = rng.choice([*members(planner(name).everything & ~chosen)])
        if weighing.measures[one].control.adds is not None:
            continue
        before = {each.id: each.chance for each in weighing.run(chosen) if each.state not in ("closed", "undecided")}
        after = {each.id: each.chance for each in weighing.run(chosen | 1 << one) if each.state != "closed"}
        for id_, chance in before.items():
            if not weighing.hangs_on(id_) >> one & 1:
                assert after[id_].high == pytest.approx(chance.high, abs=1e-9), (id_, weighing.measures[one].name)


def test_for_one_person_less_is_weighed() -> None:
    everybody, vic = planner("webcam-platform").weighing, planner("webcam-platform", "vic").weighing
    assert {one.id for one in vic.bare} < {one.id for one in everybody.bare}
    assert vic.middle(0) < everybody.middle(0)
