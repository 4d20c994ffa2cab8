"""A finding's likelihood -> its parts: each cause with what would be left without it, or with it at its low end."""

from __future__ import annotations

from typing import Literal, NamedTuple

from threatmodel.analysis.likelihood.causes import Cause
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.analysis.likelihood.probability import TooManyError, probability
from threatmodel.model.risk import Chance


class Part(NamedTuple):
    """One cause behind a finding."""

    cause: Cause
    own: Chance
    """How likely it is by itself, as the controls in place leave it."""
    without: float
    """The finding's likelihood if it never happens."""
    at_low: float
    """The finding's likelihood if this cause alone is at its low end."""


class Apart(NamedTuple):
    """A likelihood taken apart, at its high end; of an undecided finding at its ceiling."""

    whole: float
    certain: bool
    derivations: int
    """How many minimal ways there are; 0 where they are too many to be told apart."""
    parts: tuple[Part, ...]


def taken_apart(likelihoods: Likelihoods, finding_id: str) -> Apart:
    """Take the likelihood of a finding apart, without any measure chosen; no parts where it can only be sampled."""
    chance = likelihoods.chance(finding_id)
    certain = chance.high > 0
    side = likelihoods.sure if certain else likelihoods.possible
    end: Literal["high", "ceiling"] = "high" if certain else "ceiling"
    whole: float = getattr(chance, end)
    ways = likelihoods.ways(side, finding_id)
    if ways is None:
        return Apart(whole, certain, 0, ())
    own = {position: likelihoods.of_cause(side, position) for position in side.causes(ways)}
    high = {position: float(getattr(one, end)) for position, one in own.items()}
    try:
        parts = tuple(
            Part(
                side.network.variables.causes[position],
                one,
                probability(ways, {**high, position: 0.0}),
                probability(ways, {**high, position: one.low}),
            )
            for position, one in own.items()
        )
    except TooManyError:
        parts = ()
    return Apart(whole, certain, len(ways), parts)
