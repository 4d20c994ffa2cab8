"""Condition + place -> readings: what each written part of a condition says there, and what to ask where none does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from threatmodel.analysis.facts import FACTS, Place
from threatmodel.analysis.graph import Graph, Route
from threatmodel.analysis.readings import Reading, either, plain, says
from threatmodel.model.catalogue import Threat, Word
from threatmodel.model.elements import ACTS, Element, Value, Written
from threatmodel.model.findings import Unsettled


@dataclass(kw_only=True)
class Asking:
    """Reads the conditions of threats over one graph; nothing here depends on who holds what."""

    graph: Graph

    def readings(
        self, threat: Threat, holder: int | None, datum: int | None, routes: Sequence[Route]
    ) -> Iterator[Reading]:
        """Yield what each written part of a condition says: the type of holder, what was agreed, and the words."""
        when = threat.when
        if when.holder and holder is not None:
            yield Reading(self.graph.roster.type(holder) in when.holder)
        if when.not_agreed in ACTS and not when.by_design and holder is not None and datum is not None:
            yield self._not_agreed(holder, datum, ACTS.index(when.not_agreed))
        for name, wanted in when.words.items():
            yield self.word(self.graph.catalogue.words[name], wanted, holder, datum, routes)

    def _not_agreed(self, holder: int, datum: int, act: int) -> Reading:
        widest = self.graph.agreements.agreed(holder, datum).widest
        name = self.graph.roster.datum_name(datum)
        if widest is None:
            return Reading(None, name, None, (Unsettled(word="consent", place=name),), "consent")
        element = self.graph.roster.data[datum]
        span = element.consent.span if element.consent is not None else element.span
        return Reading(widest < act, name, Written(value=ACTS[widest], span=span), word="consent")

    def word(
        self,
        word: Word,
        wanted: tuple[Value, ...],
        holder: int | None,
        datum: int | None,
        routes: Sequence[Route],
    ) -> Reading:
        """Read a word nearest first: the holder, the data, the systems it came through, the scenario as a whole."""
        reading, asked = self.nearest(word, wanted, holder, datum)
        if reading is not None:
            return reading
        if routes and self.on_ways(word, holder, datum):
            return _joined(word, [self.on_route(word, wanted, route, asked) for route in routes])
        return self.farthest(word, wanted, asked)

    def nearest(
        self, word: Word, wanted: tuple[Value, ...], holder: int | None, datum: int | None
    ) -> tuple[Reading | None, str | None]:
        """Read a word on the holder and on the data; where they do not settle it, return which is to be asked.

        A made holder says nothing, and nobody can be asked about it.
        """
        asked: str | None = None
        for element in self._near(holder, datum):
            if element.type not in word.on:
                continue
            written = element.words.get(word.name)
            if written is not None:
                truth = says(word, written, wanted)
                if truth is False or not written.or_safer:
                    unsettled = (Unsettled(word=word.name, place=element.name),) if truth is None else ()
                    return Reading(truth, element.name, written, unsettled, word.name), None
            asked = asked if asked is not None else element.name
        return None, asked

    def _near(self, holder: int | None, datum: int | None) -> Iterator[Element]:
        element = self.graph.roster.element(holder) if holder is not None else None
        if element is not None:
            yield element
        if datum is not None:
            yield self.graph.roster.data[datum]

    def on_ways(self, word: Word, holder: int | None, datum: int | None) -> bool:
        """Whether a word may be read on what the data came through: a system that holds it is itself the nearest."""
        at_system = holder is not None and self.graph.roster.type(holder) == "system"
        return "system" in word.on and datum is not None and not at_system

    def on_route(self, word: Word, wanted: tuple[Value, ...], route: Route, asked: str | None) -> Reading:
        """Read a word on one system that data came through; a way without any leaves the question with the holder."""
        written = route.words.get(word.name)
        if route.place not in self.graph.scenario.holders:
            limited = written is not None and says(word, replace(written, or_safer=True), wanted) is False
            return Reading(False, word=word.name) if limited else _unwritten(word, wanted, asked)
        truth = says(word, written, wanted)
        unsettled = (Unsettled(word=word.name, place=route.place),) if truth is None else ()
        return Reading(truth, route.place, written, unsettled, word.name)

    def farthest(self, word: Word, wanted: tuple[Value, ...], asked: str | None) -> Reading:
        """Read a word that is written nowhere near: on the scenario, where it could stand nowhere else."""
        if "scenario" not in word.on or asked is not None:
            return _unwritten(word, wanted, asked)
        written = self.graph.scenario.words.get(word.name)
        truth = says(word, written, wanted)
        return Reading(truth, "", written, (Unsettled(word=word.name, place=""),) if truth is None else (), word.name)

    def fact(self, name: str, holder: int | None, datum: int | None, subject: int | None = None) -> Reading:
        """Ask a named fact over what is written; with a subject, as if the datum were about that one alone."""
        return FACTS[name](Place(graph=self.graph, holder=holder, datum=datum, subject=subject))


def _joined(word: Word, readings: Sequence[Reading]) -> Reading:
    """Join what several systems say: of several, the least safe, or any of them."""
    truth = either(reading.truth for reading in readings)
    deciding = next(reading for reading in readings if reading.truth is truth)
    unsettled = tuple(dict.fromkeys(one for reading in readings for one in reading.unsettled)) if truth is None else ()
    return Reading(truth, deciding.place, deciding.written, unsettled, word.name)


def _unwritten(word: Word, wanted: tuple[Value, ...], asked: str | None) -> Reading:
    """What a word says that is written nowhere: unknown where it could stand, and false where it cannot."""
    if asked is None:
        return Reading(False, word=word.name)
    default = plain(word)
    if default is not None:
        return Reading(says(word, None, wanted), asked, word=word.name)
    return Reading(None, asked, None, (Unsettled(word=word.name, place=asked),) if asked else (), word.name)
