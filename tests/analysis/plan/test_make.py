from __future__ import annotations

from dataclasses import replace

import pytest

from tests.analysis.test_additions import STORE
from tests.analysis.test_additions import control as adding
from tests.scenes import TODAY, UNAGREED, catalogue, control, scene, threat, when
from tests.shipped import CATALOGUE, SCENARIOS
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.plan.frontier import frontier
from threatmodel.analysis.plan.make import make_plan
from threatmodel.analysis.plan.measures import fitting_measures, with_measures
from threatmodel.analysis.plan.wishes import WishError, read_wish
from threatmodel.analysis.totals import concerning, total
from threatmodel.model.assumed import Assumed
from threatmodel.model.catalogue import Catalogue, Control, Threat
from threatmodel.model.elements import Accepted, Scenario
from threatmodel.model.plan import Named, Plan, Wish

LONG = threat("kept-long", when(form="kept", words={"keeps": (31 * 86400.0,)}))
OPENED = threat("opened", when(form="seen", holder=("system",), words={"access logged": (False,)}), severity=1)
TEXT = """
    people: {ana: {role: subject}, ben: {role: friend, keeps: 1d}}
    systems:
      app: {keeps: 1y, end-to-end encrypted: no, access logged: no}
      cloud: {keeps: 1y, end-to-end encrypted: no, access logged: no}
    data: {chat: {about: ana, medium: text, ephemeral: no, consent: {ben: keep, app: keep, cloud: keep}}}
    flows:
      ana -> app -> ben: chat
      ben -> cloud: chat
"""
SHORT = replace(control("short", on=("system",), sets={"keeps": 0.0}), effort="M")
LOG = control("log", on=("system",), sets={"access logged": True})


def known(*controls: Control) -> Catalogue:
    efforts = Assumed(efforts={"S": 1, "M": 3, "L": 9})
    return replace(catalogue(LONG, OPENED, UNAGREED, controls=controls), assumed=efforts)


def planned(catalogue_: Catalogue, wish: Wish, text: str = TEXT, *accepted: Accepted) -> Plan:
    scenario = replace(scene(text, catalogue_), accepted=accepted)
    return make_plan(scenario, catalogue_, analyse(scenario, catalogue_, TODAY), TODAY, wish)


def chosen(plan: Plan) -> list[str]:
    return [step.measure.name for step in plan.steps]


def test_what_takes_most_away_comes_first() -> None:
    plan = planned(known(SHORT, LOG), Wish(budget=5))
    assert chosen(plan) == ["short@app", "log@app", "log@cloud"]
    assert (plan.effort, plan.proven, plan.measures) == (5, True, 4)
    assert [step.closes for step in plan.steps] == [
        ("kept-long/app/chat",),
        ("opened/app/chat",),
        ("opened/cloud/chat",),
    ]
    assert plan.after == plan.steps[-1].after
    assert plan.before == plan.steps[0].before


def test_what_no_measure_closes_and_what_one_would_close_are_told_apart() -> None:
    plan = planned(known(LOG), Wish(budget=1))
    assert chosen(plan) == ["log@app"]
    assert {one.id for one in plan.uncloseable} == {"kept-long/app/chat", "kept-long/cloud/chat"}
    left = {one.finding.id: (one.closable, [each.name for each in one.closers]) for one in plan.left}
    assert left == {
        "kept-long/app/chat": (False, []),
        "kept-long/cloud/chat": (False, []),
        "opened/cloud/chat": (True, ["log@cloud"]),
    }


def test_nothing_is_chosen_for_nothing() -> None:
    plan = planned(known(SHORT, LOG), Wish(budget=0))
    assert (plan.steps, plan.effort, plan.proven) == ((), 0, True)
    assert plan.after == plan.before
    assert plan.gap == 0.0


def test_what_must_be_chosen_is_chosen_though_it_changes_nothing() -> None:
    idle = control("idle", on=("person",))
    wish = Wish(budget=1, musts=(Named(control="idle", place="ben"),))
    assert chosen(planned(known(LOG, idle), wish)) == ["idle@ben"]


