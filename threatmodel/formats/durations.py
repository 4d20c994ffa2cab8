"""Text -> seconds and dates: what a duration and a date may look like in a file."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Final

UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 7 * 86400.0, "y": 365 * 86400.0}
"""Seconds by unit: seconds, minutes, hours, days, weeks and years of 365 days. Months have no unit."""

_NAMED: Final = {"forever": math.inf, "nothing": 0.0, "0": 0.0}
_WRITTEN = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)([smhdwy])")
_NEAR = re.compile(
    r"([0-9]{1,9}) *(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|mo|months?|years?|yrs?|[smhdwy])",
    re.IGNORECASE,
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def seconds(text: str) -> float | None:
    """Return the seconds that a duration stands for, infinity for `forever`; None when it is no duration.

    A number (with or without a decimal point) stands directly before one of `UNITS`; `nothing` and `0` are no time.
    """
    if text in _NAMED:
        return _NAMED[text]
    found = _WRITTEN.fullmatch(text)
    return float(found[1]) * UNITS[found[2]] if found else None


def nearest_duration(text: str) -> str | None:
    """Return a duration as it should be written when `text` is one, such as `10 days` or `6 months`."""
    found = _NEAR.fullmatch(text.strip())
    if found is None:
        return "forever" if text.casefold() in ("always", "for ever", "unlimited", "infinite", "forever") else None
    unit = found[2].lower()
    return f"{int(found[1]) * 30}d" if unit.startswith("mo") else f"{int(found[1])}{unit[0]}"


def is_date(text: str) -> bool:
    """Say whether a text is a day of the calendar, written YYYY-MM-DD."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
