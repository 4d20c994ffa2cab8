"""Scenario -> what named facts are read from: a place, and the words of the things around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

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
    subject: int | None = None
    """The only one of the datum's subjects who counts; None where all do."""

    @property
    def data(self) -> Data | None:
        """The datum that is asked about."""
        return None if self.datum is None else self.graph.roster.data[self.datum]

    @property
    def subjects(self) -> Iterator[Element]:
        """The people and audiences, other than the holder, that the datum is about."""
        if self.holder is not None and self.datum is not None:
            for number in self.graph.roster.concerned(self.holder, self.datum):
                if self.subject in (None, number):
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


def any_of(place: Place, subjects: Iterable[Element], word: str, *wanted: Value) -> Reading:
    """Whether a word says this of any of the subjects on which it can stand."""
    readings = [said_of(place, subject, word, *wanted) for subject in subjects if _can_stand(place, subject, word)]
    return one_of(readings)


def said_of(place: Place, element: Element, word: str, *wanted: Value) -> Reading:
    """What a word says of a thing, or that it is to be asked there."""
    truth = place.says(element, word, *wanted)
    unsettled = (Unsettled(word=word, place=element.name),) if truth is None else ()
    return Reading(truth, element.name, element.words.get(word), unsettled, word)


def _can_stand(place: Place, element: Element, word: str) -> bool:
    return element.type in place.graph.catalogue.words[word].on


def one_of(readings: Sequence[Reading]) -> Reading:
    """Kleene's disjunction of readings: the first that is true, or the only one, else all that is to be asked."""
    for reading in readings:
        if reading.truth or len(readings) == 1:
            return reading
    unknown = tuple(one for reading in readings if reading.truth is None for one in reading.unsettled)
    return Reading(either(reading.truth for reading in readings), unsettled=unknown)


def all_of(readings: Sequence[Reading]) -> Reading:
    """Kleene's conjunction of readings: the first that is false, else all that is to be asked."""
    for reading in readings:
        if reading.truth is False:
            return reading
    unknown = tuple(one for reading in readings if reading.truth is None for one in reading.unsettled)
    last = readings[-1]
    return Reading(both(reading.truth for reading in readings), last.place, last.written, unknown, last.word)


def seconds(element: Element, word: str) -> float | None:
    """Return a duration that is known, at least as one that it does not exceed."""
    written = element.words.get(word)
    return written.value if written is not None and isinstance(written.value, float) else None


def passing(place: Place, counts: Callable[[Path], bool]) -> Iterator[Data]:
    """Yield the data on the paths through the holder that count, each once."""
    paths = (path for path in place.graph.passing.get(place.name, ()) if counts(path))
    names = dict.fromkeys(carry.datum for path in paths for carry in path.carries)
    return (place.graph.scenario.data[name] for name in names)


def systems_among(place: Place, nodes: Iterable[str]) -> Iterator[Element]:
    holders = place.graph.scenario.holders
    return (holders[node] for node in dict.fromkeys(nodes) if node in holders and holders[node].type == "system")


def may_be_minor(place: Place, subject: Element) -> Reading:
    possible = said_of(place, subject, "minors possible", True)
    if subject.type != "person":
        return possible
    minor, unverified = said_of(place, subject, "age", "minor"), said_of(place, subject, "age", "adult stated")
    return minor if minor.truth else all_of([possible, unverified])
