"""What a likelihood rests on: the causes that carry it, what hangs on each range, and which control would help most."""

from __future__ import annotations

from dataclasses import dataclass

from threatmodel.model.catalogue import Threat
from threatmodel.model.plan import Measure
from threatmodel.model.risk import Chance


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseShare:
    """One cause behind a finding, and what would become of the finding's likelihood without it."""

    threat: Threat
    holder: str
    """Empty for the scenario as a whole."""
    datum: str | None
    own: Chance
    """How likely the cause is by itself, with the controls in place."""
    share: float
    """What share of the finding's likelihood, at its high end, is lost if the cause never happens: 0 to 1."""
    swing: float
    """By how much the high end of the finding falls if only this cause is at its low end: 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A control at a place, and the likelihood of the finding with it."""

    measure: Measure
    after: Chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A finding's likelihood taken apart. Shares add up to more than one where one cause alone is not enough."""

    chance: Chance
    period: float
    """Seconds that the likelihood is about."""
    certain: bool
    """Whether it is told of what is sure; else of what is possible, at its ceiling."""
    derivations: int
    """In how many minimal ways the finding comes about; 0 where they are too many to be told apart."""
    causes: tuple[CauseShare, ...]
    """Those that carry most first."""
    remedies: tuple[Remedy, ...]
    """Those that leave least first; only such as help."""
