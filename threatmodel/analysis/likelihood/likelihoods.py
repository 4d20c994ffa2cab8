"""A study + controls -> the likelihood of each finding, as it is and with any of the measures in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from threatmodel.analysis.findings import Study
from threatmodel.analysis.likelihood.causes import Cause, cause_of
from threatmodel.analysis.likelihood.helping import Helping, Use, bearing, shares, uses
from threatmodel.analysis.likelihood.labels import Label
from threatmodel.analysis.likelihood.network import Network
from threatmodel.analysis.likelihood.probability import TooManyError, bits, probability
from threatmodel.analysis.likelihood.sampling import Samples, behind
from threatmodel.analysis.likelihood.side import Side
from threatmodel.analysis.likelihood.views import View, Views
from threatmodel.model.elements import AppliedControl, Scenario
from threatmodel.model.risk import Chance

End: TypeAlias = Literal["low", "high", "ceiling"]

ENDS: Final[tuple[End, ...]] = ("low", "high", "ceiling")

_EXACT: Final = 0


class _Told(NamedTuple):
    """A probability, from how many samples it was estimated, and half the width of its interval."""

    value: float
    samples: int = _EXACT
    margin: float = 0.0


class Likelihoods:
    """The likelihoods of the findings of one study, or of those that are `asked` for, by id.

    `scenario` is the one that was studied, before its controls were applied; `measures` are further controls, of
    which any may be chosen. A set of them is a number with their bits.
    """

    def __init__(
        self,
        study: Study,
        scenario: Scenario,
        measures: Sequence[AppliedControl] = (),
        *,
        asked: Collection[str] | None = None,
    ) -> None:
        catalogue = study.graph.catalogue
        self.views = Views(scenario, catalogue, measures, {0: View(study.graph)})
        self.places = study.places if asked is None else {one: study.places[one] for one in asked}
        self._standing = uses(scenario, catalogue, scenario.controls)
        self._measures = uses(scenario, catalogue, measures)
        helped = bearing((*self._standing, *self._measures))
        self.sure = self.possible = Side(Network(self.views, study.sure, helped), self.places)
        if study.possible is not study.sure:
            self.possible = Side(Network(self.views, study.possible, helped), self.places)
        self._helping = Helping(self.possible.network, shares(scenario, catalogue))
        self._by_threat = _by_threat(self._standing, self._measures)
        self._factors: dict[tuple[Cause, int, int], float] = {}
        self._relevant: dict[str, tuple[int, int, int]] = {}
        self._chances: dict[tuple[str, int, int, int], Chance] = {}
        self._told: dict[tuple[Label, tuple[float, ...]], _Told] = {}
        self._samples: dict[tuple[Side, int], Samples] = {}

    def chance(self, finding_id: str, chosen: int = 0) -> Chance:
        """Return the likelihood of a finding with the measures chosen; nothing where they close it."""
        key = self._telling(finding_id, chosen) if chosen else (finding_id, 0, 0, 0)
        known = self._chances.get(key)
        if known is None:
            known = self._chances[key] = self._chance(finding_id, chosen)
        return known

    def _telling(self, finding_id: str, chosen: int) -> tuple[str, int, int, int]:
        """Return what of the measures chosen matters to a finding: its switches, and controls on its causes."""
        relevant = self._relevant.get(finding_id)
        if relevant is None:
            relevant = self._relevant[finding_id] = self._found_relevant(finding_id)
        sure, possible, bears = relevant
        return finding_id, self.sure.off(chosen) & sure, self.possible.off(chosen) & possible, chosen & bears

    def _found_relevant(self, finding_id: str) -> tuple[int, int, int]:
        masks = [side.switches_of(finding_id) for side in (self.sure, self.possible)]
        bears = 0
        for side in (self.sure, self.possible):
            ways = self.ways(side, finding_id)
            if ways is None:
                return -1, -1, -1
            for position in side.causes(ways):
                cause = side.network.variables.causes[position]
                bears |= self._by_threat.get(cause.threat, ((), 0))[1]
                masks[1] |= self._helping.switches_behind(cause)
        return masks[0], masks[1], bears

    def _chance(self, finding_id: str, chosen: int) -> Chance:
        low = self._end(self.sure, finding_id, chosen, "low")
        high = self._end(self.sure, finding_id, chosen, "high")
        ceiling = self._end(self.possible, finding_id, chosen, "ceiling")
        told = (low, high, ceiling)
        return Chance(
            low=low.value,
            high=high.value,
            ceiling=ceiling.value,
            sampled=max(one.samples for one in told),
            margin=max(one.margin for one in told),
        )

    def ways(self, side: Side, finding_id: str) -> Label | None:
        """Return the minimal sets of causes that make a finding without any measure; None where they are too many."""
        return side.ways(finding_id, 0)

    def of_cause(self, side: Side, position: int) -> Chance:
        """Return how likely a cause is by itself, as the controls that stand leave it."""
        low, high, ceiling = (self._of_cause(side, position, 0, end) for end in ENDS)
        return Chance(low=low, high=high, ceiling=ceiling)

    def sure_ends(self, finding_id: str, chosen: int = 0) -> tuple[float, float]:
        """Return the low and the high end of what `chance` says, without the work for its ceiling."""
        low = self._end(self.sure, finding_id, chosen, "low")
        return low.value, self._end(self.sure, finding_id, chosen, "high").value

    def helped_by(self, finding_id: str, chosen: int = 0) -> tuple[str, ...]:
        """Return the ids of the controls in place that make a finding less likely."""
        if not self._standing and not chosen:
            return ()
        used = self._used(chosen)
        place = self.places[finding_id]
        cause = cause_of(place.threat, place.holder, place.datum)
        off = self.possible.off(chosen)
        helping = (use.control.id for use in used if self._helping.helps(use, cause, off))
        return tuple(dict.fromkeys(helping))

    def _end(self, side: Side, finding_id: str, chosen: int, end: End) -> _Told:
        ways = side.ways(finding_id, side.off(chosen))
        if ways is None:
            return self._sampled(side, finding_id, chosen, end)
        if not ways or not ways[0]:
            return _Told(float(len(ways)))
        chances = tuple(self._of_cause(side, position, chosen, end) for position in side.causes(ways))
        key = (ways, chances)
        told = self._told.get(key)
        if told is None:
            try:
                told = self._told[key] = _Told(probability(ways, dict(zip(side.causes(ways), chances, strict=True))))
            except TooManyError:
                return self._sampled(side, finding_id, chosen, end)
        return told

    def _of_cause(self, side: Side, position: int, chosen: int, end: End) -> float:
        whole: float = getattr(side.network.variables.ends[position], end)
        return whole * self._factor(side.network.variables.causes[position], chosen)

    def _factor(self, cause: Cause, chosen: int) -> float:
        """Return what the controls in place leave of a cause."""
        bears = self._by_threat.get(cause.threat)
        if bears is None:
            return 1.0
        standing, measures = bears
        off = self.possible.off(chosen) & self._helping.switches_behind(cause)
        key = cause, chosen & measures, off
        known = self._factors.get(key)
        if known is None:
            picked = (self._measures[position] for position in bits(key[1]))
            known = self._factors[key] = self._helping.factor([*standing, *filter(None, picked)], cause, off)
        return known

    def _used(self, chosen: int) -> list[Use]:
        picked = (self._measures[position] for position in bits(chosen))
        return [use for use in (*self._standing, *picked) if use is not None]

    def _sampled(self, side: Side, finding_id: str, chosen: int, end: End) -> _Told:
        asked = side.asked[finding_id]
        side.sampled.add(asked)
        samples = self._samples.get((side, chosen))
        if samples is None or not samples.has(asked.node):
            samples = self._samples[side, chosen] = self._drawn(side, chosen)
        value, margin = samples.share(asked.node, asked.own, ENDS.index(end))
        return _Told(value, samples.number, margin)

    def _drawn(self, side: Side, chosen: int) -> Samples:
        """Draw samples of what lies behind the findings that have to be sampled."""
        clauses = behind(side.network.clauses, [asked.node for asked in side.sampled])
        needed = 0
        for asked in side.sampled:
            needed |= asked.own
        for ways in clauses:
            for way in ways:
                needed |= way.variables
        causes = {
            position: (self._key(cause), [self._of_cause(side, position, chosen, each) for each in ENDS])
            for position, cause in side.network.variables.causes.items()
            if needed >> position & 1
        }
        return Samples(clauses, causes, side.off(chosen))

    def _key(self, cause: tuple[str, int | None, int | None]) -> str:
        """Return what draws are keyed by: names, so that neither their order nor anything else changes a draw."""
        roster = self.views.bare.graph.roster
        threat, holder, datum = cause
        return "\0".join(
            (
                threat,
                "" if holder is None else roster.holder_name(holder),
                "" if datum is None else roster.datum_name(datum),
            )
        )


def _by_threat(standing: Sequence[Use | None], measures: Sequence[Use | None]) -> Mapping[str, tuple[list[Use], int]]:
    """Return by threat the controls that bear on it: those in place, and the measures as bits."""
    found: dict[str, tuple[list[Use], int]] = {}
    for number, use in enumerate((*standing, *measures)):
        for threat in use.control.strength if use is not None else ():
            there, chosen = found.get(threat, ([], 0))
            if use is not None and number < len(standing):
                there.append(use)
            else:
                chosen |= 1 << number - len(standing)
            found[threat] = there, chosen
    return found
