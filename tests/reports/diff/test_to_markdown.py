from __future__ import annotations

import re

from tests.golden.example import golden
from tests.golden.hostile import hostile
from tests.golden.versions import compared, versions
from threatmodel.reports.diff.to_markdown import to_markdown


def test_the_whole_text_is_as_expected() -> None:
    text = to_markdown(versions())
    assert text == golden("diff.md", text)


def test_nothing_is_left_out() -> None:
    text = to_markdown(versions())
    assert all(f"`{one.id}`" in text for one in versions().comparison.differences)
    assert text.count("</details>") == text.count("<details>")


def test_hostile_names_stay_text() -> None:
    text = to_markdown(compared(hostile(), hostile().replace("noor: see", "noor: keep")))
    assert "<script>" not in text
    assert "\u202e" not in text
    assert "@team" not in text
    assert not re.search(r"(?<!\\)\]\(", text)
