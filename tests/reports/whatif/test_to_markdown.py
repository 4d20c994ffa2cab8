from __future__ import annotations

from tests.golden.example import example, golden
from tests.golden.plans import attempt, hostile_report
from threatmodel.reports.whatif.to_markdown import to_markdown


def test_the_whole_text_is_as_expected() -> None:
    text = to_markdown(attempt(example(), "encrypted-backup", "reminder@call"))
    assert text == golden("whatif.md", text)


def test_hostile_names_stay_text() -> None:
    text = to_markdown(attempt(hostile_report(), "reminder"))
    assert "<script>" not in text
    assert "@team" not in text
    assert "\u202e" not in text
