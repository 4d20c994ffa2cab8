"""Sets of causes, each enough by itself -> the probability that one of them happens, exactly."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

MOST_PIVOTS: Final = 5000
"""How often causes are told apart before the exact answer is given up (measured: some tens of milliseconds)."""


class TooManyError(Exception):
    """There are too many ways to tell apart for an exact answer."""


def minimal(sets: Collection[int]) -> tuple[int, ...]:
    """Return the sets, as bits, that contain no other, the smallest first."""
    if len(sets) < 2:
        return tuple(sets)
    kept: list[int] = []
    for one in sorted(set(sets), key=lambda bits: (bits.bit_count(), bits)):
        for other in kept:
            if one & other == other:
                break
        else:
            kept.append(one)
    return tuple(kept)


def bits(number: int) -> Iterator[int]:
    """Yield the positions of the bits that are set, lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def probability(sets: Sequence[int], chances: Mapping[int, float] | Sequence[float]) -> float:
    """Return the probability that all causes of at least one set happen; `chances` are those of independent causes.

    Sets are bits over the causes and contain no other. Shannon's expansion on the cause that most sets share, with
    what was answered before kept. Raises TooManyError after `MOST_PIVOTS` expansions.
    """
    known: dict[tuple[int, ...], float] = {}
    return _expanded(tuple(sets), chances, known)


def _expanded(
    sets: tuple[int, ...], chances: Mapping[int, float] | Sequence[float], known: dict[tuple[int, ...], float]
) -> float:
    if not sets:
        return 0.0
    if not sets[0]:
        return 1.0
    if len(sets) == 1:
        return _product(sets[0], chances)
    answer = known.get(sets)
    if answer is None:
        if len(known) >= MOST_PIVOTS:
            raise TooManyError
        common = _common(sets)
        if common:
            answer = _product(common, chances) * _expanded(tuple(one & ~common for one in sets), chances, known)
        else:
            pivot = _most_shared(sets)
            happens = minimal([one & ~pivot for one in sets])
            not_so = tuple(one for one in sets if not one & pivot)
            chance = chances[pivot.bit_length() - 1]
            answer = chance * _expanded(happens, chances, known) + (1 - chance) * _expanded(not_so, chances, known)
        known[sets] = answer
    return answer


def _product(one: int, chances: Mapping[int, float] | Sequence[float]) -> float:
    result = 1.0
    for position in bits(one):
        result *= chances[position]
    return result


def _common(sets: Sequence[int]) -> int:
    common = sets[0]
    for one in sets:
        common &= one
    return common


def _most_shared(sets: Sequence[int]) -> int:
    shared: dict[int, int] = {}
    for one in sets:
        for position in bits(one):
            shared[position] = shared.get(position, 0) + 1
    return 1 << max(shared, key=lambda position: (shared[position], -position))