def test_what_must_not_be_chosen_is_not() -> None:
    plan = planned(known(SHORT, LOG), Wish(budget=5, nevers=(Named(control="short"),)))
    assert chosen(plan) == ["log@app", "log@cloud"]


def test_only_what_concerns_one_person_counts_for_that_person() -> None:
    text = TEXT.replace("about: ana", "about: [ana, ben]").replace(
        "consent: {ben: keep, ", "consent: {ana: keep, ben: keep, "
    )
    text = (
        text.replace("      ben -> cloud: chat\n", "      ben -> cloud: note\n")
        .replace(
            "    flows:", "      note: {about: ben, medium: text, ephemeral: no, consent: {cloud: keep}}\n    flows:"
        )
        .replace("    data: {chat: {", "    data:\n      chat: {")
        .replace("cloud: keep}}}", "cloud: keep}}")
    )
    assert chosen(planned(known(LOG), Wish(budget=1, person="ana"), text)) == ["log@app"]
    both = planned(known(LOG), Wish(budget=2, person="ana"), text)
    assert chosen(both) == ["log@app"]
    assert chosen(planned(known(LOG), Wish(budget=2, person="ben"), text)) == ["log@app", "log@cloud"]


def test_a_band_is_a_target_for_each_finding() -> None:
    plan = planned(known(SHORT, LOG), Wish(target="medium"))
    assert chosen(plan) == ["short@app", "short@cloud"]
    assert (plan.effort, plan.bound, plan.proven) == (6, 6, True)


def test_a_band_that_cannot_be_reached_is_refused_with_what_stays_above_it() -> None:
    with pytest.raises(WishError) as refused:
        planned(known(LOG), Wish(target="medium"))
    assert [one.id for one in refused.value.findings] == ["kept-long/app/chat", "kept-long/cloud/chat"]


def test_what_was_accepted_does_not_stand_in_the_way_of_a_band() -> None:
    catalogue_ = known(LOG)
    span = scene(TEXT, catalogue_).span
    accepted = [
        Accepted(finding=f"kept-long/{at}/chat", because="known", by="lead", until="2027-01-01", span=span)
        for at in ("app", "cloud")
    ]
    assert chosen(planned(catalogue_, Wish(target="low"), TEXT, *accepted)) == ["log@app", "log@cloud"]


def test_a_risk_that_cannot_be_reached_is_refused_with_what_weighs_most() -> None:
    with pytest.raises(WishError, match=r"a risk of 1 cannot be reached: all measures together leave 8\.00") as refused:
        planned(known(LOG), Wish(target=1.0))
    assert [one.id for one in refused.value.findings] == ["kept-long/app/chat", "kept-long/cloud/chat"]


def test_what_must_be_chosen_may_be_too_dear() -> None:
    with pytest.raises(WishError, match="what --must asks for costs more than 2"):
        planned(known(SHORT), Wish(budget=2, musts=(Named(control="short"),)))


def test_half_is_taken_away_where_nothing_was_asked() -> None:
    plan = planned(known(SHORT, LOG), Wish())
    assert plan.after.middle <= (plan.before.middle + plan.floor.middle) / 2
    assert plan.proven


def storing(effort: str = "S") -> Control:
    """A control that closes what `log` closes and stores papers beside it, which nobody agreed to."""
    made = adding(STORE, "store")
    return replace(made, kind="prevent", on=("system",), sets={"access logged": True}, effort=effort)  # type: ignore[arg-type]  # S, M or L


def test_a_control_that_adds_more_than_it_takes_away_is_left_out_where_another_does() -> None:
    plan = planned(known(storing(), replace(LOG, effort="M")), Wish(budget=3))
    assert chosen(plan) == ["log@app"]
    assert plan.worse == ()
    assert not plan.proven  # what it adds was looked away from by the search, so its bound is lower
    assert plan.bound < plan.after.middle


