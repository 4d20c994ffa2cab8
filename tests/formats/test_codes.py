from __future__ import annotations

import pytest

from threatmodel.formats.codes import read_codes
from threatmodel.model.source import InputError


def test_codes_are_read_in_their_order() -> None:
    assert [*read_codes("B: two\nB.1: under\nA: one\n", "codes.yaml").items()] == [
        ("B", "two"),
        ("B.1", "under"),
        ("A", "one"),
    ]


def test_a_code_under_nothing_and_one_without_words_are_wrong() -> None:
    with pytest.raises(InputError) as caught:
        read_codes("A.1: under\nB:\n", "codes.yaml")
    assert [str(problem) for problem in caught.value.problems] == [
        "codes.yaml:1:1: 'A.1' stands under 'A', which has to come before",
        "codes.yaml:2:3: 'B' needs a value",
    ]
