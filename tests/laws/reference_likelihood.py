"""Likelihood once more, world by world: everything that may happen is tried in every combination.

A world says of each independent cause whether it happens; a finding is in a world where its condition is met there
and its own cause happens. Its likelihood is the weight of its worlds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from itertools import product
from typing import Final, Literal

from tests.laws.reference import Event, Reference, event, is_told_at
from tests.laws.reference_consent import LEARNED, NAMED, PUBLIC, What, Who
from threatmodel.model.catalogue import Catalogue, Threat
from threatmodel.model.elements import EVERYWHERE, AppliedControl, Scenario
from threatmodel.model.names import slug

YEAR: Final = 365 * 86400.0

End = Literal["low", "high", "ceiling"]
Three = tuple[float, float, float]


class Worlds:
    """All worlds of a scenario with its controls in place."""

    def __init__(self, scenario: Scenario, catalogue: Catalogue) -> None:
        self.scenario = scenario
        self.catalogue = catalogue
        self.whole = Reference(scenario, catalogue)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What may or may not happen, of all that a finding rests on or is itself."""
        return tuple(
            dict.fromkeys(
                event(threat, who, what)
                for threat, who, what in self._met(self.whole, sure=False)
                if threat.likelihood is not None or self._share((threat.id, who, what)) < 1
            )
        )

    def likelihoods(self) -> Mapping[str, Three]:
        """Return by finding the low and the high end of what is sure, and the high end of what is possible."""
        found: dict[str, list[float]] = {}
        for happening in product((False, True), repeat=len(self.events)):
            told = dict(zip(self.events, happening, strict=True))
            world = Reference(self.scenario, self.catalogue, happens=partial(_happens, told))
            for number, (end, sure) in enumerate((("low", True), ("high", True), ("ceiling", False))):
                weight = self._weight(told, end)
                for threat, who, what in self._met(world, sure=sure):
                    if (who is None or is_told_at(threat, who)) and told.get(event(threat, who, what), True):
                        parts = [threat.id, slug(str(who)) if who else "scenario", *([slug(str(what))] if what else [])]
                        found.setdefault("/".join(parts), [0.0, 0.0, 0.0])[number] += weight
        return {id_: (low, high, ceiling) for id_, (low, high, ceiling) in found.items()}

    def _met(self, world: Reference, *, sure: bool) -> Iterator[tuple[Threat, Who | None, What | None]]:
        """Yield where the condition of a threat is met in a world, its own cause aside."""
        held = (world.sure if sure else world.possible)[0]
        for threat in self.catalogue.threats.values():
            if threat.on == "holding":
                for who, what in held:
                    asked = (who != PUBLIC or is_told_at(threat, who)) and what.kind not in LEARNED
                    if asked and world.holds(threat, who, what, held, sure=sure):
                        yield threat, who, what
                continue
            drawn = {node for path in self.scenario.paths for node in path.nodes} & self.scenario.holders.keys()
            things = [Who(NAMED, name) for name in drawn if self.scenario.holders[name].type == threat.on]
            for who_ in things if threat.on != "scenario" else [None]:
                if world.static(threat.id, who_, None, frozenset()) in ((True,) if sure else (True, None)):
                    yield threat, who_, None

    def _weight(self, told: Mapping[Event, bool], end: str) -> float:
        weight = 1.0
        for one, happens in told.items():
            chance = self._own(one, end) * self._share(one)
            weight *= chance if happens else 1 - chance
        return weight

    def _own(self, one: Event, end: str) -> float:
        """Return the chance of an event: yearly, for as many years and people as there are; 1 at everyone."""
        told = self.catalogue.threats[one[0]].likelihood
        if told is None or one[1] == PUBLIC:
            return 1.0
        element = self.scenario.holders.get(one[1].name) if one[1] is not None and one[1].role == NAMED else None
        people = 1.0
        if element is not None and element.type == "audience":
            size = element.words.get("size")
            unsaid = size is None or not isinstance(size.value, int | float)
            people = (float("inf") if end == "ceiling" else 2.0) if unsaid else float(size.value)  # type: ignore[union-attr, arg-type]  # a number
        yearly = told.low if end == "low" else told.high
        spared = (1 - yearly) ** (self.scenario.period / YEAR * people) if yearly else 1.0
        return min(1 - spared, told.cap)

    def _share(self, one: Event) -> float:
        """Return what the controls in place leave of the chance of an event: the best of each class, multiplied."""
        best: dict[str, float] = {}
        for use in self.scenario.controls:
            control = self.catalogue.controls[use.control]
            strength = control.strength.get(one[0])
            if strength is not None and control.kind in ("prevent", "limit") and self._bears(use, one):
                left = self.catalogue.assumed.leaves(strength)
                best[control.kind] = min(left, best.get(control.kind, 1.0))
        result = 1.0
        for left in best.values():
            result *= left
        return result

    def _bears(self, use: AppliedControl, one: Event) -> bool:
        """Whether a control stands where an event would happen, or where all that leads there passes."""
        known = self.catalogue.controls[use.control]
        if "scenario" in known.on:
            return True
        places = set(use.places)
        if EVERYWHERE in places:
            senders = {path.nodes[0] for path in self.scenario.paths}
            silencing = known.sets.get("end-to-end encrypted") is True
            places = {name for name, element in self.scenario.holders.items() if element.type in known.on}
            places -= senders if silencing else set()
            if known.on == ("path",):
                places = {path.text for path in self.scenario.paths}
        id_, who, what = one
        threat = self.catalogue.threats[id_]
        if who is not None and str(who) in places:
            return True
        if what is None:
            return False
        around = Reference(self.scenario, self.catalogue, barred=frozenset(places))
        held = around.possible[0]
        return (who, what) not in held or not around.holds(threat, who, what, held, sure=False)  # type: ignore[arg-type]  # somebody holds it


def _happens(told: Mapping[Event, bool], one: Event) -> bool:
    return told.get(one, True)


def with_few_events(scenario: Scenario, catalogue: Catalogue, most: int) -> Catalogue:
    """Make threats certain, the last first, until so few events are left that all worlds can be tried."""
    for threat in reversed(list(catalogue.threats.values())):
        if len(Worlds(scenario, catalogue).events) <= most:
            break
        certain = replace(threat, likelihood=None)
        controls = {
            id_: replace(control, strength={one: how for one, how in control.strength.items() if one != threat.id})
            for id_, control in catalogue.controls.items()
        }
        catalogue = replace(catalogue, threats={**catalogue.threats, threat.id: certain}, controls=controls)
    return catalogue
