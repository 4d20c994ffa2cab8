"""Plans and what-ifs of the example, and of what the hostile scenario says, as the reports are given them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.golden.example import TODAY, catalogue, example, report
from tests.golden.hostile import hostile
from threatmodel import pipeline
from threatmodel.analysis.plan.tried import read_tried
from threatmodel.analysis.plan.wishes import read_wish
from threatmodel.model.plan import Wish
from threatmodel.reports.plan.planned import Planned
from threatmodel.reports.report import Report
from threatmodel.reports.whatif.attempt import Attempt


def weighed(found: Report) -> Report:
    """The report of a scenario, with points for the efforts of its controls."""
    known = replace(catalogue(), assumed=replace(catalogue().assumed, efforts={"S": 1, "M": 3, "L": 9}))
    return replace(found, catalogue=known)


@cache
def plan(wish: Wish = Wish(budget=4)) -> Planned:  # noqa: B008 - a frozen value
    """A plan for the example."""
    return planned(weighed(example()), wish)


def planned(found: Report, wish: Wish) -> Planned:
    return pipeline.plan(found, read_wish(found.scenario, found.catalogue, wish, (), ()), today=TODAY)


@cache
def curve() -> Planned:
    """What each effort buys in the example."""
    return pipeline.frontier(weighed(example()), Wish(), today=TODAY, watch=lambda _: lambda: None)


def attempt(found: Report, *added: str) -> Attempt:
    """What controls would change."""
    tried = read_tried(found.scenario, found.catalogue, added, (), ())
    return pipeline.whatif(found, tried, today=TODAY)


def hostile_report() -> Report:
    return weighed(report(f"{hostile()}systems: {{desk: {{}}}}\n", "a`b @x.yaml"))
