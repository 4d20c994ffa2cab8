from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from threatmodel.reports.terminal.lines import Part, columns, line, plain, wrapped

WORDS = st.lists(st.text("abcdé界", min_size=1, max_size=12), max_size=30)


def test_a_paragraph_is_wrapped_with_its_later_lines_further_in() -> None:
    assert plain([line("one two three four", indent=2, hang=2)], width=12) == "  one two\n    three\n    four\n"


def test_a_word_in_several_styles_is_not_torn_apart() -> None:
    shown = plain([line("aaa bbb", Part("(ccc)", "dim"), " ddd")], width=9)
    assert shown == "aaa\nbbb(ccc)\nddd\n"


def test_a_place_longer_than_the_line_stays_whole() -> None:
    place = "a/very/long/folder/scenario.yaml:12:3"
    assert plain([line("at ", place)], width=20) == f"at\n{place}\n"


def test_the_branches_of_a_tree_go_on_beside_a_wrapped_line() -> None:
    shown = plain([line("one two", first="  ├─ "), line("three four", first="  └─ ")], width=10)
    assert shown == "  ├─ one\n  │  two\n  └─ three\n     four\n"


def test_broad_letters_count_twice_and_accents_not_at_all() -> None:
    assert (columns("界"), columns("e\u0301"), columns("abc")) == (2, 1, 3)


@given(WORDS, st.integers(10, 40))
def test_no_line_is_too_long_and_no_word_is_lost(words: list[str], width: int) -> None:
    rows = ["".join(part.text for part in row) for row in wrapped([line(" ".join(words))], width)]
    assert " ".join(rows).split() == words
    assert all(columns(row) <= width or " " not in row for row in rows)


def test_steering_characters_are_shown() -> None:
    assert plain([line("a\x1b[31mb")]) == "a\\u001b[31mb\n"
