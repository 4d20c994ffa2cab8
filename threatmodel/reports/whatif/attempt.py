"""What every report about a what-if is made of: the scenario as it is and as it would be, and what was tried."""

from __future__ import annotations

from dataclasses import dataclass

from threatmodel.model.comparison import Comparison
from threatmodel.model.tried import Tried
from threatmodel.reports.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A scenario without and with a change that is not written into the file."""

    tried: Tried
    before: Report
    after: Report
    comparison: Comparison
