"""Commands that answer on the terminal what a scenario says: `check`, `validate`, `explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import click

from threatmodel.cli.options import (
    FINDINGS,
    TEXT,
    OutputFile,
    all_option,
    fail_on_option,
    many,
    scenarios_argument,
    today_option,
)
from threatmodel.cli.reading import each, known_language, only, reports, shipped_catalogue, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from threatmodel.model.catalogue import Catalogue
    from threatmodel.model.risk import Band

FORMATS: Final = (TEXT, "markdown", "json", "sarif", "sarif-github")
"""What `check` can be written as: `text`, and what reports/table.py holds."""


@click.command(short_help="Say everything that is wrong with scenarios.")
@scenarios_argument
def validate(scenarios: tuple[str, ...]) -> None:
    """Read scenarios and say everything that is wrong with them."""
    from threatmodel import pipeline
    from threatmodel.shell.terminal import tell

    language = known_language()
    read = each(scenarios, lambda text, source: pipeline.read_in(text, source.name, language))
    tell([f"{many(len(read), 'scenario')}, no problems"])


@click.command(short_help="Show where it gets past what was agreed, and what to ask.")
@scenarios_argument
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default=TEXT, help="For a terminal, a merge request or programs."
)
@fail_on_option
@click.option(
    "--baseline", metavar="FILE", help="Only findings count that this file does not know, or knows as better."
)
@click.option(
    "--write-baseline",
    "written",
    type=OutputFile(),
    metavar="FILE",
    help="Write what is found as the baseline from now on.",
)
@all_option
@today_option
def check(
    scenarios: tuple[str, ...],
    form: str,
    level: str | None,
    baseline: str | None,
    written: str | None,
    everything: bool,
    today: str,
) -> int:
    """Show the worst disclosure points, what is found there, and what to ask. Exits 1 if a finding is open.

    With --fail-on and --baseline only grave and new findings count. Whoever writes a baseline and holds against none
    exits with 0: from then on, nothing in it is new.
    """
    from threatmodel import pipeline
    from threatmodel.cli.gating import gated, write_baseline
    from threatmodel.reports.references import assumed_from
    from threatmodel.reports.terminal.to_text import to_text
    from threatmodel.shell import terminal

    found = gated(reports(scenarios, today), cast("Band | None", level), baseline)
    if written is not None:
        write_baseline(found, written)
    if form == TEXT:
        terminal.say(to_text(found, everything=everything))
        if everything:
            _say_sources(name for report in found for name in assumed_from(report))
    else:
        terminal.write(pipeline.written(found, form))
    if written is not None and baseline is None:
        return 0
    return FINDINGS if any(report.failing for report in found) else 0


def _say_sources(named: Iterable[str]) -> None:
    """Say what the sources are that something rests on; read only here, so that nobody else waits for them."""
    from threatmodel.catalogue.load import load_sources
    from threatmodel.reports.terminal.source_lines import source_lines
    from threatmodel.shell import terminal

    terminal.say(source_lines(named, load_sources()))


@click.command(short_help="Explain a threat, a control, a kind, a word or a finding.")
@click.argument("what", metavar="ID")
@click.argument("scenario", metavar="[SCENARIO]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="JSON is of findings only.")
@today_option
def explain(what: str, scenario: str | None, form: str, today: str) -> None:
    """Explain a threat, a control, a kind, a word or a fact; or why a finding of a scenario holds, or what stops it.

    The words that reports use, such as keep, subject or disclosure point, are explained as well.
    """
    from threatmodel.catalogue.load import load_keys, load_sources, load_terms
    from threatmodel.reports.terminal.catalogue_entry import found_here
    from threatmodel.reports.terminal.explained import explainable, explained
    from threatmodel.shell import terminal

    catalogue = shipped_catalogue(examples="/" not in what)
    if "/" in what:
        if scenario is None:
            raise click.UsageError(f"{what!r} is a finding: name its scenario after it")
        _explain_finding(what, scenario, catalogue, today, form)
        return
    if form == "json":
        raise click.UsageError(f"{what!r} is no finding: `catalogue --format json` has what is known of the catalogue")
    keys, terms = load_keys(), load_terms()
    try:
        told = explained(catalogue, what, load_sources(), keys, terms)
    except KeyError:
        known = explainable(catalogue, keys, terms)
        raise unknown(what, "no threat, control or kind has this id, and no word is called so", known) from None
    here = found_here(only(scenario, today, catalogue), what) if scenario is not None else ()
    terminal.say((*told, *here))


def _explain_finding(what: str, scenario: str, catalogue: Catalogue, today: str, form: str) -> None:
    from threatmodel import pipeline
    from threatmodel.model.explanation import UnknownPartError
    from threatmodel.reports.terminal.finding_explained import explained
    from threatmodel.reports.to_explanation import to_explanation
    from threatmodel.shell import terminal

    report = only(scenario, today, catalogue)
    try:
        explanation = pipeline.explain(report.scenario, catalogue, what, today=today)
    except UnknownPartError as error:
        found = [finding.id for finding in report.analysis.findings]
        part = f"{error.args[0]!r} is no threat, holder or datum of this scenario"
        message = part if error.args[0] else "a part is missing: threat/holder/datum, or threat/place"
        raise unknown(what, message, found) from None
    if form == "json":
        terminal.write(to_explanation(explanation))
    else:
        terminal.say(explained(explanation, report))
