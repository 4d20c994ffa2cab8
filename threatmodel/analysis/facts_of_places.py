"""Scenario -> named facts about a system or a person as a whole."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Final

from threatmodel.analysis.fact_readings import Place, all_of, may_be_minor, one_of, passing, said_of, seconds
from threatmodel.analysis.readings import Reading
from threatmodel.model.elements import Data, Element, Path
from threatmodel.model.findings import Unsettled


def earns_here(place: Place) -> Reading:
    """The person begins a way through a system where money or ranking depends on showing more."""
    begun = (path for path in place.graph.passing.get(place.name, ()) if path.nodes[0] == place.name)
    holders = place.graph.scenario.holders
    nodes = dict.fromkeys(node for path in begun for node in path.nodes[1:])
    systems = (holders[node] for node in nodes if node in holders and holders[node].type == "system")
    return one_of([said_of(place, system, "rewards disclosure", True) for system in systems])


def removal_not_promised(place: Place) -> Reading:
    """Somebody without an account cannot ask for removal, or is not promised it within two days."""
    system = place.element
    if system is None:
        return Reading(False)
    late = said_of(place, system, "removal within", _TWO_DAYS + 1)
    return one_of([said_of(place, system, "report channel", False), late])


def removal_slower_than_attention(place: Place) -> Reading:
    """No removal is promised, or half of all views are over before it."""
    system = place.element
    if system is None or system.type != "system":
        return Reading(False)
    removal, attention = seconds(system, "removal within"), seconds(system, "attention halves within")
    written = system.words.get("removal within")
    if removal is not None and attention is not None and removal <= attention < inf:
        return Reading(False, system.name, written, word="removal within")
    if removal is None or written is None or written.or_safer:
        return Reading(None, system.name, unsettled=(Unsettled(word="removal within", place=system.name),))
    if attention is None and removal < inf:
        return Reading(None, system.name, unsettled=(Unsettled(word="attention halves within", place=system.name),))
    return Reading(True, system.name, written, word="removal within")


def sensitive_screen(place: Place) -> Reading:
    """People send or receive sensitive data at the system itself, so that it is on a screen of the system."""
    return _sensitive(place, lambda path: _meets_people(place, path))


def sensitive_on_device(place: Place) -> Reading:
    """Sensitive data is sent from, shown or kept on the person's device."""
    return _sensitive(place, lambda _: True)


def _sensitive(place: Place, counts: Callable[[Path], bool]) -> Reading:
    """Whether a path through the holder that counts carries anything sensitive."""
    return one_of([said_of(place, datum, "sensitivity", "sensitive") for datum in passing(place, counts)])


def _meets_people(place: Place, path: Path) -> bool:
    at = path.nodes.index(place.name)
    holders = place.graph.scenario.holders
    beside = (path.nodes[other] for other in (at - 1, at + 1) if 0 <= other < len(path.nodes))
    return any(node in holders and holders[node].type != "system" for node in beside)


def specially_protected_here(place: Place) -> Reading:
    """The system can read data that is intimate or reveals health or orientation."""
    system = place.element
    if system is None or system.type != "system":
        return Reading(False)
    data = [_specially_protected(place, datum) for datum in passing(place, lambda _: True)]
    return all_of([said_of(place, system, "end-to-end encrypted", False), one_of(data)])


def _specially_protected(place: Place, datum: Data) -> Reading:
    if _SPECIAL & set(datum.names("reveals")):
        return Reading(True, datum.name)
    return said_of(place, datum, "sensitivity", "intimate")


def young_people_written_to(place: Place) -> Reading:
    """Text passes the system from or to somebody who may be a minor."""
    holders = place.graph.scenario.holders
    found = []
    for path in place.graph.passing.get(place.name, ()):
        ends = [holders[node] for node in (path.nodes[0], path.nodes[-1]) if node in holders]
        young = [may_be_minor(place, end) for end in ends if end.type != "system"]
        texts = [said_of(place, place.graph.scenario.data[carry.datum], "medium", "text") for carry in path.carries]
        found.append(all_of([one_of(texts), one_of(young)]))
    return one_of(found)


def not_asked_clearly(place: Place) -> Reading:
    """For sensitive data about this person that is drawn, they were asked for everything at once, or not at all."""
    person = place.element
    if person is None or person.type != "person":
        return Reading(False)
    mine = {person.name, *place.graph.roster.audiences_of(person.name)}
    drawn = place.graph.carrying
    about = [datum for datum in place.graph.scenario.data.values() if mine & set(datum.about) and datum.name in drawn]
    asked = (
        [said_of(place, one, "sensitivity", "sensitive"), said_of(place, one, "asked", "bundled")] for one in about
    )
    return one_of([all_of(readings) for readings in asked])


def answers_abroad(place: Place) -> Reading:
    """Sensitive data passes the system about somebody of another country than whoever runs it answers to."""
    system = place.element
    if system is None or system.type != "system":
        return Reading(False)
    found = []
    for datum in passing(place, lambda _: True):
        people = [place.graph.scenario.holders[name] for name in datum.about]
        abroad = [_abroad(place, system, person) for person in people if person.type == "person"]
        found.append(all_of([said_of(place, datum, "sensitivity", "sensitive"), one_of(abroad)]))
    return one_of(found)


def _abroad(place: Place, system: Element, person: Element) -> Reading:
    asked = (system, "based in"), (person, "lives in")
    countries = [_country(place, element, word) for element, word in asked]
    unknown = [
        Unsettled(word=word, place=element.name)
        for (element, word), country in zip(asked, countries, strict=True)
        if country is None
    ]
    truth = None if unknown else countries[0] != countries[1]
    return Reading(truth, person.name, person.words.get("lives in"), tuple(unknown), "lives in")


def _country(place: Place, element: Element, word: str) -> str | None:
    """Return the country of a place that is written, as people spell it or not; None where it is not known."""
    written = element.words.get(word)
    name = written.value if written is not None and isinstance(written.value, str) else None
    return place.graph.catalogue.countries.get(name, name.rpartition(",")[2].strip()) if name is not None else None


_TWO_DAYS: Final = 48 * 3600.0
_SPECIAL: Final = frozenset({"health", "orientation"})
