"""Why a finding holds or what keeps it from holding: its condition part by part, and what its likelihood rests on."""

from __future__ import annotations

from dataclasses import dataclass, field

from threatmodel.model.carried import Carried
from threatmodel.model.catalogue import Threat
from threatmodel.model.findings import Finding
from threatmodel.model.source import Span


class UnknownPartError(LookupError):
    """A part of a finding's id names no threat, holder or datum of the scenario; the part is its argument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One part of a threat's condition at a place: what it asks, what is there, and whether it holds."""

    asks: str
    holds: bool | None
    because: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a threat holds at a place, or which parts of its condition keep it from holding."""

    finding_id: str
    threat: Threat
    holder: str
    datum: str | None
    finding: Finding | None
    clauses: tuple[Clause, ...]
    gateways: tuple[str, ...] = ()
    """Whom every drawn way of the datum to the holder passes, first to last."""
    carried: Carried | None = None
    """What its likelihood rests on; None where it is not there."""
