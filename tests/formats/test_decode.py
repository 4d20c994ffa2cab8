from __future__ import annotations

import pytest

from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Sequence
from threatmodel.formats.yaml_text import read
from threatmodel.model.names import nearest


def reading() -> Reading:
    return Reading("my.yaml")


def said(one: Reading) -> list[str]:
    return [str(problem) for problem in one.problems]


def test_what_is_not_written_is_nothing_and_no_problem() -> None:
    one = reading()
    assert one.entries(None, "x") == {}
    assert one.items(None, "x") == ()
    assert one.one_or_more(None, "x") == ()
    assert one.texts(None, "x") == ()
    assert one.fields(None, "x", ("a",)) == {}
    assert [one.text(None, "x"), one.yes_no(None, "x"), one.number(None, "x"), one.duration(None, "x")] == [None] * 4
    assert [one.choice(None, "x", ("a",)), one.day(None, "x"), one.whole(None, "x", 1, 2)] == [None] * 3
    assert one.problems == []


@pytest.mark.parametrize("text", ["{a: b}", "[]", "~"])
def test_a_value_of_the_wrong_form_is_one_problem_whatever_is_asked_for(text: str) -> None:
    node = read(f"- {text}", "my.yaml")
    assert isinstance(node, Sequence)
    (value,) = node.items
    for ask in ("text", "yes_no", "number", "duration", "day"):
        one = reading()
        assert getattr(one, ask)(value, "'x'") is None
        assert len(one.problems) == 1


def test_fields_are_those_that_may_stand_there() -> None:
    one = reading()
    node = read("{a: 1, b: 2, cc: 3, d e}", "my.yaml")
    assert list(one.fields(node, "a thing", ("a", "z"), ("b", "c"))) == ["a", "b"]
    assert said(one) == [
        "my.yaml:1:14: unknown key 'cc' in a thing (did you mean 'c'?)",
        "my.yaml:1:21: unknown key 'd e' in a thing (put the sentence in quotes)",
        "my.yaml:1:1: a thing needs 'z'",
    ]


def test_a_file_of_nothing_but_wrong_words_gets_no_endless_search_for_better_ones() -> None:
    one = reading()
    candidates = [f"name {number}" for number in range(30_000)]
    hints = [one.nearest("nam 7", candidates) for _ in range(5)]
    assert hints == ["did you mean 'name 7'?"] * 3 + ["", ""]
    assert nearest("nam 7", candidates) == "name 7"
    assert one.again().nearest("nam 7", candidates) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ben", "'ben'"), ("a\nb\tc", "'a b c'"), ("x" * 100, "'" + "x" * 59 + "…'"), ("<script>", "'<script>'")],
)
def test_a_text_is_quoted_on_one_line(text: str, expected: str) -> None:
    assert quoted(text) == expected
