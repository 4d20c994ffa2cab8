"""What every report about two versions of a scenario is made of."""

from __future__ import annotations

from dataclasses import dataclass

from threatmodel.model.comparison import Comparison, Difference
from threatmodel.model.risk import Band
from threatmodel.reports.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Two versions and what differs between them."""

    old: Report
    new: Report
    comparison: Comparison
    level: Band | None = None
    """The least band that a new finding needs to count; None: any."""

    @property
    def failing(self) -> tuple[Difference, ...]:
        """What counts: findings that hold now, in such a band, and did not before."""
        return tuple(self.comparison.reaching(self.level))
