"""Carried -> what `explain` shows of a likelihood: what carries it, what it hangs on, and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from threatmodel.model.carried import Carried, CauseShare, Remedy
from threatmodel.model.findings import Finding
from threatmodel.model.risk import POINTS
from threatmodel.model.values import duration
from threatmodel.reports.figures import chance, effort, percent, points
from threatmodel.reports.report import SEVERITIES
from threatmodel.reports.terminal.lines import Line, Part, line


def likelihood_explained(finding: Finding, carried: Carried) -> Iterator[Line]:
    """Yield the lines that take the likelihood of a finding apart."""
    yield line(Part("How likely", "title"), f", within {duration(carried.period)}")
    risk = points(finding.risk) if carried.chance.high else f"up to {finding.risk.ceiling:.2g}"
    unit = f"points, of which {SEVERITIES[finding.severity]} counts {POINTS[finding.severity]}"
    yield line(f"{chance(carried.chance)}; risk {risk} {unit}: ", Part(finding.risk.band, "dim"), indent=2, hang=2)
    if carried.chance.ceiling > carried.chance.high > 0:
        yield line(f"{percent(carried.chance.ceiling)} if every open question turns out worst", indent=2, hang=2)
    if carried.chance.sampled:
        spread = f"give or take {percent(carried.chance.margin)}"
        yield line(f"estimated from {carried.chance.sampled:,} samples, {spread}: not exact", indent=2, hang=2)
    if carried.derivations > 1:
        yield line(f"It comes about in {carried.derivations} ways that do not need each other.", indent=2, hang=2)
    for cause in carried.causes:
        yield from _cause(cause, carried.chance.high or carried.chance.ceiling)
    if carried.causes:
        yield line("The ranges are assumptions of the catalogue, or the scenario's own estimates.", indent=2, hang=2)
    if carried.remedies:
        yield line(Part("What would lower it most, each alone", "title"))
    for remedy in carried.remedies:
        yield _remedy(remedy)


def _cause(cause: CauseShare, whole: float) -> Iterator[Line]:
    where = "".join(f" {word} {name}" for word, name in (("at", cause.holder), ("to", cause.datum)) if name)
    yield line(f"carries {percent(cause.share)}: ", cause.threat.title, Part(where, "dim"), indent=2, hang=4)
    basis = (
        cause.threat.likelihood.basis if cause.threat.likelihood is not None else "certain where its condition holds"
    )
    least = percent(cause.own.low)
    swing = f" Were it only {least} likely, the finding would be {percent(whole - cause.swing)} likely at most."
    said = f"by itself {chance(cause.own)}.{swing if cause.swing > 0 else ''} {basis}"
    yield line(Part(said, "dim"), indent=4, hang=4)


def _remedy(remedy: Remedy) -> Line:
    measure = remedy.measure
    place = f" at {measure.place}" if measure.place else ""
    left = f"leaves {chance(remedy.after)}" if remedy.after.ceiling else "closes it"
    return line(
        measure.control.id, f"{place}: {left} ({measure.control.effort}, {effort(measure.effort)})", indent=2, hang=4
    )
