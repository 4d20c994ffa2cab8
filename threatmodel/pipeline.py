"""The line: text -> scenario -> analysis -> reports, each arrow one call."""

# ruff: noqa: PLC0415 - each arrow imports its own modules, so that nobody waits for those that are not walked

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threatmodel.model.catalogue import Catalogue
    from threatmodel.model.drawing import Drawing
    from threatmodel.model.elements import Scenario
    from threatmodel.model.findings import Explanation
    from threatmodel.reports.report import Report


def read(text: str | bytes, file: str, catalogue: Catalogue) -> Scenario:
    """Read a scenario; `file` is what it is called in places. Raises InputError with all problems at once."""
    from threatmodel.formats.scenario import read_scenario
    from threatmodel.formats.vocabulary import Vocabulary

    vocabulary = Vocabulary(
        words=catalogue.words, kinds=catalogue.kinds, controls=catalogue.controls, threats=catalogue.threats.keys()
    )
    return read_scenario(text, file, vocabulary)


def study(scenario: Scenario, catalogue: Catalogue, *, today: str, program: str) -> Report:
    """Find what gets where it should not; acceptances count until `today` (ISO 8601). `program` is our version."""
    from threatmodel.analysis.analyse import analyse
    from threatmodel.formats.collector import paused
    from threatmodel.reports.report import Report

    with paused():
        analysis = analyse(scenario, catalogue, today)
    return Report(scenario=scenario, analysis=analysis, catalogue=catalogue, program=program)


def draw(report: Report) -> Drawing:
    """Say what the picture of a scenario shows; where it stands is for a layout to find."""
    from threatmodel.reports.picture import picture

    return picture(report.scenario, report.analysis)


def files(report: Report) -> dict[str, str]:
    """Return the files of a report but for its pictures, by name."""
    from threatmodel.reports.table import FILES

    return {name: render([report]) for name, render in FILES.items()}


def explain(scenario: Scenario, catalogue: Catalogue, finding_id: str, *, today: str) -> Explanation:
    """Say why a finding holds, or what stops it. Raises KeyError with the part of the id that is unknown."""
    from threatmodel.analysis.explain import explain as explain_finding

    return explain_finding(scenario, catalogue, finding_id, today)
