"""Scenario -> graph: flat rules between holdings, made once; a holding is a number, what is held a set of bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from threatmodel.analysis import arrival
from threatmodel.analysis.agreement import Agreements
from threatmodel.analysis.arrival import Arrival
from threatmodel.analysis.bits import Bits
from threatmodel.analysis.readings import overlaid, plain, says
from threatmodel.analysis.roster import Roster
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import EVERYONE, Carry, Data, Element, Path, Scenario, Written
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
    purposes: tuple[str, ...] = ()
    span: Span
    unsettled: tuple[Unsettled, ...] = ()


REMOVING: Final = ("pseudonymises", "aggregates")
"""Words of a system that say whether what passes still reveals who it is about."""

_DIRECT: Final = Route("", {})


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
    arriving: dict[int, list[Rule]] = field(default_factory=dict)
    """Rules by target, for explanations."""
    routes: list[Route] = field(default_factory=lambda: [_DIRECT])
    """Routes that read differently, by the position of their bit."""
    route_bit: dict[object, int] = field(default_factory=dict)

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
        self.arriving.setdefault(rule.target, []).append(rule)


def compile_graph(scenario: Scenario, catalogue: Catalogue) -> Graph:
    """Turn a scenario, with its controls already applied, into rules between holdings."""
    roster = Roster(scenario)
    graph = Graph(
        scenario=scenario,
        catalogue=catalogue,
        roster=roster,
        agreements=Agreements(scenario=scenario, catalogue=catalogue, roster=roster),
        bits=Bits(catalogue, roster.data),
    )
    for datum in scenario.data.values():
        _add_makers(graph, datum)
    for path in scenario.paths:
        for carry in path.carries:
            _add_path(graph, path, carry)
        _add_connection(graph, path)
    return graph


def _add_makers(graph: Graph, datum: Data) -> None:
    """Who is named as maker holds the datum; of a copy, once they hold the original."""
    for name in datum.made_by:
        _add_start(graph, graph.roster.number(name), datum, datum.span)


def _add_path(graph: Graph, path: Path, carry: Carry) -> None:
    datum = graph.scenario.data[carry.datum]
    starter = graph.roster.number(path.nodes[0])
    owns = _is_subject(graph, starter, datum)
    premise = None if owns else graph.holding(starter, graph.roster.datum_number[datum.name])
    if not owns or graph.roster.concerned(starter, graph.roster.datum_number[datum.name]):
        _add_start(graph, starter, datum, carry.span)
    _add_hops(graph, path, carry, premise)


def _is_subject(graph: Graph, holder: int, datum: Data) -> bool:
    element = graph.roster.elements[holder]
    return element.name in datum.about or any(name in datum.about for name in element.names("in"))


def _add_start(graph: Graph, starter: int, datum: Data, span: Span) -> None:
    """Who starts a path holds what it carries: a subject and a maker from the outset, others once they received it."""
    number = graph.roster.datum_number[datum.name]
    target = graph.holding(starter, number)
    form = arrival.at_start(graph.catalogue, datum)
    name = graph.roster.holder_name(starter)
    kind: StepKind
    own = _is_subject(graph, starter, datum)
    if own:
        premise, kind, by = None, "source", name
    elif datum.made_from is not None:
        premise, kind, by = (
            graph.holding(starter, graph.roster.datum_number[datum.made_from]),
            "copy",
            datum.made_from,
        )
        form = Arrival(arrival.KEPT, arrival.KEPT)
    elif name in datum.made_by:
        premise, kind, by = None, "source", name
    else:
        premise, kind, by = target, "start", name
    graph.add(
        Rule(
            kind=kind,
            by=by,
            premise=premise,
            own=own,
            starter=starter,
            target=target,
            low=form.low,
            high=form.high,
            removed=(0, 0),
            cost=1,
            span=span,
            unsettled=form.unsettled,
        )
    )


def _add_hops(graph: Graph, path: Path, carry: Carry, premise: int | None) -> None:
    """Bring the datum to each node of a path in turn; what a system removes is missing from there on."""
    datum = graph.scenario.data[carry.datum]
    number = graph.roster.datum_number[datum.name]
    starter = graph.roster.number(path.nodes[0])
    removed = graph.bits.or_both(_removed(graph, graph.roster.elements[starter].words), _removed(graph, path.words))
    direct = Route(path.text, path.words)
    via = 0
    ways: tuple[Route, ...] = ()
    for hop, node in enumerate(path.nodes[1:], start=1):
        holder = graph.roster.number(node)
        element = graph.roster.element(holder)
        words = (
            overlaid(graph.catalogue.words, element.words, path.words)
            if element is not None and element.type == "system"
            else path.words
        )
        form = _form_at(graph, element, words, datum)
        graph.add(
            Rule(
                kind="publication" if node == EVERYONE else "flow",
                by=path.text,
                premise=premise,
                starter=starter,
                target=graph.holding(holder, number),
                low=form.low,
                high=form.high,
                removed=removed,
                cost=hop,
                via=via or (0 if premise is not None else _route(graph, direct)),
                ways=ways or (direct,),
                purposes=carry.purposes,
                span=carry.span,
                unsettled=form.unsettled,
            )
        )
        if element is not None and element.type == "system":
            removed = graph.bits.or_both(removed, _removed(graph, words))
            ways = (*ways, Route(element.name, words))
            via |= _route(graph, ways[-1])


def _form_at(graph: Graph, element: Element | None, words: Mapping[str, Written], datum: Data) -> Arrival:
    if element is None:
        return Arrival(arrival.PUBLISHED, arrival.PUBLISHED)
    if element.type == "system":
        return arrival.at_system(graph.catalogue, element, words, datum)
    return arrival.at_end(graph.catalogue, datum)


def _add_connection(graph: Graph, path: Path) -> None:
    """Let the ends of a path learn each other's network address where a system between connects them directly."""
    for node in path.nodes[1:-1]:
        element = graph.scenario.holders[node]
        words = overlaid(graph.catalogue.words, element.words, path.words) if element.type == "system" else {}
        direct = (
            says(graph.catalogue.words["connects"], words.get("connects"), ("directly",))
            if element.type == "system"
            else False
        )
        if direct is False:
            continue
        for shown, learner in ((path.nodes[0], path.nodes[-1]), (path.nodes[-1], path.nodes[0])):
            if shown not in graph.roster.address or learner not in graph.roster.address:
                continue
            graph.add(
                Rule(
                    kind="connection",
                    by=path.text,
                    premise=None,
                    starter=graph.roster.number(shown),
                    target=graph.holding(graph.roster.number(learner), graph.roster.address[shown]),
                    low=arrival.SEEN if direct else arrival.NOTHING,
                    high=arrival.SEEN,
                    removed=(0, 0),
                    cost=1,
                    via=_route(graph, Route(node, words)),
                    ways=(Route(node, words),),
                    span=words["connects"].span if "connects" in words else path.span,
                    unsettled=() if direct else (Unsettled(word="connects", place=node),),
                )
            )


