"""Finding -> how grave it is: the one table that severity, reach and order come from."""

from __future__ import annotations

from typing import Final

from threatmodel.analysis.arrival import truth_of
from threatmodel.analysis.graph import Graph
from threatmodel.model.catalogue import Catalogue, Threat
from threatmodel.model.elements import EVERYONE, Data, Element, Written
from threatmodel.model.findings import State

GRAVEST: Final = 5

MANY: Final = 50
"""From how many people on a reach raises severity by one, as it does when anybody may know."""

SOME: Final = 2
"""How many people an audience has at least whose size is not written."""

LEARNED: Final = {"identity": 4, "whereabouts": 4, "participation": 3}
"""How grave it is to learn something of a person, where no threat tells of it."""

STATE_ORDER: Final[tuple[State, ...]] = ("open", "reduced", "undecided", "accepted", "closed")


def size(element: Element | None) -> int:
    """Return how many people a holder is: an audience its size, all others one."""
    if element is None or element.type != "audience":
        return 1
    written = element.words.get("size")
    return int(written.value) if written is not None and isinstance(written.value, int | float) else SOME


def reach(graph: Graph, threat: Threat, holder: int) -> int | None:
    """Return how many people get to know through a finding at a holder, one for each made holder; None for anybody."""
    recipients = {consequence.to for consequence in threat.leads_to}
    if EVERYONE in recipients or holder == graph.roster.everyone:
        return None
    return size(graph.roster.element(holder)) + len(recipients - {"same"})


def severity(catalogue: Catalogue, threat: Threat, datum: Data | None, reached: int | None) -> int:
    """Return 1 to 5: the threat's own, one more for intimate data and one more where many get to know."""
    grave = threat.severity
    grave += datum is not None and _intimate(catalogue, datum.words.get("sensitivity"))
    grave += reached is None or reached >= MANY
    return min(grave, GRAVEST)


def _intimate(catalogue: Catalogue, written: Written | None) -> bool:
    return truth_of(catalogue.words["sensitivity"], written, "intimate") is True
