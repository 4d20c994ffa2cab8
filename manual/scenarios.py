"""Scenarios that are shipped -> a page for each, with its picture, what is found, and its workshop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from manual.markup import block, folded, link, page, table, text
from manual.pictures import pictures, shown
from threatmodel.model.elements import Key, Workshop
from threatmodel.reports.report import Report, people, severity

MOST_POINTS = 10

WIDE = "---\nhide:\n  - navigation\n---\n"
"""What stands before a page that needs its room for a picture: there is nothing to navigate beside it."""


def scenarios(reports: Mapping[str, Report], written: Mapping[str, str]) -> dict[str, str]:
    """Return the pages and pictures of scenarios by their place on the site; `written` is the text of each file."""
    found: dict[str, str] = {}
    for name, report in reports.items():
        drawing, files = pictures(report, name)
        found |= {f"scenarios/{file}": drawn for file, drawn in files.items()}
        found[f"scenarios/{name}.md"] = _page(report, name, written[name], shown(drawing, files, name))
    rows = table(
        ("Scenario", "Intensity", "What it is about"),
        (
            (link(one.scenario.title, f"{name}.md"), one.scenario.intensity, text(one.scenario.summary))
            for name, one in reports.items()
        ),
    )
    intro = "Each is a lesson, with questions, twists and an answer key. Its name will do wherever a file is asked for."
    return {"scenarios/index.md": page("Scenarios", [intro, "", *rows]), **found}


def _page(report: Report, name: str, written: str, picture: Iterable[str]) -> str:
    def rows() -> Iterator[str]:
        scenario = report.scenario
        yield from (text(scenario.summary), "", '!!! note "Content note"', f"    {text(scenario.content_note)}", "")
        yield from (f"Intensity {scenario.intensity}. `threatmodel check {name}` shows all of it.", "")
        yield from picture
        yield from ("## Where it gets past what was agreed", "")
        yield from table(
            ("No.", "What", "At whom", "How", "Severity", "Reaches"),
            (
                (
                    str(one.number),
                    text(one.datum),
                    text(one.holder),
                    one.form,
                    severity(one.severity),
                    people(one.reach),
                )
                for one in report.points[:MOST_POINTS]
            ),
        )
        more = len(report.analysis.points) - len(report.points[:MOST_POINTS])
        yield from (f"And {more} more.", "") if more else ()
        if scenario.workshop is not None:
            yield from _workshop(scenario.workshop, report)
        yield from ("## The file", "")
        yield from folded("With its answer key, and its twists", block("yaml", written))

    return WIDE + page(report.scenario.title, rows())


def _workshop(workshop: Workshop, report: Report) -> Iterator[str]:
    yield from ("## In a workshop", "", *(f"- {text(each)}" for each in workshop.objectives), "")
    if workshop.prompts:
        yield from ("### Questions for the room", "", *(f"- {text(each)}" for each in workshop.prompts), "")
    if workshop.twists:
        yield from ("### Twists", "", *(f"- **{text(one.name)}:** {text(one.say)}" for one in workshop.twists), "")
    keys = (("Found", workshop.expected), ("Undecided", workshop.undecided), ("Not found", workshop.must_not))
    answers = (f"- {title}: {_keys(each, report)}" for title, each in keys if each)
    yield from folded("The answer key", answers)


def _keys(keys: tuple[Key, ...], report: Report) -> str:
    threats = report.catalogue.threats
    return "; ".join(
        link(threats[one.threat].title, f"../threats/{one.threat}.md") if one.threat in threats else text(one.threat)
        for one in keys
    )
