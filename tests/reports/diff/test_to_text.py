from __future__ import annotations

from dataclasses import replace

from tests.golden.example import golden
from tests.golden.hostile import HOSTILE, hostile
from tests.golden.versions import compared, versions
from threatmodel.reports.diff.to_text import to_text
from threatmodel.reports.terminal.lines import plain


def test_the_whole_text_is_as_expected() -> None:
    text = plain(to_text(versions()))
    assert text == golden("diff.txt", text)


def test_with_all_nothing_is_left_out() -> None:
    text = plain(to_text(versions(), everything=True), width=1000)
    assert "--all" not in text
    assert all(one.id in text for one in versions().comparison.differences)
    assert all(question.ask in text for question in versions().comparison.asked)


def test_a_gate_is_named_with_what_counts_there() -> None:
    text = plain(to_text(replace(versions(), level="high")), width=1000)
    reaching = list(versions().comparison.reaching("high"))
    assert len(reaching) > 1
    assert text.endswith(f"\n{len(reaching)} findings hold of high risk or more that did not hold before\n")
    text = plain(to_text(replace(versions(), level="critical")), width=1000)
    assert text.endswith("\nNothing of critical risk or more holds that did not hold before\n")


def test_two_that_say_the_same_differ_in_nothing() -> None:
    text = plain(to_text(compared(hostile(), hostile())), width=1000)
    assert "0 new, 0 gone and 0 changed" in text
    assert "as before" in text
    assert text.endswith("Nothing holds that did not hold before\n")


def test_hostile_names_stay_text() -> None:
    text = plain(to_text(compared(hostile(), hostile().replace("noor: see", "noor: keep")), everything=True))
    assert "\u202e" not in text
    assert "\\u202e" in text
    assert HOSTILE not in text
