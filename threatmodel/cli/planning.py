"""Commands that say what to do and what it would change: `plan`, `whatif`."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, cast

import click

from threatmodel.cli.options import BANDS, TEXT, OutputFile, all_option, scenario_argument, today_option
from threatmodel.cli.reading import only

if TYPE_CHECKING:
    from threatmodel.analysis.plan.wishes import WishError
    from threatmodel.model.plan import Wish
    from threatmodel.model.risk import Band
    from threatmodel.reports.plan.planned import Planned
    from threatmodel.reports.report import Report
    from threatmodel.reports.whatif.attempt import Attempt

PLAN_FORMATS: Final = (TEXT, "markdown", "json")
"""What `plan` and `whatif` can be written as: `text`, and what reports/table.py holds."""

_MOST_NAMED: Final = 20
"""How many findings that stand in the way of a target are named."""

_format_option = click.option(
    "--format", "form", type=click.Choice(PLAN_FORMATS), default=TEXT, help="For a terminal, a page or programs."
)


def _target(_: click.Context, __: click.Parameter, value: str | None) -> float | Band | None:
    """Return a target as a band or as a number."""
    if value is None or value in BANDS:
        return cast("Band | None", value)
    try:
        return float(value)
    except ValueError:
        from threatmodel.model.names import nearest

        near = nearest(value, BANDS)
        hint = f" (did you mean {near!r}?)" if near else ""
        raise click.BadParameter(f"{value!r} is neither {', '.join(BANDS)} nor a number of points{hint}") from None


@click.command(short_help="Choose the controls that leave least risk for an effort.")
@scenario_argument
@click.option("--budget", type=int, metavar="POINTS", help="The effort that the plan may cost.")
@click.option(
    "--target", callback=_target, metavar="LEVEL", help="The band that no finding may be above, or a risk in total."
)
@click.option("--frontier", is_flag=True, help="Show what each effort buys.")
@click.option("--must", multiple=True, metavar="CONTROL[@PLACE]", help="Have this control in the plan.")
@click.option("--never", multiple=True, metavar="CONTROL[@PLACE]", help="Leave this control out.")
@click.option("--for", "person", metavar="PERSON", help="Count only what concerns this person.")
@_format_option
@all_option
@today_option
def plan(
    scenario: str,
    budget: int | None,
    target: float | Band | None,
    frontier: bool,
    must: tuple[str, ...],
    never: tuple[str, ...],
    person: str | None,
    form: str,
    everything: bool,
    today: str,
) -> None:
    """Choose the controls that leave least risk for an effort, or cost least effort for a risk.

    A small control counts one point of effort, a medium one three, a large one nine. Without --budget and --target,
    the plan takes away half of what controls can take away. What no control closes is said first.
    """
    from threatmodel.analysis.plan.wishes import WishError, read_wish
    from threatmodel.model.plan import Wish
    from threatmodel.reports import table
    from threatmodel.reports.plan.to_text import to_text
    from threatmodel.shell import terminal

    if frontier and target is not None:
        raise click.UsageError("--frontier shows all efforts: it goes with --budget, not with --target")
    report = only(scenario, today)
    try:
        asked = Wish(budget=budget, target=target, person=person)
        wish = read_wish(report.scenario, report.catalogue, asked, must, never)
        planned = _planned(report, wish, frontier=frontier, today=today)
    except WishError as error:
        raise _refused(error) from None
    if form == TEXT:
        terminal.say(to_text(planned, everything=everything))
    else:
        terminal.write(table.PLAN_FORMATS[form](planned))


def _planned(report: Report, wish: Wish, *, frontier: bool, today: str) -> Planned:
    from threatmodel import pipeline
    from threatmodel.shell.terminal import progress

    if not frontier:
        return pipeline.plan(report, wish, today=today)
    with ExitStack() as shown:
        return pipeline.frontier(
            report, wish, today=today, watch=lambda total: shown.enter_context(progress(total, "trying budgets")).step
        )


@click.command(short_help="Show what a control or a twist would change.")
@scenario_argument
@click.option("--with", "added", multiple=True, metavar="CONTROL[@PLACE]", help="Put this control in place.")
@click.option("--without", "removed", multiple=True, metavar="CONTROL[@PLACE]", help="Take this control away.")
@click.option("--twist", "twists", multiple=True, metavar="ID", help="Play this twist of the scenario first.")
@click.option(
    "--draw", "file", type=OutputFile(".svg"), metavar="FILE.svg", help="Draw it too, faint what is gone then."
)
@_format_option
@all_option
@today_option
def whatif(
    scenario: str,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    twists: tuple[str, ...],
    file: str | None,
    form: str,
    everything: bool,
    today: str,
) -> None:
    """Show findings and risk before and after a change that is not written into the file.

    Without a place, a control is put wherever it may stand, and taken away wherever it is. Options may be repeated.
    """
    from threatmodel import pipeline
    from threatmodel.analysis.plan.tried import read_tried
    from threatmodel.analysis.plan.wishes import WishError
    from threatmodel.reports import table
    from threatmodel.reports.whatif.to_text import to_text
    from threatmodel.shell import terminal

    if not (added or removed or twists):
        raise click.UsageError("nothing to try: name a control with --with or --without, or a --twist")
    report = only(scenario, today)
    try:
        tried = read_tried(report.scenario, report.catalogue, added, removed, twists)
        attempt = pipeline.whatif(report, tried, today=today)
    except WishError as error:
        raise _refused(error) from None
    if file is not None:
        _draw(attempt, file)
    if form == TEXT:
        terminal.say(to_text(attempt, everything=everything))
    else:
        terminal.write(table.WHATIF_FORMATS[form](attempt))


def _draw(attempt: Attempt, file: str) -> None:
    """Write the picture of what is tried."""
    from pathlib import Path

    from threatmodel import pipeline
    from threatmodel.cli.writing import svg
    from threatmodel.shell import outputs

    outputs.write({Path(file): svg(pipeline.draw_attempt(attempt)).encode("utf-8")})


def _refused(error: WishError) -> click.ClickException:
    """Return the complaint about what was asked, with the findings that stand in its way."""
    from threatmodel.reports.figures import points

    named = [f"  {one.id} (risk {points(one.risk)})" for one in error.findings[:_MOST_NAMED]]
    more = len(error.findings) - len(named)
    return click.ClickException("\n".join([*error.problems, *named, *([f"  and {more} more"] if more > 0 else [])]))
