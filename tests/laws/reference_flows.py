"""Drawn flows, hop by hop: what arrives where, in which form, and what it no longer reveals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from tests.laws.reference_consent import NAMED, PUBLIC, Register, What, Who
from tests.laws.reference_words import InPlace, possible, unsafe, verdict
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import EVERYONE, Carry, Data, Path, Scenario, Value

if TYPE_CHECKING:
    from tests.laws.reference import Holding

NOTHING, SEEN, KEPT, PUBLISHED = range(4)


class Passage(NamedTuple):
    """Something that a drawing brings to somebody."""

    kind: str
    by: str
    premises: tuple[tuple[Who, What, int], ...]
    who: Who
    what: What
    form: int
    items: frozenset[str]
    came: frozenset[tuple[str, str]]
    purposes: tuple[str, ...] = ()
    cost: int = 1


class Arrivals:
    """What is drawn in a scenario."""

    def __init__(self, scenario: Scenario, catalogue: Catalogue, in_place: InPlace, register: Register) -> None:
        self.scenario = scenario
        self.words = catalogue.words
        self.pseudonymised = catalogue.pseudonymised
        self.in_place = in_place
        self.register = register

    def passages(self, held: Mapping[tuple[Who, What], Holding], *, sure: bool) -> Iterator[Passage]:
        """Yield everything that the drawing brings about, given what is held."""
        for datum in self.scenario.data.values():
            for name in datum.made_by:
                yield from self._start(name, datum, held, sure=sure, draws=False)
        for path in self.scenario.paths:
            for carry in path.carries:
                yield from self._start(path.nodes[0], self.scenario.data[carry.datum], held, sure=sure, draws=True)
                yield from self._hops(path, carry, held, sure=sure)
            yield from self._connections(path, sure=sure)

    def _start(
        self, name: str, datum: Data, held: Mapping[tuple[Who, What], Holding], *, sure: bool, draws: bool
    ) -> Iterator[Passage]:
        """Yield what somebody has who makes a datum, or draws a path that starts at them."""
        who, what = Who(NAMED, name), What("data", datum.name)
        theirs = self.register.is_theirs(name, datum)
        if theirs and not self.register.others(who, what):
            return
        keeps = self._values("keeps", name) if self.register.type(who) == "system" else {inf}
        forms = {
            SEEN if live or unsafe(self.words["keeps"], kept) == 0 else KEPT
            for live, kept in product(self._values("live", datum.name), keeps)
        }
        form = min(forms) if sure else max(forms)
        reveals, direct = frozenset(datum.names("reveals")), frozenset({("", "")})
        if theirs or (name in datum.made_by and datum.made_from is None):
            yield Passage("source", name, (), who, what, form, reveals, direct)
            return
        if datum.made_from is not None:
            earlier = datum
            while earlier.made_from is not None:
                original = What("data", earlier.made_from)
                if (who, original) in held:
                    lost = set(self.register.data[original].names("reveals")) - held[who, original].seen()
                    came, made = held[who, original].came, reveals - lost
                    yield Passage("copy", original.name, ((who, original, 1),), who, what, KEPT, made, came)
                earlier = self.scenario.data[earlier.made_from]
        if draws and (who, what) in held:
            holding = held[who, what]
            yield Passage("start", name, ((who, what, 1),), who, what, form, holding.seen(), holding.came)

    def _hops(
        self, path: Path, carry: Carry, held: Mapping[tuple[Who, What], Holding], *, sure: bool
    ) -> Iterator[Passage]:
        datum, what, starter = self.scenario.data[carry.datum], What("data", carry.datum), Who(NAMED, path.nodes[0])
        if self.register.is_theirs(starter.name, datum):
            premises, items, came = (), frozenset(datum.names("reveals")), frozenset[tuple[str, str]]()
            direct = frozenset({("", path.text)})
        elif (starter, what) in held:
            premises = ((starter, what, 1),)  # type: ignore[assignment]  # one premise or none
            items, came, direct = held[starter, what].seen(), held[starter, what].came, frozenset()
        else:
            return
        items -= self._removed(starter.name, path.text, sure=sure)
        if self.register.type(starter) == "system":
            came |= {(starter.name, path.text)}
        for hop, node in enumerate(path.nodes[1:], start=1):
            who = PUBLIC if node == EVERYONE else Who(NAMED, node)
            forms = self._forms(node, path, datum)
            form = min(forms) if sure else max(forms)
            if form != NOTHING:
                kind = "publication" if node == EVERYONE else "flow"
                arrived = came or direct
                yield Passage(kind, path.text, premises, who, what, form, items, arrived, carry.purposes, hop)
            if node != EVERYONE and self.register.type(who) == "system":
                came |= {(node, path.text)}
            if node != EVERYONE:
                items -= self._removed(node, path.text, sure=sure)

    def _forms(self, node: str, path: Path, datum: Data) -> set[int]:
        """Return every form in which something may arrive, over all that is not known."""
        if node == EVERYONE:
            return {PUBLISHED}
        live = self._values("live", datum.name)
        if self.scenario.holders[node].type != "system":
            return {
                SEEN if passing or gone else KEPT
                for passing, gone in product(live, self._values("ephemeral", datum.name))
            }
        forms = set()
        deciding = (self._values(word, node, path) for word in ("end-to-end encrypted", "keeps", "records"))
        for encrypted, keeps, records, passing in product(*deciding, live):
            stays = unsafe(self.words["keeps"], keeps) > 0 and (not passing or records == "by default")
            forms.add(NOTHING if encrypted else KEPT if stays else SEEN)
        return forms

    def _removed(self, place: str, path: str, *, sure: bool) -> frozenset[str]:
        """Return what no longer passes after a place: of the sure run all that may be removed, else what surely is."""
        gone: set[str] = set()
        for word in ("removes", "blurs"):
            lists = [set(value) for value in self._values(word, place, path) if isinstance(value, tuple)]
            gone |= set.union(*lists) if sure else set.intersection(*lists)
        for word, items in (("pseudonymises", self.pseudonymised), ("aggregates", self._everything())):
            does = verdict(value is True for value in self._values(word, place, path))
            if does or (does is None and sure):
                gone |= items
        return frozenset(gone)

    def _everything(self) -> set[str]:
        return {item for datum in self.scenario.data.values() for item in datum.names("reveals")}

    def _values(self, word: str, place: str, path: Path | str = "") -> set[Value]:
        element = self.scenario.holders.get(place) or self.scenario.data[place]
        text = path.text if isinstance(path, Path) else path
        if element.type not in (*self.words[word].on, "path"):
            return possible(self.words[word], None, self.in_place.at(text, word))
        caps = (*self.in_place.at(place, word), *self.in_place.at(text, word))
        return possible(self.words[word], element.words.get(word), caps, (0.0,))

    def _connections(self, path: Path, *, sure: bool) -> Iterator[Passage]:
        ends = path.nodes[0], path.nodes[-1]
        for node in path.nodes[1:-1]:
            if self.scenario.holders[node].type != "system":
                continue
            directly = verdict(value == "directly" for value in self._values("connects", node, path))
            if directly is False or (directly is None and sure):
                continue
            for shown, learner in (ends, ends[::-1]):
                what, who = What("address", shown), Who(NAMED, learner)
                if what in self.register.data and What("address", learner) in self.register.data:
                    items = frozenset({"ip address"})
                    yield Passage("connection", path.text, (), who, what, SEEN, items, frozenset({(node, path.text)}))
