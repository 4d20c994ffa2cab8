"""Words on a command line -> the line and the shell: the only module that knows click, exit codes and today's date."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:  # what a command needs is imported when it runs, so that --help is fast
    from collections.abc import Iterable

    from threatmodel.model.catalogue import Catalogue
    from threatmodel.model.source import Problem
    from threatmodel.reports.report import Report
    from threatmodel.shell.files import Source

FINDINGS, BAD_INPUT, NOT_WRITTEN, INTERRUPTED = 1, 2, 3, 130
NAME = "threatmodel"

Made = TypeVar("Made")


class Commands(click.Group):
    """The commands, and what becomes of what goes wrong in them."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run a command and exit: 0 nothing found, 1 findings, 2 bad input or usage, 3 an output was not written."""
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name or NAME, **extra)
        except (click.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        except Exception as error:  # noqa: BLE001 - raised again where it is a bug
            code = _failed(error)
        sys.exit(code)


def _failed(error: Exception) -> int:
    """Say what went wrong and return the exit code. A bug is raised again, with its stack trace."""
    from threatmodel.model.source import InputError
    from threatmodel.shell.outputs import WriteError
    from threatmodel.shell.terminal import complain, discard

    if isinstance(error, click.ClickException):
        error.show()
        return BAD_INPUT
    if isinstance(error, InputError):
        complain(_told(error.problems))
        return BAD_INPUT
    if isinstance(error, OSError) and error.filename is None:  # click wrote to standard output
        discard()
        error = WriteError("standard output", error)
    if isinstance(error, WriteError):
        complain([str(error)])
        return NOT_WRITTEN
    raise error


def _told(problems: Sequence[Problem]) -> Iterable[str]:
    """Tell problems one a line, and how many there are."""
    for problem in problems:
        hint = f" ({problem.hint})" if problem.hint else ""
        yield str(problem) if problem.span.line else f"{problem.span.file}: {problem.message}{hint}"
    files = len({problem.span.file for problem in problems})
    yield f"{_many(len(problems), 'problem')} in {_many(files, 'file')}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"{NAME} {_program()}")
        context.exit()


def _program() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(NAME)
    except PackageNotFoundError:  # run from a source tree that is not installed
        return "unknown"


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str:
    """Return the day that acceptances are held against: as said, or of SOURCE_DATE_EPOCH, or today."""
    from datetime import UTC, date, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if value is not None:
            return date.fromisoformat(value).isoformat()
        if epoch:
            return datetime.fromtimestamp(int(epoch), tz=UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise click.BadParameter(f"{value or epoch!r} is not a day such as 2027-06-30") from None
    return date.today().isoformat()  # noqa: DTZ011 - the day where the user is


today_option = click.option(
    "--today", metavar="YYYY-MM-DD", callback=_day, help="Hold acceptances against this day, for runs that repeat."
)
all_option = click.option("--all", "everything", is_flag=True, help="Leave nothing out.")
scenarios_argument = click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
scenario_argument = click.argument("scenario", metavar="SCENARIO")


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.pass_context
def main(context: click.Context) -> None:
    """Find where something about a person gets past what this person agreed to.

    SCENARIO is a file, a folder, a pattern, or the name of a scenario that is shipped.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@main.command()
@scenarios_argument
def validate(scenarios: tuple[str, ...]) -> None:
    """Read scenarios and say everything that is wrong with them."""
    from threatmodel import pipeline
    from threatmodel.shell.terminal import tell

    catalogue = _catalogue()
    read = _each(scenarios, lambda text, source: pipeline.read(text, source.name, catalogue))
    tell([f"{_many(len(read), 'scenario')}, no problems"])


@main.command()
@scenarios_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or programs.")
@all_option
@today_option
def check(scenarios: tuple[str, ...], form: str, everything: bool, today: str) -> int:
    """Show the worst disclosure points, what is found there, and what to ask. Exits 1 if a finding is open."""
    from threatmodel.reports.table import FORMATS
    from threatmodel.reports.to_text import to_text
    from threatmodel.shell import terminal

    reports = _reports(scenarios, today)
    if form in FORMATS:
        terminal.write(FORMATS[form](reports))
    else:
        terminal.say(to_text(reports, everything=everything))
    return FINDINGS if any(report.holds for report in reports) else 0


@main.command()
@click.argument("what", metavar="ID")
@click.argument("scenario", metavar="[SCENARIO]", required=False)
@today_option
def explain(what: str, scenario: str | None, today: str) -> None:
    """Explain a threat, a control or a kind; or a finding of a scenario: why it holds, or what stops it."""
    from threatmodel.reports.entries import entry, found_here
    from threatmodel.shell import terminal

    catalogue = _catalogue()
    if "/" in what:
        if scenario is None:
            raise click.UsageError(f"{what!r} is a finding: name its scenario after it")
        _explain_finding(what, scenario, catalogue, today)
        return
    try:
        terminal.say(entry(catalogue, what))
    except KeyError:
        known = (*catalogue.threats, *catalogue.controls, *catalogue.kinds)
        raise _unknown(what, "no threat, control or kind has this id", known) from None
    if scenario is not None:
        (report,) = _reports((scenario,), today, catalogue)
        terminal.say(found_here(report, what))


def _explain_finding(what: str, scenario: str, catalogue: Catalogue, today: str) -> None:
    from threatmodel import pipeline
    from threatmodel.reports.explained import explained
    from threatmodel.shell import terminal

    (report,) = _reports((scenario,), today, catalogue)
    try:
        explanation = pipeline.explain(report.scenario, catalogue, what, today=today)
    except KeyError as error:
        found = [finding.id for finding in report.analysis.findings]
        message = f"{error.args[0]!r} is no threat, holder or datum of this scenario"
        raise _unknown(what, message, found) from None
    terminal.say(explained(explanation, catalogue))


def _unknown(what: str, message: str, known: Iterable[str]) -> click.ClickException:
    from threatmodel.model.names import nearest

    near = nearest(what, known)
    return click.ClickException(f"{what}: {message}" + (f" (did you mean {near!r}?)" if near else ""))


@main.command()
@scenario_argument
@click.option("--format", "form", type=click.Choice(["svg", "dot"]), default="svg", help="A picture, or its source.")
@click.option("--out", type=click.Path(), help="Write to this file instead of standard output.")
@today_option
def draw(scenario: str, form: str, out: str | None, today: str) -> None:
    """Draw who shows what to whom, and where it gets past what was agreed."""
    from pathlib import Path

    from threatmodel import pipeline
    from threatmodel.reports.to_dot import to_dot
    from threatmodel.shell import outputs, terminal

    (report,) = _reports((scenario,), today)
    text = to_dot(pipeline.draw(report)) if form == "dot" else _picture(report)
    if out is None:
        terminal.write(text)
    else:
        outputs.write({Path(out): text.encode("utf-8")})


@main.command()
@scenario_argument
@click.option("--out", type=click.Path(), default="output", show_default=True, help="The folder for it.")
@today_option
def report(scenario: str, out: str, today: str) -> None:
    """Write the diagram, the checklist and the findings into a folder named after the scenario."""
    from pathlib import Path

    from threatmodel import pipeline
    from threatmodel.model.names import slug
    from threatmodel.shell import outputs, terminal

    (found,) = _reports((scenario,), today)
    folder = Path(out) / (slug(Path(found.scenario.file).stem) or "scenario")
    texts = {"diagram.svg": _picture(found), **pipeline.files(found)}
    outputs.write({folder / name: text.encode("utf-8") for name, text in texts.items()})
    terminal.tell((folder / name).as_posix() for name in texts)


def _picture(report: Report) -> str:
    """Lay a picture out and draw it; what had to be given up on the way is said on standard error."""
    from threatmodel import pipeline
    from threatmodel.reports.drawing import to_svg
    from threatmodel.reports.drawing_sizes import measure
    from threatmodel.shell.layout import lay_out
    from threatmodel.shell.terminal import complain

    drawing = pipeline.draw(report)
    geometry = lay_out(measure(drawing))
    complain(geometry.notices)
    return to_svg(drawing, geometry)


def _catalogue() -> Catalogue:
    from threatmodel.catalogue.load import load_catalogue

    return load_catalogue()


def _reports(scenarios: Sequence[str], today: str, catalogue: Catalogue | None = None) -> list[Report]:
    """Read and analyse the scenarios that are named. Raises InputError with the problems of all of them."""
    from threatmodel import pipeline

    known, program = catalogue or _catalogue(), _program()

    def study(text: bytes, source: Source) -> Report:
        scenario = pipeline.read(text, source.name, known)
        return pipeline.study(scenario, known, today=today, program=program)

    return _each(scenarios, study)


def _each(scenarios: Sequence[str], do: Callable[[bytes, Source], Made]) -> list[Made]:
    """Do something with the text of every scenario that is named, going on after a problem to find the others."""
    from threatmodel.model.source import InputError
    from threatmodel.shell import files
    from threatmodel.shell.terminal import progress

    problems: list[Problem] = []
    made = []
    found = files.sources(scenarios)
    with progress(len(found), "reading scenarios") as bar:
        for source in found:
            try:
                made.append(do(files.read(source), source))
            except InputError as error:
                problems += error.problems
            bar.step()
    if problems:
        raise InputError(problems)
    return made
