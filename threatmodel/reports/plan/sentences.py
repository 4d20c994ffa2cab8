"""Plan -> sentences: what was asked, what the choice comes to, how good it is, what is left and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from threatmodel.model.findings import Finding
from threatmodel.model.names import listed
from threatmodel.model.plan import Frontier, FrontierPoint, Left, Measure, Plan, PlanStep, Wish, Worse
from threatmodel.model.risk import Risk
from threatmodel.reports.figures import effort, points
from threatmodel.reports.plan.planned import Planned

NONE_CLOSES: Final = "No control closes these, whatever is chosen"
NOTHING_TO_DO: Final = "No measure lowers the risk: nothing is to be done"
UNIT: Final = "Risk is counted in points of severity to expect within the scenario's period"
_SIZES: Final = (("S", "small"), ("M", "medium"), ("L", "large"))


def asked(plan: Plan) -> str:
    """Return what was asked for."""
    wish = plan.wish
    if wish.budget is not None:
        said = f"the least risk for {effort(wish.budget)}"
    elif isinstance(wish.target, str):
        said = f"the least effort that leaves no finding above {wish.target} risk"
    elif wish.target is not None:
        said = f"the least effort that leaves a risk of {wish.target:g} points or less"
    else:
        said = (
            "the least effort that takes away half of what controls can take away (no --budget or --target was given)"
        )
    return f"{said}{_conditions(wish)}"


def _conditions(wish: Wish) -> str:
    """Return what else was asked: whom it is for, what has to be there and what may not."""
    told = [f"for {wish.person}"] if wish.person is not None else []
    told += [f"with {listed([str(one) for one in wish.musts], 'and')}"] if wish.musts else []
    told += [f"without {listed([str(one) for one in wish.nevers], 'and')}"] if wish.nevers else []
    return f", {', '.join(told)}" if told else ""


def frontier_asked(wish: Wish) -> str:
    """Return what a curve shows."""
    most = f" up to {effort(wish.budget)}" if wish.budget is not None else ""
    return f"what each effort buys{most}{_conditions(wish)}"


def units(planned: Planned) -> str:
    """Return what a point of risk and a point of effort are."""
    sizes = (f"{planned.efforts[size]} for a {word} one" for size, word in _SIZES if size in planned.efforts)
    return f"{UNIT}; effort per control: {', '.join(sizes)}"


def comes_to(plan: Plan) -> str:
    """Return what the plan costs and leaves."""
    return f"{effort(plan.effort)}; risk in total {change(plan.before, plan.after)}; {floor(plan)}"


def floor(plan: Plan | Frontier) -> str:
    """Return what is left with every measure that there is."""
    if not plan.measures:
        return "no measure bears on it"
    all_ = "the one measure there is" if plan.measures == 1 else f"all {plan.measures} measures together"
    return f"{all_} would leave {points(plan.floor)}"


def change(before: Risk, after: Risk) -> str:
    """Return a risk before and after."""
    return f"{points(before)} -> {points(after)}"


def verdict(plan: Plan) -> str:
    """Return how good the choice is: proven, or by how much another could be better."""
    if plan.wish.budget is not None:
        if plan.proven:
            return f"Proven: no other choice within {effort(plan.wish.budget)} leaves less risk"
        least = f"none less than {number(plan.bound)}"
        return f"Not proven: another choice could leave up to {number(plan.gap)} less, and {least}"
    if plan.proven:
        return "Proven: no other choice does it with less effort"
    return (
        f"Not proven: another choice could do it with up to {plan.gap:g} less, and none with less than {plan.bound:g}"
    )


def number(value: float) -> str:
    """Return one end of a risk."""
    return points(Risk(low=value, high=value, ceiling=value))


def place(measure: Measure) -> str:
    """Return a measure as people read it."""
    return f"{measure.control.id} at {measure.place}" if measure.place else measure.control.id


def does(step: PlanStep) -> str:
    """Return what a step does to findings, in numbers."""
    told = [f"closes {len(step.closes)}"] if step.closes else []
    told += [f"lowers {len(step.reduces)}"] if step.reduces else []
    return listed(told, "and") if told else "changes nothing that counts"


def grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return findings by threat, in the order in which they come."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.threat.id, []).append(finding)
    return list(groups.values())


def why(left: Left) -> str:
    """Return why a finding is left."""
    if not left.closable:
        return "no control closes it"
    if left.closers:
        names = [f"{place(one)} (effort {one.effort})" for one in left.closers]
        return f"not in the plan: {listed(names)} would close it"
    return "only further measures together would close it"


def closable(plan: Plan) -> tuple[Left, ...]:
    """Return what is left though measures could close it."""
    return tuple(one for one in plan.left if one.closable)


def worse(one: Worse) -> str:
    """Return what a control brings about, or by how much it makes something weigh more."""
    through = f", through {listed([place(each) for each in one.through], 'and')}" if one.through else ""
    if one.finding.state == "undecided":
        most = number(one.finding.risk.ceiling)
        return f"{'a new question' if one.before is None else 'still a question'}, risk up to {most}{through}"
    if one.before is None:
        return f"new, risk {points(one.finding.risk)}{through}"
    return f"risk {change(one.before, one.finding.risk)}{through}"


def curve(points_: Sequence[FrontierPoint], number_: int) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """Return what one point of a curve takes that the point before it does not, and what it gives up."""
    here, before = points_[number_].measures, points_[number_ - 1].measures if number_ else ()
    return tuple(one for one in here if one not in before), tuple(one for one in before if one not in here)
