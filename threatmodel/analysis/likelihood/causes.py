"""Threats that may happen -> independent causes, each with the range of its probability in the scenario's period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from threatmodel.analysis.graph import Graph
from threatmodel.analysis.severity import SOME
from threatmodel.model.catalogue import Likelihood, Threat

YEAR: Final = 365 * 86400.0


class Cause(NamedTuple):
    """What happens or does not happen, once for all that rests on it: a threat at a holder, to a datum.

    The datum is None for a threat on a holder as a whole, the holder is None for one on the scenario.
    """

    threat: str
    holder: int | None
    datum: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The ends of a range of probability, and how high it may be if what is not known turns out worst."""

    low: float
    high: float
    ceiling: float

    def times(self, factor: float) -> Ends:
        """Return the range as a control makes it that lets through a share of it."""
        return Ends(low=self.low * factor, high=self.high * factor, ceiling=self.ceiling * factor)


SURE: Final = Ends(low=1.0, high=1.0, ceiling=1.0)


def cause_of(threat: Threat, holder: int | None, datum: int | None) -> Cause:
    """Return the cause of a threat at a place: about a datum only where the threat is about a holding."""
    return Cause(threat.id, holder, datum if threat.on == "holding" else None)


def ends(graph: Graph, threat: Threat, holder: int | None) -> Ends:
    """Return the range of a threat's own cause within the scenario's period at a holder.

    A threat without a likelihood is certain once its condition holds. A year becomes a period of t years, and one
    person an audience of n, as 1 - (1 - p)^(t n), up to the threat's cap; everyone is certain. Of an audience whose
    size is not written, two people are sure and any number is possible.
    """
    if threat.likelihood is None or holder == graph.roster.everyone:
        return SURE
    years = graph.scenario.period / YEAR
    least, most = people(graph, holder)
    told = threat.likelihood
    return Ends(
        low=_within(told, told.low, years * least),
        high=_within(told, told.high, years * least),
        ceiling=_within(told, told.high, years * most),
    )


def people(graph: Graph, holder: int | None) -> tuple[float, float]:
    """Return how many people a holder is at least and at most: an audience its size, all others one."""
    element = graph.roster.element(holder) if holder is not None else None
    if element is None or element.type != "audience":
        return 1.0, 1.0
    written = element.words.get("size")
    if written is None or not isinstance(written.value, int | float):
        return float(SOME), float("inf")
    return float(written.value), float(written.value)


def _within(told: Likelihood, yearly: float, times: float) -> float:
    return 0.0 if yearly == 0 else min(float(1 - (1 - yearly) ** times), told.cap)
