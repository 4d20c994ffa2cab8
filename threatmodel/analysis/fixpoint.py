"""Graph -> facts: the least set of holdings that drawn flows, threats and inferences lead to; bits alone, no steps."""

from __future__ import annotations

from threatmodel.analysis.arrival import KEPT
from threatmodel.analysis.bits import FORM, ITEMS
from threatmodel.analysis.consequences import SAME, Effect, recipients
from threatmodel.analysis.course import Course
from threatmodel.analysis.derivation import Facts
from threatmodel.analysis.drawn import Drawn
from threatmodel.analysis.learning import Learning
from threatmodel.analysis.profile import Profile
from threatmodel.analysis.readings import Truth
from threatmodel.analysis.roster import MADE
from threatmodel.analysis.situation import Situation
from threatmodel.analysis.taken import taken


class Run(Situation):
    """One propagation over a course; `agreed` takes only steps within what was agreed, and notes the others."""

    def __init__(self, course: Course, *, agreed: bool = False) -> None:
        super().__init__(graph=course.graph, possible=course.possible)
        self.course = course
        self.conditions = course.conditions
        self.agreed = agreed
        self.crossed: dict[int, int] = {}
        self.facts = Facts(held=self.held, crossed=self.crossed, find=lambda: taken(course, agreed=agreed))
        self.doubtful = any(datum.consent is None for datum in self.graph.scenario.data.values())
        """Whether anything was met that is not known; if not, the possible run is the sure one."""
        self._learning = Learning(self.graph, self.held)
        self._grown: dict[int, None] = {}
        """Holdings of which something new is held, in the order in which they got it."""
        self._waiting: dict[int, dict[int, None]] = {}
        """By what somebody would have to learn: the holdings at which a threat waits for it."""
        roster, bits = self.graph.roster, self.graph.bits
        self._width, self._learned, self._public = roster.width, len(roster.data), roster.everyone * roster.width
        self._all_seen, self._first_route = bits.all_seen, bits.via
        self._at_home = MADE.index("household") if roster.household else None

    def finished(self) -> Facts:
        """Follow what has grown until nothing new follows."""
        for drawn in self.course.drawing.starts():
            self._draw(drawn, self.course.drawing.begun(drawn))
        while self._grown:
            grown, self._grown = self._grown, {}
            for holding in grown:
                self._follow(holding)
        return self.facts

    def stepped(self) -> Facts:
        """Find the same step by step: where somebody asks for the steps anyway, once is enough."""
        steps = self.facts.steps
        self.held.update(steps.held)
        self.doubtful |= steps.doubtful
        for firing in steps.crossings:
            self._note(firing.fact.holding, firing.fact.form, firing.allowed)
        return self.facts

    def _follow(self, holding: int) -> None:
        """Take every step that rests on a holding."""
        held, graph = self.held[holding], self.graph
        holder, datum = divmod(holding, self._width)
        if holder < graph.roster.everyone:
            self._drawn_on(holding, holder, datum, held)
        if datum >= self._learned:
            self._grown.update(self._waiting.get(holding, {}))
            return
        if holder != graph.roster.everyone:
            profile = self.conditions.profile(holder, datum)
            if profile.asked and (self.agreed or self._learning.leads_back(holder, datum)):
                self._threaten(holding, holder, datum, held, profile)
        if self._learning.tells(datum):
            self._learn(holder, datum)

    def _drawn_on(self, holding: int, holder: int, datum: int, held: int) -> None:
        """Take what is drawn from a holding, and let the members of an audience have what it has."""
        drawing, members = self.course.drawing, self.graph.roster.members
        for drawn in drawing.steps(holding):
            self._draw(drawn, drawing.arriving(drawn, held))
        if holder in members:
            for member in members[holder]:
                self._take(self.graph.holding(member, datum), self.graph.bits.unmarked(held))

    def _threaten(self, holding: int, holder: int, datum: int, held: int, profile: Profile) -> None:
        """Take what threats lead to: most of all steps are taken here."""
        effects, unsure, _ = self.course.reactions.of(profile, held)
        if unsure:
            self.doubtful = True
        if not effects:
            return
        width, routes = self._width, held >> self._first_route << self._first_route
        made = self.graph.roster.first_made(holder) * width + datum
        for effect in effects:
            knows, learns, _, whom, _, form, of = effect
            if knows is not None and not self._known(holding, knows):
                continue
            bits = FORM[form] | (held >> (of - 1) & self._all_seen) * ITEMS[form] | routes
            if learns is not None or whom == self._at_home:
                self._further(effect, holder, datum, bits)
            elif whom >= 0:
                self._step(made + whom * width, form, bits)
            else:
                self._step(holding if whom == SAME else self._public + datum, form, bits)

    def _further(self, effect: Effect, holder: int, datum: int, bits: int) -> None:
        """Take what a threat leads to where people of a household get it, or where something is learned."""
        roster = self.graph.roster
        for recipient in recipients(self.graph, holder, effect.to):
            if effect.holds:
                self._step(self.graph.holding(recipient, datum), effect.form, bits)
            if effect.learns is not None:
                for subject in roster.concerned(holder, datum):
                    learned = roster.learned(subject, effect.learns)
                    self._step(self.graph.holding(recipient, learned), effect.form, FORM[effect.form])

    def _known(self, holding: int, what: str) -> bool:
        """Whether a holder knows something of a subject; if not yet, the holding is looked at again when it does."""
        holder, datum = self.graph.split(holding)
        if self.knows(holder, datum, what) is not None:
            return True
        for subject in self.graph.roster.concerned(holder, datum):
            learned = self.graph.holding(holder, self.graph.roster.learned(subject, what))
            self._waiting.setdefault(learned, {})[holding] = None
        return False

    def _learn(self, holder: int, datum: int) -> None:
        """Let what a holder has tell it something; what everyone has informs whoever has something about the same."""
        roster = self.graph.roster
        if not self._learning.note(holder, datum):
            return
        if holder != roster.everyone:
            for subject in roster.concerned(holder, datum):
                self._tell(holder, subject)
            return
        for name in roster.data[datum].about:
            subject = roster.subject_number[name]
            for informed in self._learning.holders_about(subject):
                self._tell(informed, subject)

    def _tell(self, holder: int, subject: int) -> None:
        for target, _, _ in self._learning.told(holder, subject):
            self._step(target, KEPT, FORM[KEPT])

    def _draw(self, drawn: Drawn, bits: int) -> None:
        if drawn.unsure:
            self.doubtful = True
        if not drawn.form:
            return
        if not self.agreed:
            self._take(drawn.target, bits | drawn.marks)
        elif drawn.allowed is True:
            self._take(drawn.target, bits)
        else:
            self._cross(drawn.target, drawn.form, bits, drawn.allowed, drawn.rule.purposes)

    def _step(self, target: int, form: int, bits: int) -> None:
        if self.agreed:
            allowed = self.graph.agreements.allows(*self.graph.split(target), form)
            if allowed is not True:
                self._cross(target, form, bits, allowed, ())
                return
        before = self.held.get(target, 0)
        after = before | bits
        if after != before:
            self.held[target] = after
            self._grown[target] = None

    def _cross(self, target: int, form: int, bits: int, allowed: Truth, purposes: tuple[str, ...]) -> None:
        """Note a step past what was agreed, and take as much of it as was agreed."""
        self._note(target, form, allowed)
        within = self.graph.agreements.within(*self.graph.split(target), form, purposes)
        if within:
            self._take(target, self.graph.bits.arrive(bits, within))

    def _note(self, target: int, form: int, allowed: Truth) -> None:
        if self.possible or allowed is False:
            self.crossed[target] = max(form, self.crossed.get(target, 0))

    def _take(self, target: int, bits: int) -> None:
        before = self.held.get(target, 0)
        after = before | bits
        if after != before:
            self.held[target] = after
            self._grown[target] = None
