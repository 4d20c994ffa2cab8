"""A run -> the network of clauses behind what is asked of it, grown backwards from there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import Any

from threatmodel.analysis.fixpoint import Run
from threatmodel.analysis.likelihood.holdings import Holdings
from threatmodel.analysis.likelihood.joining import Joining
from threatmodel.analysis.likelihood.labels import Clause, users_of
from threatmodel.analysis.likelihood.meeting import Meeting
from threatmodel.analysis.likelihood.nodes import (
    Anything,
    Form,
    Holds,
    Item,
    Joined,
    Knows,
    Learns,
    Mark,
    Node,
    Reads,
    Reveals,
    Step,
    Told,
    Way,
)
from threatmodel.analysis.likelihood.steps import Steps
from threatmodel.analysis.likelihood.variables import Variables
from threatmodel.analysis.likelihood.views import Views


class Network:
    """Numbered nodes and, by node, the clauses that bring it about."""

    def __init__(self, views: Views, run: Run, helped: Collection[str] = ()) -> None:
        self.variables = Variables(views=views, possible=run.possible, helped=helped)
        self.steps = Steps(views, run)
        self.clauses: list[list[Clause]] = []
        self.nodes: list[Node] = []
        self._number: dict[Node, int] = {}
        holdings, joining = Holdings(self.steps, self.variables), Joining(self.steps)
        meeting = Meeting(self.steps, self.variables)
        self._ways: dict[type, Callable[[Any], Iterator[Step]]] = {
            Form: holdings.form,
            Item: holdings.item,
            Way: holdings.way,
            Mark: holdings.mark,
            Holds: meeting.holds,
            Reveals: meeting.reveals,
            Reads: meeting.reads,
            Knows: meeting.knows,
            Learns: joining.learns,
            Told: joining.told,
            Joined: joining.joined,
            Anything: meeting.anything,
        }

    def ask(self, node: Node) -> int:
        """Return the number of a node, with all that it rests on in the network."""
        if node in self._number:
            return self._number[node]
        number = self._new(node)
        grown = number
        while grown < len(self.nodes):
            self.clauses[grown] = [
                self._clause(step) for step in self._ways[type(self.nodes[grown])](self.nodes[grown])
            ]
            grown += 1
        return number

    def known(self, node: Node) -> int | None:
        """Return the number of a node; None if nothing that was asked rests on it."""
        return self._number.get(node)

    @cached_property
    def users(self) -> Mapping[int, list[int]]:
        """By node the nodes that rest on it; to be asked when all is asked."""
        return users_of(self.clauses)

    @cached_property
    def holders(self) -> list[str]:
        """By node the name of the holder that it is about; to be asked when all is asked."""
        return [self._holder(node) for node in self.nodes]

    def _holder(self, node: Node) -> str:
        graph = self.steps.view.graph
        if isinstance(node, Form | Item | Way | Mark | Holds | Reveals | Reads):
            return graph.roster.holder_name(graph.split(node.holding)[0])
        return "" if node.holder is None else graph.roster.holder_name(node.holder)

    def _clause(self, step: Step) -> Clause:
        body = tuple(dict.fromkeys(self._numbered(node) for node in step.body))
        return Clause(body, step.variables, step.passes, step.anew)

    def _numbered(self, node: Node) -> int:
        number = self._number.get(node)
        return self._new(node) if number is None else number

    def _new(self, node: Node) -> int:
        number = self._number[node] = len(self.nodes)
        self.nodes.append(node)
        self.clauses.append([])
        return number
