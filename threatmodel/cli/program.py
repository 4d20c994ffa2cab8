"""The program: its commands, its exit codes, and what is said when something goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from threatmodel.cli.asking import check, explain, validate
from threatmodel.cli.browsing import catalogue
from threatmodel.cli.comparing import diff
from threatmodel.cli.offering import new, schema
from threatmodel.cli.options import NAME, catalogue_option, many
from threatmodel.cli.planning import plan, whatif
from threatmodel.cli.writing import draw, report
from threatmodel.model.version import VERSION

if TYPE_CHECKING:
    from threatmodel.model.source import Problem

BAD_INPUT, NOT_WRITTEN, INTERRUPTED = 2, 3, 130

COMMANDS: Final = (check, validate, explain, plan, whatif, diff, report, draw, new, catalogue, schema)
"""All commands; help lists them by name."""


class Commands(click.Group):
    """The commands, and what becomes of what goes wrong in them."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run a command and exit: 0 nothing found, 1 findings, 2 bad input or usage, 3 an output was not written."""
        extra["standalone_mode"] = False
        if sys.stderr is None:
            sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - until the program ends
        if sys.stdout is None:
            sys.stderr.write("standard output: it is closed\n")
            sys.exit(NOT_WRITTEN)
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
    yield f"{many(len(problems), 'problem')} in {many(files, 'file')}"


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"{NAME} {VERSION}")
        context.exit()


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.pass_context
def main(context: click.Context) -> None:
    """Find where something about a person gets past what this person agreed to.

    SCENARIO is a file, a folder, a pattern, or the name of a scenario that is shipped.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in COMMANDS:
    for each in command.commands.values() if isinstance(command, click.Group) else (command,):
        each.params.append(catalogue_option())
    main.add_command(command)
