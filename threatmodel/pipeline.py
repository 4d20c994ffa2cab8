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


def draw(
    report: Report, *, finding: str | None = None, person: str | None = None, before: str | None = None
) -> Drawing:
    """Say what the picture of a scenario shows; where it stands is for a layout to find.

    `finding` and `person` draw one way or what is about one person; `before`, a date as for `study`, draws faint what
    the controls in place have closed. Raises KeyError with a finding or person that is not there.
    """
    from dataclasses import replace

    from threatmodel.reports.picture import picture

    earlier = None
    if before is not None:
        bare = replace(report.scenario, controls=())
        earlier = study(bare, report.catalogue, today=before, program=report.program).analysis
    return picture(report.scenario, report.analysis, finding=finding, person=person, before=earlier)


def people(report: Report) -> tuple[str, ...]:
    """Return the names of those whom `draw` can show alone."""
    from threatmodel.reports.picture import people as drawn_people

    return drawn_people(report.scenario)


def dot(drawing: Drawing) -> str:
    """Return a picture as source for Graphviz."""
    from threatmodel.reports.to_dot import to_dot

    return to_dot(drawing)


def pixels(svg: str) -> bytes:
    """Return a picture as PNG."""
    from threatmodel.reports.to_png import to_png

    return to_png(svg)


def page(report: Report, drawing: Drawing, wide: str, narrow: str) -> str:
    """Return the report as one page; `wide` and `narrow` are its picture, drawn for a screen and for a phone."""
    from threatmodel.reports.to_html import to_html

    return to_html(report, drawing, wide, narrow=narrow)


def files(report: Report) -> dict[str, str]:
    """Return the files of a report but for its pictures and its page, by name."""
    from threatmodel.reports.table import FILES

    return {name: render([report]) for name, render in FILES.items()}


def explain(scenario: Scenario, catalogue: Catalogue, finding_id: str, *, today: str) -> Explanation:
    """Say why a finding holds, or what stops it. Raises KeyError with the part of the id that is unknown."""
    from threatmodel.analysis.explain import explain as explain_finding

    return explain_finding(scenario, catalogue, finding_id, today)
