from __future__ import annotations

import pytest

from tests.scenes import vocabulary, written
from threatmodel.analysis.readings import Truth, both, either, overlaid, plain, rank, safer, says
from threatmodel.model.elements import UNKNOWN, Value, Written

WORDS = vocabulary()[0]


@pytest.mark.parametrize(
    ("truths", "all_of", "any_of"),
    [
        ([], True, False),
        ([True, True], True, True),
        ([True, None], None, True),
        ([None, False], False, None),
        ([False, False], False, False),
        ([None], None, None),
    ],
)
def test_one_false_decides_an_and_and_one_true_an_or(truths: list[Truth], all_of: Truth, any_of: Truth) -> None:
    assert both(truths) is all_of
    assert either(truths) is any_of


@pytest.mark.parametrize(
    ("word", "default"),
    [("reveals", ()), ("knows", ()), ("operator", ""), ("pseudonymises", False), ("device", None), ("keeps", None)],
)
def test_a_word_that_is_left_out_says_something_only_when_nobody_would_ask_for_it(
    word: str, default: Value | None
) -> None:
    assert plain(WORDS[word]) == default


def test_values_of_an_ordered_word_rank_from_safe_to_unsafe() -> None:
    assert [rank(WORDS["device"], value) for value in ("own", "shared", "compromised")] == [0, 1, 3]
    assert rank(WORDS["app lock"], value=True) < rank(WORDS["app lock"], value=False)
    assert rank(WORDS["third-party code"], value=False) < rank(WORDS["third-party code"], value=True)
    assert rank(WORDS["keeps"], 0.0) < rank(WORDS["keeps"], 60.0) < rank(WORDS["keeps"], float("inf"))


@pytest.mark.parametrize(
    ("word", "value", "wanted", "truth"),
    [
        ("device", "own", ("shared",), False),
        ("device", "shared", ("shared",), True),
        ("device", "compromised", ("shared",), True),
        ("device", UNKNOWN, ("shared",), None),
        ("role", "friend", ("partner", "friend"), True),
        ("role", "viewer", ("partner", "friend"), False),
        ("medium", ("video", "audio"), ("audio",), True),
        ("medium", ("video",), ("text", "image"), False),
        ("keeps", 7 * 86400.0, (86400.0,), True),
        ("app lock", True, (False,), False),
        ("live", False, (True,), False),
    ],
)
def test_a_value_is_this_or_worse_when_ordered_and_any_of_when_not(
    word: str, value: Value, wanted: tuple[Value, ...], truth: Truth
) -> None:
    assert says(WORDS[word], written(value), wanted) is truth


def test_what_is_written_nowhere_is_unknown_unless_nobody_would_ask() -> None:
    assert says(WORDS["device"], None, ("shared",)) is None
    assert says(WORDS["reveals"], None, ("face",)) is False
    assert says(WORDS["pseudonymises"], None, (False,)) is True


def test_what_a_control_sees_to_at_least_is_false_or_unknown_but_never_true() -> None:
    at_least = written("shared", or_safer=True)
    assert says(WORDS["device"], at_least, ("compromised",)) is False
    assert says(WORDS["device"], at_least, ("shared",)) is None


@pytest.mark.parametrize(
    ("word", "author", "control", "value", "or_safer"),
    [
        ("device", "compromised", "shared", "shared", False),
        ("device", "own", "shared", "own", False),
        ("device", UNKNOWN, "shared", "shared", True),
        ("keeps", 30.0, 7.0, 7.0, False),
        ("removes", ("gps",), ("face", "gps"), ("gps", "face"), False),
    ],
)
def test_of_an_author_and_a_control_the_safer_counts(
    word: str, author: Value, control: Value, *, value: Value, or_safer: bool
) -> None:
    counts = safer(WORDS[word], written(author), written(control))
    assert (counts.value, counts.or_safer) == (value, or_safer)


def test_a_control_over_what_nobody_wrote_sees_to_at_least_its_value() -> None:
    above = {"device": written("shared"), "pseudonymises": written(value=True)}
    below: dict[str, Written] = {"role": written("partner")}
    laid = overlaid(WORDS, below, above)
    assert {name: (one.value, one.or_safer) for name, one in laid.items()} == {
        "role": ("partner", False),
        "device": ("shared", True),
        "pseudonymises": (True, False),
    }
    assert set(below) == {"role"}


def test_without_controls_what_stands_there_is_returned_as_it_is() -> None:
    below = {"role": written("partner")}
    assert overlaid(WORDS, below, {}) is below
