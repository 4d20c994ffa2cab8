"""Scenario -> agreement: what each holder may do with each datum, and whether a step stays within it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from threatmodel.analysis.readings import Truth
from threatmodel.analysis.roster import DISCLOSED, LEARNED, Roster
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import ACTS, EVERYONE, Scenario

_ACT_OF_FORM: Final = {1: ACTS.index("see"), 2: ACTS.index("keep"), 3: ACTS.index("publish")}


@dataclass(frozen=True, slots=True)
class Agreed:
    """The widest act and the purposes that were agreed for a holder; `act` is None when nothing was said."""

    act: int | None
    purposes: frozenset[str] = frozenset()

    @property
    def widest(self) -> int | None:
        """The widest act, where keeping for a purpose counts as keeping."""
        keep = ACTS.index("keep")
        return self.act if self.act is None or not self.purposes else max(self.act, keep)


NOTHING: Final = Agreed(0)
UNSAID: Final = Agreed(None)
ANYTHING: Final = Agreed(len(ACTS) - 1)


@dataclass(kw_only=True)
class Agreements:
    """What was agreed, by numbers of holders and data; answers are remembered."""

    scenario: Scenario
    catalogue: Catalogue
    roster: Roster
    _answers: dict[tuple[int, int], Agreed] = field(default_factory=dict)

    def agreed(self, holder: int, datum: int) -> Agreed:
        """Return what a holder may do with a datum."""
        key = (holder, datum)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._find(holder, datum)
        return answer

    def allows(self, holder: int, datum: int, form: int, purposes: tuple[str, ...] = ()) -> Truth:
        """Whether holding a datum in a form is within what was agreed; None when nothing was said."""
        agreed = self.agreed(holder, datum)
        if agreed.act is None:
            return None
        if purposes and agreed is not ANYTHING:
            return all(purpose in agreed.purposes for purpose in purposes)
        if holder == self.roster.everyone:
            return agreed.act > 0
        return agreed.act >= _ACT_OF_FORM[form]

    def knows(self, holder: int, subject: int) -> bool:
        """Whether a holder is written to know who the subject is, or shares a home with them."""
        element = self.roster.element(holder)
        if element is None:
            return False
        name = self.roster.subjects[subject]
        other = self.scenario.holders.get(name)
        at_home = name in element.names("lives with") or (
            other is not None and element.name in other.names("lives with")
        )
        groups = (self.scenario.holders[audience] for audience in self.roster.audiences_of(element.name))
        return at_home or any(name in one.names("knows") for one in (element, *groups))

    def _find(self, holder: int, datum: int) -> Agreed:
        if not self.roster.concerned(holder, datum):
            return ANYTHING
        learned = self.roster.learned_of(datum)
        if learned is not None:
            return self._of_learned(holder, *learned)
        consent = self.roster.data[datum].consent
        if consent is None:
            return NOTHING if self.roster.is_implied(datum) else UNSAID
        covered = self._covered_by(holder)
        granted = [consent.grants[name] for name in covered if name in consent.grants]
        act = max((ACTS.index(grant.act) for grant in granted), default=0)
        apart = self._operated_with(holder)
        own = (consent.grants[name] for name in covered if name in consent.grants and name not in apart)
        purposes = frozenset[str]().union(*(grant.purposes for grant in own))
        return Agreed(act, purposes) if act or purposes else NOTHING

    def _of_learned(self, holder: int, subject: int, what: str) -> Agreed:
        """What can be learned is agreed for whoever is agreed a datum that reveals it, or knows the person."""
        if LEARNED.index(what) >= DISCLOSED or self.knows(holder, subject):
            return ANYTHING
        said = True
        for number in self._revealing.get((subject, what), ()):
            agreed = self.agreed(holder, number)
            if agreed.act is None:
                said = False
            elif agreed.act > 0 or agreed.purposes:
                return ANYTHING
        return NOTHING if said else UNSAID

    @cached_property
    def _revealing(self) -> dict[tuple[int, str], list[int]]:
        """The data that tell each thing that can be learned of each subject."""
        revealing: dict[tuple[int, str], list[int]] = {}
        for number, datum in enumerate(self.roster.data):
            items = datum.names("reveals")
            for what, telling in self.catalogue.agreed_with.items():
                if not telling or any(item in telling for item in items):
                    for name in datum.about:
                        revealing.setdefault((self.roster.subject_number[name], what), []).append(number)
        return revealing

    def _covered_by(self, holder: int) -> tuple[str, ...]:
        """Return whose grant covers this holder: its own, its operator's systems', its audiences' and everyone's."""
        element = self.roster.element(holder)
        if element is None:
            return (EVERYONE,)
        covering = [element.name, EVERYONE]
        covering += self._operated_with(holder)
        return (*covering, *self.roster.audiences_of(element.name))

    def _operated_with(self, holder: int) -> tuple[str, ...]:
        """Return the other systems of a system's operator: what they may do it may do, but not for their purposes."""
        element = self.roster.element(holder)
        if element is None or element.type != "system":
            return ()
        together = self._operated_together.get(self._operator(element.name), ())
        return tuple(name for name in together if name != element.name)

    def _operator(self, name: str) -> str:
        written = self.scenario.holders[name].words.get("operator")
        return written.value if written is not None and isinstance(written.value, str) else ""

    @cached_property
    def _operated_together(self) -> dict[str, tuple[str, ...]]:
        together: dict[str, list[str]] = {}
        for name, element in self.scenario.holders.items():
            operator = self._operator(name) if element.type == "system" else ""
            if operator:
                together.setdefault(operator, []).append(name)
        return {operator: tuple(names) for operator, names in together.items()}
