from __future__ import annotations

from tests.golden.example import golden
from tests.golden.plans import curve, hostile_report, plan, planned
from threatmodel.model.plan import Plan, Wish
from threatmodel.reports.plan.to_markdown import to_markdown


def test_the_whole_text_of_a_plan_is_as_expected() -> None:
    text = to_markdown(plan())
    assert text == golden("plan.md", text)


def test_the_whole_text_of_a_curve_is_as_expected() -> None:
    text = to_markdown(curve())
    assert text == golden("frontier.md", text)


def test_nothing_is_left_out() -> None:
    found = plan().plan
    assert isinstance(found, Plan)
    text = to_markdown(plan())
    assert all(one.id in text for one in found.uncloseable)
    assert all(one.finding.id in text for one in found.left)


def test_hostile_names_stay_text() -> None:
    text = to_markdown(planned(hostile_report(), Wish(budget=4)))
    assert "<script>" not in text
    assert "@team" not in text
    assert "\u202e" not in text
