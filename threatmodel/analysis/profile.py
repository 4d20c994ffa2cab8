"""What is written of a holding -> the threats that may hold there: once for all holdings that say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from threatmodel.analysis.bits import FORM
from threatmodel.analysis.readings import Truth, both
from threatmodel.model.catalogue import Threat


@dataclass(frozen=True, slots=True)
class Candidate:
    """A threat whose condition is not false in what is written, and what a holding must show for it to hold."""

    threat: Threat
    order: int
    truth: Truth
    """Of all that does not change during propagation; never False."""
    needs: int
    """Bits that must all be there."""
    reveals: int
    """Bits of which one must be there; 0 where it does not matter."""
    knows: str | None

    @property
    def form(self) -> int:
        """The least form that a holding must be in."""
        return (self.needs & FORM[-1]).bit_length()

    def shown(self, held: int) -> bool:
        """Whether a holding is in the form, came in the way, and reveals what the threat asks for."""
        return held & self.needs == self.needs and (not self.reveals or held & self.reveals != 0)


class Way(NamedTuple):
    """What a word says on what data came through: the bits of the routes by which it is true, or not known."""

    true: int
    unknown: int
    without: Truth
    """What it says where no way is known."""


class Asked(NamedTuple):
    """A threat as far as it could be asked without knowing how the data came."""

    threat: Threat
    order: int
    truth: Truth
    ways: tuple[Way, ...]
    needs: int
    reveals: int

    def candidate(self, routes: int, whether: Truth) -> Candidate | None:
        """Return the threat for data that came by these routes; `whether` is what its facts come to."""
        said = (_by(way, routes) for way in self.ways)
        truth = both((self.truth, whether, *said))
        if truth is False:
            return None
        return Candidate(self.threat, self.order, truth, self.needs, self.reveals, self.threat.when.knows)


def _by(way: Way, routes: int) -> Truth:
    if not routes:
        return way.without
    return True if routes & way.true else None if routes & way.unknown else False


@dataclass(eq=False, kw_only=True)
class Profile:
    """What is asked at all holdings of which the same is written."""

    asked: Sequence[Asked]
    first_route: int
    """The position of the first bit that stands for a route."""
    holder: int
    """One of the holders that it is true of."""
    whether: Mapping[int, Truth] = field(default_factory=dict)
    """What the facts of each threat come to, by its place in the catalogue, where they were asked."""
    _answers: dict[tuple[tuple[int, Truth], ...], int] = field(default_factory=dict)
    _candidates: list[tuple[Candidate, ...]] = field(default_factory=list)
    """Different answers to what is read on the ways by which something came, in the order in which they were met."""
    _by_way: dict[int, int] = field(default_factory=dict)
    """By the routes that are read, the number of the answer; -1 stands for no route."""

    def __post_init__(self) -> None:
        """Note which bits matter, and which facts are to be asked: by name, and whether of holder and datum."""
        self._routes, self.read = 0, 0
        for each in self.asked:
            self.read |= each.needs | each.reveals
            for way in each.ways:
                self._routes |= way.true | way.unknown
        self.facts = tuple(
            dict.fromkeys((name, each.threat.on == "holding") for each in self.asked for name in each.threat.when.facts)
        )

    def candidates(self, held: int) -> tuple[Candidate, ...]:
        """Return the threats that may hold where these bits are held."""
        return self._candidates[self._answer(held)]

    def shown(self, held: int) -> tuple[int, int]:
        """Return what conditions read of these bits: the same, the same threats hold."""
        return held & self.read, self._answer(held)

    def _answer(self, held: int) -> int:
        routes = held >> self.first_route << self.first_route
        key = routes & self._routes if routes else -1
        answer = self._by_way.get(key)
        if answer is None:
            asked = (each.candidate(routes, self.whether.get(each.order, True)) for each in self.asked)
            found = tuple(one for one in asked if one is not None)
            answer = self._answers.setdefault(tuple((one.order, one.truth) for one in found), len(self._candidates))
            if answer == len(self._candidates):
                self._candidates.append(found)
            self._by_way[key] = answer
        return answer

    def settled(self, truths: Mapping[tuple[str, bool], Truth]) -> Profile:
        """Return the same where its facts have these values."""
        whether = {
            each.order: both(truths[name, each.threat.on == "holding"] for name in each.threat.when.facts)
            for each in self.asked
            if each.threat.when.facts
        }
        left = [each for each in self.asked if whether.get(each.order, True) is not False]
        return Profile(asked=left, first_route=self.first_route, holder=self.holder, whether=whether)


class Found:
    """Which threats are found where, remembered by what is written of a holding and what is shown there."""

    def __init__(self) -> None:
        self._known: dict[tuple[Profile, object, object], tuple[tuple[Candidate, bool], ...]] = {}

    def at(self, profile: Profile, possible: int, sure: int) -> tuple[tuple[Candidate, bool], ...]:
        """Return the threats on holdings that these bits show, and whether they do so for sure.

        What a threat asks to be known by the holder is left to be asked.
        """
        shown = profile, profile.shown(possible), profile.shown(sure)
        found = self._known.get(shown)
        if found is None:
            found = self._known[shown] = tuple(_found(profile, possible, sure))
        return found


def _found(profile: Profile, possible: int, sure: int) -> Iterator[tuple[Candidate, bool]]:
    certain = {one.order for one in profile.candidates(sure) if one.truth and one.shown(sure)} if sure else ()
    for candidate in profile.candidates(possible):
        if candidate.threat.on == "holding" and candidate.shown(possible):
            yield candidate, candidate.order in certain
