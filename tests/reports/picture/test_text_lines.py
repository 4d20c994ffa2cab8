from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threatmodel.reports.picture.text_lines import ELLIPSIS, text_width, visible, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text", "plain text"),
        ("a\0b\tc\nd\x7f", "a[U+0000]b[U+0009]c[U+000A]d[U+007F]"),
        ("\x85", "[U+0085]"),
        ("abc\u202edef\u2066", "abc[U+202E]def[U+2066]"),
        ("\ufeff\u200b", "[U+FEFF][U+200B]"),
        ("\ud800\ufffe", "[U+D800][U+FFFE]"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_what_hides_or_reorders_is_shown_and_what_a_language_needs_stays(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(codec=None)))
def test_nothing_that_xml_forbids_or_that_reorders_text_is_left(text: str) -> None:
    shown = visible(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [c for c in shown if unicodedata.bidirectional(c) in ("LRO", "RLO", "LRE", "RLE", "PDF", "RLI")]
    assert visible(shown) == shown


@given(st.text(), st.integers(60, 400), st.integers(1, 6))
def test_lines_are_never_more_or_wider_than_asked(text: str, width: int, most: int) -> None:
    lines = wrap(text, 15, width, most=most)
    assert len(lines) <= most
    # a cluster of its own may be wider than the line and cannot be broken
    assert [line for line in lines if text_width(line, 15) > width and len(line) > 1 and ELLIPSIS in line] == []


@given(st.text("abc déé漢字 ש-👩", max_size=80))
def test_wrapping_loses_nothing_but_the_spaces_between_lines(text: str) -> None:
    assert "".join(wrap(text, 15, 90, most=99)).replace(" ", "") == text.replace(" ", "")


def test_a_word_is_kept_whole_where_it_fits_and_broken_where_it_does_not() -> None:
    assert wrap("one two three", 15, 80) == ("one two", "three")
    assert all(len(line) > 1 for line in wrap("x" * 60, 15, 100, most=99))


def test_a_text_that_is_cut_says_so() -> None:
    lines = wrap("word " * 100, 15, 100, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith(ELLIPSIS)


def test_an_emoji_family_a_flag_and_an_accent_are_never_torn_apart() -> None:
    pieces = wrap("👩‍👩‍👧‍👦🇩🇪👍🏽e\u0301" * 3, 15, 30, most=99)
    assert not [line for line in pieces if line.startswith(("\u200d", "\u0301", "\U0001f3fd"))]
    assert all("🇩🇪" in line for line in pieces if "\U0001f1e9" in line)


def test_wide_scripts_are_measured_wider_than_latin_and_marks_not_at_all() -> None:
    assert text_width("漢字", 10) > text_width("ab", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10) == text_width("\u00e9", 10)
    assert text_width("W", 10, bold=True) > text_width("W", 10) > text_width("i", 10)
