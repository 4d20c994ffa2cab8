"""A finished run -> its steps by what they lead to: drawn rules, membership and threats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from threatmodel.analysis.conditions import Candidate
from threatmodel.analysis.consequences import outcomes
from threatmodel.analysis.fixpoint import Run
from threatmodel.analysis.graph import Rule
from threatmodel.analysis.likelihood.nodes import Form, Item
from threatmodel.analysis.likelihood.views import RouteKey, Views, routes_of


class Leading(NamedTuple):
    """A threat at a holding that leads to another one; `part` is the number of the consequence."""

    holding: int
    candidate: Candidate
    part: int
    form: int


class Steps:
    """What leads to each holding of a run."""

    def __init__(self, views: Views, run: Run) -> None:
        self.views = views
        self.view = views.bare
        self.run = run
        self._routes: dict[int, tuple[RouteKey, ...]] = {}
        self._holding: dict[int, Mapping[str, Candidate]] = {}
        self._leading: dict[int, dict[int, list[Leading]]] = {}
        self._back: dict[int, Sequence[Leading]] = {}

    @cached_property
    def rules(self) -> Mapping[int, list[Rule]]:
        """The drawn rules that are taken, by what they lead to."""
        found: dict[int, list[Rule]] = {}
        held = self.run.facts.held
        for rule in self.view.rules.values():
            form = rule.high if self.run.possible else rule.low
            if form and (rule.premise is None or rule.premise in held):
                found.setdefault(rule.target, []).append(rule)
        return found

    @cached_property
    def audiences(self) -> Mapping[int, list[int]]:
        """The audiences that a holder is in, by number."""
        found: dict[int, list[int]] = {}
        for audience, members in self.view.graph.roster.members.items():
            for member in members:
                found.setdefault(member, []).append(audience)
        return found

    def holding(self, holding: int) -> Mapping[str, Candidate]:
        """Return the threats that hold at a holding, by id."""
        known = self._holding.get(holding)
        if known is None:
            known = self._holding[holding] = {one.threat.id: one for one in self._found_holding(holding)}
        return known

    def _found_holding(self, holding: int) -> Iterator[Candidate]:
        holder, datum = self.view.graph.split(holding)
        held = self.run.facts.held.get(holding)
        if held is not None:
            candidates = self.run.conditions.candidates(holder, datum, held)
            yield from (one for one in candidates if self.run.holds(one, holding))

    def threats(self, holding: int) -> Sequence[Leading]:
        """Return the threats that lead to a holding."""
        roster = self.view.graph.roster
        holder, datum = self.view.graph.split(holding)
        learned = roster.learned_of(datum)
        if learned is None and holder < roster.everyone and not roster.household:
            return self._leading_back(holding)
        if learned is None:
            return self._led_by(datum).get(holding, ())
        subject = roster.subjects[learned[0]]
        about = (number for number, each in enumerate(roster.data) if subject in each.about)
        return [leading for number in about for leading in self._led_by(number).get(holding, ())]

    def _leading_back(self, holding: int) -> Sequence[Leading]:
        """Return the threats at a named holder's own holding: where nobody lives together, no others lead to it."""
        known = self._back.get(holding)
        if known is None:
            known = self._back[holding] = [one for one, target in self._leading_from(holding) if target == holding]
        return known

    def _led_by(self, datum: int) -> Mapping[int, list[Leading]]:
        """Return by what they lead to the threats at all holdings of a datum: they lead to it, or to what it tells."""
        known = self._leading.get(datum)
        if known is None:
            known = self._leading[datum] = {}
            for holding in self._held_of.get(datum, ()):
                for leading, target in self._leading_from(holding):
                    known.setdefault(target, []).append(leading)
        return known

    def _leading_from(self, holding: int) -> Iterator[tuple[Leading, int]]:
        graph, run = self.view.graph, self.run
        if graph.split(holding)[0] == graph.roster.everyone:
            return
        held = run.facts.held[holding]
        for candidate in self.holding(holding).values():
            if candidate.threat.leads_to:
                for one in outcomes(graph, candidate, holding, held, possible=run.possible):
                    yield Leading(holding, candidate, one.part, one.form), one.target

    @cached_property
    def _held_of(self) -> Mapping[int, list[int]]:
        """The holdings of each datum."""
        found: dict[int, list[int]] = {}
        for holding in self.run.facts.held:
            found.setdefault(self.view.graph.split(holding)[1], []).append(holding)
        return found

    def item(self, holding: int, item: int, form: int) -> Form | Item:
        """Return what stands for a holding that reveals an item: the holding itself where nothing ever removes it."""
        stays = self.staying(holding) >> item & 1
        return Form(holding, form) if stays else Item(holding, item, form)

    def staying(self, holding: int) -> int:
        """Return the bits of the items, as seen, that a holding reveals whichever way it came about."""
        datum = self.view.graph.split(holding)[1]
        return self._staying[datum] if datum < len(self._staying) else 0

    @cached_property
    def _staying(self) -> Sequence[int]:
        """By datum, the items that it reveals at whoever has it: nothing on its way removes them, with any measure."""
        graph = self.view.graph
        staying = [graph.bits.items(datum.names("reveals")) for datum in graph.roster.data]
        for view in (self.view, self.views.full):
            for rule in view.rules.values():
                staying[graph.split(rule.target)[1]] &= ~rule.removed[1 if self.run.possible else 0]
        for datum in graph.roster.data:
            chain = [datum]
            while chain[-1].made_from is not None:
                chain.append(graph.scenario.data[chain[-1].made_from])
            for copy, original in zip(reversed(chain[:-1]), reversed(chain[1:]), strict=True):
                missing = (
                    graph.bits.items(original.names("reveals")) & ~staying[graph.roster.datum_number[original.name]]
                )
                staying[graph.roster.datum_number[copy.name]] &= ~missing
        return staying

    def is_designed(self, holding: int, form: int) -> bool:
        """Whether drawn rules and membership by themselves bring a holding to a form, whatever measures there are."""
        return self._designed.get(holding, 0) >= form

    @cached_property
    def _designed(self) -> Mapping[int, int]:
        graph = self.view.graph
        leading: dict[int, list[Rule]] = {}
        forms: dict[int, int] = {}
        pending: list[tuple[int, int]] = []
        for rule in self.views.full.rules.values():
            form = rule.high if self.run.possible else rule.low
            if rule.premise is None:
                pending.append((rule.target, form))
            else:
                leading.setdefault(rule.premise, []).append(rule)
        while pending:
            holding, form = pending.pop()
            before = forms.get(holding, 0)
            if form <= before:
                continue
            forms[holding] = form
            holder, datum = graph.split(holding)
            pending += [(graph.holding(member, datum), form) for member in graph.roster.members.get(holder, ())]
            if not before:
                further = leading.get(holding, ())
                pending += [(rule.target, rule.high if self.run.possible else rule.low) for rule in further]
        return forms

    def joined(self, holding: int) -> Iterator[int]:
        """Yield the holdings of audiences that a holding comes from."""
        graph = self.view.graph
        holder, datum = graph.split(holding)
        for audience in self.audiences.get(holder, ()):
            source = graph.holding(audience, datum)
            if source in self.run.facts.held:
                yield source

    def routes(self, holding: int) -> tuple[RouteKey, ...]:
        """Return every way that a holding may have come by."""
        known = self._routes.get(holding)
        if known is None:
            known = self._routes[holding] = tuple(self._found_routes(holding))
        return known

    def _found_routes(self, holding: int) -> Mapping[RouteKey, None]:
        graph = self.view.graph
        found: dict[RouteKey, None] = {}
        seen = {holding}
        pending = [holding]
        while pending:
            current = pending.pop()
            before = list(self.joined(current))
            for rule in self.rules.get(current, ()):
                found.update((key, None) for key, _ in routes_of(rule))
                if rule.premise is not None:
                    before.append(rule.premise)
            if graph.split(current)[1] < len(graph.roster.data):
                before += [leading.holding for leading in self.threats(current)]
            pending += [one for one in dict.fromkeys(before) if one not in seen]
            seen.update(before)
        return found
