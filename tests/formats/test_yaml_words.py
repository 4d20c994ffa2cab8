from __future__ import annotations

import pytest

from threatmodel.formats import yaml_text
from threatmodel.formats.yaml_text import read
from threatmodel.model.source import InputError

QUOTES = "put the sentence in quotes"


@pytest.fixture(params=["libyaml", "PyYAML alone"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "PyYAML alone":
        monkeypatch.setattr(yaml_text, "Parser", yaml_text.PurePython)


def complaints(text: str | bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(text, "my.yaml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("say: It turns out: Ben left", f"1:18: a colon inside a text reads as another key ({QUOTES})"),
        (
            "a: {say: It turns out: yes}",
            (f"1:22: a colon cannot stand here: the '{{' of line 1, column 4 is still open ({QUOTES}, or add '}}')"),
        ),
        (
            "say: It turns out\n  that Ben: left",
            (
                "2:3: a key cannot start here: it is indented too far, or the text above it goes on "
                f"(line it up with the keys above, or {QUOTES})"
            ),
        ),
        ("a: @ben", f"1:4: a text cannot start with '@' unless it is in quotes ({QUOTES})"),
        ("a: `ben`", f"1:4: a text cannot start with '`' unless it is in quotes ({QUOTES})"),
        ("a: %ben", f"1:4: a text cannot start with '%' unless it is in quotes ({QUOTES})"),
        ("a: * ben", f"1:4: a text cannot start with '*' unless it is in quotes ({QUOTES})"),
        ("a: & ben", f"1:4: a text cannot start with '&' unless it is in quotes ({QUOTES})"),
        ("a: !e!ben x", f"1:4: a text cannot start with '!' unless it is in quotes ({QUOTES})"),
        ("a: >50 people", f"1:4: a text cannot start with '>' unless it is in quotes ({QUOTES})"),
        ("a: ? ben", f"1:4: a text cannot start with '?' unless it is in quotes ({QUOTES})"),
        ("a: 'x\nb: 1\n", "1:4: this quote is never closed (add ' where the text ends)"),
        ('a: "x\n---\nb', '1:4: this quote is never closed (add " where the text ends)'),
        ("a: [x, y", "1:4: this '[' is never closed (add ']')"),
        ("a: {b: [x,\n", "1:8: this '[' is never closed (add ']')"),
        ("a: {b: 1\n\n", "1:4: this '{' is never closed (add '}')"),
        (
            "a: [x, y\nb: z",
            (f"2:2: a colon cannot stand here: the '[' of line 1, column 4 is still open ({QUOTES}, or add ']')"),
        ),
        (
            "a: [x}",
            (
                "1:6: expected ',' or ']' here: the '[' of line 1, column 4 is still open "
                f"(add what is missing, or {QUOTES})"
            ),
        ),
        ("a: 'Ben's cloud'", "1:9: text goes on after the closing quote (put all of it in double quotes)"),
        ('a: ["x" y]', "1:9: text goes on after the closing quote (put all of it in double quotes)"),
        ("a: [b] c", f"1:8: text goes on after the closing ']' ({QUOTES})"),
        ("a: [x]]", f"1:7: this ']' closes nothing (remove it, or {QUOTES})"),
        ("a: {x}}", f"1:7: this '}}' closes nothing (remove it, or {QUOTES})"),
        ("a: ]", f"1:4: ']' is out of place: nothing stands before it (remove it, or {QUOTES})"),
        ("a: [x,,y]", f"1:7: ',' is out of place: nothing stands before it (remove it, or {QUOTES})"),
        ("a: , b", f"1:4: ',' is out of place: nothing stands before it (remove it, or {QUOTES})"),
        (": x", "1:1: there is no key before this colon (write 'key: value')"),
        (
            "a: - b",
            f"1:4: a list item ('- ') cannot start here (start it on a line of its own, or {QUOTES})",
        ),
        (
            "a:\n  - b\n - c",
            (
                "3:2: this item does not line up with what starts at line 1, column 1 "
                "(what belongs together starts in the same column)"
            ),
        ),
        (
            "a:\n  - b\n   - c",
            (
                "3:4: this item is indented too far: it reads as a part of the text above "
                f"(line it up with the items above, or {QUOTES})"
            ),
        ),
        (
            "a:\n  b: 1\n c: 2",
            (
                "3:2: this line does not line up with what starts at line 1, column 1 "
                "(what belongs together starts in the same column)"
            ),
        ),
        ("a:1\nb: 2", "1:2: a space is missing after this colon (write 'key: value')"),
        ("b: 2\na:1\nc: 3", "2:2: a space is missing after this colon (write 'key: value')"),
        ("a: 1\nb", f"2:1: this line has no colon, so it is no key (write 'key: value', or {QUOTES})"),
        (
            "lives at: x\nmeet at 10:30\nc: d",
            f"2:1: this line has no colon, so it is no key (write 'key: value', or {QUOTES})",
        ),
    ],
)
def test_a_syntax_error_is_told_in_the_users_words(text: str, complaint: str) -> None:
    assert complaints(text) == [f"my.yaml:{complaint}"]


def test_a_colon_right_before_a_bracket_lacks_a_space() -> None:
    assert complaints("a: {b:}") == ["my.yaml:1:6: a space is missing after this colon (write 'key: value')"]


def test_an_unknown_escape_is_pointed_at() -> None:
    assert complaints('a: "C:\\Users"')[0].startswith("my.yaml:1:9: a backslash in double quotes")


def test_a_fault_without_better_words_keeps_the_parsers_own() -> None:
    assert complaints("%YAML 3.0\n---\na") == [
        "my.yaml:1:1: this cannot be read as YAML: found incompatible YAML document"
    ]
