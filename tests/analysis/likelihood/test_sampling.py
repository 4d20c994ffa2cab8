"""Sampling: draws that depend on nothing but their key, an interval that holds, and numbers that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threatmodel.analysis.likelihood import sampling
from threatmodel.analysis.likelihood.labels import Clause, labels
from threatmodel.analysis.likelihood.probability import probability
from threatmodel.analysis.likelihood.sampling import DIGITS, Samples, digits_of, draws, wilson


@given(st.text(max_size=5), st.floats(0, 1), st.floats(0, 1))
def test_what_is_likelier_happens_wherever_what_is_less_likely_does(key: str, one: float, other: float) -> None:
    less, more = draws(key, sorted((one, other)), 500)
    assert less & more == less


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=4))
def test_no_chance_is_rounded_by_a_hundredth_of_itself(chances: list[float]) -> None:
    scale = 1 << digits_of(chances)
    assert all(abs(round(chance * scale) / scale - chance) < chance / 100 for chance in chances)


def test_certain_and_impossible_are_drawn_exactly() -> None:
    assert draws("a", (1.0, 0.0), 1000) == ((1 << 1000) - 1, 0)


def test_a_draw_is_the_same_for_the_same_key_and_another_for_another() -> None:
    assert draws("a", (0.5,), 1000) == draws("a", (0.5,), 1000)
    assert draws("a", (0.5,), 1000) != draws("b", (0.5,), 1000)


@pytest.mark.parametrize("chance", [0.001, 0.03, 0.5, 0.97])
def test_a_draw_happens_as_often_as_it_should(chance: float) -> None:
    happened = draws(f"how often {chance}", (chance,), 200_000)[0].bit_count() / 200_000
    assert happened == pytest.approx(chance, abs=4 * (chance * (1 - chance) / 200_000) ** 0.5 + chance / 2**DIGITS)


def test_samples_agree_with_the_exact_answer_within_their_interval() -> None:
    """Three ways to a node that share causes, one of them through a cycle."""
    clauses = [
        [Clause((), 1), Clause((1,), 2)],
        [Clause((), 4), Clause((0,), 8)],
        [Clause((0, 1), 16), Clause((1,), 32)],
    ]
    chances = [0.3, 0.6, 0.2, 0.5, 0.7, 0.1, 0.9]
    own = 64
    label, _ = labels(clauses)
    exact = probability(tuple(one | own for one in label[2]), chances)
    causes = {at: (f"cause {at}", (chance / 2, chance)) for at, chance in enumerate(chances)}
    samples = Samples(clauses, causes, 0)
    estimate, margin = samples.share(2, own, 1)
    assert samples.share(2, own, 0)[0] < estimate
    assert abs(estimate - exact) <= 2 * margin
    assert 0 < margin < 0.005


def test_what_is_switched_off_never_happens() -> None:
    samples = Samples([[Clause((), 1)], [Clause((), 2)]], {}, 1)
    assert samples.share(0, 0)[0] == 0
    assert samples.share(1, 0)[0] == 1


def test_fewer_samples_are_drawn_of_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "MOST_BITS", 30_000)
    assert Samples([[]], {}, 0).number == 10_240
    assert Samples([[]] * 1000, {}, 0).number == 1_024


@pytest.mark.parametrize(
    ("happened", "samples", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)],
)
def test_the_interval_is_that_of_wilson(happened: int, samples: int, low: float, high: float) -> None:
    """Figures as tables of the Wilson score interval give them."""
    assert wilson(happened, samples) == pytest.approx((low, high), abs=1e-4)
