from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes import KEPT, SPAN
from threatmodel.model.findings import Finding, State
from threatmodel.model.gate import ANY, FROM_GOOD_TO_BAD, HOLDS, Gate, at_gate
from threatmodel.model.risk import BANDS, Band, Chance

FOUND = Finding(
    id="kept/ben/pic",
    threat=KEPT,
    holder="ben",
    datum="pic",
    form="kept",
    state="open",
    severity=3,
    reach=1,
    witness=None,
    span=SPAN,
)


def found(state: State = "open", *, high: float = 1.0, name: str = "kept/ben/pic") -> Finding:
    return replace(FOUND, id=name, state=state, chance=Chance(low=0.0, high=high, ceiling=1.0))


def test_what_holds_is_at_a_gate_that_is_set_to_nothing_and_nothing_else_is() -> None:
    assert {state for state in FROM_GOOD_TO_BAD if at_gate(found(state), None)} == HOLDS
    assert not at_gate(None, None)


@pytest.mark.parametrize(
    ("high", "levels"),
    [
        (1.0, ["low", "medium", "high"]),
        (0.3, ["low", "medium"]),
        (0.1, ["low"]),
        (0.0, ["low", "medium", "high"]),
    ],
)
def test_a_level_lets_pass_what_is_of_a_lower_band(high: float, levels: list[Band]) -> None:
    """Severity 3 is worth 4 points: high from 2 on, medium from 0.5 on; what has no high end counts by its ceiling."""
    bands = [name for name, _ in reversed(BANDS)]
    assert [level for level in bands if at_gate(found(high=high), level)] == levels


@pytest.mark.parametrize(
    ("known", "now", "counts"),
    [
        (None, "open", True),
        (None, "reduced", True),
        ("open", "open", False),
        ("open", "reduced", False),
        ("reduced", "open", True),
        ("reduced", "reduced", False),
        ("undecided", "open", True),
        ("undecided", "undecided", False),
        ("accepted", "open", True),
        ("accepted", "reduced", True),
        ("closed", "open", True),
    ],
)
def test_against_a_baseline_only_what_is_new_or_worse_counts(known: State | None, now: State, *, counts: bool) -> None:
    gate = Gate(known={"kept/ben/pic": known} if known else {})
    assert bool(gate.failing([found(now)])) is counts


def test_without_a_baseline_all_that_holds_is_new() -> None:
    assert ANY.failing([found(), found("accepted"), found("reduced", name="b")]) == (
        found(),
        found("reduced", name="b"),
    )
    assert ANY.gone([]) == ()


def test_what_is_closed_or_not_found_is_gone_from_the_baseline() -> None:
    gate = Gate(known={"z": "open", "a": "accepted", "kept/ben/pic": "open", "b": "open"})
    assert gate.gone([found(), found("closed", name="b")]) == ("a", "b", "z")
