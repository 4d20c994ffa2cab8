from __future__ import annotations

from tests.golden.example import example, golden
from tests.golden.hostile import HOSTILE
from tests.golden.plans import attempt, hostile_report
from threatmodel.reports.terminal.lines import plain
from threatmodel.reports.whatif.to_text import to_text


def test_the_whole_text_is_as_expected() -> None:
    text = plain(to_text(attempt(example(), "encrypted-backup", "reminder@call")))
    assert text == golden("whatif.txt", text)


def test_every_difference_stands_with_both_sides() -> None:
    tried = attempt(example(), "encrypted-backup", "access-log")
    text = plain(to_text(tried, everything=True))
    assert tried.comparison.differences
    assert all(f" {one.id}\n" in text for one in tried.comparison.differences)
    assert "--all" not in text


def test_where_nothing_differs_that_is_said() -> None:
    text = plain(to_text(attempt(hostile_report(), "reminder")))
    assert "No finding, no risk and no question differs" in text


def test_hostile_names_stay_text() -> None:
    text = plain(to_text(attempt(hostile_report(), "reminder"), everything=True))
    assert "\u202e" not in text
    assert HOSTILE not in text
