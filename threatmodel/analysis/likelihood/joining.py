"""Inferences -> how data about one person come to be joined at a holder, and what they tell together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from threatmodel.analysis.arrival import SEEN
from threatmodel.analysis.graph import Graph
from threatmodel.analysis.likelihood.nodes import Form, Item, Joined, Learns, Reveals, Step, Told
from threatmodel.analysis.likelihood.probability import bits
from threatmodel.analysis.likelihood.steps import Steps


class Joining:
    """How holders learn of people in one run. Pieces of data are holdings: the holder's own, and what is public."""

    def __init__(self, steps: Steps) -> None:
        self.steps = steps
        self.graph: Graph = steps.view.graph
        self._inferences = {inference.id: inference for inference in self.graph.catalogue.inferences}
        self._identifying = self.graph.bits.items(self.graph.catalogue.identifiers)
        self._pieces_of: dict[tuple[int, int], tuple[int, ...]] = {}

    def learns(self, node: Learns) -> Iterator[Step]:
        """Yield from which piece of their own a holder can tell something: all that is asked is joined with it."""
        groups = range(len(self._inferences[node.inference].reveals))
        for first in self._own(node.holder, node.subject):
            told = (Told(node.holder, node.subject, first, node.inference, group) for group in groups)
            yield Step((Form(first, SEEN), *told))

    def told(self, node: Told) -> Iterator[Step]:
        """Yield which piece joined with the first reveals an item of the group."""
        items = self.graph.bits.items(self._inferences[node.inference].reveals[node.group])
        for piece in self._pieces(node.holder, node.subject):
            if self._shown(piece) & items:
                joined = Joined(node.holder, node.subject, node.first, piece)
                yield Step((joined, Reveals(piece, items & self._shown(piece), SEEN)))

    def joined(self, node: Joined) -> Iterator[Step]:
        """Yield how a piece is joined with the first one: it is the first, or shares an identifier with one joined."""
        if node.piece == node.first:
            yield Step((Form(node.first, SEEN),))
            return
        if self._always_linked(node.first, node.piece):
            yield Step((Form(node.first, SEEN), Form(node.piece, SEEN)))
            return
        for other in self._pieces(node.holder, node.subject):
            if other != node.piece:
                before = Joined(node.holder, node.subject, node.first, other)
                yield from (Step((before, *shared)) for shared in self._links(other, node.piece))

    def _links(self, one: int, other: int) -> Iterator[tuple[Form | Item, ...]]:
        """Yield by what two pieces are known to be about one person: they are the same datum, or share an item."""
        if self.graph.split(one)[1] == self.graph.split(other)[1]:
            yield Form(one, SEEN), Form(other, SEEN)
        for item in bits(self._shown(one) & self._shown(other) & self._identifying):
            yield self.steps.item(one, item, SEEN), self.steps.item(other, item, SEEN)

    def _always_linked(self, one: int, other: int) -> bool:
        """Whether two pieces that are there share something that nothing removes, so that no third is needed."""
        if self.graph.split(one)[1] == self.graph.split(other)[1]:
            return True
        shared = bits(self._shown(one) & self._shown(other) & self._identifying)
        pieces = (one, other)
        return any(all(isinstance(self.steps.item(piece, item, SEEN), Form) for piece in pieces) for item in shared)

    def _shown(self, holding: int) -> int:
        return self.steps.run.facts.held[holding] & self.graph.bits.all_seen

    def _own(self, holder: int, subject: int) -> Sequence[int]:
        return [piece for piece in self._pieces(holder, subject) if self.graph.split(piece)[0] == holder]

    def _pieces(self, holder: int, subject: int) -> tuple[int, ...]:
        known = self._pieces_of.get((holder, subject))
        if known is None:
            known = self._pieces_of[holder, subject] = tuple(self._found_pieces(holder, subject))
        return known

    def _found_pieces(self, holder: int, subject: int) -> Iterator[int]:
        roster = self.graph.roster
        name = roster.subjects[subject]
        holders = (holder,) if roster.type(holder) == "system" else (holder, roster.everyone)
        for datum, element in enumerate(roster.data):
            if name in element.about:
                for one in dict.fromkeys(holders):
                    holding = self.graph.holding(one, datum)
                    if holding in self.steps.run.facts.held:
                        yield holding
