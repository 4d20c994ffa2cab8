"""What several commands have in common on the command line: their arguments, their options, the day."""

from __future__ import annotations

import os
from typing import Any, Final

import click

NAME: Final = "threatmodel"
_FOLDERS: Final = "threatmodel.catalogue"

FINDINGS: Final = 1
"""The exit code of a command that found something at the gate."""

TEXT: Final = "text"
"""The format for a terminal."""

BANDS: Final = ("low", "medium", "high", "critical")
"""The bands of risk that a gate may be set to: those of model/risk.py, the slightest first."""


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
        if value is None:
            raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds since 1970") from None
        raise click.BadParameter(f"{value!r} is not a day such as 2027-06-30") from None
    return date.today().isoformat()  # noqa: DTZ011 - the day where the user is


today_option = click.option(
    "--today", metavar="YYYY-MM-DD", callback=_day, help="Hold acceptances against this day, for runs that repeat."
)
fail_on_option = click.option(
    "--fail-on", "level", type=click.Choice(BANDS), help="Only findings of this risk or more count for the exit code."
)
all_option = click.option("--all", "everything", is_flag=True, help="Leave nothing out.")
scenarios_argument = click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
scenario_argument = click.argument("scenario", metavar="SCENARIO")


class OutputFile(click.Path):
    """A file to write. What is called like a scenario is refused: it may be one, and would be lost."""

    def __init__(self, *endings: str) -> None:
        super().__init__()
        self.endings = endings
        """What the name may end in; of none, in anything else."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name as it is written."""
        ending = os.path.splitext(str(value))[1].lower()  # noqa: PTH122 - every command waits for what is imported here
        if ending in (".yaml", ".yml"):
            self.fail(f"{value} is called like a scenario, and no scenario is overwritten", param, ctx)
        if self.endings and ending not in self.endings:
            self.fail(f"{value} does not end in {' or '.join(self.endings)}", param, ctx)
        return super().convert(value, param, ctx)


def _remember(context: click.Context, _: click.Parameter, value: tuple[str, ...]) -> None:
    context.meta[_FOLDERS] = value


def catalogue_option() -> click.Option:
    """Return the option that adds folders to the catalogue; program.py gives it to every command."""
    return click.Option(
        ["--catalogue"],
        metavar="DIR",
        type=click.Path(),
        multiple=True,
        envvar="THREATMODEL_CATALOGUE",
        show_envvar=True,
        expose_value=False,
        callback=_remember,
        help="Add or replace threats, controls, kinds and words by those in this folder; the last one counts.",
    )


def catalogue_folders() -> tuple[str, ...]:
    """Return the folders that were named for the command that runs, or in the environment."""
    context = click.get_current_context(silent=True)
    folders: tuple[str, ...] = context.meta.get(_FOLDERS, ()) if context is not None else ()
    return folders


def many(number: int, what: str) -> str:
    """Return a number of things in words."""
    return f"{number} {what}{'' if number == 1 else 's'}"
