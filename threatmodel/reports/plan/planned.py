"""What every report about a plan is made of: one scenario, the plan, and by which program and catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from threatmodel.model.elements import Scenario
from threatmodel.model.plan import Frontier, Plan
from threatmodel.reports.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A scenario and what was planned for it: a plan, or the curve of all efforts."""

    scenario: Scenario
    plan: Plan | Frontier
    catalogue: str
    """The version of the catalogue."""
    efforts: Mapping[str, int]
    """Points by size: S, M, L."""
    program: str
    """The version of the program."""


def planned(report: Report, made: Plan | Frontier) -> Planned:
    """Return what was planned for the scenario of a report."""
    return Planned(
        scenario=report.scenario,
        plan=made,
        catalogue=report.catalogue.version,
        efforts=report.catalogue.assumed.efforts,
        program=report.program,
    )
