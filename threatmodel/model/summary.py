"""What an analysis means for one person: what could happen, how likely, how bad, and how many would know."""

from __future__ import annotations

from dataclasses import dataclass

from threatmodel.model.catalogue import Threat
from threatmodel.model.risk import Chance, Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """One threat as it bears on one person, over all places where it is found."""

    threat: Threat
    findings: tuple[str, ...]
    """Ids, the highest risk first."""
    certain: bool
    """False where every one of them is undecided."""
    severity: int
    """1 to 5: the gravest of them."""
    chance: Chance
    """How likely the likeliest of them is within the scenario's period."""
    reach: int | None
    """How many people get to know through the one that reaches most; None when anybody may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSummary:
    """What the findings that concern one person come to."""

    person: str
    risk: Risk
    """The total of these findings."""
    harms: tuple[Harm, ...]
    """The highest risk first; what is only undecided comes last."""
