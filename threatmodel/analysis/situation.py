"""Holdings of one run -> what threats find of them, as far as the run has come."""

from __future__ import annotations

from dataclasses import dataclass, field

from threatmodel.analysis.arrival import SEEN
from threatmodel.analysis.bits import FORM
from threatmodel.analysis.derivation import Fact
from threatmodel.analysis.graph import Graph
from threatmodel.analysis.profile import Candidate


@dataclass(kw_only=True)
class Situation:
    """Who holds what. `possible` counts what may be as well as what is sure."""

    graph: Graph
    possible: bool
    held: dict[int, int] = field(default_factory=dict)
    """The bits of each holding."""

    def knows(self, holder: int, datum: int, what: str) -> tuple[Fact, ...] | None:
        """Return the facts by which a holder knows something of a subject of the datum; None if it does not.

        There are no facts where the file itself says that the holder knows the person.
        """
        for subject in self.graph.roster.concerned(holder, datum):
            if what == "identity" and self.graph.agreements.knows(holder, subject):
                return ()
            learned = self.graph.holding(holder, self.graph.roster.learned(subject, what))
            if self.held.get(learned, 0) & FORM[SEEN]:
                return (Fact(learned, SEEN),)
        return None

    def holds(self, candidate: Candidate, holding: int) -> bool:
        """Whether a threat holds at a holding."""
        if candidate.truth is None and not self.possible:
            return False
        if not candidate.shown(self.held.get(holding, 0)):
            return False
        return candidate.knows is None or self.knows(*self.graph.split(holding), candidate.knows) is not None

    def premises(self, candidate: Candidate, holding: int) -> tuple[Fact, ...]:
        """Return the facts that a threat rests on: the least form of the holding, and what is known of its subject."""
        known = self.knows(*self.graph.split(holding), candidate.knows) if candidate.knows else ()
        return (Fact(holding, candidate.form), *(known or ()))
