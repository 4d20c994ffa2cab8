"""Report -> the parts of its page: points with findings that share a way, tasks told once, threats that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from threatmodel.model.catalogue import Control, Threat
from threatmodel.model.findings import DisclosurePoint, Finding, Step
from threatmodel.reports import sentences
from threatmodel.reports.checklist.items import Item
from threatmodel.reports.checklist.sections import Checklist, Section
from threatmodel.reports.page.print_lines import Printed, printed
from threatmodel.reports.remedies import is_designed, redesign
from threatmodel.reports.report import HOLDS, Report, helping, unsettled
from threatmodel.reports.subjects import told_of
from threatmodel.reports.witness_rows import Row, trail


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
    redesign: str
    """What removes a designed crossing; empty for all else."""
    whom: str
    """Whom it is about, where that is not everybody whom the data concerns."""


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
    shortest: str
    """The first way in, which is all that is printed of them."""
    printed: tuple[Printed, ...]
    crossings: tuple[Way, ...]
    """Ways in that none of the findings told here takes."""
    holdings: tuple[Holding, ...]
    others: tuple[Finding, ...]
    holds: int
    undecided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is to be done for one person; `person` is empty where nobody is named."""

    person: str
    tasks: tuple[Section, ...]
    before: tuple[Section, ...] = ()
    """Sections that are told under somebody else, whom they are about too."""
    nothing: tuple[Section, ...] = ()
    """Sections in which nothing is found."""


def points(report: Report) -> tuple[Point, ...]:
    """Return the disclosure points, the highest risk first."""
    found = {finding.id: finding for finding in report.analysis.findings}
    return tuple(_point(report, point, found) for point in report.points)


def elsewhere(report: Report) -> tuple[Holding, ...]:
    """Return what is found under no disclosure point."""
    return _holdings(report, report.under_none)


def groups(checklist: Checklist) -> tuple[Group, ...]:
    """Return the checklist by person; what stands under none comes last. Each item is told in full once."""
    found = [_group(person, sections) for person, sections in checklist.by_person().items()]
    found = [group for group in found if group.tasks or group.before]
    if (rest := checklist.elsewhere()) is not None:
        found.append(Group(person="", tasks=(rest,)))
    return tuple(found)


def listed(first: Iterable[Item], groups: Iterable[Group]) -> frozenset[str]:
    """Return the keys of the items that the page tells in full somewhere."""
    return frozenset(item.key for some in (first, *_listed(groups)) for item in some)


def _listed(groups: Iterable[Group]) -> Iterator[tuple[Item, ...]]:
    return (section.items for group in groups for section in group.tasks)


def threats(report: Report) -> tuple[Threat, ...]:
    """Return every threat that was found, in the order of the findings."""
    return tuple({finding.threat.id: finding.threat for finding in report.analysis.findings}.values())


def _point(report: Report, point: DisclosurePoint, found: dict[str, Finding]) -> Point:
    here = [found[each] for each in point.findings if found[each].state != "closed"]
    crossings = {sentences.path(step): _way(step) for step in point.steps}
    holdings = tuple(_led_on(holding, crossings) for holding in _holdings(report, here))
    taken = {holding.way.line for holding in holdings if holding.way is not None}
    return Point(
        of=point,
        agreed=sentences.agreed(point),
        shortest=next(iter(crossings)),
        printed=printed(report, here, point),
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
    return () if step is None else (sentences.path(step), step.holder, step.datum, step.form, step.certain, step.span)


def _way(step: Step) -> Way:
    return Way(line=sentences.path(step) or sentences.sentence(step), rows=trail(step))


def _told(report: Report, finding: Finding) -> Told:
    bearing = helping(report, [finding])
    strengths = [(control, control.strength[finding.threat.id]) for control in bearing]
    return Told(
        finding=finding,
        depends=unsettled(finding),
        in_place=tuple(control for control in bearing if control.id in finding.helped_by),
        helps=tuple((control, strength) for control, strength in strengths if control.id not in finding.helped_by),
        closable=any(strength == "strong" for _, strength in strengths),
        redesign=redesign(report.scenario, [finding]) if is_designed(finding.threat) else "",
        whom=told_of(report.scenario, finding),
    )


def _group(person: str, sections: Sequence[Section]) -> Group:
    return Group(
        person=person,
        tasks=tuple(section for section in sections if section.findings and not section.told_under),
        before=tuple(section for section in sections if section.findings and section.told_under),
        nothing=tuple(section for section in sections if not section.findings),
    )
