from __future__ import annotations

import pytest

from threatmodel.model.literature import cited, is_in_full


@pytest.mark.parametrize(
    ("named", "each"),
    [
        ("S57, K", ("S57", "K")),
        ("K", ("K",)),
        ("own experience", ("own experience",)),
        ("Somebody, How things spread", ("Somebody, How things spread",)),
    ],
)
def test_ids_are_told_from_what_is_said_in_full(named: str, each: tuple[str, ...]) -> None:
    assert cited(named) == each
    assert is_in_full(each[0]) == (" " in named and each == (named,))
