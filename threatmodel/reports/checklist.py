"""Report -> what is to be done: by person and disclosure point, the controls that bear on what is found there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from threatmodel.model.catalogue import Control
from threatmodel.model.elements import EVERYWHERE, Scenario
from threatmodel.model.findings import DisclosurePoint, Finding
from threatmodel.reports.report import HOLDS, STRENGTHS, Report, helping

_LEARNED: Final = re.compile(r"(?:who|where) (.+) is|that (.+) takes part|the network address of (.+)")
_BEFORE: Final = ("prevent", "limit")
_LISTED: Final = HOLDS | {"undecided", "accepted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A control that is to be put in place, and the findings in one place that it bears on."""

    number: int
    control: Control
    against: tuple[Finding, ...]
    first: bool
    """Whether it is listed here for the first time; it is told in full there only."""

    @property
    def strength(self) -> str:
        """How much it does against that of the findings against which it does most."""
        return min((self.control.strength[one.threat.id] for one in self.against), key=STRENGTHS.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A disclosure point, or what is under none, with its findings and what is to be done."""

    point: DisclosurePoint | None
    findings: tuple[Finding, ...]
    """All but those that controls in place close."""
    items: tuple[Item, ...]
    not_closed: tuple[Finding, ...]
    """Those that hold and that no control in the catalogue closes."""
    told_under: str = ""
    """The person under whom this is told already: it is about several."""


@dataclass(kw_only=True)
class Checklist:
    """Sections by person; items are numbered through in the order in which they first come up."""

    report: Report
    _numbers: dict[str, int] = field(default_factory=dict)

    def by_person(self) -> dict[str, list[Section]]:
        """Return the sections of each person whose privacy is at stake, gravest first; one about two is under both."""
        told: dict[str, list[tuple[DisclosurePoint, str]]] = {}
        for point in self.report.analysis.points:
            about = concerned(self.report.scenario, point.holder, point.datum) or ("",)
            for person in about:
                told.setdefault(person, []).append((point, about[0]))
        sections = {  # made in the order in which they are told, so that items are numbered in it
            point.id: self._section(point, self._findings(point.findings))
            for person, here in told.items()
            for point, first in here
            if first == person
        }
        return {
            person: [
                sections[point.id] if first == person else replace(sections[point.id], told_under=first)
                for point, first in here
            ]
            for person, here in told.items()
        }

    def elsewhere(self) -> Section | None:
        """Return what is found under no disclosure point."""
        findings = [one for one in self.report.analysis.findings if not one.points and one.state in _LISTED]
        return self._section(None, findings) if findings else None

    def _findings(self, ids: Iterable[str]) -> list[Finding]:
        found = {finding.id: finding for finding in self.report.analysis.findings}
        return [found[each] for each in ids if found[each].state in _LISTED]

    def _section(self, point: DisclosurePoint | None, findings: Iterable[Finding]) -> Section:
        findings = tuple(findings)
        holding = [finding for finding in findings if finding.state in HOLDS]
        closable = {threat for one in self.report.catalogue.controls.values() for threat in strongly(one)}
        return Section(
            point=point,
            findings=findings,
            items=tuple(self._items(holding)),
            not_closed=tuple(finding for finding in holding if finding.threat.id not in closable),
        )

    def _items(self, findings: list[Finding]) -> Iterator[Item]:
        in_place = self._in_place()
        for control in helping(self.report, findings):
            bears = [one for one in findings if one.threat.id in control.strength and control.id not in one.helped_by]
            if bears and control.id not in in_place:
                first = control.id not in self._numbers
                number = self._numbers.setdefault(control.id, len(self._numbers) + 1)
                yield Item(number=number, control=control, against=tuple(bears), first=first)

    def _in_place(self) -> set[str]:
        """Return the controls that are in place for all; of others a finding itself says whether they help it."""
        controls = self.report.catalogue.controls
        return {
            use.control
            for use in self.report.scenario.controls
            if EVERYWHERE in use.places or controls[use.control].kind not in _BEFORE
        }


def strongly(control: Control) -> Iterator[str]:
    """Yield the threats that a control closes where it is in place."""
    return (threat for threat, strength in control.strength.items() if strength == "strong")


def concerned(scenario: Scenario, holder: str, datum: str) -> tuple[str, ...]:
    """Return the people, other than the holder, whom a datum is about; also one that is learned of them."""
    about: tuple[str, ...] = ()
    if datum in scenario.data:
        about = scenario.data[datum].about
    elif (found := _LEARNED.fullmatch(datum)) is not None:
        about = tuple(name for name in found.groups() if name)
    return tuple(name for name in about if name != holder)
