"""Graph -> facts: the least set of holdings that drawn flows, threats and inferences lead to, cheapest steps first."""

from __future__ import annotations

import heapq
from typing import Final

from threatmodel.analysis.arrival import KEPT, PUBLISHED, SEEN
from threatmodel.analysis.bits import FOR_OTHER_PURPOSE, FORM, KEPT_BY_DESIGN, SEEN_BY_DESIGN
from threatmodel.analysis.conditions import Candidate, Conditions
from threatmodel.analysis.consequences import outcomes, waits
from threatmodel.analysis.derivation import Cause, Fact, Facts, Firing, name_of
from threatmodel.analysis.graph import Graph, Rule
from threatmodel.analysis.learning import Learning

_AFTER_FLOWS: Final = 1 << 24
"""Where two derivations are equally short, drawn flows come before threats, in the order of the file."""


class Run:
    """One propagation. `possible` takes steps that may be, `agreed` only those within what was agreed."""

    def __init__(self, graph: Graph, conditions: Conditions, *, possible: bool, agreed: bool = False) -> None:
        self.graph = graph
        self.conditions = conditions
        self.possible = possible
        self.agreed = agreed
        self.facts = Facts()
        self.doubtful = False
        """Whether anything was met that is not known; if not, the possible run is the sure one."""
        self._learning = Learning(graph, self.facts.held)
        self._queue: list[tuple[int, int, int, Firing]] = []
        self._pushed = 0
        self._led: dict[tuple[int, int], int] = {}
        """What each threat last found to pass on, so that a holding that grew otherwise leads to nothing again."""
        self._stepped: set[tuple[object, ...]] = set()

    def finished(self) -> Facts:
        """Take steps, cheapest first and in the order of the file, until nothing new follows."""
        for rule in self.graph.axioms:
            self._draw(rule, self._source(rule), 0)
        while self._queue:
            _, _, bits, firing = heapq.heappop(self._queue)
            self._take(bits, firing)
        return self.facts

    def knows(self, holder: int, datum: int, what: str) -> tuple[Fact, ...] | None:
        """Return the facts by which a holder knows something of a subject of the datum; None if it does not.

        There are no facts where the file itself says that the holder knows the person.
        """
        for subject in self.graph.roster.concerned(holder, datum):
            if what == "identity" and self.graph.agreements.knows(holder, subject):
                return ()
            fact = Fact(self.graph.holding(holder, self.graph.roster.learned(subject, what)), SEEN)
            if self.facts.has(fact):
                return (fact,)
        return None

    def holds(self, candidate: Candidate, holding: int) -> bool:
        """Whether a threat holds at a holding, as far as the run has come."""
        if candidate.truth is None and not self.possible:
            return False
        held = self.facts.held.get(holding, 0)
        if held & candidate.needs != candidate.needs or (candidate.reveals and not held & candidate.reveals):
            return False
        return candidate.knows is None or self.knows(*self.graph.split(holding), candidate.knows) is not None

    def premises(self, candidate: Candidate, holding: int) -> tuple[Fact, ...]:
        """Return the facts that a threat rests on: the least form of the holding, and what is known of its subject."""
        known = self.knows(*self.graph.split(holding), candidate.knows) if candidate.knows else ()
        return (Fact(holding, candidate.form), *(known or ()))

    def _source(self, rule: Rule) -> int:
        """Return what the one who starts holds from the outset: all that the datum reveals."""
        _, datum = self.graph.split(rule.target)
        return self.graph.bits.items(self.graph.roster.data[datum].names("reveals"))

    def _take(self, bits: int, firing: Firing) -> None:
        facts, holding = self.facts, firing.fact.holding
        facts.firings.append(firing)
        before = facts.held.get(holding, 0)
        after = before | bits
        if after == before:
            return
        facts.held[holding] = after
        for form in range(1, firing.fact.form + 1):
            facts.first.setdefault(Fact(holding, form), firing)
        self._follow(holding, before, firing.cost)

    def _follow(self, holding: int, before: int, cost: int) -> None:
        """Queue what follows from a holding that has grown."""
        held, roster = self.facts.held[holding], self.graph.roster
        holder, datum = self.graph.split(holding)
        for rule in self.graph.rules.get(holding, ()):
            self._draw(rule, held, cost)
        for member in roster.members.get(holder, ()):
            self._join(holder, member, datum, held, cost)
        learned = roster.learned_of(datum)
        if learned is not None:
            for other in self._learning.data_about(holder, learned[0]):
                self._threaten(self.graph.holding(holder, other), cost)
            return
        if not before:
            self._learning.note(holder, datum)
        if holder == roster.everyone:
            self._inform(datum, cost)
            return
        self._threaten(holding, cost)
        for subject in roster.concerned(holder, datum):
            self._tell(holder, subject, cost)

    def _draw(self, rule: Rule, held: int, cost: int) -> None:
        form = rule.high if self.possible else rule.low
        self.doubtful |= rule.low != rule.high or rule.removed[0] != rule.removed[1]
        if not form:
            return
        if rule.kind == "copy":
            held = self._copied(rule, held)
        bits = self.graph.bits.arrive(held, form, rule.removed[1 if self.possible else 0]) | rule.via
        premises = () if rule.premise is None else (Fact(rule.premise, SEEN),)
        self._step(Fact(rule.target, form), bits, rule, premises, cost + rule.cost, order=rule.span.line)

    def _copied(self, rule: Rule, held: int) -> int:
        """Return what a copy reveals: its own items, but for those of the original that did not arrive."""
        roster, bits = self.graph.roster, self.graph.bits
        copy = roster.data[self.graph.split(rule.target)[1]]
        original = roster.data[roster.datum_number[rule.by]]
        lost = bits.items(original.names("reveals")) & ~held
        return bits.items(copy.names("reveals")) & ~lost | bits.routes(held)

    def _join(self, audience: int, member: int, datum: int, held: int, cost: int) -> None:
        form = (held & FORM[-1]).bit_length()
        premises = (Fact(self.graph.holding(audience, datum), form),)
        bits = self.graph.bits.unmarked(held)
        self._step(Fact(self.graph.holding(member, datum), form), bits, audience, premises, cost + 1)

    def _threaten(self, holding: int, cost: int) -> None:
        holder, datum = self.graph.split(holding)
        if holder == self.graph.roster.everyone or not self.graph.roster.concerned(holder, datum):
            return
        held = self.facts.held[holding]
        for candidate in self.conditions.candidates(holder, datum, held):
            self.doubtful |= candidate.truth is None or waits(self.graph, holder, candidate.threat) is None
            if not candidate.threat.leads_to or not self.holds(candidate, holding):
                continue
            passed = self.graph.bits.arrive(held, PUBLISHED, of=candidate.form)
            if self._led.get((holding, candidate.order)) == passed:
                continue
            self._led[holding, candidate.order] = passed
            premises = self.premises(candidate, holding)
            order = _AFTER_FLOWS + candidate.order
            for part, target, form, bits in outcomes(self.graph, candidate, holding, held, possible=self.possible):
                self._step(Fact(target, form), bits, candidate, premises, cost + 1, order=order, part=part)

    def _tell(self, holder: int, subject: int, cost: int) -> None:
        for target, inference, premises in self._learning.told(holder, subject):
            self._step(Fact(target, KEPT), FORM[KEPT], inference, premises, cost + 1, order=2 * _AFTER_FLOWS)

    def _inform(self, datum: int, cost: int) -> None:
        """Let what everyone knows inform whoever has something about the same people."""
        for name in self.graph.roster.data[datum].about:
            subject = self.graph.roster.subject_number[name]
            for holder in self._learning.holders_about(subject):
                self._tell(holder, subject, cost)

    def _step(
        self,
        fact: Fact,
        bits: int,
        cause: Cause,
        premises: tuple[Fact, ...],
        cost: int,
        *,
        order: int = 0,
        part: int = 0,
    ) -> None:
        """Queue a step that makes anything new; in a run over agreed facts, only as far as it was agreed."""
        step = (fact, name_of(cause), part, premises[0].holding if premises else None)
        held = self.facts.held.get(fact.holding, 0)
        if step in self._stepped and bits | held == held:
            return
        self._stepped.add(step)
        holder, datum = self.graph.split(fact.holding)
        purposes = cause.purposes if isinstance(cause, Rule) else ()
        needs_none = isinstance(cause, int) or (isinstance(cause, Rule) and cause.own)
        allowed = needs_none or self.graph.agreements.allows(holder, datum, fact.form, purposes)
        if isinstance(cause, Rule) and allowed is not True:
            bits |= self._by_design(cause, fact)
        self.doubtful |= allowed is None
        firing = Firing(fact, cause, premises, allowed, cost, part)
        if not self.agreed or allowed is True:
            self._push(firing, bits, order)
            return
        self.facts.crossings.append(firing)
        within = self._within(fact, purposes)
        if within is not None:
            lowered = firing._replace(fact=within, allowed=True)
            self._push(lowered, self.graph.bits.arrive(bits, within.form), order)

    def _push(self, firing: Firing, bits: int, order: int) -> None:
        self._pushed += 1
        heapq.heappush(self._queue, (firing.cost, order << 32 | self._pushed, bits, firing))

    def _within(self, fact: Fact, purposes: tuple[str, ...]) -> Fact | None:
        """Return the highest lower form that was agreed: who may see what is kept here has agreed to be where it is."""
        holder, datum = self.graph.split(fact.holding)
        for form in range(fact.form - 1, 0, -1):
            if self.graph.agreements.allows(holder, datum, form, purposes):
                return Fact(fact.holding, form)
        return None

    def _by_design(self, rule: Rule, fact: Fact) -> int:
        """Return the marks of a drawn flow that goes past what was agreed, or may do so."""
        if rule.kind == "connection":
            return 0
        if rule.purposes and not self._crosses(fact.holding, SEEN, rule.purposes):
            return 0
        marks = FOR_OTHER_PURPOSE if rule.purposes else 0
        for form, mark in ((SEEN, SEEN_BY_DESIGN), (KEPT, KEPT_BY_DESIGN)):
            if fact.form >= form and self._crosses(fact.holding, form, ()):
                marks |= mark
        return marks

    def _crosses(self, holding: int, form: int, purposes: tuple[str, ...]) -> bool:
        allowed = self.graph.agreements.allows(*self.graph.split(holding), form, purposes)
        return allowed is False or (allowed is None and self.possible)
