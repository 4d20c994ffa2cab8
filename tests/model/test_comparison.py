from __future__ import annotations

import pytest

from tests.model.test_gate import found
from threatmodel.model.comparison import Comparison, Difference, FoundKind
from threatmodel.model.findings import Finding
from threatmodel.model.risk import Risk

NOTHING = Risk(low=0.0, high=0.0, ceiling=0.0)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, found(), "new"),
        (found("closed"), found(), "new"),
        (found(), None, "gone"),
        (found("accepted"), found("closed"), "gone"),
        (found("undecided"), found(), "changed"),
        (found("open"), found("reduced"), "changed"),
    ],
)
def test_a_closed_finding_counts_as_not_there(before: Finding | None, after: Finding | None, kind: FoundKind) -> None:
    difference = Difference(id="a", before=before, after=after)
    assert difference.kind == kind
    assert difference.shown is (before if kind == "gone" else after)


@pytest.mark.parametrize(
    ("before", "after", "reaches"),
    [
        (None, found(), True),
        (found("undecided"), found(), True),
        (found("accepted"), found("reduced"), True),
        (found(high=0.3), found(high=1.0), True),
        (found("reduced"), found("open"), False),
        (None, found("undecided"), False),
        (None, found(high=0.3), False),
        (found(), None, False),
    ],
)
def test_at_the_gate_is_what_holds_in_such_a_band_and_did_not_before(
    before: Finding | None, after: Finding | None, *, reaches: bool
) -> None:
    one = Difference(id="a", before=before, after=after)
    comparison = Comparison(differences=(one,), same=0, asked=(), answered=(), before=NOTHING, after=NOTHING)
    assert bool([*comparison.reaching("high")]) is reaches


def test_a_comparison_of_nothing_is_empty() -> None:
    comparison = Comparison(differences=(), same=3, asked=(), answered=(), before=NOTHING, after=NOTHING)
    assert comparison.is_empty
    assert comparison.of("new") == ()
