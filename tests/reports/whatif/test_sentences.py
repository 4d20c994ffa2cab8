from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.example import example
from tests.golden.plans import attempt
from threatmodel.model.plan import Named
from threatmodel.model.tried import Tried
from threatmodel.reports.whatif import sentences


@pytest.mark.parametrize(
    ("tried", "told"),
    [
        (Tried(added=(Named(control="a"), Named(control="b", place="c"))), "What if: with a and b at c"),
        (Tried(removed=(Named(control="a"),), twists=("x", "y")), "What if: after 'x' and 'y', without a"),
    ],
)
def test_what_was_tried_is_told(tried: Tried, told: str) -> None:
    assert sentences.tried(replace(attempt(example(), "reminder"), tried=tried)) == told


def test_totals_stand_before_and_after_and_what_is_nowhere_is_left_out() -> None:
    rows = {what: (before, after) for what, before, after in sentences.totals(attempt(example(), "encrypted-backup"))}
    assert rows["findings open"][0] > rows["findings open"][1]
    assert "risk in total" in rows
    assert "disclosure points" in rows


def test_a_finding_that_is_not_there_is_said_not_to_be() -> None:
    one = attempt(example(), "encrypted-backup").comparison.differences[0]
    assert sentences.sides(replace(one, before=None))[0] == "not there"
    assert sentences.sides(one)[1] == "closed"
