from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from threatmodel.reports.escape import in_markdown, to_json, to_json_lines, visible

HIDING = "\x00\x1b\x7f\x9b\xad\u061c\u200b\u200e\u200f\u2028\u202a\u202e\u2060\u2066\u2069\ufeff\ud800\U000e0041"
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])

TEXTS = st.text(
    st.sampled_from("ab1 @#:/.-+*_`~<>[]()|\\&$=!{}w\n\t\u202e\u200b\x1bé界") | st.characters(), max_size=40
)


@pytest.mark.parametrize("letter", HIDING, ids=lambda letter: f"U+{ord(letter):04X}")
def test_what_hides_or_reorders_is_shown_by_its_code_point(letter: str) -> None:
    shown = visible(f"be{letter}n")
    assert letter not in shown
    assert f"{ord(letter):04x}" in shown


def test_blanks_and_line_breaks_do_not_break_a_line() -> None:
    assert visible("a\r\n\tb\u00e9  c") == "a b\u00e9 c"


def test_joiners_stay_in_scripts_and_emoji_that_need_them_and_are_shown_in_latin() -> None:
    assert visible("می\u200cخواهم") == "می\u200cخواهم"
    assert visible("👩\u200d💻") == "👩\u200d💻"
    assert visible("be\u200dn") == r"be\u200dn"


@given(TEXTS)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u200b]", visible(text))


@given(TEXTS)
def test_json_says_the_text_and_holds_nothing_that_hides(text: str) -> None:
    written = to_json({"text": text})
    assert json.loads(written) == {"text": text}
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u200b\ud800-\udfff]", written
    )


@pytest.mark.parametrize("letter", HIDING, ids=lambda letter: f"U+{ord(letter):04X}")
def test_json_escapes_what_hides_or_reorders(letter: str) -> None:
    assert letter not in to_json(f"be{letter}n")


def test_json_keeps_letters_of_every_script_readable() -> None:
    assert to_json(["é界"]) == '[\n  "é界"\n]\n'


@given(TEXTS)
def test_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    for before in ("", "- ", "- [ ] ", "## ", "said: "):
        for after in ("", " end"):
            tokens = GITHUB.parse(f"{before}{in_markdown(text)}{after}")
            assert seen(tokens) == collapsed(f"{before.lstrip('-# ')}{visible(text)}{after}")
            assert kinds(tokens) <= {"text", "text_special", "html_inline", "softbreak"}


@pytest.mark.parametrize(
    "text",
    ["@mara", "see #12", "GH-7", "owner/repo#3", ":smile:", "https://a.b", "www.a.b", "mara@a.b", "(@org/team)"],
)
def test_github_has_nothing_to_make_a_link_or_a_picture_of(text: str) -> None:
    linking = r"@\w|#\d|GH-\d|:[\w+-]+:|://|www\."
    pieces = [token.content for token in inline(GITHUB.parse(in_markdown(text))) if token.type != "html_inline"]
    assert not any(re.search(linking, piece) for piece in pieces)


@pytest.mark.parametrize("text", ["# a", "- a", "+ a", "1. a", "12) a", "> a", "---", "===", "* a", "| a | b |", "```"])
def test_a_text_at_the_start_of_a_line_stays_a_paragraph(text: str) -> None:
    tokens = GITHUB.parse(in_markdown(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]


@pytest.mark.parametrize("text", ["a #", "a ##", "#", "#12 #"])
def test_a_heading_keeps_its_last_signs(text: str) -> None:
    assert seen(GITHUB.parse(f"## {in_markdown(text)}")) == text


def test_a_bar_ends_no_cell_of_a_table() -> None:
    tokens = GITHUB.parse(f"| a | b |\n|---|---|\n| {in_markdown('x | y')} | z |")
    assert sum(token.type == "td_open" for token in tokens) == 2


def inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def kinds(tokens: list[Token]) -> set[str]:
    found = {token.type for token in inline(tokens)}
    pieces = {token.content for token in inline(tokens) if token.type == "html_inline"}
    assert pieces <= {"<!-- -->", "<span>", "</span>"}
    return found


def seen(tokens: list[Token]) -> str:
    return collapsed("".join(token.content for token in inline(tokens) if token.type != "html_inline"))


def collapsed(text: str) -> str:
    return re.sub(" +", " ", text).strip()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=20,
    ),
    st.integers(0, 5),
)
def test_json_in_lines_says_the_same(value: object, depth: int) -> None:
    assert json.loads(to_json_lines(value, depth)) == json.loads(to_json(value))


def test_what_lies_deep_stands_on_one_line() -> None:
    assert to_json_lines({"a": [{"b": [1, 2]}, {}], "c": []}, 2) == (
        '{\n  "a": [\n    {"b": [1, 2]},\n    {}\n  ],\n  "c": []\n}\n'
    )
