"""Scenario -> named facts: small questions over what is written, for conditions that a single word cannot put."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from threatmodel.analysis.graph import Graph
from threatmodel.analysis.readings import Reading, Truth, both, either, says
from threatmodel.model.elements import Data, Element, Path, Value
from threatmodel.model.findings import Unsettled


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a fact is asked: at a holder with a datum, at one of them, or of the scenario as a whole."""

    graph: Graph
    holder: int | None
    datum: int | None

    @property
    def data(self) -> Data | None:
        """The datum that is asked about."""
        return None if self.datum is None else self.graph.roster.data[self.datum]

    @property
    def subjects(self) -> Iterator[Element]:
        """The people and audiences, other than the holder, that the datum is about."""
        if self.holder is not None and self.datum is not None:
            for number in self.graph.roster.concerned(self.holder, self.datum):
                yield self.graph.scenario.holders[self.graph.roster.subjects[number]]

    @property
    def strangers(self) -> Iterator[Element]:
        """The subjects whom the holder is not written to know."""
        for subject in self.subjects:
            number = self.graph.roster.subject_number[subject.name]
            if self.holder is None or not self.graph.agreements.knows(self.holder, number):
                yield subject

    @property
    def element(self) -> Element | None:
        """What the file says of the holder; None for everyone and made holders."""
        return None if self.holder is None else self.graph.roster.element(self.holder)

    @property
    def name(self) -> str:
        """The name of the holder; empty where there is none."""
        return self.element.name if self.element is not None else ""

    @property
    def ways(self) -> Iterator[Path]:
        """The drawn paths that bring the datum to the holder, or to an audience that the holder is in."""
        names = {self.name, *(self.element.names("in") if self.element is not None else ())}
        for path in self.graph.carrying.get(self.data.name, ()) if self.data is not None else ():
            if names.intersection(path.nodes[1:]):
                yield path

    def says(self, element: Element, word: str, *wanted: Value) -> Truth:
        """Whether a word on a thing is one of the values wanted, or less safe; None when that is not known."""
        return says(self.graph.catalogue.words[word], element.words.get(word), wanted)


def _any(place: Place, subjects: Iterable[Element], word: str, *wanted: Value) -> Reading:
    """Whether a word says this of any of the subjects on which it can stand."""
    readings = [_of(place, subject, word, *wanted) for subject in subjects if _can_stand(place, subject, word)]
    return _one_of(readings)


def _of(place: Place, element: Element, word: str, *wanted: Value) -> Reading:
    """What a word says of a thing, or that it is to be asked there."""
    truth = place.says(element, word, *wanted)
    unsettled = (Unsettled(word=word, place=element.name),) if truth is None else ()
    return Reading(truth, element.name, element.words.get(word), unsettled)


def _can_stand(place: Place, element: Element, word: str) -> bool:
    return element.type in place.graph.catalogue.words[word].on


def _one_of(readings: Sequence[Reading]) -> Reading:
    """Kleene's disjunction of readings: the first that is true, else all that is to be asked."""
    for reading in readings:
        if reading.truth:
            return reading
    unknown = tuple(one for reading in readings if reading.truth is None for one in reading.unsettled)
    return Reading(either(reading.truth for reading in readings), unsettled=unknown)


def _all_of(readings: Sequence[Reading]) -> Reading:
    """Kleene's conjunction of readings: the first that is false, else all that is to be asked."""
    for reading in readings:
        if reading.truth is False:
            return reading
    unknown = tuple(one for reading in readings if reading.truth is None for one in reading.unsettled)
    last = readings[-1]
    return Reading(both(reading.truth for reading in readings), last.place, last.written, unknown)


def bystander_in_view(place: Place) -> Reading:
    """The datum is about somebody who takes no part."""
    return _any(place, place.subjects, "role", "bystander")


def named_in_public(place: Place) -> Reading:
    """The face, voice or way of moving of somebody whom the holder does not know is public under the real name."""
    return _any(place, place.strangers, "named in public", True)


def reused_identifier(place: Place) -> Reading:
    """Somebody whom the holder does not know uses the same handle, number or address elsewhere."""
    return _any(place, place.strangers, "reuses identifiers", True)


def subject_at_legal_risk(place: Place) -> Reading:
    """The datum is about somebody whom taking part may bring into conflict with the law."""
    return _any(place, place.subjects, "legal risk", True)


def everybody_must_agree(place: Place) -> Reading:
    """Where one of the subjects lives, a recording needs the agreement of everybody."""
    return _any(place, place.subjects, "recording needs", "everybody")


