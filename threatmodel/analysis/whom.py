"""A threat at a holding -> whom it is about: of several data subjects those of whom alone its condition holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from threatmodel.analysis.conditions import Conditions
from threatmodel.analysis.derivation import Fact
from threatmodel.analysis.fixpoint import Run
from threatmodel.analysis.graph import Graph
from threatmodel.analysis.readings import Truth, both
from threatmodel.model.catalogue import Threat


class About(NamedTuple):
    """The names of those whom a finding is about, and of those of whom it is not known."""

    sure: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Whom:
    """Whom findings are about, over a sure and a possible run of one graph.

    Only where a holding concerns several is anything asked again: facts about subjects, and what the holder knows of
    each. All else that a condition reads is the same for all of them.
    """

    graph: Graph
    conditions: Conditions
    sure: Run
    possible: Run
    _found: dict[tuple[str, int, int, bool], About] = field(default_factory=dict)

    def of(self, threat: Threat, holder: int | None, datum: int | None, *, certain: bool) -> About:
        """Return whom a finding is about; nobody where it is about no datum and no person.

        An undecided finding is about all of whom it may hold. Where its parts hold only of several together, it is
        about all of whom one of them holds that does not hold of each.
        """
        if holder is None:
            return About()
        if datum is None:
            return About((self.graph.roster.holder_name(holder),) if threat.on == "person" else ())
        about = self.graph.roster.data[datum].about
        if len(about) == 1:
            return About(about)
        key = threat.id, holder, datum, certain
        if key not in self._found:
            self._found[key] = self._of_several(threat, holder, datum, certain=certain)
        return self._found[key]

    def known(self, threat: Threat, holder: int, datum: int, run: Run, *, certain: bool) -> tuple[Fact, ...] | None:
        """Return the facts by which a holder knows what a threat asks for, of somebody whom the finding is about."""
        what, roster = threat.when.knows, self.graph.roster
        if what is None:
            return ()
        if len(roster.about(datum)) > 1:
            subjects = [roster.subject_number[name] for name in self.of(threat, holder, datum, certain=certain).sure]
            for known_in in (self.sure, run) if certain else (run,):
                for subject in subjects:
                    known = known_in.knows(holder, roster.learned(subject, what), what)
                    if known is not None:
                        return known
        return run.knows(holder, datum, what)

    def _of_several(self, threat: Threat, holder: int, datum: int, *, certain: bool) -> About:
        concerned = self.graph.roster.concerned(holder, datum)
        if len(concerned) == 1 or not (threat.when.facts or threat.when.knows):
            return About(self._names(concerned))
        parts = {subject: (*self._alone(threat, holder, datum, subject),) for subject in concerned}
        sure = [subject for subject, truths in parts.items() if both(truths)]
        possible = [subject for subject, truths in parts.items() if both(truths) is not False]
        if not certain:
            return About(self._names(possible or _together(parts)))
        told = sure or _together(parts)
        return About(self._names(told), self._names([one for one in possible if one not in told]))

    def _alone(self, threat: Threat, holder: int, datum: int, subject: int) -> Iterator[Truth]:
        """Yield what a condition asks of the people concerned, as if this subject were the only one."""
        for name in threat.when.facts:
            yield self.conditions.fact(name, holder, datum, subject).truth
        if (what := threat.when.knows) is not None:
            learned = self.graph.roster.learned(subject, what)
            surely, maybe = (run.knows(holder, learned, what) is not None for run in (self.sure, self.possible))
            yield True if surely else None if maybe else False

    def _names(self, subjects: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.graph.roster.subjects[one] for one in subjects)


def _together(parts: Mapping[int, Sequence[Truth]]) -> Sequence[int]:
    """Return the subjects who meet a part of a condition that others do not meet; all where the parts are as one."""
    telling = [column for column in zip(*parts.values(), strict=True) if len(set(column)) > 1]
    meeting = [any(truths) for truths in zip(*telling, strict=True)]
    return [subject for subject, meets in zip(parts, meeting, strict=False) if meets] or list(parts)
