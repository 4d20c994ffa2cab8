"""A finding -> what its likelihood rests on: each cause taken away in turn, and each control that may help tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.analysis.controls import applied
from threatmodel.analysis.findings import study
from threatmodel.analysis.likelihood.apart import Part, taken_apart
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.analysis.plan.measures import as_control, measures
from threatmodel.model.carried import Carried, CauseShare, Remedy
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Finding
from threatmodel.model.plan import Measure
from threatmodel.model.risk import Chance

MOST_REMEDIES: Final = 3
"""How many of the controls that would help are told."""

_FELT: Final = 0.999
"""A control that leaves more of a likelihood than this is not told of."""


def carried(scenario: Scenario, catalogue: Catalogue, finding: Finding) -> Carried:
    """Return what the likelihood of a finding that is there rests on."""
    choice = measures(scenario, catalogue, (finding,))
    made = study(applied(scenario, catalogue), catalogue)
    likelihoods = Likelihoods(made, scenario, [as_control(scenario, one) for one in choice])
    told = taken_apart(likelihoods, finding.id)
    causes = (_share(likelihoods, part, told.whole) for part in told.parts)
    return Carried(
        chance=finding.chance,
        period=scenario.period,
        certain=told.certain,
        derivations=told.derivations,
        causes=tuple(sorted(causes, key=lambda one: (-one.share, -one.swing))),
        remedies=tuple(_remedies(likelihoods, finding.id, choice)),
    )


def _share(likelihoods: Likelihoods, part: Part, whole: float) -> CauseShare:
    roster = likelihoods.views.bare.graph.roster
    threat, holder, datum = part.cause
    return CauseShare(
        threat=likelihoods.views.catalogue.threats[threat],
        holder=roster.holder_name(holder) if holder is not None else "",
        datum=roster.datum_name(datum) if datum is not None else None,
        own=part.own,
        share=1 - part.without / whole if whole else 0.0,
        swing=whole - part.at_low,
    )


def _remedies(likelihoods: Likelihoods, finding_id: str, choice: Sequence[Measure]) -> Iterator[Remedy]:
    """Yield the controls that leave least, each alone; of those that leave as much, the one of less effort first."""
    now = _height(likelihoods.chance(finding_id))
    tried = [Remedy(measure=one, after=likelihoods.chance(finding_id, 1 << at)) for at, one in enumerate(choice)]
    helping = [one for one in tried if _height(one.after) < now * _FELT]
    helping.sort(key=lambda one: (_height(one.after), one.measure.effort, one.measure.name))
    yield from helping[:MOST_REMEDIES]


def _height(chance: Chance) -> float:
    """Return the end that is told: of what is sure the high one, else the ceiling."""
    return chance.high or chance.ceiling
