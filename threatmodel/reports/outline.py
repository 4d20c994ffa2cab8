"""Scenario + analysis -> words: what the picture shows, for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from threatmodel.model.elements import ACTS, Data, Grant, Scenario
from threatmodel.model.findings import Analysis, DisclosurePoint
from threatmodel.model.names import listed

HOLDS: Final = {"seen": "gets to see", "kept": "keeps", "published": "can find"}
"""How somebody holds data, as people say it."""


def outline(scenario: Scenario, analysis: Analysis) -> str:
    """Say in sentences who shows what to whom, what was agreed, and where it gets past that."""
    return "\n".join((*_paths(scenario), *_consents(scenario), *_points(analysis)))


def told(point: DisclosurePoint) -> str:
    """Say in one line what happens at a disclosure point."""
    doubt = "" if point.certain else " (if what is not known turns out so)"
    return f"{point.holder} {HOLDS[point.form]} {point.datum}; {agreed(point)}{doubt}"


def agreed(point: DisclosurePoint) -> str:
    """Say what had been agreed there."""
    if point.agreed is None:
        return "nothing was said of consent"
    return "nothing was agreed" if point.agreed == ACTS[0] else f"agreed was to {point.agreed}"


def _paths(scenario: Scenario) -> Iterator[str]:
    for path in scenario.paths:
        yield f"{path.text}: {listed([carry.datum for carry in path.carries], 'and')}."


def _consents(scenario: Scenario) -> Iterator[str]:
    for datum in scenario.data.values():
        yield f"{datum.name} is about {listed(datum.about, 'and')}; {_consent(datum)}."


def _consent(datum: Data) -> str:
    if datum.consent is None:
        return "nothing was said of consent"
    granted = [f"{name} may {_acts(grant)}" for name, grant in datum.consent.grants.items() if _acts(grant)]
    return listed(granted, "and") if granted else "nobody may do anything with it"


def _acts(grant: Grant) -> str:
    acts = [grant.act] if grant.act != ACTS[0] else []
    return (
        listed([*acts, *(f"keep to {one}" for one in sorted(grant.purposes))], "and") if acts or grant.purposes else ""
    )


def _points(analysis: Analysis) -> Iterator[str]:
    if not analysis.points:
        yield "Nothing gets past what was agreed."
    for point in analysis.points:
        yield f"Disclosure point {point.number}: {told(point)}."
