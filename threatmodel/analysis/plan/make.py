"""Scenario + wish -> plan: the best choice of measures, in the order in which each helps most, and what it leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from threatmodel.analysis.compare import alike, is_there
from threatmodel.analysis.overrides import with_overrides
from threatmodel.analysis.plan import wishes
from threatmodel.analysis.plan.measures import fitting_measures, in_place, measures
from threatmodel.analysis.plan.problem import NOTHING, Problem, Scale, as_set, members
from threatmodel.analysis.plan.search import Choice, least_effort, least_risk
from threatmodel.analysis.plan.weigh import Weighing, counting, is_above
from threatmodel.analysis.totals import total, weighed
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Analysis, Finding
from threatmodel.model.gate import HOLDS
from threatmodel.model.plan import Left, Measure, Plan, PlanStep, Wish, Worse

MOST_CLOSERS: Final = 3
"""How many measures that would close a finding are looked for."""

MOST_TRIED: Final = 4
"""How many choices are tried when what controls add makes them worse than they looked."""


def make_plan(scenario: Scenario, catalogue: Catalogue, bare: Analysis, today: str, wish: Wish) -> Plan:
    """Return the best plan that was found; `bare` is the analysis of the scenario as it is.

    Raises WishError where what is asked contradicts itself or cannot be had.
    """
    return Planner.of(scenario, catalogue, bare, today, wish).plan()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A choice, and the findings that it really leaves."""

    choice: Choice
    after: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Planner:
    """A wish about a scenario, and the measures to choose from."""

    wish: Wish
    weighing: Weighing
    scale: Scale

    @classmethod
    def of(cls, scenario: Scenario, catalogue: Catalogue, bare: Analysis, today: str, wish: Wish) -> Planner:
        """Gather the measures that a wish allows. Raises WishError with all that is wrong with the wish."""
        wishes.check(scenario, wish)
        catalogue = with_overrides(catalogue, scenario)
        counted = counting(scenario, bare, wish.person)
        helping = {one.name: one for one in measures(scenario, catalogue, counted)}
        asked_for = wishes.asked_for(fitting_measures(scenario, catalogue), wish)
        helping |= {one.name: one for one in asked_for if not in_place(scenario, catalogue, one)}
        candidates = wishes.allowed((helping[name] for name in sorted(helping)), wish)
        weighing = Weighing(
            scenario=scenario,
            catalogue=catalogue,
            today=today,
            measures=candidates,
            bare=counted,
            person=wish.person,
        )
        return cls(wish=wish, weighing=weighing, scale=Scale(_problem(weighing, wish)))

    @property
    def everything(self) -> int:
        """All measures that may be chosen."""
        return self.scale.problem.everything

    def plan(self) -> Plan:
        """Choose, and tell what the choice comes to."""
        weighing, settled = self.weighing, self.settled()
        choice, after, closable = settled.choice, settled.after, weighing.gone(self.everything)
        least = {one.id: weighed(one).middle for one in weighing.weighted(self.everything)}
        stubborn = [one for one in weighing.bare if one.state in HOLDS and one.id not in closable]
        return Plan(
            wish=self.wish,
            steps=tuple(self._steps(choice.chosen)),
            effort=choice.effort,
            before=total(weighing.bare),
            after=total(after),
            floor=weighing.risk(self.everything),
            measures=self.everything.bit_count(),
            proven=choice.proven,
            bound=choice.bound,
            uncloseable=tuple(sorted(stubborn, key=lambda one: -least[one.id])),
            left=tuple(self._left(choice.chosen, after, closable)),
            worse=tuple(self._worse(choice.chosen, after)),
        )

    def settled(self) -> Settled:
        """Return the choice, and what it really leaves, with all that its controls add.

        The search looks away from what controls add, which makes things worse, if anything: so its bound holds. Where
        a choice is worse than it looked, those of its measures that add something are left out and it is tried again;
        the best that was tried counts. Raises WishError where what has to be chosen is too dear, or a target cannot
        be met.
        """
        tried: list[Settled] = []
        among = self.everything
        while len(tried) < MOST_TRIED and self.scale.problem.meets(among):
            found = self._searched(self.scale.among(among))
            if found is None:
                break
            tried.append(Settled(choice=found, after=self.weighing.run(found.chosen)))
            adding = self.adding(found.chosen)
            if not adding or total(tried[-1].after).middle <= self.weighing.middle(found.chosen) + NOTHING:
                break
            among &= ~adding
        if not tried:
            raise self._infeasible()
        best, bound = min(tried, key=self._order), self._bound(tried[0].choice.bound)
        value = total(best.after).middle if self.wish.budget is not None else best.choice.effort
        proven = tried[0].choice.proven and self._order(best)[0] == 0 and value <= bound + NOTHING
        return replace(best, choice=replace(best.choice, proven=proven, bound=bound))

    def _order(self, settled: Settled) -> tuple[int, float, float]:
        """Order choices: those that do what was asked first, then by what they leave or cost."""
        left, effort = total(settled.after).middle, settled.choice.effort
        if self.wish.budget is not None:
            return 0, left, effort
        if isinstance(self.wish.target, str):
            missed = any(is_above(one, self.wish.target) for one in settled.after)
        else:
            missed = left > self.target + NOTHING
        return int(missed), effort, left

    def _bound(self, found: float) -> float:
        """Return how low what is left, or the effort for a target, may really be: the search does not see all."""
        unseen = self.weighing.unseen
        if unseen <= NOTHING:
            return found
        return max(0.0, found - unseen) if self.wish.budget is not None else 0.0

    def _searched(self, scale: Scale) -> Choice | None:
        if self.wish.budget is not None:
            return least_risk(scale, self.wish.budget)
        return least_effort(scale, self.target)

    def adding(self, chosen: int) -> int:
        """Return those measures of a choice whose controls add something."""
        return as_set(one for one in members(chosen) if self.weighing.measures[one].control.adds is not None)

    @property
    def target(self) -> float:
        """How much of what the search lowers may be left: half of what can be taken away where nothing is asked."""
        if isinstance(self.wish.target, str):
            return 0.0
        if self.wish.target is not None:
            return self.wish.target
        return (self.scale.risk(0) + self.scale.risk(self.everything)) / 2

    def _infeasible(self) -> wishes.WishError:
        if self.wish.budget is not None:
            return wishes.WishError([f"what --must asks for costs more than {self.wish.budget}"])
        if isinstance(self.wish.target, str):
            above = sorted(self.weighing.above(self.everything, self.wish.target), key=lambda one: -one.risk.high)
            message = f"no choice leaves every finding at {self.wish.target} or below: with all measures, above it stay"
            return wishes.WishError([message], above)
        left = sorted(self.weighing.weighted(self.everything), key=lambda one: -weighed(one).middle)
        leaves = f"all measures together leave {self.scale.risk(self.everything):.2f}, from"
        message = f"a risk of {self.target:g} cannot be reached: {leaves}"
        return wishes.WishError([message], [one for one in left if weighed(one).middle > NOTHING])

    def _steps(self, chosen: int) -> Iterator[PlanStep]:
        """Yield the measures of a choice: what takes away most of what is left comes next."""
        done, weighing = 0, self.weighing
        while done != chosen:
            _, one = min((weighing.middle(done | 1 << each), each) for each in members(chosen & ~done))
            now = done | 1 << one
            yield PlanStep(
                measure=weighing.measures[one],
                before=weighing.risk(done),
                after=weighing.risk(now),
                closes=tuple(each.id for each in weighing.bare if each.id in weighing.gone(now) - weighing.gone(done)),
                reduces=weighing.lowered(done, now),
            )
            done = now

    def _left(self, chosen: int, after: Iterable[Finding], closable: Collection[str]) -> Iterator[Left]:
        left = [one for one in after if one.state in HOLDS]
        for finding in sorted(left, key=lambda one: -weighed(one).middle):
            closers = tuple(self._closers(chosen, finding)) if finding.id in closable else ()
            yield Left(finding=finding, closable=finding.id in closable, closers=closers)

    def _closers(self, chosen: int, finding: Finding) -> Iterator[Measure]:
        """Yield the measures any of which closes a finding beside those of a choice, the least effort first."""
        efforts = self.scale.problem.efforts
        others = members(self.weighing.hangs_on(finding.id) & self.everything & ~chosen)
        closing = (one for one in others if finding.id in self.weighing.gone(chosen | 1 << one))
        for one in sorted(closing, key=lambda one: (efforts[one], one))[:MOST_CLOSERS]:
            yield self.weighing.measures[one]

    def _worse(self, chosen: int, after: Iterable[Finding]) -> Iterator[Worse]:
        before = {one.id: one for one in self.weighing.bare if is_there(one)}
        through = tuple(self.weighing.measures[one] for one in members(self.adding(chosen)))
        for finding in after:
            was = before.get(finding.id)
            if is_there(finding) and (was is None or _lighter(was, finding)):
                yield Worse(finding=finding, before=weighed(was) if was is not None else None, through=through)


def _problem(weighing: Weighing, wish: Wish) -> Problem:
    """Return what there is to choose from: the measures that any finding may hang on, and those that have to be."""
    musts = wishes.musts(weighing.measures, wish)
    band = wish.target if isinstance(wish.target, str) else None
    everything = weighing.relevant
    for must in musts:
        everything |= must
    return Problem(
        efforts=tuple(one.effort for one in weighing.measures),
        residual=weighing.middle if band is None else lambda chosen: weighing.excess(chosen, band),
        everything=everything,
        musts=musts,
    )


def _lighter(one: Finding, other: Finding) -> bool:
    """Whether one weighs less than another in any end of its range, and by more than their estimates may be off."""
    here, there = weighed(one), weighed(other)
    ends = ((here.low, there.low), (here.high, there.high), (here.ceiling, there.ceiling))
    return any(low < high - NOTHING for low, high in ends) and not alike(one, other)
