"""Sets of causes: the exact probability against trying every world, and series and parallel in closed form."""

from __future__ import annotations

from itertools import product
from math import comb, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threatmodel.analysis.likelihood import probability as module
from threatmodel.analysis.likelihood.probability import TooManyError, bits, minimal, probability

CHANCES = st.lists(st.floats(0, 1), min_size=7, max_size=7)
SETS = st.lists(st.integers(1, 127), max_size=8)


def by_worlds(sets: list[int], chances: list[float]) -> float:
    """Return the weight of the worlds in which all causes of some set happen."""
    total = 0.0
    for world in product((0, 1), repeat=len(chances)):
        happens = sum(bit << position for position, bit in enumerate(world))
        if any(one & happens == one for one in sets):
            total += prod(chance if bit else 1 - chance for bit, chance in zip(world, chances, strict=True))
    return total


@given(SETS, CHANCES)
def test_a_probability_is_the_weight_of_the_worlds_in_which_it_is_so(sets: list[int], chances: list[float]) -> None:
    assert probability(minimal(sets), chances) == pytest.approx(by_worlds(sets, chances), abs=1e-12)


@given(CHANCES)
def test_causes_in_series_multiply(chances: list[float]) -> None:
    assert probability((127,), chances) == pytest.approx(prod(chances))


@given(CHANCES)
def test_causes_in_parallel_fail_together(chances: list[float]) -> None:
    alone = tuple(1 << position for position in range(7))
    assert probability(alone, chances) == pytest.approx(1 - prod(1 - chance for chance in chances))


def test_nothing_is_needed_for_what_is_certain_and_nothing_helps_what_cannot_be() -> None:
    assert probability((0,), []) == 1
    assert probability((), []) == 0


@given(SETS)
def test_minimal_sets_contain_no_other_and_lose_nothing(sets: list[int]) -> None:
    least = minimal(sets)
    assert all(one & other != other for one in least for other in least if one != other)
    assert all(any(one & other == other for other in least) for one in sets)
    assert set(least) <= set(sets)


@given(st.integers(0, 1 << 70))
def test_bits_are_the_positions_that_are_set(number: int) -> None:
    assert sum(1 << position for position in bits(number)) == number
    assert list(bits(number)) == sorted(bits(number))


def test_too_many_ways_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = minimal([1 << one | 1 << other for one in range(12) for other in range(one)])
    half = [0.5] * 12
    assert probability(pairs, half) == pytest.approx(1 - (comb(12, 0) + comb(12, 1)) / 2**12)
    monkeypatch.setattr(module, "MOST_PIVOTS", 3)
    with pytest.raises(TooManyError):
        probability(pairs, half)
