"""Report -> the parts of its page: points with findings that share a way, tasks told once, threats that were found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from threatmodel.model.catalogue import Control, Threat
from threatmodel.model.findings import DisclosurePoint, Finding, Step
from threatmodel.reports import told
from threatmodel.reports.checklist import Checklist, Item, Section
from threatmodel.reports.outline import agreed
from threatmodel.reports.report import HOLDS, Report, helping, unsettled
from threatmodel.reports.trail import Row, trail


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How something gets somewhere, in one line and step by step."""

    line: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding, and which controls bear on it."""

    finding: Finding
    depends: str
    """What an undecided finding hangs on."""
    in_place: tuple[Control, ...]
    helps: tuple[tuple[Control, str], ...]
    """What is not in place, with its strength against this threat; strongest first."""
    closable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Findings that share the way there; those about no holding have none."""

    way: Way | None
    findings: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A disclosure point with all that is told under it."""

    of: DisclosurePoint
    agreed: str
    crossings: tuple[Way, ...]
    """Ways in that none of the findings told here takes."""
    holdings: tuple[Holding, ...]
    others: tuple[Finding, ...]
    holds: int
    undecided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A control that is told in full: the titles of what it helps against, each with its strength."""

    item: Item
    against: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A section of the checklist: what is told in full here, and what was told before."""

    section: Section
    full: tuple[Listed, ...]
    seen: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is to be done for one person; `person` is empty where nobody is named."""

    person: str
    tasks: tuple[Task, ...]
    before: tuple[Section, ...] = ()
    """Sections that are told under somebody else, whom they are about too."""
    nothing: tuple[Section, ...] = ()
    """Sections in which nothing is found."""


def points(report: Report) -> tuple[Point, ...]:
    """Return the disclosure points, gravest first."""
    found = {finding.id: finding for finding in report.analysis.findings}
    return tuple(_point(report, point, found) for point in report.analysis.points)


def elsewhere(report: Report) -> tuple[Holding, ...]:
    """Return what is found under no disclosure point."""
    return _holdings(report, (one for one in report.analysis.findings if not one.points and one.state != "closed"))


def groups(report: Report) -> tuple[Group, ...]:
    """Return the checklist by person; what stands under none comes last. Each control is told in full once."""
    checklist, seen = Checklist(report=report), set[str]()
    by_person = checklist.by_person()
    found = [_group(person, sections, seen) for person, sections in by_person.items()]
    found = [group for group in found if group.tasks or group.before]
    if (rest := checklist.elsewhere()) is not None:
        found.append(Group(person="", tasks=(_task(rest, seen),)))
    return tuple(found)


def listed(groups: Iterable[Group]) -> frozenset[str]:
    """Return the controls that the checklist tells in full somewhere."""
    return frozenset(one.item.control.id for group in groups for task in group.tasks for one in task.full)


def threats(report: Report) -> tuple[Threat, ...]:
    """Return every threat that was found, in the order of the findings."""
    return tuple({finding.threat.id: finding.threat for finding in report.analysis.findings}.values())


def _point(report: Report, point: DisclosurePoint, found: dict[str, Finding]) -> Point:
    here = [found[each] for each in point.findings if found[each].state != "closed"]
    crossings = {told.path(step): _way(step) for step in point.steps}
    holdings = tuple(_led_on(holding, crossings) for holding in _holdings(report, here))
    taken = {holding.way.line for holding in holdings if holding.way is not None}
    return Point(
        of=point,
        agreed=agreed(point),
        crossings=tuple(way for line, way in crossings.items() if line not in taken),
        holdings=holdings,
        others=tuple(found[each] for each in point.others),
        holds=sum(finding.state in HOLDS for finding in here),
        undecided=sum(finding.state == "undecided" for finding in here),
    )


def _holdings(report: Report, findings: Iterable[Finding]) -> tuple[Holding, ...]:
    together: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        together.setdefault(_holding(finding.witness), []).append(finding)
    return tuple(
        Holding(
            way=_way(same[0].witness) if same[0].witness is not None else None,
            findings=tuple(_told(report, finding) for finding in same),
        )
        for same in together.values()
    )


def _led_on(holding: Holding, crossings: Mapping[str, Way]) -> Holding:
    """Return a holding with the way in that it is the beginning of, so that no way is told twice."""
    if holding.way is None or holding.way.line in crossings:
        return holding
    longer = (way for line, way in crossings.items() if line.startswith(f"{holding.way.line}, "))
    return replace(holding, way=next(longer, holding.way))


def _holding(step: Step | None) -> tuple[object, ...]:
    """Return what tells one way from another. Steps are not compared: a way of hundreds is too deep for that."""
    return () if step is None else (told.path(step), step.holder, step.datum, step.form, step.certain, step.span)


def _way(step: Step) -> Way:
    return Way(line=told.path(step) or told.sentence(step), rows=trail(step))


def _told(report: Report, finding: Finding) -> Told:
    bearing = helping(report, [finding])
    strengths = [(control, control.strength[finding.threat.id]) for control in bearing]
    return Told(
        finding=finding,
        depends=unsettled(finding),
        in_place=tuple(control for control in bearing if control.id in finding.helped_by),
        helps=tuple((control, strength) for control, strength in strengths if control.id not in finding.helped_by),
        closable=any(strength == "strong" for _, strength in strengths),
    )


def _group(person: str, sections: Sequence[Section], seen: set[str]) -> Group:
    here = [section for section in sections if section.findings and not section.told_under]
    return Group(
        person=person,
        tasks=tuple(_task(section, seen) for section in here),
        before=tuple(section for section in sections if section.findings and section.told_under),
        nothing=tuple(section for section in sections if not section.findings),
    )


def _task(section: Section, seen: set[str]) -> Task:
    full = tuple(item for item in section.items if item.control.id not in seen)
    before = tuple(item for item in section.items if item.control.id in seen)
    seen.update(item.control.id for item in full)
    return Task(section=section, full=tuple(_listed(item) for item in full), seen=before)


def _listed(item: Item) -> Listed:
    against = {finding.threat.id: finding.threat.title for finding in item.against}
    return Listed(item=item, against=tuple((title, item.control.strength[id_]) for id_, title in against.items()))
