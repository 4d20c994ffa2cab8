"""Report -> what is to be done: first what helps most, then by person and disclosure point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from threatmodel.model.findings import DisclosurePoint, Finding
from threatmodel.reports.checklist.do_first import do_first
from threatmodel.reports.checklist.items import Item, items
from threatmodel.reports.remedies import is_designed
from threatmodel.reports.report import HOLDS, Report, helping
from threatmodel.reports.subjects import concerned

_LISTED: Final = HOLDS | {"undecided", "accepted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A disclosure point, or what is under none, with its findings and what is to be done."""

    point: DisclosurePoint | None
    findings: tuple[Finding, ...]
    """All but those that controls in place close."""
    items: tuple[Item, ...] = ()
    """What is told here in full: nothing above tells it."""
    told_above: tuple[Item, ...] = ()
    not_closed: tuple[Finding, ...] = ()
    """Those that hold and that neither a control in the catalogue nor another design does away with."""
    told_under: str = ""
    """The person under whom this is told already: it is about several."""


@dataclass(kw_only=True)
class Checklist:
    """What to do first, and sections by person; an item is told in full where it first comes up."""

    report: Report
    first: tuple[Item, ...] = ()
    _told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.first = do_first(self.report)
        self._told.update(item.key for item in self.first)

    def by_person(self) -> dict[str, list[Section]]:
        """Return the sections of each person whose privacy is at stake, gravest first.

        What is about several is told in full under the first of them and named under the others.
        """
        told: dict[str, dict[str, tuple[DisclosurePoint, dict[str, list[Finding]]]]] = {}
        for point in self.report.points:
            for person, under in self._whom(point).items():
                told.setdefault(person, {})[point.id] = point, under
        sections = {  # made in the order in which they are told: an item is told in full in the first that needs it
            (person, point.id): self._section(point, under.get(person, ()))
            for person, here in told.items()
            for point, under in here.values()
            if person in under or not under
        }
        pointers = self._pointers()
        return {
            person: [
                *(
                    sections[person, point.id]
                    if first == person
                    else replace(sections[first, point.id], findings=tuple(under[first]), told_under=first)
                    for point, under in here.values()
                    for first in under or (person,)
                ),
                *pointers.get(person, ()),
            ]
            for person, here in told.items()
        }

    def _whom(self, point: DisclosurePoint) -> dict[str, dict[str, list[Finding]]]:
        """Return by person what is told of them at a point, each finding by the first person whom it is about.

        Where nothing is found, all whom the point concerns have a place with nothing in it.
        """
        whom: dict[str, dict[str, list[Finding]]] = {}
        for finding in self._findings(point.findings):
            about = self._told_to(point, finding)
            for person in about:
                whom.setdefault(person, {}).setdefault(about[0], []).append(finding)
        return whom or {person: {} for person in self._concerned(point)}

    def _told_to(self, point: DisclosurePoint, finding: Finding) -> tuple[str, ...]:
        """Return who is told of a finding at a point: of those whom the point concerns, they whom it is about.

        Where it is about none of them, or about no datum, all are.
        """
        everybody = self._concerned(point)
        named = (*finding.about, *finding.perhaps_about) if finding.datum is not None else everybody
        return tuple(name for name in named if name in everybody) or named

    def _concerned(self, point: DisclosurePoint) -> tuple[str, ...]:
        return concerned(self.report.scenario, point.holder, point.datum) or ("",)

    def _pointers(self) -> dict[str, list[Section]]:
        """Return by person the points behind which only findings lie that are told under somebody else."""
        points = {point.id: point for point in self.report.points}
        found: dict[str, list[Section]] = {}
        for point in self.report.points:
            lying = self._findings(point.others) if not self._findings(point.findings) else []
            for finding in lying:
                first = self._told_to(points[finding.points[0]], finding)[0]
                for person in set(self._concerned(point)).intersection(self._told_to(point, finding)) - {first}:
                    found.setdefault(person, []).append(Section(point=point, findings=(finding,), told_under=first))
        return found

    def elsewhere(self) -> Section | None:
        """Return what is found under no disclosure point."""
        findings = [one for one in self.report.analysis.findings if not one.points and one.state in _LISTED]
        return self._section(None, findings) if findings else None

    def _findings(self, ids: Iterable[str]) -> list[Finding]:
        found = {finding.id: finding for finding in self.report.analysis.findings}
        return [found[each] for each in ids if found[each].state in _LISTED]

    def _section(self, point: DisclosurePoint | None, findings: Iterable[Finding]) -> Section:
        findings = tuple(findings)
        to_do = tuple(items(self.report, findings))
        here = tuple(item for item in to_do if item.key not in self._told)
        self._told.update(item.key for item in here)
        return Section(
            point=point,
            findings=findings,
            items=here,
            told_above=tuple(item for item in to_do if item not in here),
            not_closed=tuple(
                finding for finding in findings if finding.state in HOLDS and not closable(self.report, finding)
            ),
        )


def closable(report: Report, finding: Finding) -> bool:
    """Whether another design or a control that is offered against it does away with a finding."""
    strong = (control.strength[finding.threat.id] == "strong" for control in helping(report, [finding]))
    return is_designed(finding.threat) or any(strong)
