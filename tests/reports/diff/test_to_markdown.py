from __future__ import annotations

import re

from tests.golden.example import golden
from tests.golden.hostile import hostile
from tests.golden.versions import caused, compared, unrelated, versions
from threatmodel.model.comparison import Cause
from threatmodel.reports.diff.sentences import NOT_TRIED, NOTHING_IN_COMMON
from threatmodel.reports.diff.to_markdown import to_markdown


def test_the_whole_text_is_as_expected() -> None:
    text = to_markdown(versions())
    assert text == golden("diff.md", text)


def test_nothing_is_left_out() -> None:
    text = to_markdown(versions())
    assert all(f"`{one.id}`" in text for one in versions().comparison.differences)
    assert text.count("</details>") == text.count("<details>")


def test_what_has_the_same_causes_stands_under_them_once() -> None:
    text = to_markdown(caused(lambda _, __: (Cause(changes=(4,)), Cause(changes=(5,)))))
    above = text.partition("<details>")[0]
    assert above.count("- path mara -> call -> kim") == 1
    assert above.count("; together with: control encrypted-backup") == 1
    assert all(f"`{one.id}`" in above for one in versions().comparison.differences)
    assert "Only gone or changed" not in text


def test_what_was_not_tried_and_what_has_nothing_in_common_is_told_in_a_sentence() -> None:
    assert f"\n{NOT_TRIED}.\n" in to_markdown(caused(lambda _, __: (Cause(changes=(4,), tried=False),)))
    text = to_markdown(unrelated())
    assert f"\n{NOTHING_IN_COMMON}.\n" in text
    assert "<details>" not in text
    assert "`unagreed-recipient/" not in text


def test_hostile_names_stay_text() -> None:
    text = to_markdown(compared(hostile(), hostile().replace("noor: see", "noor: keep")))
    assert "<script>" not in text
    assert "\u202e" not in text
    assert "@team" not in text
    assert not re.search(r"(?<!\\)\]\(", text)
