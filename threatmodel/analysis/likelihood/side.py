"""One run with its network -> by finding the sets of causes that bring it about, with any of the measures in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from threatmodel.analysis.findings import Place
from threatmodel.analysis.likelihood.labels import Label, labels
from threatmodel.analysis.likelihood.network import Network
from threatmodel.analysis.likelihood.nodes import Anything, Holds
from threatmodel.analysis.likelihood.probability import bits, minimal


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding in the network: where its condition is met, and the bit of its own cause."""

    node: int
    own: int


class Side:
    """What brings about each finding of a run, sure or possible."""

    def __init__(self, network: Network, places: Mapping[str, Place]) -> None:
        self.network = network
        asked = {finding_id: self._ask(place) for finding_id, place in places.items()}
        self.asked = {finding_id: one for finding_id, one in asked.items() if one is not None}
        self.labels, self.too_long = labels(self.network.clauses)
        self.sampled = {one for one in self.asked.values() if one.node in self.too_long}
        """The findings whose likelihood has to be sampled, as far as it is known which they are."""
        self._switches = sum(1 << position for position in self.network.variables.switches)
        self._alone: dict[int, int] = {}
        self._off: dict[int, int] = {0: 0}
        self._causes: dict[Label, tuple[int, ...]] = {}
        self._hanging: dict[str, int] = {}
        self._ways: dict[tuple[str, int], Label | None] = {}

    def off(self, chosen: int) -> int:
        """Return the bits of the switches that the measures chosen turn off.

        What one thing says is off as soon as one measure turns it off; a fact may need several to become false.
        """
        known = self._off.get(chosen)
        if known is None:
            known = 0
            for measure in bits(chosen):
                known |= self._turned_off(1 << measure)
            known |= self._joint(chosen, known)
            self._off[chosen] = known
        return known

    def ways(self, finding_id: str, off: int) -> Label | None:
        """Return the least sets of causes that make a finding, its own included; none where it is gone.

        None where they are too many to be told apart.
        """
        key = finding_id, off & self.switches_of(finding_id)
        if key not in self._ways:
            self._ways[key] = self._found_ways(finding_id, off)
        return self._ways[key]

    def switches_of(self, finding_id: str) -> int:
        """Return the switches that a finding hangs on."""
        known = self._hanging.get(finding_id)
        if known is None:
            known = 0
            asked = self.asked.get(finding_id)
            for one in self.labels[asked.node] if asked is not None else ():
                known |= one & self._switches
            self._hanging[finding_id] = known
        return known

    def causes(self, ways: Label) -> tuple[int, ...]:
        """Return the positions of all causes that some sets of them have, lowest first."""
        known = self._causes.get(ways)
        if known is None:
            together = 0
            for one in ways:
                together |= one
            known = self._causes[ways] = tuple(bits(together))
        return known

    def _found_ways(self, finding_id: str, off: int) -> Label | None:
        asked = self.asked.get(finding_id)
        if asked is None:
            return ()
        if asked.node in self.too_long:
            return None
        left = {one & ~self._switches | asked.own for one in self.labels[asked.node] if not one & off}
        return minimal(left)

    def _turned_off(self, alone: int) -> int:
        known = self._alone.get(alone)
        if known is None:
            variables = self.network.variables
            changes = variables.views.changes(alone)
            view = variables.views.under(alone) if changes else variables.views.bare
            known = self._alone[alone] = sum(
                1 << position
                for position, predicate in variables.switches.items()
                if changes and not variables.holds(predicate, view)
            )
        return known

    def _joint(self, chosen: int, known: int) -> int:
        """Return the switches that the measures chosen turn off together and none of them alone; not those known."""
        variables = self.network.variables
        asked = [position for position in self.only_together if not known >> position & 1]
        if not asked or chosen.bit_count() < 2:
            return 0
        view = variables.views.under(chosen)
        return sum(1 << position for position in asked if not variables.holds(variables.switches[position], view))

    @cached_property
    def only_together(self) -> tuple[int, ...]:
        """The switches that measures may turn off together none of which does alone."""
        variables, found = self.network.variables, []
        everything = (1 << len(variables.views.measures)) - 1
        for position in sorted(variables.joint):
            alone = sum(1 << one for one in bits(everything) if self._turned_off(1 << one) >> position & 1)
            view = variables.views.under(everything & ~alone)
            if not variables.holds(variables.switches[position], view):
                found.append(position)
        return tuple(found)

    def _ask(self, place: Place) -> Asked | None:
        own = self.network.variables.cause(place.threat, place.holder, place.datum)
        if place.fact is None:
            return Asked(self.network.ask(Anything(place.threat.id, place.holder)), own)
        if place.threat.id not in self.network.steps.holding(place.fact.holding):
            return None
        return Asked(self.network.ask(Holds(place.fact.holding, place.threat.id)), own)
