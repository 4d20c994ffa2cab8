from __future__ import annotations

from dataclasses import replace

from tests.golden.example import golden
from tests.golden.hostile import HOSTILE
from tests.golden.plans import curve, hostile_report, plan, planned
from threatmodel.model.plan import Plan, Wish, Worse
from threatmodel.model.risk import Risk
from threatmodel.reports.plan.planned import Planned
from threatmodel.reports.plan.to_text import to_text
from threatmodel.reports.terminal.lines import plain


def told(planned_: Planned) -> str:
    return plain(to_text(planned_, everything=True), width=1000)


def made() -> Plan:
    found = plan().plan
    assert isinstance(found, Plan)
    return found


def test_the_whole_text_of_a_plan_is_as_expected() -> None:
    text = plain(to_text(plan()))
    assert text == golden("plan.txt", text)


def test_the_whole_text_of_a_curve_is_as_expected() -> None:
    text = plain(to_text(curve()))
    assert text == golden("frontier.txt", text)


def test_with_all_nothing_is_left_out() -> None:
    text = told(plan())
    assert "--all" not in text
    assert all(one.id in text for one in made().uncloseable)
    assert all(one.finding.id in text for one in made().left if one.closable)
    assert all(id_ in text for step in made().steps for id_ in step.closes)


def test_what_is_not_proven_says_by_how_much_it_could_be_better() -> None:
    within = replace(made(), proven=False, bound=made().after.middle - 1.5)
    assert "Not proven: another choice could leave up to 1.5 less, and none less than " in told(
        replace(plan(), plan=within)
    )
    reaching = replace(within, wish=Wish(target=3.0), effort=7, bound=5)
    assert "Not proven: another choice could do it with up to 2 less, and none with less than 5" in told(
        replace(plan(), plan=reaching)
    )


def test_what_controls_add_is_said_to_make_it_worse() -> None:
    finding = made().left[0].finding
    through = (made().steps[0].measure,)
    worse = (
        Worse(finding=finding, before=None, through=through),
        Worse(finding=finding, before=Risk(low=0.0, high=0.0, ceiling=0.0), through=through),
        Worse(finding=replace(finding, state="undecided"), before=None, through=through),
    )
    text = told(replace(plan(), plan=replace(made(), worse=worse)))
    name = f"{through[0].control.id} at {through[0].place}"
    assert f"{finding.id}: new, risk " in text
    assert f"{finding.id}: risk 0 -> " in text
    assert f"{finding.id}: a new question, risk up to " in text
    assert text.count(f", through {name}") == 3


def test_where_nothing_helps_that_is_said() -> None:
    text = told(planned(hostile_report(), Wish(budget=4)))
    assert "No measure lowers the risk: nothing is to be done" in text
    assert "no measure bears on it" in text


def test_hostile_names_stay_text() -> None:
    text = told(planned(hostile_report(), Wish(budget=4)))
    assert "\u202e" not in text
    assert "\\u202e" in text
    assert HOSTILE not in text
