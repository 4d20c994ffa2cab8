"""Graph + threats -> candidates: which threats may hold at a holding, and what must still be seen of it there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from threatmodel.analysis import facts
from threatmodel.analysis.bits import FOR_OTHER_PURPOSE, FORM, KEPT_BY_DESIGN, SEEN_BY_DESIGN
from threatmodel.analysis.graph import Graph, Route
from threatmodel.analysis.readings import Reading, Truth, both, either, plain, says
from threatmodel.model.catalogue import FORMS, Threat, Word
from threatmodel.model.elements import ACTS, Element, Value, Written
from threatmodel.model.findings import Unsettled


@dataclass(frozen=True, slots=True)
class Candidate:
    """A threat whose condition is not false in what is written, and what a holding must show for it to hold."""

    threat: Threat
    order: int
    truth: Truth
    """Of all that does not change during propagation; never False."""
    needs: int
    """Bits that must all be there."""
    reveals: int
    """Bits of which one must be there; 0 where it does not matter."""
    knows: str | None

    @property
    def form(self) -> int:
        """The least form that a holding must be in."""
        return (self.needs & FORM[-1]).bit_length()


@dataclass(kw_only=True)
class Conditions:
    """The conditions of all threats over one graph; answers that depend on what is written only are remembered."""

    graph: Graph
    _by_signature: dict[tuple[object, ...], tuple[Candidate, ...]] = field(default_factory=dict)
    _by_holding: dict[tuple[int, int, int], tuple[Candidate, ...]] = field(default_factory=dict)
    _signatures: dict[object, int] = field(default_factory=dict)
    _holder_signature: dict[int, int] = field(default_factory=dict)
    _datum_signature: dict[int, int] = field(default_factory=dict)

    def candidates(self, holder: int, datum: int, held: int) -> Sequence[Candidate]:
        """Return the threats that may hold at a holding with these bits."""
        agreed = self.graph.agreements.agreed(holder, datum)
        via = held >> self.graph.bits.via
        key = (self._of_holder(holder), self._of_datum(datum), agreed.widest, via)
        found = self._by_signature.get(key)
        if found is None:
            found = self._by_signature[key] = tuple(self._without_facts(holder, datum, via))
        if not any(candidate.threat.when.facts for candidate in found):
            return found
        return self._settled(holder, datum, via, found)

    def _settled(self, holder: int, datum: int, via: int, found: Sequence[Candidate]) -> Sequence[Candidate]:
        """Ask the facts, once for each holding and way that it came."""
        settled = self._by_holding.get((holder, datum, via))
        if settled is None:
            asked = (self._with_facts(candidate, holder, datum) for candidate in found)
            settled = self._by_holding[holder, datum, via] = tuple(one for one in asked if one is not None)
        return settled

    def _without_facts(self, holder: int, datum: int, via: int) -> Iterator[Candidate]:
        routes = [route for position, route in enumerate(self.graph.routes) if via >> position & 1]
        for order, threat in self._asked_of[self.graph.roster.type(holder)]:
            if not self._reveals(threat) and (threat.when.reveals or self.graph.roster.is_implied(datum)):
                continue
            about = datum if threat.on == "holding" else None
            truth = both(reading.truth for reading in self.readings(threat, holder, about, routes))
            if truth is not False:
                yield Candidate(threat, order, truth, self.needs(threat), self._reveals(threat), threat.when.knows)

    @cached_property
    def _asked_of(self) -> Mapping[str, Sequence[tuple[int, Threat]]]:
        """The threats that can hold at each type of holder, with their place in the catalogue."""
        return {
            holder: [
                (order, threat)
                for order, threat in enumerate(self.graph.catalogue.threats.values())
                if threat.on in ("holding", holder) and holder in (threat.when.holder or (holder,))
            ]
            for holder in ("person", "audience", "system")
        }

    def _with_facts(self, candidate: Candidate, holder: int, datum: int) -> Candidate | None:
        threat = candidate.threat
        if not threat.when.facts:
            return candidate
        about = datum if threat.on == "holding" else None
        truth = both((candidate.truth, *(self.fact(name, holder, about).truth for name in threat.when.facts)))
        if truth is False:
            return None
        return Candidate(threat, candidate.order, truth, candidate.needs, candidate.reveals, candidate.knows)

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
        return replace(self._read_word(word, wanted, holder, datum, routes), word=word.name)

    def _read_word(
        self,
        word: Word,
        wanted: tuple[Value, ...],
        holder: int | None,
        datum: int | None,
        routes: Sequence[Route],
    ) -> Reading:
        asked: str | None = None
        for element in self._nearest(holder, datum):
            if element.type not in word.on:
                continue
            written = element.words.get(word.name)
            if written is not None and not (written.or_safer and says(word, written, wanted) is not False):
                truth = says(word, written, wanted)
                unsettled = (Unsettled(word=word.name, place=element.name),) if truth is None else ()
                return Reading(truth, element.name, written, unsettled)
            asked = asked if asked is not None else element.name
        at_system = holder is not None and self.graph.roster.type(holder) == "system"
        if "system" in word.on and datum is not None and routes and not at_system:
            return self._on_routes(word, wanted, routes, asked)
        if "scenario" in word.on and asked is None:
            return self._on_scenario(word, wanted)
        return _unwritten(word, wanted, asked)

    def _nearest(self, holder: int | None, datum: int | None) -> Iterator[Element]:
        """Yield what a word may stand on; a made holder says nothing, and nobody can be asked about it."""
        element = self.graph.roster.element(holder) if holder is not None else None
        if element is not None:
            yield element
        if datum is not None:
            yield self.graph.roster.data[datum]

    def _on_routes(self, word: Word, wanted: tuple[Value, ...], routes: Sequence[Route], asked: str | None) -> Reading:
        """Read a word on the systems that data came through: of several, the least safe, or any of them."""
        readings = []
        for route in routes:
            written = route.words.get(word.name)
            if route.place not in self.graph.scenario.holders:
                limited = written is not None and says(word, replace(written, or_safer=True), wanted) is False
                readings.append(Reading(False) if limited else _unwritten(word, wanted, asked))
                continue
            truth = says(word, written, wanted)
            unsettled: tuple[Unsettled, ...] = (Unsettled(word=word.name, place=route.place),) if truth is None else ()
            readings.append(Reading(truth, route.place, written, unsettled))
        truth = either(reading.truth for reading in readings)
        deciding = next(reading for reading in readings if reading.truth is truth)
        unsettled = (
            tuple(dict.fromkeys(one for reading in readings for one in reading.unsettled)) if truth is None else ()
        )
        return Reading(truth, deciding.place, deciding.written, unsettled)

    def _on_scenario(self, word: Word, wanted: tuple[Value, ...]) -> Reading:
        written = self.graph.scenario.words.get(word.name)
        truth = says(word, written, wanted)
        return Reading(truth, "", written, (Unsettled(word=word.name, place=""),) if truth is None else ())

    def fact(self, name: str, holder: int | None, datum: int | None) -> Reading:
        """Ask a named fact over what is written."""
        return facts.FACTS[name](facts.Place(graph=self.graph, holder=holder, datum=datum))

    @staticmethod
    def needs(threat: Threat) -> int:
        """Return the bits of form and of crossings by design that a holding must show."""
        when = threat.when
        needs = FORM[FORMS.index(when.form) + 1] if when.form else FORM[1]
        if when.not_agreed == "purpose":
            needs |= FOR_OTHER_PURPOSE
        if when.by_design:
            needs |= SEEN_BY_DESIGN if when.not_agreed == "see" else KEPT_BY_DESIGN
        return needs

    def _reveals(self, threat: Threat) -> int:
        """Return the bits of which one must be there; an item must be held in the form that the threat asks for."""
        shift = FORMS.index(threat.when.form) if threat.when.form else 0
        return self.graph.bits.items(threat.when.reveals) << shift

    def _of_holder(self, holder: int) -> int:
        signature = self._holder_signature.get(holder)
        if signature is None:
            element = self.graph.roster.element(holder)
            words = element.words if element is not None else {}
            signature = self._holder_signature[holder] = self._number(
                (self.graph.roster.type(holder), element is None, self._read(words))
            )
        return signature

    def _of_datum(self, datum: int) -> int:
        signature = self._datum_signature.get(datum)
        if signature is None:
            words = self._read(self.graph.roster.data[datum].words)
            signature = self._datum_signature[datum] = self._number((self.graph.roster.is_implied(datum), words))
        return signature

    def _read(self, words: Mapping[str, Written]) -> tuple[object, ...]:
        return tuple(
            sorted(
                (name, repr(written.value), written.or_safer)
                for name, written in words.items()
                if name in self.graph.bits.read_words
            )
        )

    def _number(self, signature: object) -> int:
        return self._signatures.setdefault(signature, len(self._signatures))


def _unwritten(word: Word, wanted: tuple[Value, ...], asked: str | None) -> Reading:
    """What a word says that is written nowhere: unknown where it could stand, and false where it cannot."""
    if asked is None:
        return Reading(False)
    default = plain(word)
    if default is not None:
        return Reading(says(word, None, wanted), asked)
    return Reading(None, asked, None, (Unsettled(word=word.name, place=asked),) if asked else ())
