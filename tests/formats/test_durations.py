from __future__ import annotations

import math

import pytest

from threatmodel.formats.durations import is_date, nearest_duration, seconds

DAY = 86400.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10s", 10.0),
        ("5m", 300.0),
        ("2h", 7200.0),
        ("1.5h", 5400.0),
        ("30d", 30 * DAY),
        ("2w", 14 * DAY),
        ("1y", 365 * DAY),
        ("0s", 0.0),
        ("0", 0.0),
        ("nothing", 0.0),
        ("forever", math.inf),
    ],
)
def test_a_duration_is_a_number_and_a_unit(text: str, expected: float) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "10",
        "10 s",
        "-1d",
        "6mo",
        "1e3s",
        "1y2d",
        "d",
        "",
        ".5h",
        "5.m",
        "9999999999d",
        "５d",
        "Forever",
        "1:30",
    ],
)
def test_nothing_else_is_a_duration(text: str) -> None:
    assert seconds(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 days", "10d"),
        ("1 year", "1y"),
        ("5 min", "5m"),
        ("6 months", "180d"),
        ("6mo", "180d"),
        ("3 D", "3d"),
        ("always", "forever"),
        ("Forever", "forever"),
        ("soon", None),
        ("10", None),
    ],
)
def test_a_duration_in_other_words_is_put_right(text: str, expected: str | None) -> None:
    assert nearest_duration(text) == expected
    assert expected is None or seconds(expected) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-06-30", True),
        ("2028-02-29", True),
        ("2027-02-29", False),
        ("2027-6-30", False),
        ("20270630", False),
        ("2027-06-30T00:00", False),
        ("tomorrow", False),
        ("２０２７-06-30", False),
    ],
)
def test_a_date_is_a_day_of_the_calendar(text: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_date(text) is expected
