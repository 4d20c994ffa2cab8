"""Scenario -> agreement: what each holder may do with each datum, and whether a step stays within it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from threatmodel.analysis.readings import Truth
from threatmodel.analysis.roster import DISCLOSED, LEARNED, Roster
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import ACTS, EVERYONE, Element, Scenario

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

    def allows(self, form: int, purposes: tuple[str, ...] = (), *, public: bool = False) -> Truth:
        """Whether it covers a form; any act that was agreed for everyone covers that the public has it."""
        if self.act is None:
            return None
        if purposes and self is not ANYTHING:
            return all(purpose in self.purposes for purpose in purposes)
        return self.act > 0 if public else self.act >= _ACT_OF_FORM[form]


NOTHING: Final = Agreed(0)
UNSAID: Final = Agreed(None)
ANYTHING: Final = Agreed(len(ACTS) - 1)


@dataclass(kw_only=True)
class Agreements:
    """What was agreed, by numbers of holders and data; answers are remembered."""

    scenario: Scenario
    catalogue: Catalogue
    roster: Roster
    _answers: dict[int, Agreed] = field(default_factory=dict)
    _covers: dict[int, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def agreed(self, holder: int, datum: int) -> Agreed:
        """Return what a holder may do with a datum."""
        # Holders who are not drawn differ in nothing.
        key = min(holder, self.roster.everyone) * self.roster.width + datum
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._find(holder, datum)
        return answer

    def allows(self, holder: int, datum: int, form: int, purposes: tuple[str, ...] = ()) -> Truth:
        """Whether holding a datum in a form is within what was agreed; None when nothing was said."""
        return self.agreed(holder, datum).allows(form, purposes, public=holder == self.roster.everyone)

    def within(self, holder: int, datum: int, form: int, purposes: tuple[str, ...] = ()) -> int:
        """Return the highest lower form that was agreed: who may see what is kept there; 0 where none was."""
        lower = (less for less in range(form - 1, 0, -1) if self.allows(holder, datum, less, purposes))
        return next(lower, 0)

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
        covered, apart = self._covering(holder)
        granted = {name: grant for name, grant in consent.grants.items() if name in covered}
        if not granted:
            return NOTHING
        act = max(ACTS.index(grant.act) for grant in granted.values())
        own = (grant.purposes for name, grant in granted.items() if name not in apart)
        purposes = frozenset[str]().union(*own)
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

    def _covering(self, holder: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return whose grant covers a holder: its own, its audiences', everyone's, and its operator's other systems'.

        These come apart as well: what they may do it may do, but not for their purposes.
        """
        found = self._covers.get(holder)
        if found is None:
            element = self.roster.element(holder)
            if element is None:
                found = frozenset((EVERYONE,)), frozenset()
            else:
                apart = self._operated_with(element)
                found = apart.union((element.name, EVERYONE), self.roster.audiences_of(element.name)), apart
            self._covers[holder] = found
        return found

    def _operated_with(self, element: Element) -> frozenset[str]:
        if element.type != "system":
            return frozenset()
        return frozenset(self._operated_together.get(self._operator(element.name), ())) - {element.name}

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
