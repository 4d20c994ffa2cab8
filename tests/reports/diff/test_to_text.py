from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.example import golden
from tests.golden.hostile import HOSTILE, hostile
from tests.golden.versions import caused, compared, unrelated, versions
from threatmodel.model.comparison import Cause
from threatmodel.reports.diff.sentences import (
    KINDS,
    NOT_TRIED,
    NOTHING_CHANGED,
    NOTHING_DIFFERS,
    NOTHING_IN_COMMON,
    UNKNOWN_CAUSE,
)
from threatmodel.reports.diff.to_text import MOST_CAUSES, to_text
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


@pytest.mark.parametrize("causes", [(Cause(changes=(4,)), Cause(changes=(5,))), (Cause(changes=(4, 5)),)])
def test_what_has_the_same_causes_stands_under_them_once(causes: tuple[Cause, ...]) -> None:
    text = plain(to_text(caused(lambda _, __: causes), everything=True), width=1000)
    assert text.count("\ncontrol encrypted-backup") + text.count(": control encrypted-backup") == 1
    kinds = [one for one in KINDS if versions().comparison.of(one)]
    assert len(kinds) > 1
    assert all(f"\n   {kind}: " in text for kind in kinds)
    assert all(text.count(f"     {one.id} ") == 1 for one in versions().comparison.differences)


def test_of_many_causes_the_first_are_shown_and_how_much_the_others_did() -> None:
    known = versions().comparison
    numbers = [(one, other) for one in range(len(known.changes)) for other in range(one)]
    many = caused(lambda each, _: (Cause(changes=numbers[each]),))
    text = plain(to_text(many), width=1000)
    assert text.count("any of these would do: ") == MOST_CAUSES
    assert "and 2 gone by other causes (--all shows them)\n" in text
    assert plain(to_text(many, everything=True)).count("any of these would do: ") == len(known.differences)


def test_of_what_was_not_tried_the_likeliest_are_shown_and_it_is_said_once() -> None:
    tried, rest = Cause(changes=(5,)), [Cause(changes=(number,), tried=False) for number in range(5)]
    some = caused(lambda each, _: (tried, *rest) if each % 2 else tuple(rest))
    text = plain(to_text(some), width=1000)
    assert text.count(f"{NOT_TRIED}\n") == 1
    assert text.count("perhaps: any of 2 more changes (--all shows them)\n") == 2
    assert text.count("perhaps: ") == 2 * (3 + 1)
    everything = plain(to_text(some, everything=True), width=1000)
    assert everything.count("perhaps: ") == 2 * 5
    assert "more changes" not in everything
    assert NOT_TRIED not in plain(to_text(versions()), width=1000)


def test_two_that_have_nothing_in_common_are_told_so_in_place_of_every_row() -> None:
    text = plain(to_text(unrelated()), width=1000)
    assert text.count(f"{NOTHING_IN_COMMON}\n") == 1
    assert len(text.splitlines()) == 5
    everything = plain(to_text(unrelated(), everything=True), width=1000)
    assert all(one.id in everything for one in unrelated().comparison.differences)
    assert UNKNOWN_CAUSE not in everything


def test_two_that_say_the_same_differ_in_nothing() -> None:
    text = plain(to_text(compared(hostile(), hostile())), width=1000)
    assert "0 new, 0 gone and 0 changed" in text
    assert f"\n{NOTHING_CHANGED}\n" in text
    assert "as before" in text
    assert text.endswith("Nothing holds that did not hold before\n")


def test_a_change_that_does_nothing_is_told_as_one() -> None:
    old = hostile().replace("noor: {}", "noor: {role: friend}")
    text = plain(to_text(compared(old, old.replace("role: friend", "role: viewer"))), width=1000)
    assert f"\n{NOTHING_DIFFERS}\n" in text
    assert "\n   role of noor: friend -> viewer " in text


def test_lines_are_at_most_as_wide_as_a_terminal() -> None:
    rows = plain(to_text(versions(), everything=True)).splitlines()
    assert all(len(row) <= 80 or " " not in row.strip() for row in rows)


def test_hostile_names_stay_text() -> None:
    text = plain(to_text(compared(hostile(), hostile().replace("noor: see", "noor: keep")), everything=True))
    assert "\u202e" not in text
    assert "\\u202e" in text
    assert HOSTILE not in text
