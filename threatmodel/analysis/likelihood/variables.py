"""What may or may not be: causes that happen with a probability, and switches that controls turn off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from typing import TypeAlias

from threatmodel.analysis.likelihood.causes import SURE, Cause, Ends, cause_of, ends
from threatmodel.analysis.likelihood.views import View, Views
from threatmodel.analysis.readings import Truth
from threatmodel.model.catalogue import Threat

Predicate: TypeAlias = Callable[[View], Truth]
"""Something written that controls can make false, and never true."""


@dataclass(kw_only=True)
class Variables:
    """The variables of one run, each with its bit; `possible` counts what is not known as true."""

    views: Views
    possible: bool
    helped: Collection[str] = ()
    """Ids of threats that a control may make less likely, so that not even a certain one counts as certain."""
    causes: dict[int, Cause] = field(default_factory=dict)
    ends: dict[int, Ends] = field(default_factory=dict)
    switches: dict[int, Predicate] = field(default_factory=dict)
    joint: set[int] = field(default_factory=set)
    """The switches that it may take several measures to turn off."""
    _bits: dict[Hashable, int] = field(default_factory=dict)

    def cause(self, threat: Threat, holder: int | None, datum: int | None) -> int:
        """Return the bit of a threat's own cause; none for what is certain."""
        cause = cause_of(threat, holder, datum)
        bit = self._bits.get(cause)
        if bit is None:
            found = ends(self.views.bare.graph, threat, holder)
            bit = self._bits[cause] = (
                0 if found == SURE and threat.id not in self.helped else 1 << len(self.ends) + len(self.switches)
            )
            if bit:
                self.causes[bit.bit_length() - 1] = cause
                self.ends[bit.bit_length() - 1] = found
        return bit

    def switch(self, key: Hashable, predicate: Predicate, *, joint: bool = False) -> int:
        """Return the bit of what is so without the measures and may not be with them; none if no measure changes it.

        A predicate that all measures together leave true stays true under any of them: controls only remove.
        """
        if not self.views.measures:
            return 0
        bit = self._bits.get(key)
        if bit is None:
            bit = 0 if self.holds(predicate, self.views.full) else 1 << len(self.ends) + len(self.switches)
            self._bits[key] = bit
            if bit:
                self.switches[bit.bit_length() - 1] = predicate
                self.joint |= {bit.bit_length() - 1} if joint else set()
        return bit

    def holds(self, predicate: Predicate, view: View) -> bool:
        """Whether something is so in a view, as this run counts it."""
        return self.counts(predicate(view))

    def counts(self, truth: Truth) -> bool:
        """Whether a truth counts as true in this run."""
        return truth is True or (truth is None and self.possible)
