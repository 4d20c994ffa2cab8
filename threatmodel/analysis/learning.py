"""Holdings of one run -> what holders learn of people: looked at again whenever a holder or everybody has more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from threatmodel.analysis import inferences
from threatmodel.analysis.arrival import SEEN
from threatmodel.analysis.derivation import Fact
from threatmodel.analysis.graph import Graph
from threatmodel.model.catalogue import Inference


class Learning:
    """Who has what about whom, as far as a run has come; `held` are the bits of its holdings, shared with it."""

    def __init__(self, graph: Graph, held: Mapping[int, int]) -> None:
        self.graph = graph
        self.held = held
        self._noted: dict[int, int] = {}
        self._data_at: dict[tuple[int, int], dict[int, None]] = {}
        """By holder and subject the data about the subject that the holder has."""
        self._holders_about: dict[int, dict[int, None]] = {}
        self._joined: dict[tuple[int, int], tuple[dict[int, int], dict[int, int]]] = {}
        """By holder and subject what was last looked at: the holder's own, and what is public."""
        self._telling = _telling_subjects(graph)

    def note(self, holder: int, datum: int) -> bool:
        """Take note of what a holder has of a datum, in whatever form; tell whether it shows anything new."""
        holding = self.graph.holding(holder, datum)
        shown = self.held[holding] & self.graph.bits.all_seen
        if self._noted.get(holding) == shown:
            return False
        self._noted[holding] = shown
        for subject in self.graph.roster.about(datum):
            self._data_at.setdefault((holder, subject), {})[datum] = None
        if holder != self.graph.roster.everyone:
            for subject in self.graph.roster.concerned(holder, datum):
                self._holders_about.setdefault(subject, {})[holder] = None
        return True

    def data_about(self, holder: int, subject: int) -> tuple[int, ...]:
        """Return the data about a subject that a holder has."""
        return tuple(self._data_at.get((holder, subject), ()))

    def holders_about(self, subject: int) -> tuple[int, ...]:
        """Return who has anything about a subject, everyone aside."""
        return tuple(self._holders_about.get(subject, ()))

    def told(self, holder: int, subject: int) -> Iterator[tuple[int, Inference, tuple[Fact, ...]]]:
        """Yield what a holder learns of a subject: the holding, the inference, and the facts that were joined.

        Nothing where neither the holder nor everybody has more than when it was last asked.
        """
        if subject not in self._telling:
            return
        graph = self.graph
        mine = self._shown(holder, subject)
        public = {} if graph.roster.type(holder) == "system" else self._shown(graph.roster.everyone, subject)
        if self._joined.get((holder, subject)) == (mine, public):
            return
        self._joined[holder, subject] = mine, public
        for inference, group in inferences.told(graph, mine, public):
            target = graph.holding(holder, graph.roster.learned(subject, inference.learns))
            own = (Fact(graph.holding(holder, datum), SEEN) for datum in sorted(group.held))
            known = (Fact(graph.holding(graph.roster.everyone, datum), SEEN) for datum in sorted(group.public))
            yield target, inference, (*own, *known)

    def _shown(self, holder: int, subject: int) -> dict[int, int]:
        """Return by datum the bits of what a holder can tell from it."""
        return {
            datum: self.held[self.graph.holding(holder, datum)] & self.graph.bits.all_seen
            for datum in self.data_about(holder, subject)
        }

    def tells(self, datum: int) -> bool:
        """Whether a datum is about anybody of whom anything could be inferred, if all data about them met."""
        return datum in self._telling_data

    def leads_back(self, holder: int, datum: int) -> bool:
        """Whether what a holder does with a datum may reach anybody named.

        What made holders do reaches others of them, unless somebody lives with one or learns from what is public. What
        they do past what was agreed for everyone makes points all the same: a run over agreed facts follows it.
        """
        roster = self.graph.roster
        return holder <= roster.everyone or roster.base(holder) in roster.household or self.tells(datum)

    @cached_property
    def _telling_data(self) -> frozenset[int]:
        roster = self.graph.roster
        return frozenset(
            number
            for number, datum in enumerate(roster.data)
            if any(roster.subject_number[name] in self._telling for name in datum.about)
        )


def _telling_subjects(graph: Graph) -> frozenset[int]:
    """Return the subjects of whom anything could be inferred, if all data about them met."""
    items: dict[str, int] = {}
    for datum in graph.roster.data:
        for name in datum.about:
            items[name] = items.get(name, 0) | graph.bits.items(datum.names("reveals"))
    number = graph.roster.subject_number
    return frozenset(number[name] for name, bits in items.items() if inferences.tells_anything(graph, bits))
