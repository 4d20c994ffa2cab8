"""The meaning of the engine once more, for clarity and not for speed: naive rounds over sets until nothing changes.

It shares no code with the analysis: what a word may say is tried value by value, joins are components of a graph,
and every step is worked out anew in every round.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import combinations, product
from typing import NamedTuple

import networkx as nx

from tests.laws.reference_consent import DISCLOSED, LEARNED, NAMED, PUBLIC, Register, What, Who
from tests.laws.reference_flows import KEPT, Arrivals, Passage
from tests.laws.reference_words import InPlace, Truth, conjunction, disjunction, matches, possible, verdict
from threatmodel.model.catalogue import FORMS, Catalogue, Consequence, Threat, Word
from threatmodel.model.elements import ACTS, EVERYONE, Element, Scenario, Value
from threatmodel.model.names import slug


class Holding(NamedTuple):
    """All that somebody has of a datum."""

    form: int = 0
    items: frozenset[tuple[str, int]] = frozenset()
    """What it reveals, each in every form in which it is held."""
    came: frozenset[tuple[str, str]] = frozenset()
    """The systems that it came through, each with the path; no system for a way without any."""
    marks: frozenset[str] = frozenset()
    """What a drawn flow brought past what was agreed: `see`, `keep`, `purpose`."""

    def seen(self, form: int = 1) -> frozenset[str]:
        """Return the items that are held in at least this form."""
        return frozenset(item for item, held in self.items if held >= form)


Held = dict[tuple[Who, What], Holding]

Event = tuple[str, Who | None, What | None]
"""A threat at a holder, to a datum; to none where the threat is about the holder as a whole."""


def event(threat: Threat, who: Who | None, what: What | None) -> Event:
    """Return the event whose happening makes a threat real at a place."""
    return threat.id, who, what if threat.on == "holding" else None


class Step(NamedTuple):
    """One step: who comes to hold what, because of what, and whether that was agreed."""

    cause: tuple[str, ...]
    """The kind of step, what brings it about, and the purposes of a drawn one."""
    premises: tuple[tuple[Who, What, int], ...]
    who: Who
    what: What
    form: int
    items: frozenset[tuple[str, int]]
    came: frozenset[tuple[str, str]]
    marks: frozenset[str]
    allowed: Truth
    cost: int = 1


@dataclass
class Reference:
    """One scenario with a catalogue; `controls` says whether those in place count."""

    scenario: Scenario
    catalogue: Catalogue
    controls: bool = True
    happens: Callable[[Event], bool] = lambda _: True
    """Whether a threat's own cause happens at a place; what it leads to follows only then."""
    barred: frozenset[str] = frozenset()
    """Names of holders and paths that no step may pass."""

    def __post_init__(self) -> None:
        """Look at nothing but the scenario and the catalogue."""
        self.register = Register(self.scenario, self.catalogue)
        self.in_place = InPlace(self.scenario, self.catalogue, on=self.controls)
        self.arrivals = Arrivals(self.scenario, self.catalogue, self.in_place, self.register)
        self.static = cache(lambda id_, *place: self._static(self.catalogue.threats[id_], *place))

    # --- what comes out ---

    @cached_property
    def findings(self) -> dict[str, str]:
        """The ids of all findings, each open or undecided."""
        found: dict[str, str] = {}
        sure, maybe = self.sure[0], self.possible[0]
        for threat in self.catalogue.threats.values():
            if threat.on == "holding":
                for who, what in maybe:
                    if (
                        is_told_at(threat, who)
                        and what.kind not in LEARNED
                        and self.holds(threat, who, what, maybe, sure=False)
                    ):
                        is_open = (who, what) in sure and self.holds(threat, who, what, sure, sure=True)
                        found[f"{threat.id}/{slug(str(who))}/{slug(str(what))}"] = "open" if is_open else "undecided"
            else:
                found |= self._at_things(threat)
        return found

    def _at_things(self, threat: Threat) -> Iterator[tuple[str, str]]:
        drawn = {node for path in self.scenario.paths for node in path.nodes} - {EVERYONE}
        things = {name: Who(NAMED, name) for name in drawn if self.scenario.holders[name].type == threat.on}
        for name, who in things.items() if threat.on != "scenario" else (("scenario", None),):
            truth = self.static(threat.id, who, None, frozenset())
            if truth is not False:
                yield f"{threat.id}/{slug(name)}", "open" if truth else "undecided"

    @cached_property
    def points(self) -> dict[str, tuple[bool, str]]:
        """The disclosure points by id: whether each is certain, and its highest form, as certain as the point."""
        certain = self._highest(step for step in self.agreed_sure[1] if step.allowed is False)
        highest = self._highest(self.agreed_possible[1])
        return {
            f"{slug(str(who))}/{slug(str(what))}": (
                (who, what) in certain,
                FORMS[certain.get((who, what), form) - 1],
            )
            for (who, what), form in highest.items()
        }

    def _highest(self, crossings: Iterable[Step]) -> dict[tuple[Who, What], int]:
        """Return the highest form of each holding that crossings reach and that is a disclosure."""
        highest: dict[tuple[Who, What], int] = {}
        for step in crossings:
            if self.register.others(step.who, step.what) and step.what.kind not in LEARNED[len(DISCLOSED) :]:
                key = (step.who, step.what)
                highest[key] = max(step.form, highest.get(key, 0))
        return highest

    # --- runs ---

    @cached_property
    def _past_nobody(self) -> Reference:
        """The same with nobody barred."""
        return replace(self, barred=frozenset())

    @cached_property
    def sure(self) -> tuple[Held, set[Step]]:
        """What is derived by steps that are true."""
        return self._closure(sure=True, agreed=False)

    @cached_property
    def possible(self) -> tuple[Held, set[Step]]:
        """What is derived by steps that are true or unknown."""
        return self._closure(sure=False, agreed=False)

    @cached_property
    def agreed_sure(self) -> tuple[Held, set[Step]]:
        """What true steps within what was agreed derive, and the crossings from there."""
        return self._closure(sure=True, agreed=True)

    @cached_property
    def agreed_possible(self) -> tuple[Held, set[Step]]:
        """What steps within what was agreed may derive, and the crossings from there."""
        return self._closure(sure=False, agreed=True)

    def _closure(self, *, sure: bool, agreed: bool) -> tuple[Held, set[Step]]:
        held: Held = {}
        while True:
            grown = dict(held)
            crossings = set()
            for step in self.steps(held, sure=sure):
                taken: Step | None = step
                if agreed and step.allowed is not True:
                    crossings.add(step)
                    taken = self._part_agreed(step)
                if taken is not None:
                    _take(grown, taken)
            if grown == held:
                return held, crossings
            held = grown

    def _part_agreed(self, step: Step) -> Step | None:
        """Return the most of a crossing that was agreed to."""
        purposes = step.cause[2:] if step.cause[0] in ("flow", "publication") else ()
        for form in range(step.form - 1, 0, -1):
            if self.register.allows(step.who, step.what, form, purposes):
                items = frozenset((item, held) for item, held in step.items if held <= form)
                return step._replace(form=form, items=items, marks=frozenset(), allowed=True)
        return None

    def steps(self, held: Held, *, sure: bool) -> Iterator[Step]:
        """Yield every step that can be taken from what is held, past nobody who is barred."""
        return (step for step in self._all_steps(held, sure=sure) if not self.barred or not self._passes_barred(step))

    def _passes_barred(self, step: Step) -> bool:
        passed = {str(who) for who, _, _ in step.premises}
        path = next((path for path in self.scenario.paths if path.text == step.cause[1]), None)
        if path is not None and step.cause[0] in ("flow", "publication", "connection"):
            passed |= {path.text, path.nodes[0], *(system for system, _ in step.came)}
            last = EVERYONE if step.who == PUBLIC else step.who.name
            passed |= set(path.nodes[: path.nodes.index(last, 1)]) if step.cause[0] != "connection" else set()
        elif step.cause[0] not in ("threat", "member", "inference"):
            passed.add(str(step.who))
        return not self.barred.isdisjoint(passed)

    def _all_steps(self, held: Held, *, sure: bool) -> Iterator[Step]:
        for passage in self.arrivals.passages(held, sure=sure):
            if not self.barred or passage.kind != "copy":
                yield self._drawn(passage, sure=sure)
        if self.barred:  # a copy is something else, whatever its original passed
            anywhere = (self._past_nobody.sure if sure else self._past_nobody.possible)[0]
            copies = (one for one in self.arrivals.passages(anywhere, sure=sure) if one.kind == "copy")
            yield from (self._drawn(passage, sure=sure) for passage in copies)
        for (who, what), holding in held.items():
            if who.role == NAMED:
                yield from self._to_members(who, what, holding)
            if who != PUBLIC and what.kind not in LEARNED and self.register.others(who, what):
                for threat in self.catalogue.threats.values():
                    happens = threat.leads_to and self.happens(event(threat, who, what))
                    if happens and self.holds(threat, who, what, held, sure=sure):
                        yield from self._consequences(threat, who, what, held, sure=sure)
        yield from self._inferences(held)

    # --- steps ---

    def _drawn(self, passage: Passage, *, sure: bool) -> Step:
        who, what, form, purposes = passage.who, passage.what, passage.form, passage.purposes
        crosses = (False,) if sure else (False, None)
        own = passage.kind == "source" and self.register.is_theirs(who.name, self.register.data[what])
        allowed = own or self.register.allows(who, what, form, purposes)
        allows = self.register.allows
        past = not own and passage.kind != "connection"
        if purposes:
            past = past and allows(who, what, form, purposes) in crosses
        marks = {
            mark
            for mark, asked in (("see", 1), ("keep", KEPT))
            if past and form >= asked and allows(who, what, asked) in crosses
        }
        if past and purposes:
            marks.add("purpose")
        return Step(
            (passage.kind, passage.by, *purposes),
            passage.premises,
            who,
            what,
            form,
            _arriving(passage.items, form),
            passage.came,
            frozenset(marks),
            allowed,
            passage.cost,
        )

    def _to_members(self, who: Who, what: What, holding: Holding) -> Iterator[Step]:
        """Yield what a member has of what its audience has: in every form, as soon as the audience has it so."""
        for name, form in product(self.register.inside.predecessors(who.name), range(1, holding.form + 1)):
            items = frozenset((item, each) for item, each in holding.items if each <= form)
            cause, premises = ("member", who.name), ((who, what, form),)
            yield Step(cause, premises, Who(NAMED, name), what, form, items, holding.came, frozenset(), True)

    def _consequences(self, threat: Threat, who: Who, what: What, held: Held, *, sure: bool) -> Iterator[Step]:
        least = FORMS.index(threat.when.form) + 1 if threat.when.form else 1
        holding = held[who, what]
        known = self._known(threat.when.knows, who, what, held) if threat.when.knows else ()
        premises = ((who, what, least), *(known or ()))
        for consequence in threat.leads_to:
            if self._lasts(who, consequence) not in ((True,) if sure else (True, None)):
                continue
            form = FORMS.index(consequence.form) + 1 if consequence.form else KEPT
            for to in self._recipients(who, consequence):
                reached = (
                    [What(consequence.learns, name) for name in self.register.others(who, what)]
                    if consequence.learns
                    else []
                )
                if consequence.form or not consequence.learns:
                    reached.append(what)
                for result in reached:
                    of_datum = result == what
                    yield Step(
                        ("threat", threat.id),
                        premises,
                        to,
                        result,
                        form,
                        _arriving(holding.seen(least), form) if of_datum else frozenset(),
                        holding.came if of_datum else frozenset(),
                        frozenset(),
                        self.register.allows(to, result, form),
                    )

    def _recipients(self, who: Who, consequence: Consequence) -> list[Who]:
        if consequence.to == "same":
            return [who]
        if consequence.to == EVERYONE:
            return [PUBLIC]
        if consequence.to == "household":
            at_home = [
                name for name, element in self.scenario.holders.items() if who.name in element.names("lives with")
            ]
            return [Who(NAMED, name) for name in at_home] or [Who("household", who.name)]
        return [Who(consequence.to, who.name)]

    def _lasts(self, who: Who, consequence: Consequence) -> Truth:
        if consequence.after <= 0:
            return True
        element = self.register.element(who)
        if element is None:
            return False  # nobody said, or can be asked, how long who is made keeps anything
        caps = self.in_place.at(who.name, "keeps")
        values = possible(self.catalogue.words["keeps"], element.words.get("keeps"), caps, (consequence.after,))
        return verdict(float(value) >= consequence.after for value in values)  # type: ignore[arg-type]  # a duration

    def _inferences(self, held: Held) -> Iterator[Step]:
        at: dict[tuple[Who, str], list[What]] = {}
        for who, what in held:
            if what.kind not in LEARNED and who != PUBLIC:
                for subject in self.register.others(who, what):
                    at.setdefault((who, subject), []).append(what)
        for (who, subject), data in at.items():
            own = [(who, what) for what in data]
            known = [key for key in held if key[0] == PUBLIC and key[1].kind not in LEARNED]
            background = [key for key in known if subject in self.register.about(key[1])]
            for group in self._joined(held, own, background if self.register.type(who) != "system" else []):
                yield from self._told(who, subject, group, held)

    def _joined(
        self, held: Held, own: list[tuple[Who, What]], background: list[tuple[Who, What]]
    ) -> Iterator[set[tuple[Who, What]]]:
        graph: nx.Graph[tuple[Who, What]] = nx.Graph()
        graph.add_nodes_from((*own, *background))
        for one, other in combinations(graph.nodes, 2):
            same = one[1] == other[1]  # what one has and everybody knows
            if same or held[one].seen() & held[other].seen() & self.catalogue.identifiers:
                graph.add_edge(one, other)
        return (group for group in nx.connected_components(graph) if group & set(own))

    def _told(self, who: Who, subject: str, group: set[tuple[Who, What]], held: Held) -> Iterator[Step]:
        items = frozenset[str]().union(*(held[key].seen() for key in group))
        premises = tuple((*key, 1) for key in sorted(group))
        for rule in self.catalogue.inferences:
            if all(items & set(one) for one in rule.reveals):
                what = What(rule.learns, subject)
                nothing: frozenset[tuple[str, int]] = frozenset()
                allowed = self.register.allows(who, what, KEPT)
                yield Step(
                    ("inference", rule.id), premises, who, what, KEPT, nothing, frozenset(), frozenset(), allowed
                )

    # --- conditions ---

    def holds(self, threat: Threat, who: Who, what: What, held: Held, *, sure: bool) -> bool:
        """Whether a threat holds at a holding: for sure, or possibly."""
        when, holding = threat.when, held[who, what]
        if not self.register.others(who, what) or threat.on not in ("holding", self.register.type(who)):
            return False
        if what.kind == "address" and not when.reveals:
            return False
        form = FORMS.index(when.form) + 1 if when.form else 1
        if holding.form < form or (when.reveals and not holding.seen(form) & set(when.reveals)):
            return False
        if not self._marked(threat) <= holding.marks:
            return False
        if when.knows and self._known(when.knows, who, what, held) is None:
            return False
        about = what if threat.on == "holding" else None
        return self.static(threat.id, who, about, holding.came) in ((True,) if sure else (True, None))

    @staticmethod
    def _marked(threat: Threat) -> set[str]:
        if threat.when.not_agreed == "purpose":
            return {"purpose"}
        return {threat.when.not_agreed or "see"} if threat.when.by_design else set()

    def _known(self, kind: str, who: Who, what: What, held: Held) -> tuple[tuple[Who, What, int], ...] | None:
        for subject in self.register.others(who, what):
            if kind == "identity" and self.register.knows(who, subject):
                return ()
            if (who, What(kind, subject)) in held:
                return ((who, What(kind, subject), 1),)
        return None

    def _static(self, threat: Threat, who: Who | None, what: What | None, came: frozenset[tuple[str, str]]) -> Truth:
        """Evaluate all of a condition that is written: type of holder, agreement, words and facts."""
        when = threat.when
        truths: list[Truth] = []
        if when.holder and who is not None:
            truths.append(self.register.type(who) in when.holder)
        if when.not_agreed in ACTS and not when.by_design and who is not None and what is not None:
            widest = self.register.widest(who, what)
            truths.append(None if widest is None else widest < ACTS.index(when.not_agreed))
        for name, wanted in when.words.items():
            truths.append(self.reads(self.catalogue.words[name], wanted, who, what, came))
        truths += [self._fact(name, who, what) for name in when.facts]
        return conjunction(truths)

    def reads(
        self,
        word: Word,
        wanted: tuple[Value, ...],
        who: Who | None,
        what: What | None,
        came: Collection[tuple[str, str]],
    ) -> Truth:
        """Read a word nearest first. What controls see to on the way there limits what is read further off."""
        could, caps = False, tuple[Value, ...]()
        test = matches(word, wanted)
        for element in self._nearest(who, what):
            if element.type in word.on:
                could, caps = True, (*caps, *self.in_place.at(element.name, word.name))
                if word.name in element.words:
                    return verdict(map(test, possible(word, element.words[word.name], caps, wanted)))
        at_system = who is not None and self.register.type(who) == "system"  # itself the nearest system
        if "system" in word.on and what is not None and came and not at_system:
            readings = []
            for system, path in came:
                there = (*caps, *self.in_place.at(system, word.name), *self.in_place.at(path, word.name))
                written = self.scenario.holders[system].words.get(word.name) if system else None
                if system or could:
                    readings.append(verdict(map(test, possible(word, written, there, wanted))))
            return disjunction(readings)
        if "scenario" in word.on and not could:
            written, caps = self.scenario.words.get(word.name), self.in_place.at("", word.name)
            return verdict(map(test, possible(word, written, caps, wanted)))
        return verdict(map(test, possible(word, None, caps, wanted))) if could else False

    def _nearest(self, who: Who | None, what: What | None) -> Iterator[Element]:
        element = self.register.element(who) if who is not None else None
        if element is not None:  # who is made says nothing, and nobody can be asked
            yield element
        if what is not None:
            yield self.register.data[what]

    def _fact(self, name: str, who: Who | None, what: What | None) -> Truth:
        known: dict[str, tuple[str, Value]] = {
            "bystander-in-view": ("role", "bystander"),
            "named-in-public": ("named in public", True),
            "subject-is-paid": ("paid to", "self"),
        }
        word, wanted = known[name]
        truths: list[Truth] = []
        for subject in self.register.others(who, what) if who is not None and what is not None else ():
            if name == "named-in-public" and who is not None and self.register.knows(who, subject):
                continue  # their holder needs no picture to know who it is
            element, meaning = self.scenario.holders[subject], self.catalogue.words[word]
            if element.type in meaning.on:
                caps = self.in_place.at(subject, word)
                values = possible(meaning, element.words.get(word), caps, (wanted,))
                truths.append(verdict(map(matches(meaning, (wanted,)), values)))
        return disjunction(truths)


def is_told_at(threat: Threat, who: Who) -> bool:
    """Whether a threat is told there: at whoever is named, and of what is published that it was not to be seen."""
    return who.role == NAMED or (who == PUBLIC and threat.when.by_design and threat.when.not_agreed == "see")


def _arriving(items: Iterable[str], form: int) -> frozenset[tuple[str, int]]:
    return frozenset((item, each) for item in items for each in range(1, form + 1))


def _take(held: Held, step: Step) -> None:
    before = held.get((step.who, step.what), Holding())
    held[step.who, step.what] = Holding(
        max(before.form, step.form), before.items | step.items, before.came | step.came, before.marks | step.marks
    )
