from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threatmodel.formats.decode import Reading
from threatmodel.formats.merge import check_removals, is_nothing, merged
from threatmodel.formats.nodes import Mapping, Node, Sequence
from threatmodel.formats.yaml_text import read

KEYS = st.sampled_from(["a", "b", "c -> d"])
VALUES = st.recursive(
    st.sampled_from(["x", "y", "[x, y]"]),
    lambda inner: st.dictionaries(KEYS, inner, max_size=3).map(
        lambda entries: "{" + ", ".join(f"{key}: {value}" for key, value in entries.items()) + "}"
    ),
)


def node(text: str) -> Node:
    return read(text, "my.yaml")


def plain(value: Node) -> object:
    if isinstance(value, Mapping):
        return {name: plain(entry.value) for name, entry in value.entries.items()}
    return [plain(item) for item in value.items] if isinstance(value, Sequence) else value.text


@pytest.mark.parametrize(
    ("base", "change", "expected"),
    [
        ("{a: x, b: y}", "{b: z, c: w}", "{a: x, b: z, c: w}"),
        ("{a: {b: x, c: y}}", "{a: {b: z}}", "{a: {b: z, c: y}}"),
        ("{a: {b: x}, c: y}", "{a: null}", "{c: y}"),
        ("{a: {b: x}}", "{a: y}", "{a: y}"),
        ("{a: x}", "{a: {b: y}}", "{a: {b: y}}"),
        ("{a: [x, y]}", "{a: [z]}", "{a: [z]}"),
        ("{a -> b: x}", "{a->b: y, c->d: z}", "{a -> b: y, c->d: z}"),
        ("{a -> b: x}", "{a->b: ~}", "{}"),
    ],
)
def test_mappings_merge_null_removes_and_anything_else_replaces(base: str, change: str, expected: str) -> None:
    assert plain(merged(node(base), node(change))) == plain(node(expected))


@given(VALUES)
def test_a_change_to_what_is_there_already_changes_nothing(text: str) -> None:
    assert plain(merged(node(text), node(text))) == plain(node(text))


@given(VALUES, VALUES)
def test_a_change_holds_after_it_was_made_and_making_it_again_changes_nothing(base: str, change: str) -> None:
    once = merged(node(base), node(change))
    assert plain(merged(once, node(change))) == plain(once)


def test_what_is_merged_keeps_the_place_where_it_was_written() -> None:
    both = merged(node("a: x\nb: y\n"), node("\n\nb: z\n"))
    assert isinstance(both, Mapping)
    assert [(entry.key.line, entry.value.line) for entry in both.entries.values()] == [(1, 1), (2, 3)]


@pytest.mark.parametrize(
    ("text", "expected"), [("a:", True), ("a: null", True), ("a: ~", True), ("a: ''", False), ("a: {}", False)]
)
def test_an_empty_value_is_nothing(text: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    mapping = node(text)
    assert isinstance(mapping, Mapping)
    assert is_nothing(mapping.get("a")) is expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("{a: null, c: {d: null}}", []),
        ("{e -> f: null, e->f: null}", []),
        ("{x: null}", ["1:2: 'x' is not there, so it cannot be removed"]),
        (
            "{c: {b: null, dd: null}}",
            [
                "1:6: 'b' is not there, so it cannot be removed",
                "1:15: 'dd' is not there, so it cannot be removed (did you mean 'd'?)",
            ],
        ),
        ("{a: {b: null}}", ["1:6: 'b' is not there, so it cannot be removed"]),
        ("{new: {b: null}}", []),
    ],
)
def test_only_what_is_there_can_be_removed(change: str, expected: list[str]) -> None:
    reading = Reading("my.yaml")
    check_removals(reading, node("{a: x, c: {d: y}, e -> f: z}"), node(change))
    assert [str(problem).removeprefix("my.yaml:") for problem in reading.problems] == expected
