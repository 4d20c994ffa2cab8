from __future__ import annotations

import gc
import math
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.generate import scenario_text
from threatmodel.formats import yaml_text
from threatmodel.formats.nodes import Mapping, Node, Scalar, Sequence
from threatmodel.formats.yaml_text import read
from threatmodel.model.source import InputError, Problem, Span

QUOTES = "put the sentence in quotes"


@pytest.fixture(params=["libyaml", "PyYAML alone"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "PyYAML alone":
        monkeypatch.setattr(yaml_text, "Parser", yaml_text.PurePython)


def complaints(text: str | bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(text, "my.yaml")
    return [str(problem) for problem in caught.value.problems]


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {name: plain(entry.value) for name, entry in node.entries.items()}


def scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for entry in node.entries.values():
            yield entry.key
            yield from scalars(entry.value)


def under(text: str, *names: str) -> Node:
    node = read(text, "my.yaml")
    for name in names:
        assert isinstance(node, Mapping)
        node = node.entries[name].value
    return node


# What a value means: YAML 1.2 core


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("1:30", "1:30"),
        ("2027-06-30", "2027-06-30"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        ("tRue", "tRue"),
        ("+0x1", "+0x1"),
        ("1e", "1e"),
        (".", "."),
        ("١٢", "١٢"),
        (r"\N", r"\N"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("null", None),
        ("Null", None),
        ("~", None),
        ("", None),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("0", 0),
        ("-12", -12),
        ("+5", 5),
        ("010", 10),
        ("0o14", 12),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("'12'", "12"),
        ('"true"', "true"),
        ("''", ""),
        ('"a \\u00e9"', "a é"),
        ("'it''s'", "it's"),
        ("|\n  12", "12\n"),
        (">-\n  one\n  sentence", "one sentence"),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(written: str, value: object) -> None:
    node = under(f"a: {written}\n", "a")
    assert isinstance(node, Scalar)
    assert (type(node.value), node.value) == (type(value), value)


def test_not_a_number_is_a_number() -> None:
    node = under("a: .nan", "a")
    assert isinstance(node, Scalar)
    assert isinstance(node.value, float)
    assert math.isnan(node.value)


def test_the_text_stays_as_written() -> None:
    assert under("a: 010", "a") == Scalar(10, "010", 1, 4)
    assert under("a: ~", "a") == Scalar(None, "~", 1, 4)
    assert under("a:", "a") == Scalar(None, "", 1, 3)
    assert under("a: 'x y'", "a") == Scalar("x y", "x y", 1, 4)


def test_a_number_that_is_too_long_is_refused_each_time() -> None:
    number = "9" * 5000
    message = "this number has more than 300 digits (if it is a text, put the sentence in quotes)"
    assert complaints(f"[{number}, {number}]") == [f"my.yaml:1:2: {message}", f"my.yaml:1:5004: {message}"]


def test_keys_are_texts_whatever_they_look_like() -> None:
    root = under("1: a\ntrue: b\n'no': c\n~: d\n2027-06-30: e")
    assert plain(root) == {"1": "a", "true": "b", "no": "c", "~": "d", "2027-06-30": "e"}
    assert plain(under("'<<': a")) == {"<<": "a"}


def test_a_mapping_gives_the_value_under_a_name_or_none() -> None:
    root = under("a: 1")
    assert isinstance(root, Mapping)
    assert root.get("a") == Scalar(1, "1", 1, 4)
    assert root.get("b") is None


# Where a value stands


def test_every_node_knows_its_place() -> None:
    root = read("people:\n  ana: {role: subject}\nlist:\n- [x, 'y']\ntext: |\n  z\n", "my.yaml")
    assert isinstance(root, Mapping)
    assert root.span("my.yaml") == Span("my.yaml", 1, 1)
    people = root.entries["people"].value
    assert people.span("my.yaml") == Span("my.yaml", 2, 3)
    ana = under("people:\n  ana: {role: subject}\n", "people", "ana")
    assert ana.span("my.yaml") == Span("my.yaml", 2, 8)
    items = root.entries["list"].value
    assert isinstance(items, Sequence)
    assert items.span("my.yaml") == Span("my.yaml", 4, 1)
    assert [node[2:] for node in scalars(items)] == [(4, 4), (4, 7)]
    assert root.entries["text"].value.span("my.yaml") == Span("my.yaml", 5, 7)


@pytest.mark.usefixtures("either_parser")
def test_columns_count_characters_after_emoji_and_accents_and_from_right_to_left() -> None:
    assert under("{👩‍👧 é: [שלום, x]}", "👩‍👧 é") == Sequence(
        (Scalar("שלום", "שלום", 1, 10), Scalar("x", "x", 1, 16)), 1, 9
    )


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_count_as_one_line(end: str) -> None:
    assert under(f"a: 1{end}{end}b: x{end}", "b") == Scalar("x", "x", 3, 4)
    assert complaints(f"a: 1{end}{end}b: x: y{end}")[0].startswith("my.yaml:3:5: ")


@pytest.mark.usefixtures("either_parser")
def test_a_byte_order_mark_is_no_column() -> None:
    assert under("\ufeffa: 1", "a") == Scalar(1, "1", 1, 4)
    assert read("\ufeffa: 1".encode(), "my.yaml") == read("a: 1", "my.yaml")


def test_text_and_bytes_read_the_same() -> None:
    text = scenario_text(30)
    assert read(text, "my.yaml") == read(text.encode(), "my.yaml")


def test_a_key_in_braces_without_a_colon_is_marked() -> None:
    root = under("{say: Ben, who lives there, left:  , it: '', 'all': ~, gone}")
    assert isinstance(root, Mapping)
    bare = [name for name, entry in root.entries.items() if entry.bare]
    assert bare == ["who lives there", "gone"]
    block = under("? a\nb:\n")
    assert isinstance(block, Mapping)
    assert not block.entries["a"].bare


# What is refused


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "1:1: the file is empty"),
        ("# only\n# comments\n", "1:1: the file is empty"),
        ("---\n", "1:1: the file is empty"),
        ("a: 1\nb: 2\na: 3", "3:1: 'a' is written twice; the first is in line 1, column 1"),
        ("x: {1: a, '1': b}", "1:11: '1' is written twice; the first is in line 1, column 5"),
        ("a: &x 1", f"1:4: anchors ('&x') are not used here (if it is a text, {QUOTES})"),
        ("a: &x [1]", f"1:4: anchors ('&x') are not used here (if it is a text, {QUOTES})"),
        ("&x a: 1", f"1:1: anchors ('&x') are not used here (if it is a text, {QUOTES})"),
        ("a: *x", f"1:4: aliases ('*x') are not used here (if it is a text, {QUOTES})"),
        ("*x", f"1:1: aliases ('*x') are not used here (if it is a text, {QUOTES})"),
        ("*x : 1", f"1:1: aliases ('*x') are not used here (if it is a text, {QUOTES})"),
        ("a: !x 1", f"1:4: tags ('!x') are not used here (if it is a text, {QUOTES})"),
        ("a: !!str 1", f"1:4: tags ('!!str') are not used here (if it is a text, {QUOTES})"),
        ("a: ! 1", f"1:4: tags ('!') are not used here (if it is a text, {QUOTES})"),
        (
            "a: !!python/object/apply:os.system [x]",
            f"1:4: tags ('!!python/object/apply:os.system') are not used here (if it is a text, {QUOTES})",
        ),
        (
            "? [a]\n: b",
            f"1:3: a key must be a word or a text, not a list or a mapping (if it is a text, {QUOTES})",
        ),
        (
            "a: {{n}: b}",
            f"1:5: a key must be a word or a text, not a list or a mapping (if it is a text, {QUOTES})",
        ),
        ("a:\n  <<: {b: 1}", "2:3: merge keys ('<<') are not used here (write the entries out)"),
        ("a: 1\n---\nb: 2", "2:1: a second document starts here; a file holds one"),
        ("a: 1\n...\nb: 2", "3:1: a second document starts here; a file holds one"),
        ("\ta: 1", "1:1: a tab is used as indentation (indent with spaces)"),
        ("a:\n\tb: 1", "2:1: a tab is used as indentation (indent with spaces)"),
        ("a:\n  b: 1\n \tc: 2", "3:2: a tab is used as indentation (indent with spaces)"),
        ("a: 1\n \tb: 2", "2:2: a tab is used as indentation (indent with spaces)"),
        ("a: |\n\tb", "2:1: a tab is used as indentation (indent with spaces)"),
        ('a: "\\0"', "1:4: the character U+0000 cannot be used (remove its escape)"),
        ('a: "\\e[31m"', "1:4: the character U+001B cannot be used (remove its escape)"),
    ],
)
def test_what_is_no_part_of_the_language_is_refused_with_its_place(text: str, complaint: str) -> None:
    assert complaints(text) == [f"my.yaml:{complaint}"]


@pytest.mark.usefixtures("either_parser")
def test_fifty_levels_are_read_and_one_more_is_refused() -> None:
    fifty = read("[" * 50 + "]" * 50, "my.yaml")
    assert isinstance(fifty, Sequence)
    assert complaints("[" * 51 + "]" * 51) == ["my.yaml:1:51: more than 50 levels, one inside the other"]
    blocks = "".join(" " * depth + "a:\n" for depth in range(51))
    assert complaints(blocks) == ["my.yaml:51:51: more than 50 levels, one inside the other"]


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: ", "&a [", "!x ["])
def test_no_depth_overflows_anything(opening: str) -> None:
    assert complaints(opening * 100_000)[-1].startswith("my.yaml:1:")


def test_an_alias_bomb_is_refused_without_being_unfolded() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    found = complaints("\n".join(levels))
    assert len(found) == 91
    assert found[0] == f"my.yaml:1:5: anchors ('&a0') are not used here (if it is a text, {QUOTES})"
    assert found[2] == f"my.yaml:2:10: aliases ('*a0') are not used here (if it is a text, {QUOTES})"


def test_after_a_hundred_problems_nobody_reads_on() -> None:
    assert len(complaints("[" + "*a, " * 1_000_000 + "]")) == 100


@pytest.mark.usefixtures("either_parser")
def test_all_problems_are_reported_together_and_the_syntax_error_with_them() -> None:
    text = "a: &x 1\na: !y 2\nb: {c: *x, <<: d, c: 1}\n[e]: f\ng: h: i\nj: !z k\n"
    assert [complaint.split(" (")[0] for complaint in complaints(text)] == [
        "my.yaml:1:4: anchors",
        "my.yaml:2:1: 'a' is written twice; the first is in line 1, column 1",
        "my.yaml:2:4: tags",
        "my.yaml:3:8: aliases",
        "my.yaml:3:12: merge keys",
        "my.yaml:3:19: 'c' is written twice; the first is in line 3, column 5",
        "my.yaml:4:1: a key must be a word or a text, not a list or a mapping",
        "my.yaml:5:5: a colon inside a text reads as another key",
    ]


def test_a_long_name_is_shortened_and_stays_on_one_line() -> None:
    name = '"' + "x\\n" * 80 + '"'
    (complaint,) = complaints(f"{name}: 1\n{name}: 2")
    assert complaint == ("my.yaml:2:1: '" + "x " * 29 + "x…' is written twice; the first is in line 1, column 1")


# Properties

# Texts that look like numbers are left out: YAML 1.1, which writes here, and 1.2 differ on some of them.
words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=12).filter(
    lambda word: word[:1] not in tuple("+-.0123456789")
)
values = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(allow_nan=False) | words
trees = st.recursive(
    values,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=20,
).filter(lambda tree: tree is not None)


@given(trees, st.sampled_from(["block", "flow", "mixed"]))
def test_plain_data_comes_back_and_every_scalar_points_at_its_text(tree: object, style: str) -> None:
    flow = {"block": False, "flow": True, "mixed": None}[style]
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True, sort_keys=False, width=40)
    root = read(text, "my.yaml")
    assert plain(root) == tree
    lines = text.split("\n")
    for scalar in scalars(root):
        rest = lines[scalar.line - 1][scalar.column - 1 :]
        first = scalar.text.split("\n")[0].split(" ")[0]
        assert rest.startswith(("'", '"', "|", ">", first)), (scalar, rest)


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    try:
        read(text, "my.yaml")
    except InputError as error:
        assert error.problems  # noqa: PT017 - raising it without a problem would look like success
        return error.problems
    return ()


@given(st.text() | st.text(alphabet="ab:-,[]{}#&*!|>'\"%@?`\t\n\r \\<0.~é😀") | st.binary(max_size=60))
@example("{a: [b")
@example("- - ? : -")
@example("!<!> a")
@example("%TAG ! tag:x,2002:\n---\n!a b")
@example('"\\U00110000"')
@example('"\\UFFFFFFFF"')
def test_text_from_anywhere_is_read_or_refused(text: str | bytes) -> None:
    for parser in (yaml.CSafeLoader, yaml_text.PurePython):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_text, "Parser", parser)
            found = problems_of(text)
        assert all(problem.span.line > 0 and problem.span.column > 0 for problem in found)


# The garbage collector


@pytest.mark.parametrize("text", ["a: 1", "a: *x"])
@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(text: str, *, enabled: bool) -> None:
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        read(text, "my.yaml")
    except InputError:
        pass
    finally:
        after = gc.isenabled()
        (gc.enable if before else gc.disable)()
    assert after is enabled


def test_a_generated_scenario_is_read_whole_and_is_the_same_for_the_same_seed() -> None:
    text = scenario_text(200, seed=7)
    assert text == scenario_text(200, seed=7) != scenario_text(200, seed=8)
    whole = plain(under(text))
    assert isinstance(whole, dict)
    assert {name: len(part) for name, part in whole.items() if isinstance(part, dict)} == {
        "people": 120,
        "systems": 40,
        "audiences": 10,
        "data": 30,
        "flows": 600,
    }
