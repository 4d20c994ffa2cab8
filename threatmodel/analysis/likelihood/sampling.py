"""Clauses + causes -> estimated probabilities: all samples at once, each a bit of one long number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import shake_128
from math import ceil, log2, sqrt
from typing import Final

from threatmodel.analysis.likelihood.labels import Clause, premises_first, users_of
from threatmodel.analysis.likelihood.probability import bits

DIGITS: Final = 7
"""Binary digits of a chance that count: it is rounded by less than a hundredth of itself."""

MOST_DIGITS: Final = 64
"""What would need more digits never happens in as few samples."""

MOST_BITS: Final = 1 << 32
"""How many bits all nodes together may have: half a gigabyte."""

_NUMBERS: Final = (102_400, 10_240, 1_024)
"""How many samples are drawn: the first that fit."""

_TWO_SIDED_95: Final = 1.959963984540054


def behind(clauses: Sequence[Sequence[Clause]], nodes: Iterable[int]) -> list[Sequence[Clause]]:
    """Return the clauses of some nodes and of all that they rest on; other nodes have none."""
    found: list[Sequence[Clause]] = [()] * len(clauses)
    pending = list(nodes)
    while pending:
        node = pending.pop()
        if not found[node]:
            found[node] = clauses[node]
            pending += [premise for way in clauses[node] for premise in way.body]
    return found


class Samples:
    """Samples of everything that may happen, of which any node can be asked that has clauses.

    `causes` are by their bit what draws are keyed by, and the chance at each end of a range; variables in `off` never
    are so.
    """

    def __init__(
        self, clauses: Sequence[Sequence[Clause]], causes: Mapping[int, tuple[str, Sequence[float]]], off: int
    ) -> None:
        nodes = max(1, len(clauses))
        self.number = next((number for number in _NUMBERS if number * nodes <= MOST_BITS), _NUMBERS[-1])
        drawn = {position: draws(key, chances, self.number) for position, (key, chances) in causes.items()}
        ends = len(next(iter(drawn.values()), (0,)))
        never = dict.fromkeys(bits(off), 0)
        self._clauses = clauses
        self._drawn = [{**{position: each[end] for position, each in drawn.items()}, **never} for end in range(ends)]
        self._states: dict[int, list[int]] = {}

    def has(self, node: int) -> bool:
        """Whether a node was sampled."""
        return bool(self._clauses[node])

    def share(self, node: int, own: int, end: int = 0) -> tuple[float, float]:
        """Return in what share of the samples a node and a cause of its own happen, and half the interval's width."""
        if end not in self._states:
            self._states[end] = happening(self._clauses, self._drawn[end], (1 << self.number) - 1)
        here = self._states[end][node]
        for position in bits(own):
            here &= self._drawn[end][position]
        happened = here.bit_count()
        low, high = wilson(happened, self.number)
        return happened / self.number, (high - low) / 2


def draws(key: str, chances: Sequence[float], samples: int) -> tuple[int, ...]:
    """Return in which of the samples something happens, for each of several chances that it may have, a bit a sample.

    The same key draws from the same numbers, whatever else is drawn, so that what is more likely happens wherever
    what is less likely does. The least of the chances says how many digits of these numbers it takes.
    """
    size = -(-samples // 8)
    digits = digits_of(chances)
    stream = shake_128(key.encode()).digest(size * digits)
    layers = [int.from_bytes(stream[start : start + size], "little") for start in range(0, len(stream), size)]
    return tuple(_below(chance, layers) & ((1 << samples) - 1) for chance in chances)


def digits_of(chances: Sequence[float]) -> int:
    """Return to how many binary digits chances are rounded."""
    least = min((chance for chance in chances if chance), default=1.0)
    return min(MOST_DIGITS, DIGITS + max(0, ceil(-log2(least))))


def _below(chance: float, layers: Sequence[int]) -> int:
    """Return where a uniform draw, whose binary digits are the layers, the first one first, is below a chance."""
    digits = round(chance * (1 << len(layers)))
    if digits >> len(layers):
        return -1
    below = 0
    for position, layer in enumerate(reversed(layers)):
        below = below | layer if digits >> position & 1 else below & layer
    return below


def happening(clauses: Sequence[Sequence[Clause]], drawn: Mapping[int, int], everywhere: int) -> list[int]:
    """Return for each node the samples in which it comes about; variables that are not drawn are so everywhere."""
    state = [0] * len(clauses)
    variables = _variables(clauses, drawn, everywhere)
    users = users_of(clauses)
    pending = dict.fromkeys(premises_first(clauses))
    while pending:
        node = next(iter(pending))
        del pending[node]
        after = state[node]
        for way in clauses[node]:
            here = variables[way.variables]
            for premise in way.body:
                here &= state[premise]
            after |= here
        if after != state[node]:
            state[node] = after
            pending.update(dict.fromkeys(users.get(node, ())))
    return state


def _variables(clauses: Sequence[Sequence[Clause]], drawn: Mapping[int, int], everywhere: int) -> Mapping[int, int]:
    """Return the samples in which all variables of a set are so, for each set that a clause has."""
    found: dict[int, int] = {}
    for ways in clauses:
        for way in ways:
            if way.variables not in found:
                here = everywhere
                for position in bits(way.variables):
                    here &= drawn.get(position, everywhere)
                found[way.variables] = here
    return found


def wilson(happened: int, samples: int) -> tuple[float, float]:
    """Return the interval that holds the true probability 95 times in 100 (Wilson 1927, doi 10.2307/2276774)."""
    share, z = happened / samples, _TWO_SIDED_95
    middle = share + z * z / (2 * samples)
    half = z * sqrt(share * (1 - share) / samples + z * z / (4 * samples * samples))
    scale = 1 + z * z / samples
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
