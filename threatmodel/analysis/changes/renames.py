"""Two scenarios -> what has another name and is otherwise the same, and the older one with the newer names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final

from threatmodel.analysis.changes.pieces import Key, Pieces, pieces
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.comparison import Rename
from threatmodel.model.elements import Accepted, AppliedControl, Data, Element, Path, Scenario, Written
from threatmodel.model.names import slug

_ARROW: Final = " -> "


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """New names by old ones."""

    holders: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)


def renamed(old: Scenario, new: Scenario, catalogue: Catalogue) -> tuple[Scenario, tuple[Rename, ...]]:
    """Return the older scenario with the names of the newer one, and what was renamed.

    Only a pure rename counts: the same words, consents, paths and controls but for the name, and nothing else that it
    could be. All else is one thing gone and another one new.
    """
    names = _candidates(old, new, catalogue)
    while names.holders or names.data:
        told = called(old, names, catalogue)
        wrong = _differing(pieces(told, catalogue), pieces(new, catalogue))
        kept = Names(
            holders={was: now for was, now in names.holders.items() if ("holder", now) not in wrong},
            data={was: now for was, now in names.data.items() if ("data", now) not in wrong},
        )
        if kept == names:
            return told, tuple(_renames(old, new, names))
        names = kept
    return old, ()


def in_common(old: Scenario, new: Scenario) -> bool:
    """Whether any person, system, audience or datum of one scenario is in the other."""
    return bool(old.holders.keys() & new.holders.keys() or old.data.keys() & new.data.keys())


def _renames(old: Scenario, new: Scenario, names: Names) -> Iterable[Rename]:
    for mapping, before, after in ((names.holders, old.holders, new.holders), (names.data, old.data, new.data)):
        for was, now in mapping.items():
            thing = after[now].type
            yield Rename(thing=thing, before=was, after=now, old=before[was].span, new=after[now].span)


def _candidates(old: Scenario, new: Scenario, catalogue: Catalogue) -> Names:
    """Return pairs of a name that went and one that came, which say and do the same as no other here."""
    both = (old.holders.keys() | old.data.keys()) & (new.holders.keys() | new.data.keys())
    went, came = (_by_use(each, both, catalogue) for each in (old, new))
    pairs = [(names[0], came[use][0]) for use, names in went.items() if len(names) == len(came.get(use, ())) == 1]
    return Names(
        holders={was: now for was, now in pairs if was in old.holders},
        data={was: now for was, now in pairs if was in old.data},
    )


def _by_use(scenario: Scenario, both: AbstractSet[str], catalogue: Catalogue) -> dict[object, list[str]]:
    """Return the names that are in one scenario alone, by what is said of them and which paths they are on."""
    found: dict[object, list[str]] = {}
    for element in (*scenario.holders.values(), *scenario.data.values()):
        if element.name not in both:
            words = element.words.items()
            plain = frozenset((word, said) for word, said in words if catalogue.words[word].type != "names")
            on = frozenset(_use(path, element.name, both) for path in scenario.paths) - {None}
            found.setdefault((element.type, plain, on), []).append(element.name)
    return found


def _use(path: Path, name: str, both: AbstractSet[str]) -> tuple[str, ...] | None:
    """Return a path as somebody sees it who knows none of the names that are in one scenario alone."""
    names = (*path.nodes, "", *(carry.datum for carry in path.carries))
    if name not in names:
        return None
    return tuple("it" if each == name else each if each in both else "" for each in names)


def _differing(one: Pieces, other: Pieces) -> set[Key]:
    """Return the things that a piece that differs is of, or refers to."""
    found: set[Key] = set()
    for key in one.keys() | other.keys():
        if one.get(key) != other.get(key):
            found.add(key[:2])
            found.add(("data", key[1]) if key[0] == "consent" else key[:2])
            for piece in (one.get(key), other.get(key)):
                found |= piece.needs if piece is not None else frozenset()
    return found


def called(scenario: Scenario, names: Names, catalogue: Catalogue) -> Scenario:
    """Return a scenario in which things have other names, wherever they are named."""
    texts = {path.text: _ARROW.join(_all(path.nodes, names.holders)) for path in scenario.paths}
    told = _Called(names, texts, catalogue)
    workshop = scenario.workshop
    if workshop is not None:
        twists = (replace(twist, scenario=called(twist.scenario, names, catalogue)) for twist in workshop.twists)
        workshop = replace(workshop, twists=tuple(twists))
    elements = (told.element(element) for element in scenario.holders.values())
    data = (told.datum(datum) for datum in scenario.data.values())
    return replace(
        scenario,
        holders={element.name: element for element in elements},
        data={datum.name: datum for datum in data},
        paths=tuple(told.path(path) for path in scenario.paths),
        controls=tuple(told.use(use) for use in scenario.controls),
        accepted=tuple(told.accepted(entry) for entry in scenario.accepted),
        workshop=workshop,
    )


@dataclass(frozen=True, slots=True)
class _Called:
    names: Names
    paths: Mapping[str, str]
    catalogue: Catalogue

    def _words(self, words: Mapping[str, Written]) -> dict[str, Written]:
        return {
            word: replace(said, value=_all(said.value, self.names.holders))
            if self.catalogue.words[word].type == "names" and isinstance(said.value, tuple)
            else said
            for word, said in words.items()
        }

    def element(self, element: Element) -> Element:
        name = self.names.holders.get(element.name, element.name)
        return replace(element, name=name, words=self._words(element.words))

    def datum(self, datum: Data) -> Data:
        holders, data = self.names.holders, self.names.data
        consent = datum.consent
        if consent is not None:
            consent = replace(consent, grants={holders.get(name, name): said for name, said in consent.grants.items()})
        return replace(
            datum,
            name=data.get(datum.name, datum.name),
            words=self._words(datum.words),
            about=_all(datum.about, holders),
            made_by=_all(datum.made_by, holders),
            made_from=data.get(datum.made_from, datum.made_from) if datum.made_from is not None else None,
            consent=consent,
        )

    def path(self, path: Path) -> Path:
        carries = (replace(one, datum=self.names.data.get(one.datum, one.datum)) for one in path.carries)
        nodes = _all(path.nodes, self.names.holders)
        return replace(path, text=self.paths[path.text], nodes=nodes, carries=tuple(carries))

    def use(self, use: AppliedControl) -> AppliedControl:
        return replace(use, places=_all(use.places, {**self.paths, **self.names.holders}))

    def accepted(self, entry: Accepted) -> Accepted:
        threat, *places = entry.finding.split("/")
        tables = (_slugs(self.names.holders), _slugs(self.names.data))
        told = [table.get(place, place) for place, table in zip(places, tables, strict=False)]
        return replace(entry, finding="/".join((threat, *told)))


def _all(names: tuple[str, ...], mapping: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(mapping.get(name, name) for name in names)


def _slugs(names: Mapping[str, str]) -> dict[str, str]:
    return {slug(was): slug(now) for was, now in names.items()}
