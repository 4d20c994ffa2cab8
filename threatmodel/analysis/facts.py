"""Scenario -> named facts: small questions over what is written, for conditions that a single word cannot put."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from threatmodel.analysis.graph import Graph
from threatmodel.analysis.readings import Reading, Truth, says
from threatmodel.model.elements import Data, Element, Value
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

    def says(self, element: Element, word: str, *wanted: Value) -> Truth:
        """Whether a word on a thing is one of the values wanted, or less safe; None when that is not known."""
        return says(self.graph.catalogue.words[word], element.words.get(word), wanted)


def _any_subject(place: Place, word: str, *wanted: Value) -> Reading:
    """Whether a word says this of any subject."""
    unknown = []
    for subject in place.subjects:
        truth = place.says(subject, word, *wanted)
        if truth:
            return Reading(True, subject.name, subject.words.get(word))
        if truth is None:
            unknown.append(Unsettled(word=word, place=subject.name))
    return Reading(None if unknown else False, unsettled=tuple(unknown))


def bystander_in_view(place: Place) -> Reading:
    """The datum is about somebody who takes no part."""
    return _any_subject(place, "role", "bystander")


def named_in_public(place: Place) -> Reading:
    """The same face, voice or way of moving is public somewhere under the subject's real name."""
    return _any_subject(place, "named in public", True)


FACTS: Final[Mapping[str, Callable[[Place], Reading]]] = {
    "bystander-in-view": bystander_in_view,
    "named-in-public": named_in_public,
}
"""Every fact by the name that a condition uses."""
