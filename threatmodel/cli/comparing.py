"""The command that says what differs between two versions of a scenario: `diff`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Final, cast

import click

from threatmodel.cli.options import FINDINGS, TEXT, all_option, fail_on_option, today_option
from threatmodel.cli.reading import one_source, shipped_catalogue
from threatmodel.model.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from threatmodel.model.risk import Band
    from threatmodel.model.source import Problem
    from threatmodel.reports.diff.versions import Versions
    from threatmodel.reports.report import Report

DIFF_FORMATS: Final = (TEXT, "markdown", "json")
"""What `diff` can be written as: `text`, and what reports/table.py holds."""

_TRYING: Final = "undoing changes"


@click.command(short_help="Show what differs between two versions, and why.")
@click.argument("files", metavar="OLD NEW", nargs=-1, required=True)
@click.option("--git", "revision", metavar="REV", help="Compare one file with what it was in this revision.")
@click.option(
    "--format",
    "form",
    type=click.Choice(DIFF_FORMATS),
    default=TEXT,
    help="For a terminal, a merge request or programs.",
)
@fail_on_option
@all_option
@today_option
def diff(
    files: tuple[str, ...], revision: str | None, form: str, level: str | None, everything: bool, today: str
) -> int:
    """Show what differs in findings and risk between two versions of a scenario, and which change caused it.

    Compares the file OLD with the file NEW; with --git REV, one file with what it was in that revision. Exits 1 if
    a finding holds that did not hold before.
    """
    from threatmodel.reports import table
    from threatmodel.reports.diff.to_text import to_text
    from threatmodel.shell import terminal

    if len(files) != (2 if revision is None else 1):
        raise click.UsageError("diff compares OLD with NEW; with --git REV it takes one FILE")
    compared = _versions(files, revision, cast("Band | None", level), today)
    if form == TEXT:
        terminal.say(to_text(compared, everything=everything))
    else:
        terminal.write(table.DIFF_FORMATS[form](compared))
    return FINDINGS if compared.failing else 0


def _versions(files: Sequence[str], revision: str | None, level: Band | None, today: str) -> Versions:
    """Read and analyse both versions and compare them. Raises InputError with the problems of both."""
    from threatmodel import pipeline
    from threatmodel.model.source import InputError
    from threatmodel.shell.terminal import progress

    catalogue = shipped_catalogue()
    found: list[Report] = []
    problems: list[Problem] = []
    for read in _readers(files, revision):
        try:
            text, name = read()
            scenario = pipeline.read(text, name, catalogue)
            found.append(pipeline.study(scenario, catalogue, today=today, program=VERSION))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    old, new = found
    with ExitStack() as shown:
        return pipeline.compare(
            old, new, today=today, level=level, watch=lambda total: shown.enter_context(progress(total, _TRYING)).step
        )


def _readers(files: Sequence[str], revision: str | None) -> list[Callable[[], tuple[bytes, str]]]:
    """Return what reads each version, the older first: its text, and what it is called in places."""
    if revision is None:
        return [partial(_now, file) for file in files]
    source = one_source(files[0])
    if source.path is None:
        raise click.UsageError(f"{files[0]!r} is a scenario that is shipped: --git compares a file of your own")
    return [partial(_then, source.name, source.path, revision), partial(_now, files[0])]


def _now(file: str) -> tuple[bytes, str]:
    from threatmodel.shell.files import read

    source = one_source(file)
    return read(source), source.name


def _then(name: str, path: Path, revision: str) -> tuple[bytes, str]:
    from threatmodel.shell.revisions import earlier

    return earlier(name, path, revision), f"{revision}:{name}"
