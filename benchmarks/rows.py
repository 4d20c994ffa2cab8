"""Measurements -> a table: what was measured, what came out, and whether it is within its limit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One line of a table; `holds` is None where there is no limit, or where it could not be measured."""

    what: str
    measured: str
    limit: str = ""
    holds: bool | None = None


def show(title: str, rows: Iterable[Row]) -> bool:
    """Print a table line by line, as the measurements come in; tell whether every limit holds."""
    print(f"\n{title}")
    print(f"  {'':<52} {'measured':<44} {'limit':<14}")
    hold = True
    for row in rows:
        verdict = "" if row.holds is None else "holds" if row.holds else "FAILS"
        print(f"  {row.what:<52} {row.measured:<44} {row.limit:<14} {verdict}".rstrip(), flush=True)
        hold = hold and row.holds is not False
    return hold


def at_most(what: str, measured: str, value: float, limit: float, unit: str) -> Row:
    """Return the row of a value that may not be more than a limit."""
    return Row(what, measured, f"<= {limit:g}{unit}", value <= limit)


def at_least(what: str, measured: str, value: float, limit: float, unit: str) -> Row:
    """Return the row of a value that may not be less than a limit."""
    return Row(what, measured, f">= {limit:g}{unit}", value >= limit)
