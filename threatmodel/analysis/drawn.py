"""Rules -> arrivals: what each drawn step brings in the sure and in the possible run, and whether that was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from threatmodel.analysis.agreement import Agreed
from threatmodel.analysis.arrival import KEPT, SEEN
from threatmodel.analysis.bits import FOR_OTHER_PURPOSE, FORM, ITEMS, KEPT_BY_DESIGN, SEEN_BY_DESIGN
from threatmodel.analysis.graph import Graph, Rule
from threatmodel.analysis.readings import Truth


class Drawn(NamedTuple):
    """A rule as one run takes it."""

    rule: Rule
    target: int
    form: int
    passes: int
    """Bits of the items, as they are seen, that are not removed on the way."""
    adds: int
    """Bits of the form and of the route."""
    marks: int
    """Bits of a flow that goes past what was agreed by design, or may do so."""
    allowed: Truth
    unsure: bool
    """Whether it brings another form, or less of it, if what is not known turns out so."""


@dataclass(kw_only=True)
class Drawing:
    """The drawn steps of a sure or of a possible run, made ready when they are first taken."""

    graph: Graph
    possible: bool
    sure: Drawing | None = None
    """Of a possible run, the drawn steps of the sure one: where nothing is unknown, they are the same."""
    ready: dict[int, Sequence[Drawn]] = field(default_factory=dict)
    """The steps that rest on each holding, as far as they were asked for."""

    def starts(self) -> Sequence[Drawn]:
        """Return the steps that rest on nothing, in the order of the file."""
        return self._ready(-1, self.graph.axioms)

    def steps(self, holding: int) -> Sequence[Drawn]:
        """Return the steps that rest on a holding, in the order of the file."""
        rules = self.graph.rules.get(holding)
        return () if rules is None else self._ready(holding, rules)

    def arriving(self, drawn: Drawn, held: int) -> int:
        """Return the bits that arrive, but for marks, of what is held where the step begins."""
        if drawn.rule.kind == "copy":
            held = self._copied(drawn.rule, held)
        via = self.graph.bits.via
        return drawn.adds | (held & drawn.passes) * ITEMS[drawn.form] | held >> via << via

    def begun(self, drawn: Drawn) -> int:
        """Return the bits of what the one who starts holds from the outset: all that the datum reveals."""
        _, datum = self.graph.split(drawn.target)
        return self.arriving(drawn, self.graph.bits.items(self.graph.roster.data[datum].names("reveals")))

    def _ready(self, key: int, rules: Sequence[Rule]) -> Sequence[Drawn]:
        ready = self.ready.get(key)
        if ready is None:
            before = self.sure.ready.get(key) if self.sure is not None else None
            if before is None:
                ready = tuple(self._drawn(rule) for rule in rules)
            else:
                ready = tuple(self._drawn(one.rule) if one.unsure or one.allowed is None else one for one in before)
            self.ready[key] = ready
        return ready

    def _drawn(self, rule: Rule) -> Drawn:
        form = rule.high if self.possible else rule.low
        removed = rule.removed[1 if self.possible else 0]
        holder, datum = self.graph.split(rule.target)
        agreed, public = self.graph.agreements.agreed(holder, datum), holder == self.graph.roster.everyone
        allowed = rule.own or not form or agreed.allows(form, rule.purposes, public=public)
        marks = 0 if allowed is True else self._by_design(rule, form, agreed, public=public)
        passes = self.graph.bits.all_seen & ~removed
        unsure = rule.low != rule.high or rule.removed[0] != rule.removed[1]
        return Drawn(rule, rule.target, form, passes, FORM[form] | rule.via, marks, allowed, unsure)

    def _copied(self, rule: Rule, held: int) -> int:
        """Return what a copy reveals: its own items, but for those of the original that did not arrive."""
        roster, bits = self.graph.roster, self.graph.bits
        copy = roster.data[self.graph.split(rule.target)[1]]
        original = roster.data[roster.datum_number[rule.by]]
        lost = bits.items(original.names("reveals")) & ~held
        return bits.items(copy.names("reveals")) & ~lost | bits.routes(held)

    def _by_design(self, rule: Rule, form: int, agreed: Agreed, *, public: bool) -> int:
        crossing = (False, None) if self.possible else (False,)
        if rule.kind == "connection":
            return 0
        if rule.purposes and agreed.allows(SEEN, rule.purposes, public=public) not in crossing:
            return 0
        marks = FOR_OTHER_PURPOSE if rule.purposes else 0
        for least, mark in ((SEEN, SEEN_BY_DESIGN), (KEPT, KEPT_BY_DESIGN)):
            if form >= least and agreed.allows(least, public=public) in crossing:
                marks |= mark
        return marks
