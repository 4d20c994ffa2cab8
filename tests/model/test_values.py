"""Values come out as people would write them."""

from __future__ import annotations

from math import inf

import pytest

from tests.scenes import vocabulary
from threatmodel.model.elements import Value
from threatmodel.model.values import duration, said

WORDS = vocabulary()[0]


@pytest.mark.parametrize(
    ("word", "value", "text"),
    [
        ("app lock", True, "yes"),
        ("medium", ("video", "audio"), "video, audio"),
        ("keeps", 0.0, "nothing"),
        ("keeps", 10.0, "10s"),
        ("keeps", 300.0, "5m"),
        ("keeps", 7200.0, "2h"),
        ("keeps", 30 * 86400.0, "30d"),
        ("keeps", 365 * 86400.0, "1y"),
        ("keeps", float("inf"), "forever"),
        ("size", 300.0, "300"),
        ("role", "partner", "partner"),
    ],
)
def test_a_value_is_told_as_an_author_would_write_it(word: str, value: Value, text: str) -> None:
    assert said(WORDS[word], value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "nothing"), (inf, "forever"), (90, "90s"), (120, "2m"), (86400 * 30, "30d"), (86400 * 365, "1y")],
)
def test_a_duration_is_said_in_the_largest_unit_that_fits(seconds: float, text: str) -> None:
    assert duration(seconds) == text
