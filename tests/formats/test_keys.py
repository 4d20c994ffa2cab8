from __future__ import annotations

import pytest

from threatmodel.formats.keys import read_keys
from threatmodel.model.source import InputError


def test_a_key_says_where_it_stands_what_may_be_written_and_what_for() -> None:
    [key] = read_keys(
        "until: {in: [accepted], says: a day, meaning: The last day., example: 'until: 2027-06-30'}", "k"
    ).values()
    assert (key.name, key.places, key.says, key.meaning) == ("until", ("accepted",), "a day", "The last day.")
    assert key.example == "until: 2027-06-30"


def test_all_that_is_wrong_with_the_file_is_said_at_once() -> None:
    with pytest.raises(InputError) as raised:
        read_keys(
            "until: {in: [acepted], says: a day}\nby: {in: [], says: a text, meaning: Who., when: now}", "keys.yaml"
        )
    assert [f"{each}" for each in raised.value.problems] == [
        "keys.yaml:1:8: 'until' needs 'meaning'",
        "keys.yaml:1:14: 'acepted' is not a value of 'in' (did you mean 'accepted'?)",
        "keys.yaml:2:10: 'in' needs a value",
        "keys.yaml:2:43: unknown key 'when' in 'by'",
    ]
