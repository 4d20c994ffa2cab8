"""What several commands have in common on the command line: their arguments, their options, the day."""

from __future__ import annotations

import os
from typing import Final

import click

NAME: Final = "threatmodel"


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


def many(number: int, what: str) -> str:
    """Return a number of things in words."""
    return f"{number} {what}{'' if number == 1 else 's'}"
