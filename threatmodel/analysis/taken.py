"""Course -> steps: everything that is done on it, cheapest first, so that each fact has a shortest derivation."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from threatmodel.analysis.arrival import KEPT, PUBLISHED, SEEN
from threatmodel.analysis.bits import FORM
from threatmodel.analysis.consequences import Lead, followed
from threatmodel.analysis.course import Course
from threatmodel.analysis.derivation import Fact, Firing, Steps
from threatmodel.analysis.drawn import Drawn
from threatmodel.analysis.graph import Rule
from threatmodel.analysis.learning import Learning
from threatmodel.analysis.situation import Situation

_AFTER_FLOWS: Final = 1 << 24
"""Where two derivations are equally short, drawn flows come before threats, in the order of the file."""


def taken(course: Course, *, agreed: bool) -> Steps:
    """Return every step of a run; over agreed facts only those within what was agreed are taken."""
    return _Taking(course, agreed=agreed).finished()


class _Taking(Situation):
    """A run once more, step by step."""

    def __init__(self, course: Course, *, agreed: bool) -> None:
        super().__init__(graph=course.graph, possible=course.possible)
        self.course = course
        self.agreed = agreed
        self.steps = Steps(held=self.held)
        self._learning = Learning(self.graph, self.held)
        self._waiting: dict[int, list[tuple[int, int, Firing]]] = {}
        """Steps by their cost: each leads to dearer ones only."""
        self._pushed = 0
        self._doubtful = False
        self._led: dict[tuple[int, int], int] = {}
        """What each threat last found to pass on, so that a holding that grew otherwise leads to nothing again."""
        self._told: set[tuple[object, ...]] = set()

    def finished(self) -> Steps:
        """Take steps, cheapest first and in the order of the file, until nothing new follows."""
        for drawn in self.course.drawing.starts():
            self._draw(drawn, self.course.drawing.begun(drawn), 0, again=False)
        while self._waiting:
            cheapest = self._waiting.pop(min(self._waiting))
            cheapest.sort()
            for _, bits, firing in cheapest:
                self._take(bits, firing)
        return replace(self.steps, doubtful=self._doubtful)

    def _take(self, bits: int, firing: Firing) -> None:
        holding, form = firing.fact
        self.steps.firings.append(firing)
        before = self.held.get(holding, 0)
        after = before | bits
        if after == before:
            return
        self.held[holding] = after
        for each in range(1, form + 1):
            self.steps.first.setdefault(Fact(holding, each), firing)
        self._follow(holding, before, firing.cost)

    def _follow(self, holding: int, before: int, cost: int) -> None:
        """Queue what follows from a holding that has grown."""
        roster = self.graph.roster
        holder, datum = self.graph.split(holding)
        if holder < roster.everyone:
            self._drawn_on(holding, before, cost)
        learned = roster.learned_of(datum)
        if learned is not None:
            for other in self._learning.data_about(holder, learned[0]):
                self._threaten(holder, other, cost)
            return
        shows_more = self._learning.note(holder, datum)
        if holder == roster.everyone:
            if shows_more:
                self._inform(datum, cost)
            return
        self._threaten(holder, datum, cost)
        if shows_more and self._learning.tells(datum):
            for subject in roster.concerned(holder, datum):
                self._tell(holder, subject, cost)

    def _drawn_on(self, holding: int, before: int, cost: int) -> None:
        held, drawing = self.held[holding], self.course.drawing
        holder, datum = self.graph.split(holding)
        for drawn in drawing.steps(holding):
            self._draw(drawn, drawing.arriving(drawn, held), cost, again=before > 0)
        for member in self.graph.roster.members.get(holder, ()):
            self._join(holder, member, datum, before, cost)

    def _draw(self, drawn: Drawn, bits: int, cost: int, *, again: bool) -> None:
        rule = drawn.rule
        self._doubtful |= drawn.unsure
        bits |= drawn.marks
        if not drawn.form or (again and self._has(rule.target, bits)):
            return
        premises = () if rule.premise is None else (Fact(rule.premise, SEEN),)
        firing = Firing(Fact(rule.target, drawn.form), rule, premises, drawn.allowed, cost + rule.cost)
        self._push(firing, bits, rule.span.line)

    def _join(self, audience: int, member: int, datum: int, before: int, cost: int) -> None:
        source, target = self.graph.holding(audience, datum), self.graph.holding(member, datum)
        form = (self.held[source] & FORM[-1]).bit_length()
        bits = self.graph.bits.unmarked(self.held[source])
        if (before & FORM[-1]).bit_length() != form or not self._has(target, bits):
            self._push(Firing(Fact(target, form), audience, (Fact(source, form),), True, cost + 1), bits, 0)

    def _threaten(self, holder: int, datum: int, cost: int) -> None:
        profile = self.course.conditions.profile(holder, datum)
        if not profile.asked or not (self.agreed or self._learning.leads_back(holder, datum)):
            return
        holding = self.graph.holding(holder, datum)
        held = self.held[holding]
        _, unsure, leads = self.course.reactions.of(profile, held)
        self._doubtful |= unsure
        for lead in leads:
            candidate, of, _ = lead
            if candidate.knows is not None and self.knows(holder, datum, candidate.knows) is None:
                continue
            # what is passed on of what is held in this form; in the highest form, so that it tells whether it grew
            passing = self.graph.bits.arrive(held, PUBLISHED, of=of)
            before = self._led.get((holding, candidate.order))
            if before != passing:
                self._led[holding, candidate.order] = passing
                self._lead(lead, holding, cost, new=before is None)

    def _lead(self, lead: Lead, holding: int, cost: int, *, new: bool) -> None:
        holder, datum = self.graph.split(holding)
        candidate, premises = lead.candidate, self.premises(lead.candidate, holding)
        for part, effect in lead.effects:
            arriving = self.graph.bits.arrive(self.held[holding], effect.form, of=effect.of)
            for target, bits in followed(self.graph, effect, holder, datum, arriving):
                if new or not self._has(target, bits):
                    allowed = self.graph.agreements.allows(*self.graph.split(target), effect.form)
                    firing = Firing(Fact(target, effect.form), candidate, premises, allowed, cost + 1, part)
                    self._push(firing, bits, _AFTER_FLOWS + candidate.order)

    def _tell(self, holder: int, subject: int, cost: int) -> None:
        for target, inference, premises in self._learning.told(holder, subject):
            step = (target, inference.id, premises[0])
            if step in self._told and self._has(target, FORM[KEPT]):
                continue
            self._told.add(step)
            allowed = self.graph.agreements.allows(*self.graph.split(target), KEPT)
            self._push(Firing(Fact(target, KEPT), inference, premises, allowed, cost + 1), FORM[KEPT], 2 * _AFTER_FLOWS)

    def _inform(self, datum: int, cost: int) -> None:
        """Let what everyone knows inform whoever has something about the same people."""
        for name in self.graph.roster.data[datum].about:
            subject = self.graph.roster.subject_number[name]
            for holder in self._learning.holders_about(subject):
                self._tell(holder, subject, cost)

    def _has(self, holding: int, bits: int) -> bool:
        held = self.held.get(holding, 0)
        return bits | held == held

    def _push(self, firing: Firing, bits: int, order: int) -> None:
        """Queue a step; in a run over agreed facts, only as far as it was agreed."""
        if self.agreed and firing.allowed is not True:
            self.steps.crossings.append(firing)
            holding, form = firing.fact
            purposes = firing.cause.purposes if isinstance(firing.cause, Rule) else ()
            within = self.graph.agreements.within(*self.graph.split(holding), form, purposes)
            if not within:
                return
            firing = firing._replace(fact=Fact(holding, within), allowed=True)
            bits = self.graph.bits.arrive(bits, within)
        self._pushed += 1
        self._waiting.setdefault(firing.cost, []).append((order << 32 | self._pushed, bits, firing))
