"""Sets of measures -> what each leaves: the risk that a plan lowers, fast; the findings themselves, by a full run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, NamedTuple

from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.controls import applied, with_additions
from threatmodel.analysis.facts import NAMED
from threatmodel.analysis.findings import study
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.analysis.plan.measures import as_control, with_measures
from threatmodel.analysis.plan.problem import members
from threatmodel.analysis.plan.reliance import Reliance
from threatmodel.analysis.totals import concerning, spot, total, weighed
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Analysis, Finding
from threatmodel.model.gate import HOLDS
from threatmodel.model.plan import Measure
from threatmodel.model.risk import BANDS, POINTS, Band, Risk, band

_BANDS: Final = [name for name, _ in BANDS]
_SEVERAL: Final = 2


class _Counted(NamedTuple):
    """A finding as totals count it."""

    id: str
    spot: tuple[str | None, ...]
    points: int
    hangs_on: int
    """The measures that can change how likely it is."""
    accepted: bool


def counting(scenario: Scenario, analysis: Analysis, person: str | None) -> tuple[Finding, ...]:
    """Return the findings that count: all, or those that concern one person, as they count for that person."""
    return analysis.findings if person is None else tuple(concerning(scenario, analysis.findings, person))


@dataclass(kw_only=True)
class Weighing:
    """A scenario with some of its measures in place."""

    scenario: Scenario
    catalogue: Catalogue
    today: str
    measures: Sequence[Measure]
    bare: tuple[Finding, ...]
    """The findings that count without any measure."""
    person: str | None = None
    """Count only what concerns this person."""
    _known: dict[tuple[str, int], tuple[float, float]] = field(default_factory=dict)

    def run(self, chosen: int) -> tuple[Finding, ...]:
        """Return the findings that count with a set of measures and all that they add, by a run of the whole line."""
        if not chosen:
            return self.bare
        changed = with_measures(self.scenario, (self.measures[one] for one in members(chosen)))
        analysis = analyse(changed, self.catalogue, self.today)
        return counting(with_additions(changed, self.catalogue), analysis, self.person)

    def risk(self, chosen: int) -> Risk:
        """Return the risk that a set of measures leaves in total."""
        return total(self.weighted(chosen))

    def weighted(self, chosen: int) -> Iterator[Finding]:
        """Yield the findings of the bare scenario as likely as a set of measures leaves them, gone ones included."""
        for finding in self.bare:
            if finding.state != "closed":
                yield replace(finding, chance=self._likelihoods.chance(finding.id, chosen))

    def gone(self, chosen: int) -> frozenset[str]:
        """Return the findings that are sure without any measure and that a set of measures closes."""
        return frozenset(one.id for one in self._counted if self._ends(one, chosen)[1] <= 0)

    def lowered(self, before: int, after: int) -> tuple[str, ...]:
        """Return the findings that a larger set of measures leaves less likely than a smaller one, but not gone."""
        ends = ((one.id, self._ends(one, before), self._ends(one, after)) for one in self._counted)
        return tuple(id_ for id_, was, now in ends if now[1] > 0 and (now[0] < was[0] or now[1] < was[1]))

    def hangs_on(self, finding_id: str) -> int:
        """Return the measures that a finding may hang on."""
        return next((one.hangs_on for one in self._counted if one.id == finding_id), 0)

    @cached_property
    def relevant(self) -> int:
        """The measures that any of the findings that count may hang on."""
        together = 0
        for one in self._counted:
            together |= one.hangs_on
        return together

    @cached_property
    def unseen(self) -> float:
        """How much less than weighed may be left for one person: a control may make a finding about others alone.

        What is weighed is how likely it is of any of them; a whole run looks at each.
        """
        return sum(weighed(one).middle for one in self.bare if self.person is not None and self._may_shift(one))

    def _may_shift(self, finding: Finding) -> bool:
        """Whether a control may bear on what a finding about several asks of each of them."""
        if len(finding.about) + len(finding.perhaps_about) < _SEVERAL:
            return False
        when = finding.threat.when
        read = {word for name in when.facts for word in NAMED[name].reads}
        sets = (word for control in self.catalogue.controls.values() for word in control.sets)
        return when.knows is not None or not read.isdisjoint(sets)

    def middle(self, chosen: int) -> float:
        """Return the middle of the risk that a set of measures leaves in total."""
        lows: dict[tuple[str | None, ...], float] = {}
        highs: dict[tuple[str | None, ...], float] = {}
        for one in self._counted:
            low, high = self._ends(one, chosen)
            lows[one.spot] = max(lows.get(one.spot, 0.0), low * one.points)
            highs[one.spot] = max(highs.get(one.spot, 0.0), high * one.points)
        return (sum(lows.values()) + sum(highs.values())) / 2

    def excess(self, chosen: int, limit: Band) -> float:
        """Return the risk of the findings above a band together, but for accepted ones; 0 where there are none."""
        highs = (self._ends(one, chosen)[1] * one.points for one in self._counted if not one.accepted)
        return sum(high for high in highs if high > 0 and _is_above(band(high), limit))

    def _ends(self, one: _Counted, chosen: int) -> tuple[float, float]:
        """Return how likely a finding is, weighed again only where a measure is new that it may hang on."""
        key = one.id, chosen & one.hangs_on
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._likelihoods.sure_ends(one.id, chosen)
        return known

    def above(self, chosen: int, limit: Band) -> tuple[Finding, ...]:
        """Return the findings above a band that a set of measures leaves and nobody accepted."""
        return tuple(one for one in self.weighted(chosen) if is_above(one, limit))

    @cached_property
    def _likelihoods(self) -> Likelihoods:
        made = study(applied(self.scenario, self.catalogue), self.catalogue)
        return Likelihoods(made, self.scenario, [as_control(self.scenario, one) for one in self.measures])

    @cached_property
    def _counted(self) -> tuple[_Counted, ...]:
        """The findings that are sure without any measure: no measure makes another one so."""
        reliance = Reliance(self._likelihoods)
        return tuple(
            _Counted(one.id, spot(one), POINTS[one.severity], reliance.of(one.id), one.state == "accepted")
            for one in self.bare
            if one.state in HOLDS or one.state == "accepted"
        )


def is_above(finding: Finding, limit: Band) -> bool:
    """Whether a finding that holds, and that nobody accepted, is above a band."""
    return finding.state in HOLDS and finding.chance.high > 0 and _is_above(finding.risk.band, limit)


def _is_above(one: Band, limit: Band) -> bool:
    return _BANDS.index(one) < _BANDS.index(limit)
