"""The meaning of the engine once more, over a networkx graph of holdings: what the engine is measured against.

It covers what generated scenarios hold, and refuses all else: no controls, no copies, no memberships, nothing that is
removed on the way and nothing to infer. It gives the ids and states of findings and the disclosure points, without
any explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import Final, NamedTuple

import networkx as nx

from threatmodel.model.catalogue import FORMS, Catalogue, Threat, Word
from threatmodel.model.derived import MADE
from threatmodel.model.elements import ACTS, EVERYONE, UNKNOWN, Data, Element, Path, Scenario, Value
from threatmodel.model.names import slug

NOTHING, SEEN, KEPT, PUBLISHED = range(4)
_HELD: Final = (0b0, 0b1, 0b11, 0b111)
_MARKS: Final = {SEEN: 0b01000, KEPT: 0b10000}
"""A drawn flow brought it, though nobody agreed that it be seen, or kept."""


class Holding(NamedTuple):
    """A datum at a holder: at a named one (no role), at one made for it, or at everyone."""

    role: str
    holder: str
    datum: str


_ORIGIN: Final = Holding("", "", "")


class Run(NamedTuple):
    """What one propagation leaves: the bits of each holding, and the highest form that each crossing would bring."""

    held: dict[Holding, int]
    crossings: dict[Holding, int]


class Reference:
    """One scenario and a catalogue, worked through holding by holding until nothing changes."""

    def __init__(self, scenario: Scenario, catalogue: Catalogue) -> None:
        self.scenario = scenario
        self.catalogue = catalogue
        _expect_generated(scenario, catalogue)
        self.operated: dict[str, list[str]] = {}
        for name, element in scenario.holders.items():
            if element.type == "system" and "operator" in element.words:
                self.operated.setdefault(str(element.words["operator"].value), []).append(name)
        self.static = cache(self._static)
        self.allows = cache(self._allows)
        self.graph: nx.MultiDiGraph[Holding] = nx.MultiDiGraph()
        for path in scenario.paths:
            for carry in path.carries:
                self._draw(path, scenario.data[carry.datum])
        self.sure, self.possible = self._run(sure=True), self._run(sure=False)
        self.agreed_sure, self.agreed = self._run(sure=True, agreed=True), self._run(sure=False, agreed=True)

    def findings(self) -> dict[str, str]:
        """Return the state of each finding, by id."""
        found = {}
        threats = [threat for threat in self.catalogue.threats.values() if threat.on == "holding"]
        for holding, held in self.possible.held.items():
            if holding.role or not self.others(holding):
                continue
            for threat in threats:
                truth = self.static(threat.id, holding)
                if truth is False or not _shows(threat, held):
                    continue
                is_open = truth and _shows(threat, self.sure.held.get(holding, 0))
                name = f"{threat.id}/{slug(holding.holder)}/{slug(holding.datum)}"
                found[name] = "open" if is_open else "undecided"
        return found

    def points(self) -> dict[str, tuple[bool, int]]:
        """Return by id, for each disclosure point, whether it is certain and its highest form."""
        certain = self.agreed_sure.crossings
        return {
            f"{slug(self._name(holding))}/{slug(holding.datum)}": (holding in certain, certain.get(holding, form))
            for holding, form in self.agreed.crossings.items()
            if self.others(holding)
        }

    def others(self, holding: Holding) -> bool:
        """Whether a holding is about anybody but the person who holds it."""
        about = self.scenario.data[holding.datum].about
        return bool(holding.role) or not (about == (holding.holder,) and self._type(holding) == "person")

    # --- what is drawn ---

    def _draw(self, path: Path, datum: Data) -> None:
        starter = Holding("", path.nodes[0], datum.name)
        origin = starter
        if starter.holder in datum.about:
            origin = _ORIGIN
        else:
            live = self._values("live", datum)
            forms = {SEEN if passing else KEPT for passing in live}
            self.graph.add_edge(starter, starter, key="start", low=min(forms), high=max(forms))
        for node in path.nodes[1:]:
            forms = self._forms(self.scenario.holders[node], datum)
            target = Holding("", node, datum.name)
            self.graph.add_edge(origin, target, key=path.text, low=min(forms), high=max(forms))

    def _forms(self, element: Element, datum: Data) -> set[int]:
        live = self._values("live", datum)
        if element.type != "system":
            return {SEEN if any(each) else KEPT for each in product(live, self._values("ephemeral", datum))}
        if self._values("end-to-end encrypted", element) == {True}:
            return {NOTHING}
        kept = self._values("keeps", element) != {0.0}
        recorded = product(live, self._values("records", element))
        return {KEPT if kept and (not passing or records == "by default") else SEEN for passing, records in recorded}

    # --- what follows ---

    def _run(self, *, sure: bool, agreed: bool = False) -> Run:
        run = Run({}, {})
        pending = [_ORIGIN]
        while pending:
            holding = pending.pop()
            for target, form, drawn in self._steps(run, holding, sure=sure):
                if self._take(run, target, form, drawn=drawn, agreed=agreed):
                    pending.append(target)
        return run

    def _steps(self, run: Run, holding: Holding, *, sure: bool) -> Iterator[tuple[Holding, int, bool]]:
        form = "low" if sure else "high"
        if holding in self.graph:
            for _, target, rule in self.graph.out_edges(holding, data=True):
                if rule[form]:
                    yield target, rule[form], True
        if holding == _ORIGIN or holding.role == EVERYONE or not self.others(holding):
            return
        held = run.held[holding]
        for threat in self.catalogue.threats.values():
            if threat.leads_to and _shows(threat, held) and self.static(threat.id, holding) in (True, sure or None):
                for consequence in threat.leads_to:
                    made = FORMS.index(consequence.form) + 1 if consequence.form else KEPT
                    yield _recipient(holding, consequence.to), made, False

    def _take(self, run: Run, target: Holding, form: int, *, drawn: bool, agreed: bool) -> bool:
        """Take a step, in a run over agreed facts as far as it was agreed; tell whether it made anything new."""
        bits = _HELD[form]
        if not self.allows(target, form):
            if agreed:
                run.crossings[target] = max(form, run.crossings.get(target, NOTHING))
                form = max(each for each in range(form) if not each or self.allows(target, each))
                bits = _HELD[form]
            elif drawn:
                bits |= sum(mark for each, mark in _MARKS.items() if form >= each and not self.allows(target, each))
        before = run.held.get(target, 0)
        run.held[target] = before | bits
        if not run.held[target]:
            del run.held[target]
        return bool(bits & ~before)

    def _allows(self, holding: Holding, form: int) -> bool:
        if not self.others(holding):
            return True
        act = self._widest(holding)
        return act > 0 if holding.role == EVERYONE else act >= ACTS.index(("", "see", "keep", "publish")[form])

    def _widest(self, holding: Holding) -> int:
        consent = self.scenario.data[holding.datum].consent
        grants = consent.grants if consent is not None else {}
        covering = {EVERYONE} if holding.role else {EVERYONE, holding.holder}
        element = self.scenario.holders.get(holding.holder)
        if not holding.role and element is not None and element.type == "system" and "operator" in element.words:
            covering.update(self.operated[str(element.words["operator"].value)])
        return max((ACTS.index(grants[name].act) for name in covering if name in grants), default=0)

    # --- conditions ---

    def _static(self, threat_id: str, holding: Holding) -> bool | None:
        """Say what the written part of a condition comes to at a holding."""
        when = self.catalogue.threats[threat_id].when
        if when.holder and self._type(holding) not in when.holder:
            return False
        asked = when.not_agreed if not when.by_design and self.others(holding) else None
        if asked and self._widest(holding) >= ACTS.index(asked):
            return False
        truths = [self._says(self.catalogue.words[word], wanted, holding) for word, wanted in when.words.items()]
        return False if False in truths else None if None in truths else True

    def _says(self, word: Word, wanted: tuple[Value, ...], holding: Holding) -> bool | None:
        nearest = [] if holding.role else [self.scenario.holders[holding.holder]]
        for element in (*nearest, self.scenario.data[holding.datum]):
            if element.type in word.on:
                answers = {_matches(word, value, wanted) for value in self._values(word.name, element)}
                return answers.pop() if len(answers) == 1 else None
        if "system" in word.on:
            raise ValueError(f"{word.name!r} would have to be read on the way")
        return False

    def _values(self, name: str, element: Element) -> set[Value]:
        """Return everything that a word may say on a thing."""
        word, written = self.catalogue.words[name], element.words.get(name)
        if written is not None and written.value is not UNKNOWN:
            return {written.value}
        if not word.question:
            return {False if word.type == "yes/no" else "" if word.type != "list" else ()}
        return {True, False} if word.type == "yes/no" else set(word.values)

    def _type(self, holding: Holding) -> str:
        return "person" if holding.role else self.scenario.holders[holding.holder].type

    @staticmethod
    def _name(holding: Holding) -> str:
        if holding.role == EVERYONE:
            return EVERYONE
        return MADE[holding.role].format(holding.holder) if holding.role else holding.holder


def _recipient(holding: Holding, to: str) -> Holding:
    if to == EVERYONE:
        return Holding(EVERYONE, "", holding.datum)
    return holding if to == "same" else holding._replace(role=to)


def _shows(threat: Threat, held: int) -> bool:
    """Whether a holding is in the form, and came in the way, that a threat asks for."""
    when = threat.when
    needs = _HELD[FORMS.index(when.form) + 1] if when.form else _HELD[SEEN]
    if when.by_design:
        needs |= _MARKS[SEEN if when.not_agreed == "see" else KEPT]
    return held & needs == needs


def _matches(word: Word, value: Value, wanted: tuple[Value, ...]) -> bool:
    if word.ordered:
        return _unsafe(word, value) >= _unsafe(word, wanted[0])
    return bool(set(value) & set(wanted)) if isinstance(value, tuple) else value in wanted


def _unsafe(word: Word, value: Value) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return word.values.index(("yes" if value else "no") if isinstance(value, bool) else str(value))


def _expect_generated(scenario: Scenario, catalogue: Catalogue) -> None:
    """Raise ValueError for what would take more than is written here."""
    holders: Iterable[Mapping[str, object]] = (element.words for element in scenario.holders.values())
    strange = {"in", "lives with", "removes", "blurs", "pseudonymises", "aggregates"}
    beyond = (
        bool(scenario.controls),
        any(datum.made_from or datum.made_by or datum.consent is None for datum in scenario.data.values()),
        any("name" in datum.names("reveals") for datum in scenario.data.values()),
        any(strange & words.keys() for words in holders),
        any(threat.on != "holding" or threat.when.facts for threat in catalogue.threats.values()),
        any(consequence.after for threat in catalogue.threats.values() for consequence in threat.leads_to),
    )
    if any(beyond):
        raise ValueError("this is not a generated scenario, or its catalogue asks for more than the reference knows")
