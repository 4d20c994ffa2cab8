"""Findings -> which of them keep a gate shut: those that hold, that are grave enough, and that no baseline knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from threatmodel.model.findings import Finding, State
from threatmodel.model.risk import BANDS, Band
from threatmodel.model.source import Span

HOLDS: Final[frozenset[State]] = frozenset(("open", "reduced"))
"""States of what is still there and nobody accepted."""

FROM_GOOD_TO_BAD: Final[tuple[State, ...]] = ("closed", "accepted", "undecided", "reduced", "open")
"""A state further on is worse than one before."""

BASELINE_FORMAT: Final = 1
"""Raised when something that a baseline says means something else or is gone."""

_LEVELS: Final = [name for name, _ in BANDS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a baseline says of one scenario: its findings by id, in the state that they were in."""

    file: str
    """What the scenario is called in the baseline: its place beside it."""
    title: str
    findings: Mapping[str, State]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What was found before, in one scenario or several."""

    program: str
    """The version of the program that wrote it."""
    scenarios: Mapping[str, Known] = field(default_factory=dict)
    """By what they are called in the baseline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What counts in one scenario."""

    level: Band | None = None
    """The least band that counts; None: any."""
    known: Mapping[str, State] | None = None
    """Findings that a baseline knows, with their states there; None without a baseline."""
    is_listed: bool = True
    """False where there is a baseline and this scenario is not in it."""

    def failing(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that count: new ones, or in a worse state than they are known in."""
        return tuple(one for one in findings if at_gate(one, self.level) and self.is_new(one))

    def is_new(self, finding: Finding) -> bool:
        """Whether no baseline knows a finding, or knows it in a better state."""
        state = (self.known or {}).get(finding.id)
        return state is None or FROM_GOOD_TO_BAD.index(finding.state) > FROM_GOOD_TO_BAD.index(state)

    def gone(self, findings: Iterable[Finding]) -> tuple[str, ...]:
        """Return the ids of findings that the baseline knows and that are no longer there, sorted."""
        there = {one.id for one in findings if one.state != "closed"}
        return tuple(sorted(self.known.keys() - there)) if self.known is not None else ()


ANY: Final = Gate()
"""The gate that is set unless said otherwise: whatever holds counts."""


def at_gate(finding: Finding | None, level: Band | None) -> bool:
    """Whether a finding holds, in a band of at least `level`; what is undecided or accepted does not."""
    if finding is None or finding.state not in HOLDS:
        return False
    return level is None or _LEVELS.index(finding.risk.band) <= _LEVELS.index(level)
