"""Steps of a run -> how each form, item, way and mark of a holding comes about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from threatmodel.analysis.arrival import KEPT, SEEN
from threatmodel.analysis.bits import FOR_OTHER_PURPOSE, KEPT_BY_DESIGN, SEEN_BY_DESIGN
from threatmodel.analysis.consequences import lasts
from threatmodel.analysis.graph import Graph, Rule
from threatmodel.analysis.likelihood.nodes import Form, Holds, Item, Learns, Mark, Node, Step, Way
from threatmodel.analysis.likelihood.steps import Leading, Steps
from threatmodel.analysis.likelihood.variables import Variables
from threatmodel.analysis.likelihood.views import View, routes_of, rule_key
from threatmodel.analysis.readings import Truth


class Holdings:
    """How holdings come about in one run."""

    def __init__(self, steps: Steps, variables: Variables) -> None:
        self.steps = steps
        self.variables = variables
        self.graph: Graph = steps.view.graph

    def form(self, node: Form) -> Iterator[Step]:
        """Yield how a holding comes about in a form; what is drawn needs no more, unless it is asked whom it passes."""
        if self.steps.is_designed(node.holding, node.form):
            yield Step(passes=None)
            if not self.variables.helped:
                return
        for rule in self._rules(node.holding, node.form):
            yield self._drawn(rule, node.form, _seen(rule))
        for audience in self.steps.joined(node.holding):
            yield Step((Form(audience, node.form),))
        for leading in self._threats(node.holding, node.form):
            yield self._led(leading)
        learned = self.graph.roster.learned_of(self.graph.split(node.holding)[1])
        if learned is not None and node.form <= KEPT:
            holder, _ = self.graph.split(node.holding)
            for inference in self.graph.catalogue.inferences:
                if inference.learns == learned[1]:
                    yield Step((Learns(holder, learned[0], inference.id),))

    def item(self, node: Item) -> Iterator[Step]:
        """Yield how it comes about that a holding reveals an item in a form."""
        for rule in self._rules(node.holding, node.form):
            if not self._removes(rule, node.item):
                body = self._revealing(rule, node)
                if body is not None:
                    kept = self.variables.switch(
                        ("passes", rule_key(rule), node.item), partial(self._passes, rule, node.item)
                    )
                    step = self._drawn(rule, node.form, body)
                    yield step._replace(variables=step.variables | kept)
        for audience in self.steps.joined(node.holding):
            yield Step((self.steps.item(audience, node.item, node.form),))
        for leading in self._threats(node.holding, node.form):
            yield self._led(leading, self.steps.item(leading.holding, node.item, leading.candidate.form))

    def way(self, node: Way) -> Iterator[Step]:
        """Yield how it comes about that a holding came by a way."""
        for rule in self._rules(node.holding, SEEN):
            if any(key == node.route for key, _ in routes_of(rule)):
                yield self._drawn(rule, SEEN, _seen(rule))
            elif rule.premise is not None:
                yield self._drawn(rule, SEEN, (Way(rule.premise, node.route),))
        for audience in self.steps.joined(node.holding):
            yield Step((Way(audience, node.route),))
        for leading in self._threats(node.holding, SEEN):
            yield self._led(leading, Way(leading.holding, node.route))

    def mark(self, node: Mark) -> Iterator[Step]:
        """Yield how drawn flows bring a holding past what was agreed."""
        form = KEPT if node.mark == KEPT_BY_DESIGN else SEEN
        for rule in self._rules(node.holding, form):
            if rule.kind != "connection" and not rule.own and self._crosses_by(rule, node.mark):
                yield self._drawn(rule, form, _seen(rule))

    def _rules(self, holding: int, form: int) -> Iterator[Rule]:
        for rule in self.steps.rules.get(holding, ()):
            if (rule.high if self.variables.possible else rule.low) >= form:
                yield rule

    def _threats(self, holding: int, form: int) -> Iterator[Leading]:
        return (leading for leading in self.steps.threats(holding) if leading.form >= form)

    def _drawn(self, rule: Rule, form: int, body: tuple[Node, ...]) -> Step:
        key = rule_key(rule)
        arrives = self.variables.switch(("arrives", key, form), partial(self._arrives, key, form))
        starter = self.graph.roster.holder_name(rule.starter)
        if rule.kind == "copy":
            return Step(body, arrives, (starter,), anew=True)
        return Step(body, arrives, (starter, rule.by, *rule.passed, *(way.place for way in rule.ways)))

    def _led(self, leading: Leading, *more: Node) -> Step:
        threat = leading.candidate.threat
        holder, datum = self.graph.split(leading.holding)
        happens = self.variables.cause(threat, holder, datum)
        consequence = threat.leads_to[leading.part]
        waits = self.variables.switch(
            ("lasts", threat.id, holder, leading.part), lambda view: lasts(view.graph, holder, consequence)
        )
        return Step((Holds(leading.holding, threat.id), *more), happens | waits)

    def _arrives(self, key: tuple[object, ...], form: int, view: View) -> Truth:
        rule = view.rules.get(key)
        if rule is None or rule.high < form:
            return False
        return True if rule.low >= form else None

    def _passes(self, rule: Rule, item: int, view: View) -> Truth:
        return not self._removes(view.rules.get(rule_key(rule), rule), item)

    def _removes(self, rule: Rule, item: int) -> bool:
        """Whether a rule takes an item out; an item has the same position in every view."""
        return bool(rule.removed[1 if self.variables.possible else 0] >> item & 1)

    def _revealing(self, rule: Rule, node: Item) -> tuple[Node, ...] | None:
        """Return what has to be there for a rule to bring an item; None if it never does."""
        bits, roster = self.graph.bits, self.graph.roster
        shown = 1 << node.item
        own = bits.items(roster.data[self.graph.split(rule.target)[1]].names("reveals"))
        if rule.premise is None:
            return () if own & shown else None
        if rule.kind == "copy":
            original = bits.items(roster.data[roster.datum_number[rule.by]].names("reveals"))
            if not own & shown:
                return None
            return (self.steps.item(rule.premise, node.item, SEEN),) if original & shown else _seen(rule)
        return (self.steps.item(rule.premise, node.item, SEEN),)

    def _crosses_by(self, rule: Rule, mark: int) -> bool:
        holding = rule.target
        if rule.purposes and not self._crosses(holding, SEEN, rule.purposes):
            return False
        if mark == FOR_OTHER_PURPOSE:
            return bool(rule.purposes)
        return self._crosses(holding, SEEN if mark == SEEN_BY_DESIGN else KEPT, ())

    def _crosses(self, holding: int, form: int, purposes: tuple[str, ...]) -> bool:
        allowed = self.graph.agreements.allows(*self.graph.split(holding), form, purposes)
        return allowed is False or (allowed is None and self.variables.possible)


def _seen(rule: Rule) -> tuple[Node, ...]:
    return () if rule.premise is None else (Form(rule.premise, SEEN),)
