"""Plans on `webcam-platform`: CPU time for the best plan and for the whole curve, with all controls that apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from time import process_time
from typing import Final, TypeVar

from benchmarks.rows import Row, at_least, at_most
from threatmodel import pipeline
from threatmodel.analysis.plan.frontier import MOST_POINTS
from threatmodel.analysis.plan.make import Planner
from threatmodel.analysis.plan.weigh import Weighing
from threatmodel.catalogue.load import load_catalogue
from threatmodel.model.plan import Frontier, Plan, Wish
from threatmodel.reports.report import Report
from threatmodel.shell import files

SCENARIO: Final = "webcam-platform"
TODAY: Final = "2026-01-01"
BUDGETS: Final = (6, 12, 20)
PLAN_LIMIT: Final = 5.0
CURVE_LIMIT: Final = 20.0
FULL_RUNS: Final = 5
FASTER: Final = 100.0

Made = TypeVar("Made")


def rows() -> Iterator[Row]:
    """Measure plans for a few budgets, the curve, and one set of measures against a run of its own."""
    report = _report()
    for budget in BUDGETS:
        seconds, planned = _timed(partial(pipeline.plan, report, Wish(budget=budget), today=TODAY))
        plan = planned.plan
        if isinstance(plan, Plan):
            name = f"plan for {budget} points, {plan.measures} measures"
            yield at_most(name, f"{seconds:.2f} s, {_goodness(plan)}", seconds, PLAN_LIMIT, " s")
    seconds, curved = _timed(lambda: pipeline.frontier(report, Wish(), today=TODAY, watch=lambda _: lambda: None))
    if isinstance(curved.plan, Frontier):
        points = curved.plan.points
        proven = sum(point.proven for point in points)
        name = f"curve of {MOST_POINTS} budgets"
        told = f"{seconds:.2f} s, {len(points)} points, {proven} proven"
        yield at_most(name, told, seconds, CURVE_LIMIT, " s")
    yield from _against_runs(report)


def _goodness(plan: Plan) -> str:
    if plan.proven:
        return "proven"
    return f"not proven, gap {plan.gap:.1f} of {plan.after.middle:.1f}"


def _against_runs(report: Report) -> Iterator[Row]:
    """Compare one set after another, weighed on the one network, with a run of the whole line for each."""
    planner = Planner.of(report.scenario, report.catalogue, report.analysis, TODAY, Wish(budget=6))
    weighing: Weighing = planner.weighing
    first, _ = _timed(lambda: weighing.middle(0))
    sets = [1 << one for one in range(len(weighing.measures))]
    fast, _ = _timed(lambda: [weighing.middle(chosen) for chosen in sets])
    again, _ = _timed(lambda: [weighing.middle(chosen | 1) for chosen in sets])
    slow, _ = _timed(lambda: [weighing.run(chosen) for chosen in sets[:FULL_RUNS]])
    yield Row("making the network ready", f"{1000 * first:.0f} ms")
    yield Row("each measure alone, first time", f"{1000 * fast / len(sets):.2f} ms")
    ratio = slow / FULL_RUNS / (again / len(sets))
    told = f"{1000 * again / len(sets):.2f} ms against {1000 * slow / FULL_RUNS:.0f} ms, {ratio:.0f}x"
    yield at_least("each measure beside one, against a run", told, ratio, FASTER, "x")


def _report() -> Report:
    catalogue = load_catalogue()
    source = files.sources([SCENARIO])[0]
    scenario = pipeline.read(files.read(source), source.name, catalogue)
    return pipeline.study(scenario, catalogue, today=TODAY, program="")


def _timed(action: Callable[[], Made]) -> tuple[float, Made]:
    start = process_time()
    made = action()
    return process_time() - start, made
