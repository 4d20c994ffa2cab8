"""Scenario -> roster: every holder by number, named or made, and every datum, drawn, implied or derived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from threatmodel.model import derived
from threatmodel.model.elements import EVERYONE, Data, Element, Scenario, Value, Written
from threatmodel.model.source import Span

MADE: Final = tuple(derived.MADE)
LEARNED: Final = tuple(derived.LEARNED)

DISCLOSED: Final = 3
"""How many of `LEARNED` are derived data in their own right."""


class Roster:
    """Numbers for holders and data, and their names back.

    Named holders come first, then everyone, then four made holders for each named one. Data that is written comes
    first, then the network addresses that a connection shows, then what can be learned of each subject.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self.elements: tuple[Element, ...] = tuple(scenario.holders.values())
        self.named = len(self.elements)
        self.everyone = self.named
        self._number = {element.name: number for number, element in enumerate(self.elements)}
        self._number[EVERYONE] = self.everyone
        addresses = _addresses(scenario)
        self.written = len(scenario.data)
        self.data: tuple[Data, ...] = (*scenario.data.values(), *addresses.values())
        self.datum_number = {datum.name: number for number, datum in enumerate(self.data)}
        self.address = {name: self.datum_number[datum.name] for name, datum in addresses.items()}
        self.subjects = tuple(dict.fromkeys(subject for datum in self.data for subject in datum.about))
        self.subject_number = {subject: number for number, subject in enumerate(self.subjects)}
        self.width = len(self.data) + len(LEARNED) * len(self.subjects)
        self._about = tuple(tuple(self.subject_number[name] for name in datum.about) for datum in self.data)
        people = ((number, one.name) for number, one in enumerate(self.elements) if one.type == "person")
        self._own = {number: self.subject_number[name] for number, name in people if name in self.subject_number}
        self._audiences: dict[str, tuple[str, ...]] = {}
        self.household = _households(scenario, self._number)
        self.members = _members(scenario, self._number)

    def number(self, name: str) -> int:
        """Return the number of a named holder or of everyone."""
        return self._number[name]

    def made(self, holder: int, role: str) -> int:
        """Return the made holder of that role; those of a made holder are the same ones again."""
        return self.everyone + 1 + len(MADE) * self.base(holder) + MADE.index(role)

    def first_made(self, holder: int) -> int:
        """Return the first of the made holders that belong with a holder, in the order of `MADE`."""
        first = self.everyone + 1
        return first + len(MADE) * holder if holder < first else holder - (holder - first) % len(MADE)

    def base(self, holder: int) -> int:
        """Return the named holder that a made one belongs to, or the holder itself."""
        return holder if holder <= self.everyone else (holder - self.everyone - 1) // len(MADE)

    def element(self, holder: int) -> Element | None:
        """Return what the file says of a holder; None for everyone and made holders."""
        return self.elements[holder] if holder < self.named else None

    def type(self, holder: int) -> str:
        """Return `person`, `system` or `audience`; a made holder is a person, everyone is `everyone`."""
        if holder < self.named:
            return self.elements[holder].type
        return EVERYONE if holder == self.everyone else "person"

    def holder_name(self, holder: int) -> str:
        """Return the name of a holder as people read it."""
        if holder < self.named:
            return self.elements[holder].name
        if holder == self.everyone:
            return EVERYONE
        role = MADE[(holder - self.everyone - 1) % len(MADE)]
        return derived.MADE[role].format(self.elements[self.base(holder)].name)

    def datum_name(self, datum: int) -> str:
        """Return the name of a datum, also of one that is learned."""
        if datum < len(self.data):
            return self.data[datum].name
        subject, what = divmod(datum - len(self.data), len(LEARNED))
        return derived.LEARNED[LEARNED[what]].format(self.subjects[subject])

    def learned(self, subject: int, what: str) -> int:
        """Return the number of what can be learned of a subject."""
        return len(self.data) + subject * len(LEARNED) + LEARNED.index(what)

    def learned_of(self, datum: int) -> tuple[int, str] | None:
        """Return the subject and what is learned of it; None for a datum that is not learned."""
        if datum < len(self.data):
            return None
        subject, what = divmod(datum - len(self.data), len(LEARNED))
        return subject, LEARNED[what]

    def audiences_of(self, name: str) -> tuple[str, ...]:
        """Return the audiences that somebody is in, and those that these are in."""
        if name not in self._audiences:
            self._audiences[name] = self._scenario.audiences_of(name)
        return self._audiences[name]

    def is_implied(self, datum: int) -> bool:
        """Whether a datum is a network address that a connection shows, and that nobody wrote."""
        return self.written <= datum < len(self.data)

    def about(self, datum: int) -> tuple[int, ...]:
        """Return the subjects of a datum that is not learned."""
        return self._about[datum]

    def concerned(self, holder: int, datum: int) -> tuple[int, ...]:
        """Return the subjects, other than the holder, whom a holding is about; in an audience each is another."""
        about = self._about[datum] if datum < len(self.data) else ((datum - len(self.data)) // len(LEARNED),)
        own = self._own.get(holder)
        return about if own is None or own not in about else tuple(one for one in about if one != own)


def _households(scenario: Scenario, number: Mapping[str, int]) -> dict[int, tuple[int, ...]]:
    homes: dict[int, list[int]] = {}
    for element in scenario.holders.values():
        for name in element.names("lives with"):
            homes.setdefault(number[name], []).append(number[element.name])
    return {holder: tuple(dict.fromkeys(people)) for holder, people in homes.items()}


def _members(scenario: Scenario, number: Mapping[str, int]) -> dict[int, tuple[int, ...]]:
    inside: dict[int, list[int]] = {}
    for element in scenario.holders.values():
        for name in element.names("in"):
            inside.setdefault(number[name], []).append(number[element.name])
    return {audience: tuple(dict.fromkeys(people)) for audience, people in inside.items()}


def _addresses(scenario: Scenario) -> dict[str, Data]:
    """Make the datum that a connection may show, for each person or audience at an end of a path through a system."""
    result: dict[str, Data] = {}
    for path in scenario.paths:
        connecting = any(scenario.holders[node].type == "system" for node in path.nodes[1:-1])
        for end in (path.nodes[0], path.nodes[-1]):
            if connecting and end != EVERYONE and scenario.holders[end].type != "system" and end not in result:
                result[end] = _address(end, path.span)
    return result


def _address(name: str, span: Span) -> Data:
    def preset(value: Value) -> Written:
        return Written(value=value, span=span, origin="preset", source="connection")

    words = {
        "medium": preset(("location",)),
        "reveals": preset(("ip address",)),
        "sensitivity": preset("ordinary"),
        "live": preset(True),
    }
    return Data(name=derived.ADDRESS.format(name), type="data", words=words, about=(name,), span=span)
