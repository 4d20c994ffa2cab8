"""Commands that answer on the terminal what a scenario says: `check`, `validate`, `explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from threatmodel.cli.options import all_option, many, scenarios_argument, today_option
from threatmodel.cli.reading import each, only, reports, shipped_catalogue, unknown

if TYPE_CHECKING:
    from threatmodel.model.catalogue import Catalogue

FINDINGS: Final = 1
TEXT: Final = "text"
FORMATS: Final = (TEXT, "markdown", "json")
"""What `check` can be written as: `text`, and what reports/table.py holds."""


@click.command(short_help="Say everything that is wrong with scenarios.")
@scenarios_argument
def validate(scenarios: tuple[str, ...]) -> None:
    """Read scenarios and say everything that is wrong with them."""
    from threatmodel import pipeline
    from threatmodel.shell.terminal import tell

    catalogue = shipped_catalogue()
    read = each(scenarios, lambda text, source: pipeline.read(text, source.name, catalogue))
    tell([f"{many(len(read), 'scenario')}, no problems"])


@click.command(short_help="Show where it gets past what was agreed, and what to ask.")
@scenarios_argument
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default=TEXT, help="For a terminal, a merge request or programs."
)
@all_option
@today_option
def check(scenarios: tuple[str, ...], form: str, everything: bool, today: str) -> int:
    """Show the worst disclosure points, what is found there, and what to ask. Exits 1 if a finding is open."""
    from threatmodel.reports import table
    from threatmodel.reports.to_text import to_text
    from threatmodel.shell import terminal

    found = reports(scenarios, today)
    if form == TEXT:
        terminal.say(to_text(found, everything=everything))
    else:
        terminal.write(table.FORMATS[form](found))
    return FINDINGS if any(report.holds for report in found) else 0


@click.command(short_help="Explain a threat, a control, a kind or a finding.")
@click.argument("what", metavar="ID")
@click.argument("scenario", metavar="[SCENARIO]", required=False)
@today_option
def explain(what: str, scenario: str | None, today: str) -> None:
    """Explain a threat, a control or a kind; or a finding of a scenario: why it holds, or what stops it."""
    from threatmodel.reports.entries import entry, found_here
    from threatmodel.shell import terminal

    catalogue = shipped_catalogue()
    if "/" in what:
        if scenario is None:
            raise click.UsageError(f"{what!r} is a finding: name its scenario after it")
        _explain_finding(what, scenario, catalogue, today)
        return
    try:
        terminal.say(entry(catalogue, what))
    except KeyError:
        known = (*catalogue.threats, *catalogue.controls, *catalogue.kinds)
        raise unknown(what, "no threat, control or kind has this id", known) from None
    if scenario is not None:
        terminal.say(found_here(only(scenario, today, catalogue), what))


def _explain_finding(what: str, scenario: str, catalogue: Catalogue, today: str) -> None:
    from threatmodel import pipeline
    from threatmodel.reports.explained import explained
    from threatmodel.shell import terminal

    report = only(scenario, today, catalogue)
    try:
        explanation = pipeline.explain(report.scenario, catalogue, what, today=today)
    except KeyError as error:
        found = [finding.id for finding in report.analysis.findings]
        message = f"{error.args[0]!r} is no threat, holder or datum of this scenario"
        raise unknown(what, message, found) from None
    terminal.say(explained(explanation, catalogue))
