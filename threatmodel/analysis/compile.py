"""Scenario -> graph: every maker, drawn path and connection becomes rules between holdings, in the file's order."""

from __future__ import annotations

from typing import NamedTuple

from threatmodel.analysis import arrival
from threatmodel.analysis.agreement import Agreements
from threatmodel.analysis.arrival import Arrival, Keeping
from threatmodel.analysis.bits import Bits
from threatmodel.analysis.graph import Graph, Route, Rule
from threatmodel.analysis.readings import overlaid, says
from threatmodel.analysis.removal import joined, removed_by
from threatmodel.analysis.roster import Roster
from threatmodel.analysis.starts import add_start
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import EVERYONE, Carry, Data, Element, Path, Scenario
from threatmodel.model.findings import Unsettled


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
        for name in datum.made_by:
            add_start(graph, roster.number(name), datum, datum.span, path=False)
    stops = _Stops(graph)
    for path in scenario.paths:
        for carry in path.carries:
            _add_path(graph, stops, path, carry)
        _add_connection(graph, path)
    return graph


class _Stop(NamedTuple):
    """What a node of a path is to all that gets there, and what it does to what goes on from there."""

    holder: int
    element: Element | None
    keeping: Keeping | None
    """What decides, of a system, in which form it has what gets there."""
    removed: tuple[int, int]
    way: Route | None
    """The system itself, if it is one."""
    via: int


class _Stops:
    """The nodes of paths; where no control lies over a path, they are the same on every path."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._known: dict[str, _Stop] = {}
        self._ends: dict[str, Arrival] = {}

    def at(self, path: Path, node: str) -> _Stop:
        """Return a node as it is on this path."""
        if path.words:
            return self._stop(path, node)
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = self._stop(path, node)
        return found

    def form(self, stop: _Stop, datum: Data) -> Arrival:
        """Return in which form a datum arrives at a node."""
        if stop.element is None:
            return Arrival(arrival.PUBLISHED, arrival.PUBLISHED)
        if stop.keeping is not None:
            return arrival.kept_at(self.graph.catalogue, stop.element, stop.keeping, datum)
        found = self._ends.get(datum.name)
        if found is None:
            found = self._ends[datum.name] = arrival.at_end(self.graph.catalogue, datum)
        return found

    def _stop(self, path: Path, node: str) -> _Stop:
        graph = self.graph
        holder = graph.roster.number(node)
        element = graph.roster.element(holder)
        if element is None or element.type != "system":
            removed = removed_by(graph, element.words) if element is not None and element.type == "person" else (0, 0)
            return _Stop(holder, element, None, removed, None, 0)
        words = overlaid(graph.catalogue.words, element.words, path.words)
        way = Route(element.name, words)
        keeping = arrival.keeping(graph.catalogue, words)
        return _Stop(holder, element, keeping, removed_by(graph, words), way, graph.route_bit_of(way))


def _add_path(graph: Graph, stops: _Stops, path: Path, carry: Carry) -> None:
    datum = graph.scenario.data[carry.datum]
    number = graph.roster.datum_number[datum.name]
    starter = graph.roster.number(path.nodes[0])
    own = graph.is_subject(starter, datum)
    if not own or graph.roster.concerned(starter, number):
        add_start(graph, starter, datum, carry.span, path=True)
    _add_hops(graph, stops, path, carry, None if own else graph.holding(starter, number))


def _add_hops(graph: Graph, stops: _Stops, path: Path, carry: Carry, premise: int | None) -> None:
    """Bring the datum to each node of a path in turn; what a system removes is missing from there on."""
    datum = graph.scenario.data[carry.datum]
    number = graph.roster.datum_number[datum.name]
    starter = graph.roster.number(path.nodes[0])
    removed = joined(removed_by(graph, graph.roster.elements[starter].words), removed_by(graph, path.words))
    direct = Route(path.text, path.words)
    begun = 0 if premise is not None else graph.route_bit_of(direct)
    first = stops.at(path, path.nodes[0])
    via = first.via
    ways: tuple[Route, ...] = (first.way,) if first.way is not None else ()
    for hop, node in enumerate(path.nodes[1:], start=1):
        stop = stops.at(path, node)
        form = stops.form(stop, datum)
        graph.add(
            Rule(
                kind="publication" if node == EVERYONE else "flow",
                by=path.text,
                premise=premise,
                starter=starter,
                target=graph.holding(stop.holder, number),
                low=form.low,
                high=form.high,
                removed=removed,
                cost=hop,
                via=via or begun,
                ways=ways or (direct,),
                passed=path.nodes[:hop],
                purposes=carry.purposes,
                span=carry.span,
                unsettled=form.unsettled,
            )
        )
        removed = joined(removed, stop.removed)
        if stop.way is not None:
            ways = (*ways, stop.way)
            via |= stop.via


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
                    via=graph.route_bit_of(Route(node, words)),
                    ways=(Route(node, words),),
                    span=words["connects"].span if "connects" in words else path.span,
                    unsettled=() if direct else (Unsettled(word="connects", place=node),),
                )
            )
