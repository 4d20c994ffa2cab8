"""What every report is made of: one scenario, what its analysis says, and by which program and catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from threatmodel.model import gate as gates
from threatmodel.model.catalogue import Catalogue, Control
from threatmodel.model.elements import Element, Scenario
from threatmodel.model.findings import Analysis, DisclosurePoint, Finding, State
from threatmodel.model.offering import is_offered

SEVERITIES: Final = {1: "slight", 2: "minor", 3: "serious", 4: "severe", 5: "extreme"}
"""The word beside each severity, wherever one is shown."""

STATES: Final[tuple[State, ...]] = ("open", "reduced", "undecided", "accepted", "closed")

HOLDS: Final[frozenset[State]] = gates.HOLDS
"""States of what is still there and nobody accepted; what the gate counts."""

STRENGTHS: Final = ("strong", "partial", "deterrent", "detective", "procedural")
"""How much a control does against a threat, most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One scenario and what was found in it."""

    scenario: Scenario
    analysis: Analysis
    catalogue: Catalogue
    program: str
    """The version of the program."""
    gate: gates.Gate = gates.ANY
    """What counts for the exit code: any open finding unless set."""

    def count(self, state: State) -> int:
        """Return how many findings are in a state."""
        return sum(finding.state == state for finding in self.analysis.findings)

    @property
    def points(self) -> tuple[DisclosurePoint, ...]:
        """The disclosure points to tell of: not those that only may be and at which nothing is found."""
        return tuple(point for point in self.analysis.points if point.certain or point.findings or point.others)

    @property
    def points_left_out(self) -> str:
        """How many disclosure points `points` leaves out, in a sentence; empty where it leaves out none."""
        number = len(self.analysis.points) - len(self.points)
        more, are = ("", "is") if number == 1 else ("s", "are")
        if not number:
            return ""
        return f"{number} more disclosure point{more} {are} undecided, and nothing in the catalogue is found there"

    @property
    def under_none(self) -> tuple[Finding, ...]:
        """The findings that no disclosure point heads and nothing closes: within what was agreed, or about no data."""
        return tuple(one for one in self.analysis.findings if not one.points and one.state != "closed")

    @property
    def before_the_rest(self) -> int:
        """How many of `points` are told before what is under none, so that the highest risk stands first everywhere."""
        gravest = max((one.risk.high for one in self.under_none if one.state in HOLDS), default=0.0)
        if not gravest:
            return len(self.points)
        return sum(1 for _ in takewhile(lambda point: not point.only_may_be and point.risk >= gravest, self.points))

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The findings that count for the exit code."""
        return self.gate.failing(self.analysis.findings)

    @property
    def holds(self) -> bool:
        """Whether a finding is left that nothing closes and nobody accepted."""
        return any(finding.state in HOLDS for finding in self.analysis.findings)


def helping(report: Report, findings: Iterable[Finding]) -> tuple[Control, ...]:
    """Return the controls that bear on any of the findings: strongest first, then least effort."""
    found = tuple(findings)
    threats = {finding.threat.id for finding in found}

    def fits(control: Control) -> bool:
        return any(_fits(report, control, one) for one in found if one.threat.id in control.strength)

    places = [report.scenario.holders[finding.holder] for finding in found if finding.holder in report.scenario.holders]

    def rank(control: Control) -> tuple[int, int, int]:
        bearing = [STRENGTHS.index(control.strength[threat]) for threat in threats & control.strength.keys()]
        return min(bearing), -len(bearing), "SML".index(control.effort)

    bear = (one for one in report.catalogue.controls.values() if threats & one.strength.keys())
    fitting = (one for one in bear if fits(one) and _stands_at_any(one, places))
    return tuple(sorted(fitting, key=rank))


def _stands_at_any(control: Control, places: Iterable[Element]) -> bool:
    """Whether a control may stand at any of some places, as they are or as soon as they say of which kind they are."""
    return not control.kinds or any(control.fits(place) or control.awaits_kind(place) for place in places)


def _fits(report: Report, control: Control, finding: Finding) -> bool:
    """Whether a control is any help there: what is in place and helps is, and else what fits the scene."""
    if control.id in finding.helped_by:
        return True
    return is_offered(control, finding.threat, finding.datum, report.scenario, report.catalogue)


def unsettled(finding: Finding) -> str:
    """Return what an undecided finding depends on, in one line."""
    return ", ".join(f"{one.word} of {one.place}" if one.place else one.word for one in finding.unsettled)


def severity(value: int) -> str:
    """Return a severity in words and as a number."""
    return f"{SEVERITIES[value]} {value}/5"


def people(reach: int | None) -> str:
    """Return how many get to know, as far as that can be counted: one holder may be a person or a company."""
    return "anybody" if reach is None else "one holder" if reach == 1 else f"{reach} people"