def _removed(graph: Graph, words: Mapping[str, Written]) -> tuple[int, int]:
    """Return the bits of what no longer passes: what may be removed, and what surely is."""
    if not words:
        return 0, 0
    vocabulary, bits = graph.catalogue.words, graph.bits
    may, surely = 0, 0
    for word in ("removes", "blurs"):
        written = words.get(word)
        if written is not None and isinstance(written.value, tuple):
            surely |= bits.items(written.value)
    for word, items in (
        ("pseudonymises", graph.catalogue.pseudonymised),
        ("aggregates", frozenset(bits.position)),
    ):
        truth = says(vocabulary[word], words.get(word), (False,)) if word in words else plain(vocabulary[word]) is False
        if truth is None:
            may |= bits.items(items)
        elif truth is False:
            surely |= bits.items(items)
    return may | surely, surely


def _route(graph: Graph, route: Route) -> int:
    """Return the bit of a route; those that say the same of every word that a condition reads share one."""
    place = bool(route.words) or route.place in graph.scenario.holders
    key = (
        place,
        tuple(
            sorted(
                (word, _comparable(written)) for word, written in route.words.items() if word in graph.bits.read_words
            )
        ),
    )
    position = graph.route_bit.get(key)
    if position is None:
        position = graph.route_bit[key] = len(graph.routes)
        graph.routes.append(route)
    return 1 << (graph.bits.via + position)


def _comparable(written: Written) -> tuple[str, bool]:
    return repr(written.value), written.or_safer
