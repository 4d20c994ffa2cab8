"""Scenario -> named facts about somebody who holds a datum."""

from __future__ import annotations

from typing import Final

from threatmodel.analysis.fact_readings import (
    Place,
    all_of,
    any_of,
    may_be_minor,
    one_of,
    said_of,
    seconds,
    systems_among,
)
from threatmodel.analysis.readings import Reading
from threatmodel.model.elements import Path
from threatmodel.model.findings import Unsettled


def bystander_in_view(place: Place) -> Reading:
    """The datum is about somebody who takes no part."""
    return any_of(place, place.subjects, "role", "bystander")


def named_in_public(place: Place) -> Reading:
    """The face, voice or way of moving of somebody whom the holder does not know is public under the real name."""
    return any_of(place, place.strangers, "named in public", True)


def habits_in_public(place: Place) -> Reading:
    """Samples of how somebody whom the holder does not know moves, types or writes are public under the real name."""
    return any_of(place, place.strangers, "habits in public", True)


def reused_identifier(place: Place) -> Reading:
    """Somebody whom the holder does not know uses the same handle, number or address elsewhere."""
    return any_of(place, place.strangers, "reuses identifiers", True)


def subject_at_legal_risk(place: Place) -> Reading:
    """The datum is about somebody whom taking part may bring into conflict with the law."""
    return any_of(place, place.subjects, "legal risk", True)


def subject_is_paid(place: Place) -> Reading:
    """The datum is about somebody for whose part money is paid, to themself or to somebody else."""
    return any_of(place, place.subjects, "paid to", "self")


def subject_vulnerable(place: Place) -> Reading:
    """The datum is about somebody who can be hurt by a detail that would not hurt others."""
    return any_of(place, place.subjects, "vulnerable", True)


def everybody_must_agree(place: Place) -> Reading:
    """Where one of the subjects lives, a recording needs the agreement of everybody."""
    return any_of(place, place.subjects, "recording needs", "everybody")


def subject_may_be_minor(place: Place) -> Reading:
    """One of the subjects is a minor, or may be one and is not verified to be an adult."""
    return one_of([may_be_minor(place, subject) for subject in place.subjects])


def not_known_by_name(place: Place) -> Reading:
    """The datum is about somebody whom the holder is not written to know."""
    return Reading(next(place.strangers, None) is not None, place.name)


def kept_longer_than_needed(place: Place) -> Reading:
    """The holder keeps the datum for longer than somebody really needs it."""
    holder, datum = place.element, place.data
    if holder is None or datum is None:
        return Reading(False)
    needed, kept = seconds(datum, "needed for"), seconds(holder, "keeps")
    written = holder.words.get("keeps")
    if kept is not None and (kept == 0 or (needed is not None and kept <= needed)):
        return Reading(False, holder.name, written, word="keeps")
    if needed is None:
        return Reading(None, datum.name, unsettled=(Unsettled(word="needed for", place=datum.name),))
    if kept is None or written is None or written.or_safer:
        return Reading(None, holder.name, unsettled=(Unsettled(word="keeps", place=holder.name),))
    return Reading(True, holder.name, written, word="keeps")


def copies_stay(place: Place) -> Reading:
    """What the holder has does not go away when somebody withdraws."""
    holder = place.element
    return Reading(False) if holder is None else said_of(place, holder, "deletes on request", False)


def amplified_here(place: Place) -> Reading:
    """The holder shows what people post, and recommends it or lets it be found by search."""
    holder = place.element
    if holder is None or holder.type != "system":
        return Reading(False)
    return all_of([said_of(place, holder, "hosts posts", True), said_of(place, holder, "amplified", True)])


def only_passes_through(place: Place) -> Reading:
    """The holder stands between the ends of a way to a single person."""
    way = next((path for path in place.ways if place.name in path.nodes[1:-1] and _ends_at_one(place, path)), None)
    return Reading(way is not None, place.name)


def _ends_at_one(place: Place, path: Path) -> bool:
    last = place.graph.scenario.holders.get(path.nodes[-1])
    return last is not None and last.type == "person"


def series_joinable(place: Place) -> Reading:
    """The holder also gets other data with times or amounts about the same people."""
    datum, scenario = place.data, place.graph.scenario
    if datum is None:
        return Reading(False)
    same = {subject.name for subject in place.subjects}
    others = {carry.datum for path in place.graph.passing.get(place.name, ()) for carry in path.carries}
    series = (scenario.data[name] for name in others - {datum.name})
    joins = (set(other.about) & same and _SERIES & set(other.names("reveals")) for other in series)
    return Reading(any(joins), place.name)


def meant_for_few(place: Place) -> Reading:
    """It goes straight to one person, or to an audience meant to be one person or a closed group."""
    holder = place.element
    if holder is not None and holder.type == "audience":
        return said_of(place, holder, "meant for", "one", "closed")
    person = holder is None or holder.type == "person"
    straight = any(path.nodes[-1] == place.name for path in place.ways)
    return Reading(person and (holder is None or straight), place.name)


def others_nearby(place: Place) -> Reading:
    """Somebody else than the one it is about lives with the person who holds it, or shares the device."""
    person = place.element
    if person is None or person.type != "person" or place.holder is None:
        return Reading(False)
    at_home = {place.graph.roster.holder_name(one) for one in place.graph.roster.household.get(place.holder, ())}
    at_home |= {*person.names("lives with")}
    subjects = [subject.name for subject in place.subjects]
    if any(at_home - {name} for name in subjects or [""]):
        return Reading(True, person.name)
    return said_of(place, person, "device", "shared")


def noticeable(place: Place) -> Reading:
    """The datum is live, or a system that brings it says in a notification what it is about."""
    datum, ways = place.data, list(place.ways)
    if datum is None or not ways:
        return Reading(False)
    systems = systems_among(place, (node for path in ways for node in path.nodes))
    previews = [said_of(place, system, "notification preview", True) for system in systems]
    return one_of([said_of(place, datum, "live", True), *previews])


def live_by_mistake(place: Place) -> Reading:
    """A session is public by default where it begins, or nothing there tells that camera or microphone are on."""
    system, holders = place.element, place.graph.scenario.holders
    begun = (path.nodes[0] for path in place.ways if path.nodes[1] == place.name)
    if system is None or all(holders[node].type == "system" for node in begun):
        return Reading(False)
    public = said_of(place, system, "default visibility", "public")
    return one_of([public, said_of(place, system, "live indicator", False)])


_SERIES: Final = frozenset({"timing", "amount"})