def subject_may_be_minor(place: Place) -> Reading:
    """One of the subjects is a minor, or may be one and is not verified to be an adult."""
    return _one_of([_may_be_minor(place, subject) for subject in place.subjects])


def _may_be_minor(place: Place, subject: Element) -> Reading:
    possible = _of(place, subject, "minors possible", True)
    if subject.type != "person":
        return possible
    minor, unverified = _of(place, subject, "age", "minor"), _of(place, subject, "age", "adult stated")
    return minor if minor.truth else _all_of([possible, unverified])


def kept_longer_than_needed(place: Place) -> Reading:
    """The holder keeps the datum for longer than somebody really needs it."""
    holder, datum = place.element, place.data
    if holder is None or datum is None:
        return Reading(False)
    needed, kept = _seconds(datum, "needed for"), _seconds(holder, "keeps")
    written = holder.words.get("keeps")
    if kept is not None and (kept == 0 or (needed is not None and kept <= needed)):
        return Reading(False, holder.name, written)
    if needed is None:
        return Reading(None, datum.name, unsettled=(Unsettled(word="needed for", place=datum.name),))
    if kept is None or written is None or written.or_safer:
        return Reading(None, holder.name, unsettled=(Unsettled(word="keeps", place=holder.name),))
    return Reading(True, holder.name, written)


def _seconds(element: Element, word: str) -> float | None:
    """Return a duration that is known, at least as one that it does not exceed."""
    written = element.words.get(word)
    return written.value if written is not None and isinstance(written.value, float) else None


def copies_stay(place: Place) -> Reading:
    """What the holder has does not go away when somebody withdraws."""
    holder = place.element
    return Reading(False) if holder is None else _of(place, holder, "deletes on request", False)


def amplified_here(place: Place) -> Reading:
    """The holder shows what people post, and recommends it or lets it be found by search."""
    holder = place.element
    if holder is None or holder.type != "system":
        return Reading(False)
    return _all_of([_of(place, holder, "hosts posts", True), _of(place, holder, "amplified", True)])


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
    others = {carry.datum for path in place.graph.passing.get(place.name, ()) for carry in path.carries}
    series = (scenario.data[name] for name in others - {datum.name})
    joins = (set(other.about) & set(datum.about) and _SERIES & set(other.names("reveals")) for other in series)
    return Reading(any(joins), place.name)


def meant_for_few(place: Place) -> Reading:
    """It goes straight to one person, or to an audience meant to be one person or a closed group."""
    holder = place.element
    if holder is not None and holder.type == "audience":
        return _of(place, holder, "meant for", "one", "closed")
    person = holder is None or holder.type == "person"
    straight = any(path.nodes[-1] == place.name for path in place.ways)
    return Reading(person and (holder is None or straight), place.name)


def earns_here(place: Place) -> Reading:
    """The person begins a way through a system where money or ranking depends on showing more."""
    begun = (path for path in place.graph.passing.get(place.name, ()) if path.nodes[0] == place.name)
    holders = place.graph.scenario.holders
    nodes = dict.fromkeys(node for path in begun for node in path.nodes[1:])
    systems = (holders[node] for node in nodes if node in holders and holders[node].type == "system")
    return _one_of([_of(place, system, "rewards disclosure", True) for system in systems])


def removal_not_promised(place: Place) -> Reading:
    """Somebody without an account cannot ask for removal, or is not promised it within two days."""
    system = place.element
    if system is None:
        return Reading(False)
    late = _of(place, system, "removal within", _TWO_DAYS + 1)
    return _one_of([_of(place, system, "report channel", False), late])


_SERIES: Final = frozenset({"timing", "amount"})
_TWO_DAYS: Final = 48 * 3600.0

FACTS: Final[Mapping[str, Callable[[Place], Reading]]] = {
    "amplified-here": amplified_here,
    "bystander-in-view": bystander_in_view,
    "copies-stay": copies_stay,
    "earns-here": earns_here,
    "everybody-must-agree": everybody_must_agree,
    "kept-longer-than-needed": kept_longer_than_needed,
    "meant-for-few": meant_for_few,
    "named-in-public": named_in_public,
    "only-passes-through": only_passes_through,
    "removal-not-promised": removal_not_promised,
    "reused-identifier": reused_identifier,
    "series-joinable": series_joinable,
    "subject-at-legal-risk": subject_at_legal_risk,
    "subject-may-be-minor": subject_may_be_minor,
}
"""Every fact by the name that a condition uses."""
