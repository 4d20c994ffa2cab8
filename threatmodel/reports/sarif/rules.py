"""Threats of the catalogue -> rules of SARIF, with help: why it matters, what to ask, which controls do how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from threatmodel.model.catalogue import Catalogue, Control, Threat
from threatmodel.model.findings import Finding
from threatmodel.model.risk import Band
from threatmodel.reports.escape import code_in_markdown as code
from threatmodel.reports.escape import in_markdown as safe
from threatmodel.reports.report import STRENGTHS
from threatmodel.reports.sarif.places import message

LEVELS: Final[Mapping[Band, str]] = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
"""What each band is called in SARIF."""

_SCORES: Final[Mapping[Band, str]] = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.0"}
"""The middle of what code scanning calls by the same word."""

_BY_SEVERITY: Final[Mapping[int, Band]] = {1: "low", 2: "medium", 3: "high", 4: "critical", 5: "critical"}
"""The band of a threat that is certain: what a rule is worth where nothing is found."""

_MOST_TAGS: Final = 10
"""As many tags as code scanning shows."""

_LONGEST: Final = 1024
"""As long as code scanning takes descriptions."""


def rules(catalogue: Catalogue, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return one rule for each threat, found or not, so that what is no longer found counts as mended."""
    gravest: dict[str, Band] = {}
    order = list(LEVELS)
    for finding in findings:
        band = gravest.get(finding.threat.id, "low")
        gravest[finding.threat.id] = min(band, finding.risk.band, key=order.index)
    return [_rule(catalogue, threat, gravest.get(threat.id)) for threat in catalogue.threats.values()]


def _rule(catalogue: Catalogue, threat: Threat, found: Band | None) -> dict[str, Any]:
    band = found or _BY_SEVERITY[threat.severity]
    tags = ["privacy", *(f"{name}: {each}" for name, codes in threat.tags.items() for each in codes)]
    controls = _bearing(catalogue, threat)
    return {
        "id": threat.id,
        "name": threat.id,
        "shortDescription": message(_cut(threat.title)),
        "fullDescription": message(_cut(threat.why or threat.title)),
        "help": {**message(" ".join(_help(threat, controls))), "markdown": _markdown(threat, controls)},
        "defaultConfiguration": {"level": LEVELS[band]},
        "properties": {"tags": tags[:_MOST_TAGS], "security-severity": _SCORES[band]},
    }


def _bearing(catalogue: Catalogue, threat: Threat) -> list[Control]:
    """Return the controls that bear on a threat, strongest first, then by id."""
    found = [control for control in catalogue.controls.values() if threat.id in control.strength]
    return sorted(found, key=lambda control: (STRENGTHS.index(control.strength[threat.id]), control.id))


def _help(threat: Threat, controls: list[Control]) -> Iterator[str]:
    yield f"{threat.why or threat.title}"
    yield f"Ask: {threat.question}"
    if not controls:
        yield "No control in the catalogue helps: change the design."
    for control in controls:
        yield f"{control.id} ({control.strength[threat.id]}): {control.title}."


def _markdown(threat: Threat, controls: list[Control]) -> str:
    rows = [safe(threat.why or threat.title), "", f"**Ask:** {safe(threat.question)}", ""]
    if not controls:
        rows.append("No control in the catalogue helps: change the design.")
    else:
        rows += ["| Control | Strength | What gets around it |", "|---|---|---|"]
        rows += [
            f"| {safe(control.title)} ({code(control.id)}) | {control.strength[threat.id]} | {safe(control.bypass)} |"
            for control in controls
        ]
    return "\n".join(rows) + "\n"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"
