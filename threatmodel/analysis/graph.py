"""The compiled scenario: flat rules between holdings; a holding is a number, what is held a set of bits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from threatmodel.analysis.agreement import Agreements
from threatmodel.analysis.bits import Bits
from threatmodel.analysis.roster import Roster
from threatmodel.model.catalogue import Catalogue, Inference
from threatmodel.model.elements import Data, Path, Scenario, Written
from threatmodel.model.findings import StepKind, Unsettled
from threatmodel.model.source import Span


@dataclass(frozen=True, slots=True)
class Route:
    """A system that data came through, with what controls on the path lay over it; no place for a direct way."""

    place: str
    words: Mapping[str, Written]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A drawn step: whoever holds the premise brings the target to a form, less what is removed on the way."""

    kind: StepKind
    by: str
    premise: int | None
    """None where the one who starts is a subject or the maker, who needs to have received nothing."""
    starter: int
    target: int
    low: int
    high: int
    own: bool = False
    """Whether it is what a subject has to begin with, for which nobody needs to be asked."""
    removed: tuple[int, int]
    """Bits that no longer arrive: in the sure run (all that may be removed) and in the possible run."""
    cost: int
    via: int = 0
    ways: tuple[Route, ...] = ()
    """The systems on the path before the target, or the path itself where there is none."""
    passed: tuple[str, ...] = ()
    """Everybody on the path before the target, the starter first."""
    purposes: tuple[str, ...] = ()
    span: Span
    unsettled: tuple[Unsettled, ...] = ()


DIRECT: Final = Route("", {})
"""The way of what somebody has to begin with."""


@dataclass(kw_only=True)
class Graph:
    """A scenario compiled for propagation. Internal to the analysis; nothing outside depends on its shape."""

    scenario: Scenario
    catalogue: Catalogue
    roster: Roster
    agreements: Agreements
    bits: Bits
    axioms: list[Rule] = field(default_factory=list)
    rules: dict[int, list[Rule]] = field(default_factory=dict)
    routes: list[Route] = field(default_factory=list)
    """Routes that read differently, by the position of their bit."""
    route_bit: dict[object, int] = field(default_factory=dict)

    @cached_property
    def carrying(self) -> Mapping[str, list[Path]]:
        """The drawn paths by the names of the data that they carry."""
        return _indexed(self.scenario.paths, lambda path: [carry.datum for carry in path.carries])

    @cached_property
    def passing(self) -> Mapping[str, list[Path]]:
        """The drawn paths by the names of all who are on them."""
        return _indexed(self.scenario.paths, lambda path: path.nodes)

    @cached_property
    def telling(self) -> Sequence[tuple[Inference, Sequence[int]]]:
        """Each inference with the bits of the items, as seen, of which it needs one of each group."""
        return [(one, [self.bits.items(group) for group in one.reveals]) for one in self.catalogue.inferences]

    @cached_property
    def identifying(self) -> int:
        """The bits of the items, as seen, by which data are known to be about one person."""
        return self.bits.items(self.catalogue.identifiers)

    def holding(self, holder: int, datum: int) -> int:
        """Return the number of a holding."""
        return holder * self.roster.width + datum

    def split(self, holding: int) -> tuple[int, int]:
        """Return the holder and the datum of a holding."""
        return divmod(holding, self.roster.width)

    def add(self, rule: Rule) -> None:
        """Take a rule in; the order of calls is the order of the file."""
        if rule.premise is None:
            self.axioms.append(rule)
        else:
            self.rules.setdefault(rule.premise, []).append(rule)

    def route_bit_of(self, route: Route) -> int:
        """Return the bit of a route; those that say the same of every word that a condition reads share one."""
        drawn = route.place in self.scenario.holders
        read = ((word, written) for word, written in route.words.items() if word in self.bits.way_words)
        key = (drawn, tuple(sorted((word, repr(written.value), written.or_safer) for word, written in read)))
        position = self.route_bit.setdefault(key, len(self.routes))
        if position == len(self.routes):
            self.routes.append(route)
        return 1 << (self.bits.via + position)

    def is_subject(self, holder: int, datum: Data) -> bool:
        """Whether a datum is about a holder, by name or as one of an audience."""
        name = self.roster.elements[holder].name
        return name in datum.about or not set(datum.about).isdisjoint(self.roster.audiences_of(name))


def _indexed(paths: Iterable[Path], names: Callable[[Path], Iterable[str]]) -> Mapping[str, list[Path]]:
    index: dict[str, list[Path]] = {}
    for path in paths:
        for name in dict.fromkeys(names(path)):
            index.setdefault(name, []).append(path)
    return index
