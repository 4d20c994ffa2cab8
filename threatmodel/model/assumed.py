"""The catalogue's numbers without a measurement: what a control leaves of a likelihood, and what an effort counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from threatmodel.model.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """What share of a threat's likelihood a control of some strength leaves, and why that is assumed."""

    factor: float
    why: str
    confidence: Literal["high", "medium", "low"]
    sources: tuple[str, ...] = ()
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """One table for all controls; without an entry a control leaves everything and costs a point."""

    strengths: Mapping[str, Factor] = field(default_factory=dict)
    efforts: Mapping[str, int] = field(default_factory=dict)
    """Points by size: S, M, L."""

    def leaves(self, strength: str) -> float:
        """Return the share of a likelihood, from 0 to 1, that a control of a strength leaves."""
        found = self.strengths.get(strength)
        return 1.0 if found is None else found.factor

    def points(self, effort: str) -> int:
        """Return what an effort counts in plans."""
        return self.efforts.get(effort, 1)
