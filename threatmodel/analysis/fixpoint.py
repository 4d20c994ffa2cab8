"""Graph -> facts: the least set of holdings that drawn flows, threats and inferences lead to, cheapest steps first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from threatmodel.analysis import inferences
from threatmodel.analysis.arrival import kept_for
from threatmodel.analysis.bits import FOR_OTHER_PURPOSE, FORM, KEPT_BY_DESIGN, SEEN_BY_DESIGN
from threatmodel.analysis.conditions import Candidate, Conditions
from threatmodel.analysis.graph import Graph, Rule
from threatmodel.analysis.readings import Truth
from threatmodel.analysis.roster import LEARNED
from threatmodel.model.catalogue import FORMS, Consequence, Inference

_KEPT = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """A holding in a form: 1 seen, 2 kept, 3 published."""

    holding: int
    form: int


@dataclass(frozen=True, slots=True)
class Firing:
    """One step that was taken: what it made, out of what, and why."""

    fact: Fact
    cause: Rule | Candidate | Inference | int
    """A drawn rule, a threat with the place where it holds, an inference, or the audience that one belongs to."""
    premises: tuple[Fact, ...]
    allowed: Truth
    cost: int


@dataclass
class Facts:
    """What one run derives: the bits of each holding, the first step to each fact, and every step taken."""

    held: dict[int, int] = field(default_factory=dict)
    first: dict[Fact, Firing] = field(default_factory=dict)
    firings: list[Firing] = field(default_factory=list)
    crossings: list[Firing] = field(default_factory=list)
    """Of a run over agreed facts: the steps that go past what was agreed. They are not taken."""

    @cached_property
    def by_target(self) -> Mapping[int, list[Firing]]:
        """The steps to each holding; to be asked when the run is over."""
        steps: dict[int, list[Firing]] = {}
        for firing in self.firings:
            steps.setdefault(firing.fact.holding, []).append(firing)
        return steps

    def has(self, fact: Fact) -> bool:
        """Whether a fact was derived."""
        return self.held.get(fact.holding, 0) & FORM[fact.form] == FORM[fact.form]


class Run:
    """One propagation. `possible` takes steps that may be, `agreed` only those within what was agreed."""

    def __init__(self, graph: Graph, conditions: Conditions, *, possible: bool, agreed: bool = False) -> None:
        self.graph = graph
        self.conditions = conditions
        self.possible = possible
        self.agreed = agreed
        self.facts = Facts()
        self._queue: list[tuple[int, int, int, Firing]] = []
        self._pushed = 0
        self._taken: set[tuple[object, ...]] = set()
        self._data_at: dict[int, list[int]] = {}
        self._holders_about: dict[int, dict[int, None]] = {}
        self._telling = _telling_subjects(graph)

    def facts_derived(self) -> Facts:
        """Take steps, cheapest first and in the order of the file, until nothing new follows."""
        for rule in self.graph.axioms:
            self._draw(rule, self._source(rule), 0)
        while self._queue:
            cost, _, bits, firing = heapq.heappop(self._queue)
            self._take(cost, bits, firing)
        return self.facts

    def _source(self, rule: Rule) -> int:
        """Return what the one who starts holds from the outset: all that the datum reveals."""
        _, datum = self.graph.split(rule.target)
        return self.graph.bits.items(self.graph.roster.data[datum].names("reveals"))

    def _push(self, firing: Firing, bits: int, order: int) -> None:
        self._pushed += 1
        heapq.heappush(self._queue, (firing.cost, order << 32 | self._pushed, bits, firing))

    def _take(self, cost: int, bits: int, firing: Firing) -> None:
        facts, holding = self.facts, firing.fact.holding
        facts.firings.append(firing)
        before = facts.held.get(holding, 0)
        after = before | bits
        if after == before:
            return
        facts.held[holding] = after
        for form in range(1, firing.fact.form + 1):
            facts.first.setdefault(Fact(holding, form), firing)
        self._follow(holding, after, before, cost)

    def _follow(self, holding: int, held: int, before: int, cost: int) -> None:
        for rule in self.graph.rules.get(holding, ()):
            self._draw(rule, held, cost)
        holder, datum = self.graph.split(holding)
        roster = self.graph.roster
        for member in roster.members.get(holder, ()):
            self._join(holder, member, datum, held, cost)
        if roster.learned_of(datum) is not None:
            self._learned(holder, datum, cost)
        elif holder == roster.everyone:
            self._published(datum, cost)
        elif roster.concerned(holder, datum):
            if not before:
                self._data_at.setdefault(holder, []).append(datum)
            self._threaten(holder, datum, held, cost)
            if (held ^ before) & self.graph.bits.all_seen or not before:
                self._infer(holder, datum, cost)

    def _draw(self, rule: Rule, held: int, cost: int) -> None:
        form = rule.high if self.possible else rule.low
        if not form:
            return
        if rule.kind == "copy":
            held = self._copied(rule, held)
        bits = self.graph.bits.arrive(held, form, rule.removed[1 if self.possible else 0]) | rule.via
        premises = () if rule.premise is None else (Fact(rule.premise, 1),)
        self._step(
            rule.target,
            form,
            bits,
            rule,
            premises,
            cost + rule.cost,
            order=rule.span.line,
            purposes=rule.purposes,
        )

    def _copied(self, rule: Rule, held: int) -> int:
        """Return what a copy reveals: its own items, but for those of the original that did not arrive."""
        roster, bits = self.graph.roster, self.graph.bits
        copy = roster.data[self.graph.split(rule.target)[1]]
        original = roster.data[roster.datum_number[rule.by]]
        lost = bits.items(original.names("reveals")) & ~held
        return bits.items(copy.names("reveals")) & ~lost | (held >> bits.via << bits.via)

    def _join(self, audience: int, member: int, datum: int, held: int, cost: int) -> None:
        form = (held & FORM[3]).bit_length()
        bits = self.graph.bits.arrive(held, form)
        self._step(
            self.graph.holding(member, datum),
            form,
            bits,
            audience,
            (Fact(self.graph.holding(audience, datum), form),),
            cost + 1,
        )

    def _threaten(self, holder: int, datum: int, held: int, cost: int) -> None:
        for candidate in self.conditions.candidates(holder, datum, held):
            if candidate.threat.leads_to and self._holds(candidate, holder, datum, held):
                for number, consequence in enumerate(candidate.threat.leads_to):
                    self._lead(candidate, number, consequence, holder, datum, held, cost)

    def _holds(self, candidate: Candidate, holder: int, datum: int, held: int) -> bool:
        if candidate.truth is None and not self.possible:
            return False
        return shows(candidate, held) and (
            candidate.knows is None or self.knows(holder, datum, candidate.knows) is not None
        )

    def knows(self, holder: int, datum: int, what: str) -> tuple[Fact, ...] | None:
        """Return the facts by which a holder knows something of a subject of the datum, none if it was written; None if not known."""
        for subject in self.graph.roster.concerned(holder, datum):
            if what == "identity" and self.graph.agreements.knows(holder, subject):
                return ()
            fact = Fact(self.graph.holding(holder, self.graph.roster.learned(subject, what)), 1)
            if self.facts.has(fact):
                return (fact,)
        return None

    def _lead(
        self,
        candidate: Candidate,
        number: int,
        consequence: Consequence,
        holder: int,
        datum: int,
        held: int,
        cost: int,
    ) -> None:
        lasting = self._lasts(holder, consequence)
        if lasting is False or (lasting is None and not self.possible):
            return
        premises = self._premises(candidate, holder, datum)
        form = FORMS.index(consequence.form) + 1 if consequence.form else _KEPT
        for to in self._recipients(holder, consequence):
            for target, bits in self._consequence(consequence, to, holder, datum, held, form):
                self._step(
                    target,
                    form,
                    bits,
                    candidate,
                    premises,
                    cost + 1,
                    order=candidate.order + (1 << 24),
                    part=number,
                )

    def _premises(self, candidate: Candidate, holder: int, datum: int) -> tuple[Fact, ...]:
        least = (candidate.needs & FORM[3]).bit_length()
        known = self.knows(holder, datum, candidate.knows) if candidate.knows else ()
        return (Fact(self.graph.holding(holder, datum), least), *(known or ()))

    def _lasts(self, holder: int, consequence: Consequence) -> Truth:
        element = self.graph.roster.element(holder)
        written = element.words.get("keeps") if element is not None else None
        return kept_for(self.graph.catalogue.words["keeps"], written, consequence.after)

    def _recipients(self, holder: int, consequence: Consequence) -> tuple[int, ...]:
        roster = self.graph.roster
        if consequence.to == "same":
            return (holder,)
        if consequence.to == "everyone":
            return (roster.everyone,)
        if consequence.to == "household" and holder in roster.household:
            return roster.household[holder]
        return (roster.made(holder, consequence.to),)

    def _consequence(
        self, consequence: Consequence, to: int, holder: int, datum: int, held: int, form: int
    ) -> Iterator[tuple[int, int]]:
        if consequence.learns is None or consequence.form is not None:
            yield self.graph.holding(to, datum), self.graph.bits.arrive(held, form)
        if consequence.learns is not None:
            for subject in self.graph.roster.concerned(holder, datum):
                yield (
                    self.graph.holding(to, self.graph.roster.learned(subject, consequence.learns)),
                    FORM[form],
                )

    def _infer(self, holder: int, datum: int, cost: int) -> None:
        for subject in self.graph.roster.concerned(holder, datum):
            self._holders_about.setdefault(subject, {})[holder] = None
            if subject in self._telling:
                self._tell(holder, subject, cost)

    def _tell(self, holder: int, subject: int, cost: int) -> None:
        graph, held = self.graph, self.facts.held
        data = self._about(self._data_at.get(holder, ()), subject)
        mine = {datum: held[graph.holding(holder, datum)] & graph.bits.all_seen for datum in data}
        background = {} if graph.roster.type(holder) == "system" else self._background(subject)
        for inference, carrying in inferences.told(graph, mine, background):
            target = graph.holding(holder, graph.roster.learned(subject, inference.learns))
            premises = tuple(Fact(graph.holding(holder, datum), 1) for datum in carrying)
            self._step(target, _KEPT, FORM[_KEPT], inference, premises, cost + 1, order=1 << 25)

    def _about(self, data: Sequence[int], subject: int) -> Iterator[int]:
        name = self.graph.roster.subjects[subject]
        return (datum for datum in data if name in self.graph.roster.data[datum].about)

    def _background(self, subject: int) -> dict[int, int]:
        graph = self.graph
        public = self._about(self._data_at.get(graph.roster.everyone, ()), subject)
        return {
            datum: self.facts.held[graph.holding(graph.roster.everyone, datum)] & graph.bits.all_seen
            for datum in public
        }

    def _learned(self, holder: int, datum: int, cost: int) -> None:
        """Look again at what a holder has of a subject, now that more is known of who that is."""
        subject, _ = self.graph.roster.learned_of(datum) or (0, LEARNED[0])
        for other in tuple(self._about(self._data_at.get(holder, ()), subject)):
            self._threaten(holder, other, self.facts.held[self.graph.holding(holder, other)], cost)

    def _published(self, datum: int, cost: int) -> None:
        """Let what everyone knows inform whoever has something about the same people."""
        known = self._data_at.setdefault(self.graph.roster.everyone, [])
        if datum not in known:
            known.append(datum)
        for name in self.graph.roster.data[datum].about:
            subject = self.graph.roster.subject_number[name]
            for holder in tuple(self._holders_about.get(subject, ())) if subject in self._telling else ():
                self._tell(holder, subject, cost)

    def _step(
        self,
        target: int,
        form: int,
        bits: int,
        cause: Rule | Candidate | Inference | int,
        premises: tuple[Fact, ...],
        cost: int,
        *,
        order: int = 0,
        part: int = 0,
        purposes: tuple[str, ...] = (),
    ) -> None:
        """Queue a step if it makes anything new; of a run over agreed facts, only as far as it was agreed."""
        holder, datum = self.graph.split(target)
        allowed = True if isinstance(cause, int) else self.graph.agreements.allows(holder, datum, form, purposes)
        if isinstance(cause, Rule) and allowed is not True:
            bits |= self._by_design(cause, holder, datum, form)
        firing = Firing(Fact(target, form), cause, premises, allowed, cost)
        if self.agreed and allowed is not True:
            self.facts.crossings.append(firing)
            self._step_within(firing, bits, purposes, order)
            return
        again = (target, form, name_of(cause), part, premises[0].holding if premises else None)
        if again in self._taken and bits | self.facts.held.get(target, 0) == self.facts.held.get(target, 0):
            return
        self._taken.add(again)
        self._push(firing, bits, order)

    def _step_within(self, firing: Firing, bits: int, purposes: tuple[str, ...], order: int) -> None:
        """Take the part of a crossing that was agreed: who may see what is kept here has agreed to be where it is seen."""
        holder, datum = self.graph.split(firing.fact.holding)
        for form in range(firing.fact.form - 1, 0, -1):
            if self.graph.agreements.allows(holder, datum, form, purposes):
                within = Firing(Fact(firing.fact.holding, form), firing.cause, firing.premises, True, firing.cost)
                lowered = self.graph.bits.arrive(bits, form)
                if lowered | self.facts.held.get(firing.fact.holding, 0) != self.facts.held.get(firing.fact.holding, 0):
                    self._push(within, lowered, order)
                return

    def _by_design(self, rule: Rule, holder: int, datum: int, form: int) -> int:
        """Return the marks of a drawn flow that goes past what was agreed, or may do so."""
        if rule.kind == "connection":
            return 0
        crossing = (False, None) if self.possible else (False,)
        if rule.purposes:
            marks = SEEN_BY_DESIGN | FOR_OTHER_PURPOSE | (KEPT_BY_DESIGN if form >= _KEPT else 0)
            return marks if self.graph.agreements.allows(holder, datum, form, rule.purposes) in crossing else 0
        marks = SEEN_BY_DESIGN if self.graph.agreements.allows(holder, datum, 1) in crossing else 0
        if form >= _KEPT and self.graph.agreements.allows(holder, datum, _KEPT) in crossing:
            marks |= KEPT_BY_DESIGN
        return marks


def name_of(cause: Rule | Candidate | Inference | int) -> object:
    """Return what tells the causes of steps apart."""
    if isinstance(cause, Candidate):
        return cause.threat.id
    return cause.id if isinstance(cause, Inference) else cause if isinstance(cause, int) else id(cause)


def shows(candidate: Candidate, held: int) -> bool:
    """Whether a holding has the bits that a threat needs."""
    return held & candidate.needs == candidate.needs and (not candidate.reveals or bool(held & candidate.reveals))


def _telling_subjects(graph: Graph) -> frozenset[int]:
    """Return the subjects of whom anything could be inferred, if all data about them met."""
    items: dict[str, int] = {}
    for datum in graph.roster.data:
        for name in datum.about:
            items[name] = items.get(name, 0) | graph.bits.items(datum.names("reveals"))
    return frozenset(
        graph.roster.subject_number[name] for name, bits in items.items() if inferences.tells_anything(graph, bits)
    )
