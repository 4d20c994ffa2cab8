"""Findings -> totals: the one sum of risk that plans weigh and comparisons show, and what it means for each person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from threatmodel.analysis.severity import STATE_ORDER
from threatmodel.model.comparison import THERE
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Finding
from threatmodel.model.risk import Risk
from threatmodel.model.summary import Harm, PersonSummary


def total(findings: Iterable[Finding]) -> Risk:
    """Return the risk of findings together, in points of severity to expect within the scenario's period.

    Several findings about the same data at the same holder in the same form are ways to one harm: the highest counts,
    of each end of the range. Accepted findings count; undecided ones only towards the ceiling.
    """
    at: dict[tuple[str | None, ...], Risk] = {}
    for finding in findings:
        key, own = spot(finding), weighed(finding)
        highest = at.get(key)
        at[key] = own if highest is None else _higher(highest, own)
    return Risk(
        low=sum(risk.low for risk in at.values()),
        high=sum(risk.high for risk in at.values()),
        ceiling=sum(risk.ceiling for risk in at.values()),
    )


def spot(finding: Finding) -> tuple[str | None, ...]:
    """Return what a finding shares its harm with: the holder, datum and form; without a datum it stands alone."""
    return (finding.id,) if finding.datum is None else (finding.holder, finding.datum, finding.form)


def weighed(finding: Finding) -> Risk:
    """Return what a finding adds to a total by itself: nothing where it is closed, a ceiling where it is undecided."""
    if finding.state not in THERE:
        return Risk(low=0.0, high=0.0, ceiling=0.0)
    if finding.state == "undecided":
        return Risk(low=0.0, high=0.0, ceiling=finding.risk.ceiling)
    return finding.risk


def _higher(one: Risk, other: Risk) -> Risk:
    return Risk(low=max(one.low, other.low), high=max(one.high, other.high), ceiling=max(one.ceiling, other.ceiling))


def people(scenario: Scenario) -> tuple[str, ...]:
    """Return the people of a scenario, in the order of the file."""
    return tuple(name for name, element in scenario.holders.items() if element.type == "person")


def concerning(scenario: Scenario, findings: Iterable[Finding], person: str) -> Iterator[Finding]:
    """Yield what concerns a person: what is found about their data at somebody else, or at them where about no datum.

    What is about no datum and nobody in particular, such as a duty that a platform neglects, concerns everybody. A
    finding of which it is not known whether it is about this person is undecided for them.
    """
    mine = _names_of(scenario, person)
    for finding in findings:
        if finding.datum is None:
            if not finding.about or person in finding.about:
                yield finding
        elif finding.holder == person:
            continue
        elif not mine.isdisjoint(finding.about):
            yield finding
        elif not mine.isdisjoint(finding.perhaps_about):
            there = finding.state in THERE
            yield replace(finding, state="undecided", accepted=None) if there else finding


def _names_of(scenario: Scenario, person: str) -> set[str]:
    """Return a person's own name and those of the audiences that they are in."""
    return {person, *scenario.audiences_of(person)}


MOST_SUBJECTS: Final = 20
"""Of how many data subjects a summary is made for each: with more nobody reads them one by one."""


def summaries(scenario: Scenario, findings: Sequence[Finding]) -> tuple[PersonSummary, ...]:
    """Return what findings mean for each person whom data is about, the highest risk first; none for a crowd."""
    about = {name for datum in scenario.data.values() for name in datum.about}
    subjects = [name for name in people(scenario) if not about.isdisjoint(_names_of(scenario, name))]
    if len(subjects) > MOST_SUBJECTS:
        return ()
    return tuple(sorted((summary(scenario, findings, one) for one in subjects), key=lambda one: -one.risk.high))


def summary(scenario: Scenario, findings: Iterable[Finding], person: str) -> PersonSummary:
    """Return what findings mean for one person, by threat; closed ones are left out."""
    here = [one for one in concerning(scenario, findings, person) if one.state in THERE]
    threats: dict[str, list[Finding]] = {}
    for finding in here:
        threats.setdefault(finding.threat.id, []).append(finding)
    harms = [(_harm(each), max(weighed(one).middle for one in each)) for each in threats.values()]
    harms.sort(key=lambda each: (not each[0].certain, -each[1], -each[0].severity))
    return PersonSummary(person=person, risk=total(here), harms=tuple(harm for harm, _ in harms))


def _harm(findings: list[Finding]) -> Harm:
    """Put findings of one threat together; where some are sure, how bad and how likely it is comes from them."""
    certain = [one for one in findings if one.state != "undecided"]
    counted = certain or findings
    reaches = [one.reach for one in counted]
    ranked = sorted(findings, key=lambda one: (STATE_ORDER.index(one.state), -weighed(one).middle))
    return Harm(
        threat=findings[0].threat,
        findings=tuple(one.id for one in ranked),
        certain=bool(certain),
        severity=max(one.severity for one in counted),
        chance=max((one.chance for one in counted), key=lambda chance: (chance.high, chance.low, chance.ceiling)),
        reach=None if None in reaches else max(one for one in reaches if one is not None),
    )
