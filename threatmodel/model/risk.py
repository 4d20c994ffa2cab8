"""What a finding weighs: its likelihood as a range, its severity in points, and the one table of bands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Band: TypeAlias = Literal["low", "medium", "high", "critical"]

POINTS: Final = {1: 1, 2: 2, 3: 4, 4: 8, 5: 16}
"""What a severity counts: each is twice as grave as the one before."""

BANDS: Final[tuple[tuple[Band, float], ...]] = (("critical", 8.0), ("high", 2.0), ("medium", 0.5), ("low", 0.0))
"""The least risk in points of each band, the gravest first: each reaches four times as far as the one below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The probability, within the scenario's period, that a finding's premises come about and its own cause happens.

    What is not known widens it upwards only, so that an answer never makes it wider. `low` and `high` count what is
    sure, once with all likelihoods at their low end and once at their high end; both are 0 while a finding is
    undecided.
    """

    low: float
    high: float
    ceiling: float
    """The high end if every open question has the answer that is worst here."""
    sampled: int = 0
    """How many samples it was estimated from; 0 where it is exact."""
    margin: float = 0.0
    """Half the width of the Wilson interval (95 %) around a sampled end, the widest of the three; 0 where exact."""


CERTAIN: Final = Chance(low=1.0, high=1.0, ceiling=1.0)
GONE: Final = Chance(low=0.0, high=0.0, ceiling=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Likelihood times points of severity: an expectation, so that risks may be added whatever they share."""

    low: float
    high: float
    ceiling: float

    @property
    def middle(self) -> float:
        """The middle of what is sure: what plans weigh and totals are ranked by."""
        return (self.low + self.high) / 2

    @property
    def band(self) -> Band:
        """The band of its high end; of what is undecided, of its ceiling."""
        return band(self.high or self.ceiling)


NO_RISK: Final = Risk(low=0.0, high=0.0, ceiling=0.0)


def risk(chance: Chance, severity: int) -> Risk:
    """Return the risk of a finding of a severity (1 to 5) in points."""
    points = POINTS[severity]
    return Risk(low=chance.low * points, high=chance.high * points, ceiling=chance.ceiling * points)


def band(points: float) -> Band:
    """Return the band of a risk in points."""
    return next(name for name, least in BANDS if points >= least)
