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

    @cached_property
    def holding(self) -> Mapping[int, Mapping[str, Candidate]]:
        """The threats that hold at each holding, by id."""
        graph, run = self.view.graph, self.run
        found: dict[int, Mapping[str, Candidate]] = {}
        for holding, held in run.facts.held.items():
            holder, datum = graph.split(holding)
            if holder == graph.roster.everyone or datum >= len(graph.roster.data):
                continue
            if graph.roster.concerned(holder, datum):
                candidates = run.conditions.candidates(holder, datum, held)
                found[holding] = {one.threat.id: one for one in candidates if run.holds(one, holding)}
        return found

    @cached_property
    def threats(self) -> Mapping[int, list[Leading]]:
        """The threats that lead to each holding."""
        graph, run = self.view.graph, self.run
        found: dict[int, list[Leading]] = {}
        for holding, candidates in self.holding.items():
            held = run.facts.held[holding]
            for candidate in candidates.values():
                if candidate.threat.leads_to:
                    for one in outcomes(graph, candidate, holding, held, possible=run.possible):
                        leading = Leading(holding, candidate, one.part, one.form)
                        found.setdefault(one.target, []).append(leading)
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
                before += [leading.holding for leading in self.threats.get(current, ())]
            pending += [one for one in dict.fromkeys(before) if one not in seen]
            seen.update(before)
        return found
