"""Controls in place + network -> what each leaves of the likelihood of a cause that it does not make impossible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from threatmodel.analysis.controls import places_of
from threatmodel.analysis.likelihood.causes import Cause
from threatmodel.analysis.likelihood.network import Network
from threatmodel.analysis.likelihood.nodes import Anything, Holds
from threatmodel.model.catalogue import Catalogue, Control
from threatmodel.model.elements import AppliedControl, Scenario

LOWERING: Final = ("prevent", "limit")
"""The classes of controls that make something less likely; the others notice, answer or tell."""


@dataclass(frozen=True, slots=True)
class Use:
    """A control that makes some threats less likely, and where it stands."""

    control: Control
    places: frozenset[str]
    anywhere: bool
    """Whether it stands on the scenario as a whole, and so bears on every place."""


def uses(scenario: Scenario, catalogue: Catalogue, applied: Sequence[AppliedControl]) -> list[Use | None]:
    """Return for each control in place how it bears on likelihoods; None for one that does not."""
    found: list[Use | None] = []
    for use in applied:
        control = catalogue.controls[use.control]
        lowers = control.kind in LOWERING
        places = frozenset(places_of(scenario, control, use))
        found.append(Use(control, places, "scenario" in control.on) if lowers else None)
    return found


def bearing(used: Sequence[Use | None]) -> frozenset[str]:
    """Return the ids of the threats that any of the controls makes less likely."""
    return frozenset(threat for use in used if use is not None for threat in use.control.strength)


@dataclass
class Helping:
    """Which controls bear on which causes, over the network of the possible run."""

    network: Network
    leaves: Mapping[tuple[str, str], float]
    """By control and threat what share of the likelihood is left."""
    _avoided: dict[tuple[int, frozenset[str], int], bool] = field(default_factory=dict)
    _switches: dict[Cause, int] = field(default_factory=dict)
    _cones: dict[int, tuple[tuple[int, ...], int]] = field(default_factory=dict)

    def helps(self, use: Use, cause: Cause, off: int) -> bool:
        """Whether a control bears on a cause: it stands at the holder, or all that leads there passes it.

        What is made from something is something else: a control on the way of the original has no hold on it. `off` are
        the switches that other controls have turned off.
        """
        if cause.threat not in use.control.strength:
            return False
        if use.anywhere or self._name(cause.holder) in use.places:
            return True
        node = self.node(cause)
        return node is not None and not self._avoids(node, use.places, off)

    def factor(self, used: Sequence[Use], cause: Cause, off: int) -> float:
        """Return what is left of a cause's likelihood: of each class the control that leaves least, multiplied.

        `used` may leave out controls that do not bear on the threat.
        """
        least: dict[str, float] = {}
        for use in used:
            left = self.leaves[use.control.id, cause.threat] if cause.threat in use.control.strength else 1.0
            if left < least.get(use.control.kind, 1.0) and self.helps(use, cause, off):
                least[use.control.kind] = left
        product = 1.0
        for left in least.values():
            product *= left
        return product

    def switches_behind(self, cause: Cause) -> int:
        """Return the variables of all that leads to a cause: what helps against it hangs on no other switch."""
        known = self._switches.get(cause)
        if known is None:
            node = self.node(cause)
            known = self._switches[cause] = 0 if node is None else self._behind(node)[1]
        return known

    def node(self, cause: Cause) -> int | None:
        """Return where the condition of a threat is met in the network; None if nothing that was asked rests on it."""
        if cause.holder is None or cause.datum is None:
            return self.network.known(Anything(cause.threat, cause.holder))
        holding = self.network.steps.view.graph.holding(cause.holder, cause.datum)
        return self.network.known(Holds(holding, cause.threat))

    def _name(self, holder: int | None) -> str:
        return "" if holder is None else self.network.steps.view.graph.roster.holder_name(holder)

    def _avoids(self, node: int, places: frozenset[str], off: int) -> bool:
        """Whether a node comes about by steps that pass none of the places, nor anybody there."""
        cone, switches = self._behind(node)
        key = node, places, off & switches
        avoids = self._avoided.get(key)
        if avoids is None:
            avoids = self._avoided[key] = node in self._reached(cone, places, off)
        return avoids

    def _behind(self, node: int) -> tuple[tuple[int, ...], int]:
        """Return the nodes that a node may rest on, itself included, and the variables of all steps between them."""
        known = self._cones.get(node)
        if known is None:
            found, seen, pending = 0, {node: None}, [node]
            while pending:
                for clause in self.network.clauses[pending.pop()]:
                    found |= clause.variables
                    new = [premise for premise in clause.body if premise not in seen]
                    seen.update(dict.fromkeys(new))
                    pending += new
            known = self._cones[node] = tuple(seen), found
        return known

    def _reached(self, cone: tuple[int, ...], places: frozenset[str], off: int) -> set[int]:
        """Return the nodes of a cone that come about by steps that pass none of the places, nor anybody there."""
        network = self.network
        anew = bool(places) and any(clause.anew for node in cone for clause in network.clauses[node])
        at_all = self._reached(cone, frozenset(), off) if anew else None
        inside = set(cone)
        barred = {node for node in cone if network.holders[node] in places}
        reached: set[int] = set()
        unbarred: set[int] = set()
        pending = list(cone)
        while pending:
            node = pending.pop()
            if node in reached or node not in inside:
                continue
            for clause in network.clauses[node]:
                if clause.passes is None or clause.variables & off or not places.isdisjoint(clause.passes):
                    continue
                able = at_all if clause.anew and at_all is not None else unbarred
                if able.issuperset(clause.body):
                    reached.add(node)
                    if node not in barred:
                        unbarred.add(node)
                    pending += network.users.get(node, ())
                    break
        return reached


def shares(scenario: Scenario, catalogue: Catalogue) -> Mapping[tuple[str, str], float]:
    """Return by control and threat what share of a likelihood is left; the scenario's own estimates come first."""
    return {
        (control.id, threat): _share(scenario, catalogue, control, strength)
        for control in catalogue.controls.values()
        for threat, strength in control.strength.items()
    }


def _share(scenario: Scenario, catalogue: Catalogue, control: Control, strength: str) -> float:
    estimate = scenario.estimates.get(control.id)
    if estimate is not None and estimate.factor is not None:
        return estimate.factor
    return catalogue.assumed.leaves(strength)