def test_what_a_control_that_has_to_be_there_adds_is_told() -> None:
    plan = planned(known(storing()), Wish(budget=1, musts=(Named(control="store", place="cloud"),)))
    assert chosen(plan) == ["store@cloud"]
    assert plan.worse
    assert all([each.name for each in one.through] == ["store@cloud"] for one in plan.worse)
    assert any(one.finding.holder == "store of cloud" and one.before is None for one in plan.worse)
    assert plan.after.middle > plan.steps[-1].after.middle


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_plan_for_what_is_shipped_leaves_what_a_run_of_its_own_leaves(name: str) -> None:
    scenario: Scenario = SCENARIOS[name]
    wish = read_wish(scenario, CATALOGUE, Wish(budget=3), (), ())
    plan = make_plan(scenario, CATALOGUE, analyse(scenario, CATALOGUE, TODAY), TODAY, wish)
    changed = with_measures(scenario, [step.measure for step in plan.steps])
    assert plan.after == total(analyse(changed, CATALOGUE, TODAY).findings)
    assert plan.effort <= 3
    if not any(step.measure.control.adds for step in plan.steps):
        assert plan.worse == ()
        last = plan.steps[-1].after if plan.steps else plan.before
        assert (last.low, last.high) == pytest.approx((plan.after.low, plan.after.high), abs=1e-9)


SHARED = """
    people:
      greta: {role: subject, age: adult stated, minors possible: yes}
      oskar: {role: subject, age: adult stated, minors possible: yes}
      eve: {role: staff, knows: [oskar]}
    systems: {app: {keeps: nothing, end-to-end encrypted: no, access logged: no}}
    data: {talk: {about: [greta, oskar], medium: text, ephemeral: no, reveals: [name], consent: {eve: keep, app: see}}}
    flows: {greta -> app -> eve: talk}
"""
USED = threat("used", when(holder=("person",), knows="identity", form="kept"))
YOUNG = threat("young", when(holder=("person",), facts=("subject-may-be-minor",), form="kept"))
NAMELESS = control("nameless", on=("system",), removes=("name",), against=["used"])
GROWN = control("grown", on=("person",), sets={"age": "adult verified"}, against=["young"])
DEAR = replace(LOG, effort="L")


@pytest.mark.parametrize(
    ("asks", "helps", "place"), [(USED, NAMELESS, "app"), (YOUNG, GROWN, "greta")], ids=["known", "a fact"]
)
def test_a_bound_for_one_person_is_no_higher_than_what_some_choice_leaves(
    asks: Threat, helps: Control, place: str
) -> None:
    """Eve still knows whose it is, or may still see a minor: but only Oskar, and the search weighs one for both."""
    known_ = replace(catalogue(asks, OPENED, controls=[helps, DEAR]), assumed=Assumed(efforts={"S": 1, "M": 3, "L": 9}))
    scenario = scene(SHARED, known_)
    bare = analyse(scenario, known_, TODAY)
    finding = bare.finding(f"{asks.id}/eve/talk")
    assert finding is not None
    assert finding.about == ("greta", "oskar")
    [measure] = [one for one in fitting_measures(scenario, known_) if (one.control.id, one.place) == (helps.id, place)]
    without = analyse(with_measures(scenario, [measure]), known_, TODAY).findings
    assert finding.id in {one.id for one in without}
    left = total(concerning(scenario, without, "greta")).middle
    assert left == pytest.approx(total(concerning(scenario, bare.findings, "greta")).middle - total([finding]).middle)
    assert make_plan(scenario, known_, bare, TODAY, Wish(budget=1)).proven
    for wish, best in ((Wish(budget=1, person="greta"), left), (Wish(target=4.0, person="greta"), measure.effort)):
        plan = make_plan(scenario, known_, bare, TODAY, wish)
        assert plan.bound <= best
        assert not plan.proven
    points = frontier(scenario, known_, bare, TODAY, Wish(person="greta")).points
    assert all(point.bound <= left for point in points if point.effort >= 1)
