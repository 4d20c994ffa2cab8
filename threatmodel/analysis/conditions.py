"""Graph + threats -> candidates: which threats may hold at a holding, and what must still be seen of it there."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from threatmodel.analysis.arrival import kept_for
from threatmodel.analysis.asking import Asking
from threatmodel.analysis.bits import FOR_OTHER_PURPOSE, FORM, KEPT_BY_DESIGN, SEEN_BY_DESIGN
from threatmodel.analysis.facts import OF_STRANGERS, OF_SUBJECTS
from threatmodel.analysis.profile import Asked, Candidate, Profile, Way
from threatmodel.analysis.readings import Reading, Truth, says
from threatmodel.model.catalogue import FORMS, Threat, Word
from threatmodel.model.elements import ACTS, Element, Value, Written

__all__ = ["Candidate", "Conditions"]


@dataclass(kw_only=True)
class Conditions(Asking):
    """The conditions of all threats over one graph; answers that depend on what is written only are remembered."""

    _profiles: dict[int, Profile] = field(default_factory=dict)
    _by_facts: dict[tuple[Profile, tuple[Truth, ...]], Profile] = field(default_factory=dict)
    _by_signature: dict[tuple[int, int, int | None], Profile] = field(default_factory=dict)
    _signatures: dict[object, int] = field(default_factory=dict)
    _holder_signature: dict[int, int] = field(default_factory=dict)
    _datum_signature: dict[int, int] = field(default_factory=dict)
    _said: dict[tuple[str, Value, bool], tuple[Truth, ...]] = field(default_factory=dict)
    _ways: dict[tuple[str, tuple[Value, ...], bool], Way] = field(default_factory=dict)
    _facts: dict[tuple[str, Hashable], Reading] = field(default_factory=dict)

    def candidates(self, holder: int, datum: int, held: int) -> Sequence[Candidate]:
        """Return the threats that may hold at a holding with these bits."""
        return self.profile(holder, datum).candidates(held)

    def profile(self, holder: int, datum: int) -> Profile:
        """Return what is asked at a holding: of what concerns nobody else, nothing."""
        if holder > self.graph.roster.everyone:
            holder = self.graph.roster.everyone + 1  # made holders differ in nothing
        key = holder * self.graph.roster.width + datum
        found = self._profiles.get(key)
        if found is None:
            found = self._profiles[key] = self._of_holding(holder, datum)
        return found

    def _of_holding(self, holder: int, datum: int) -> Profile:
        roster = self.graph.roster
        if datum >= len(roster.data) or not roster.concerned(holder, datum):
            return self._nothing
        if holder == roster.everyone:
            return self._published
        whom, what = self._holder_signature.get(holder), self._datum_signature.get(datum)
        whom = self._of_holder(holder) if whom is None else whom
        what = self._of_datum(datum) if what is None else what
        key = (whom, what, self.graph.agreements.agreed(holder, datum).widest)
        plain = self._by_signature.get(key)
        if plain is None:
            asked = tuple(self._asked(holder, datum))
            plain = self._by_signature[key] = Profile(asked=asked, first_route=self.graph.bits.via, holder=holder)
        if not plain.facts:
            return plain
        truths = tuple(self.fact(name, holder, datum if of_datum else None).truth for name, of_datum in plain.facts)
        settled = self._by_facts.get((plain, truths))
        if settled is None:
            settled = self._by_facts[plain, truths] = plain.settled(dict(zip(plain.facts, truths, strict=True)))
        return settled

    @cached_property
    def _published(self) -> Profile:
        """What is asked of what everyone has: whether the design itself published it past what was agreed."""
        everyone = self.graph.roster.everyone
        asked = (
            Asked(threat, order, True, (), self.needs(threat), self._reveals(threat))
            for order, threat in enumerate(self.graph.catalogue.threats.values())
            if asks_what_is_published(threat) and (self._reveals(threat) or not threat.when.reveals)
        )
        return Profile(asked=tuple(asked), first_route=self.graph.bits.via, holder=everyone)

    @cached_property
    def _nothing(self) -> Profile:
        return Profile(asked=(), first_route=self.graph.bits.via, holder=0)

    def fact(self, name: str, holder: int | None, datum: int | None, subject: int | None = None) -> Reading:
        """Ask a named fact, once of all places where it looks at the same."""
        key = name, self._seen_by(name, holder, datum, subject)
        reading = self._facts.get(key)
        if reading is None:
            reading = self._facts[key] = super().fact(name, holder, datum, subject)
        return reading

    def _seen_by(self, name: str, holder: int | None, datum: int | None, subject: int | None) -> Hashable:
        """Return what a fact looks at: the people whom a datum is about, or the place."""
        if name not in OF_SUBJECTS or holder is None or datum is None:
            return holder, datum, subject
        concerned = self.graph.roster.concerned(holder, datum)
        subjects = concerned if subject is None else tuple(one for one in concerned if one == subject)
        if name not in OF_STRANGERS:
            return subjects
        return tuple(one for one in subjects if not self.graph.agreements.knows(holder, one))

    def _asked(self, holder: int, datum: int) -> Iterator[Asked]:
        """Ask the written part of each condition, but for facts and for what depends on the way it came."""
        widest = self.graph.agreements.agreed(holder, datum).widest
        for order, threat in self._threats_at[self.graph.roster.type(holder)]:
            reveals = self._reveals(threat)
            if not reveals and (threat.when.reveals or self.graph.roster.is_implied(datum)):
                continue
            about = datum if threat.on == "holding" else None
            truth = True if about is None else _not_agreed(threat, widest)
            ways: list[Way] = []
            for word, wanted in self._words[threat.id]:
                if truth is False:
                    break
                reading, asked = self.nearest(word, wanted, holder, about)
                if reading is None and self.on_ways(word, holder, about):
                    ways.append(self._way(word, wanted, asked))
                    continue
                said = (reading or self.farthest(word, wanted, asked)).truth
                truth = said if said is False or truth else None
            if truth is not False:
                yield Asked(threat, order, truth, tuple(ways), self.needs(threat), reveals)

    @cached_property
    def _threats_at(self) -> Mapping[str, Sequence[tuple[int, Threat]]]:
        """The threats that can hold at each type of holder, with their place in the catalogue."""
        return {
            holder: [
                (order, threat)
                for order, threat in enumerate(self.graph.catalogue.threats.values())
                if threat.on in ("holding", holder) and holder in (threat.when.holder or (holder,))
            ]
            for holder in ("person", "audience", "system")
        }

    @cached_property
    def _words(self) -> Mapping[str, Sequence[tuple[Word, tuple[Value, ...]]]]:
        """The words that the condition of each threat reads, and what it wants them to say."""
        words = self.graph.catalogue.words
        return {
            name: [(words[word], wanted) for word, wanted in threat.when.words.items()]
            for name, threat in self.graph.catalogue.threats.items()
        }

    def _way(self, word: Word, wanted: tuple[Value, ...], asked: str | None) -> Way:
        """Read a word on every system that anything came through, once for all holdings."""
        key = (word.name, wanted, asked is None)
        if key not in self._ways:
            truths = [self.on_route(word, wanted, route, asked).truth for route in self.graph.routes]
            self._ways[key] = Way(
                true=sum(1 << place for place, truth in enumerate(truths) if truth) << self.graph.bits.via,
                unknown=sum(1 << place for place, truth in enumerate(truths) if truth is None) << self.graph.bits.via,
                without=self.farthest(word, wanted, asked).truth,
            )
        return self._ways[key]

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
        if not threat.when.reveals:
            return 0
        shift = FORMS.index(threat.when.form) if threat.when.form else 0
        return self.graph.bits.items(threat.when.reveals) << shift

    def _of_holder(self, holder: int) -> int:
        """Return the number of all that conditions read of a holder; the same number, the same answers."""
        type_, element = self.graph.roster.type(holder), self.graph.roster.element(holder)
        said = (type_, self._read(element), self._lasting(element)) if element is not None else type_
        self._holder_signature[holder] = self._signatures.setdefault(said, len(self._signatures))
        return self._holder_signature[holder]

    def _lasting(self, element: Element) -> tuple[Truth, ...]:
        written = element.words.get("keeps")
        return tuple(kept_for(self.graph.catalogue.words["keeps"], written, after) for after in self._delays)

    @cached_property
    def _delays(self) -> tuple[float, ...]:
        """How long consequences take, where they take time."""
        threats = self.graph.catalogue.threats.values()
        return tuple({each.after for threat in threats for each in threat.leads_to if each.after > 0})

    def _of_datum(self, datum: int) -> int:
        said = (self.graph.roster.is_implied(datum), self._read(self.graph.roster.data[datum]))
        self._datum_signature[datum] = self._signatures.setdefault(said, len(self._signatures))
        return self._datum_signature[datum]

    def _read(self, element: Element) -> frozenset[object]:
        """What a thing says of every word that a condition reads, as far as conditions tell it apart."""
        read = ((name, written) for name, written in element.words.items() if name in self._wanted)
        return frozenset((name, written.or_safer, self._answers(name, written)) for name, written in read)

    def _answers(self, name: str, written: Written) -> tuple[Truth, ...]:
        key = (name, written.value, written.or_safer)
        answers = self._said.get(key)
        if answers is None:
            word = self.graph.catalogue.words[name]
            answers = self._said[key] = tuple(says(word, written, wanted) for wanted in self._wanted[name])
        return answers

    @cached_property
    def _wanted(self) -> Mapping[str, Sequence[tuple[Value, ...]]]:
        """What conditions want each word to say that any of them reads."""
        wanted: dict[str, dict[tuple[Value, ...], None]] = {}
        for threat in self.graph.catalogue.threats.values():
            for name, values in threat.when.words.items():
                wanted.setdefault(name, {})[values] = None
        return {name: tuple(each) for name, each in wanted.items()}


def asks_what_is_published(threat: Threat) -> bool:
    """Whether a threat is told of everyone as well: that a drawn flow brings something to who was not to see it."""
    when = threat.when
    return when.by_design and when.not_agreed == "see" and not (when.holder or when.words or when.facts or when.knows)


def _not_agreed(threat: Threat, widest: int | None) -> Truth:
    when = threat.when
    if when.not_agreed not in ACTS or when.by_design:
        return True
    return None if widest is None else widest < ACTS.index(when.not_agreed)
