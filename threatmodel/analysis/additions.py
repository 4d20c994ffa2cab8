"""Scenario + a control in place -> Scenario: the people, systems, data and flows that the control brings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from threatmodel.analysis.readings import says
from threatmodel.model.catalogue import DATUM, PERSON, PLACE, SUBJECT, Addition, Catalogue
from threatmodel.model.elements import Carry, Consent, Data, Element, Path, Scenario, Value, Written
from threatmodel.model.source import Span

_PEOPLE: Final = ("person", "audience")
_PART: Final = re.compile("|".join(re.escape(part) for part in (PLACE, PERSON, SUBJECT)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a control stands that brings something, and what stands for the names of what it brings."""

    place: str
    people: Mapping[str, tuple[str, ...]]
    """Who is at an end of a path through the place, and whom its data is about; of a person, only they themselves."""
    data: tuple[str, ...]
    """What such paths carry."""
    control: str
    span: Span
    """Where the scenario says that the control is in place."""


def site(scenario: Scenario, catalogue: Catalogue, place: str, control: str, span: Span) -> Site:
    """Return what stands for the names of an addition at a place, which may be a path."""
    adds = catalogue.controls[control].adds
    element = scenario.holders.get(place)
    paths = [path for path in scenario.paths if place == path.text or place in path.nodes]
    ends = (node for path in paths for node in (path.nodes[0], path.nodes[-1]))
    people = (node for node in ends if node in scenario.holders and scenario.holders[node].type in _PEOPLE)
    carried = dict.fromkeys(carry.datum for path in paths for carry in path.carries)
    medium, media = catalogue.words["medium"], adds.media if adds is not None else ()
    of = (name for name in carried if says(medium, scenario.data[name].words.get("medium"), media) is not False)
    data = tuple(of if media else carried)
    subjects = (name for datum in data for name in scenario.data[datum].about)
    alone = (place,) if element is not None and element.type in _PEOPLE else None
    return Site(
        place=place,
        people={PERSON: alone or tuple(dict.fromkeys(people)), SUBJECT: alone or tuple(dict.fromkeys(subjects))},
        data=data,
        control=control,
        span=span,
    )


def with_addition(scenario: Scenario, adds: Addition, at: Site) -> Scenario:
    """Return the scenario with what a control brings to a place; what is there by that name already stays."""
    holders = {one.name: one for element in adds.holders for one in _elements(element, at)}
    data = {one.name: one for datum in adds.data for one in _data(datum, at)}
    known = scenario.data.keys() | data.keys()
    paths = {path.text: path for path in scenario.paths}
    for path in (one for each in adds.paths for one in _paths(each, at, known)):
        there = paths.get(path.text)
        paths[path.text] = path if there is None else replace(there, carries=_joined(there.carries, path.carries))
    return replace(
        scenario,
        holders={**scenario.holders, **{name: one for name, one in holders.items() if name not in scenario.holders}},
        data={**scenario.data, **{name: one for name, one in data.items() if name not in scenario.data}},
        paths=tuple(paths.values()),
    )


def _joined(one: tuple[Carry, ...], other: tuple[Carry, ...]) -> tuple[Carry, ...]:
    return (*one, *(carry for carry in other if carry not in one))


def _times(at: Site, *texts: str) -> Iterator[Mapping[str, str]]:
    """Yield what stands for the names, each time that a thing with these texts is brought: once, or for each person."""
    for who, people in at.people.items():
        if any(who in text for text in texts):
            yield from ({PLACE: at.place, who: person} for person in people)
            return
    yield {PLACE: at.place}


def _named(text: str, names: Mapping[str, str]) -> str:
    """Return a name with what stands for its parts; a name that is filled in is never looked into again."""
    return _PART.sub(lambda part: names.get(part[0], part[0]), text)


def _listed(texts: Sequence[str], names: Mapping[str, str], at: Site) -> tuple[str, ...]:
    """Return names; where a thing is brought once, whoever is there stands for all of them."""
    found: list[str] = []
    for text in texts:
        who = next((who for who in at.people if who in text and who not in names), None)
        ways = [names] if who is None else [{**names, who: person} for person in at.people[who]]
        found += [_named(text, way) for way in ways]
    return tuple(dict.fromkeys(found))


def _elements(element: Element, at: Site) -> Iterator[Element]:
    for names in _times(at, element.name):
        words = _words(element.words, names, at)
        yield Element(name=_named(element.name, names), type=element.type, words=words, span=at.span)


def _data(datum: Data, at: Site) -> Iterator[Data]:
    for names in _times(at, datum.name):
        about = _listed(datum.about, names, at)
        if about:
            yield replace(
                datum,
                name=_named(datum.name, names),
                words=_words(datum.words, names, at),
                about=about,
                consent=_consent(datum.consent, names, at),
                made_by=_listed(datum.made_by, names, at),
                span=at.span,
            )


def _consent(consent: Consent | None, names: Mapping[str, str], at: Site) -> Consent | None:
    if consent is None:
        return None
    grants = {
        name: replace(grant, span=at.span)
        for text, grant in consent.grants.items()
        for name in _listed((text,), names, at)
    }
    return Consent(grants=grants, span=at.span)


def _paths(path: Path, at: Site, known: Collection[str]) -> Iterator[Path]:
    for names in _times(at, *path.nodes, *(carry.datum for carry in path.carries)):
        carries = tuple(
            replace(carry, datum=datum, span=at.span)
            for carry in path.carries
            for datum in (at.data if carry.datum == DATUM else (_named(carry.datum, names),))
            if datum in known
        )
        nodes = tuple(_named(node, names) for node in path.nodes)
        if carries and len(set(nodes)) == len(nodes):
            yield Path(text=" -> ".join(nodes), nodes=nodes, carries=carries, span=at.span)


def _words(words: Mapping[str, Written], names: Mapping[str, str], at: Site) -> dict[str, Written]:
    """Return what is said of a thing: what the control itself says is of the control, presets stay presets."""
    found = {}
    for word, written in words.items():
        own = written.origin != "preset"
        value: Value = _listed(written.value, names, at) if isinstance(written.value, tuple) else written.value
        found[word] = Written(
            value=_named(value, names) if isinstance(value, str) else value,
            span=at.span,
            origin="control" if own else "preset",
            source=at.control if own else written.source,
        )
    return found
