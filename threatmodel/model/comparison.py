"""What two analyses say beside each other: findings new, gone and changed, questions, and what in the file did it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from threatmodel.model.findings import Finding, Question, State
from threatmodel.model.gate import at_gate
from threatmodel.model.risk import Band, Risk
from threatmodel.model.source import Span

ChangeKind: TypeAlias = Literal["added", "removed", "changed"]
Thing: TypeAlias = Literal[
    "scenario", "person", "system", "audience", "data", "consent", "path", "control", "accepted", "estimate", "twist"
]
FoundKind: TypeAlias = Literal["new", "gone", "changed"]

THERE: Final[frozenset[State]] = frozenset(("open", "reduced", "undecided", "accepted"))
"""States of a finding that is there; a closed one is not there any longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change that an author made between two versions of a scenario, and its place in both."""

    kind: ChangeKind
    thing: Thing
    name: str
    """Of what it was changed; empty for the scenario as a whole."""
    part: str = ""
    """The word, the recipient, the datum on a path or the place of a control; empty for the thing itself."""
    before: str = ""
    """The value as files write it; empty where nothing was written."""
    after: str = ""
    old: Span | None = field(default=None, compare=False, repr=False)
    new: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """Something that has another name and is the same in all else."""

    thing: Thing
    before: str
    after: str
    old: Span = field(compare=False, repr=False)
    new: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What made a difference. Of several causes each is needed: without any of them it would not be there.

    Where only the risk of a finding differs, without any of them it would be nearer to what it was, or beyond.
    Of several changes in one cause any would have done alone, so that it goes only if all of them are undone.
    """

    changes: tuple[int, ...]
    """Indices of the comparison's changes."""
    tried: bool = True
    """Whether it was found by undoing; False where that took too many runs and the finding may rest on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One finding before and after; at least one of them is there."""

    id: str
    """The id after; before it, where the finding is gone."""
    before: Finding | None
    """None where there is no such finding; a closed one counts as not there."""
    after: Finding | None
    causes: tuple[Cause, ...] = ()

    @property
    def kind(self) -> FoundKind:
        """Whether the finding is new, gone or changed in state, severity or risk."""
        if self.before is None or self.before.state not in THERE:
            return "new"
        return "gone" if self.after is None or self.after.state not in THERE else "changed"

    @property
    def shown(self) -> Finding:
        """The finding as it is, or as it was."""
        found = self.before if self.kind == "gone" else self.after
        if found is None:
            raise ValueError("a difference without findings")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs between two analyses; the gravest comes first."""

    differences: tuple[Difference, ...]
    same: int
    """How many findings are as they were."""
    asked: tuple[Question, ...]
    """Questions that were not there before."""
    answered: tuple[Question, ...]
    """Questions that are no longer there."""
    before: Risk
    """The total of all that is there."""
    after: Risk
    changes: tuple[Change, ...] = ()
    """What an author changed; empty where no files were compared."""
    renames: tuple[Rename, ...] = ()
    in_common: bool = True
    """Whether any person, system, audience or datum of one is in the other; without, they are not two versions."""

    def of(self, kind: FoundKind) -> tuple[Difference, ...]:
        """Return the findings that are new, gone or changed."""
        return tuple(one for one in self.differences if one.kind == kind)

    def reaching(self, level: Band | None) -> Iterator[Difference]:
        """Yield what is at the gate now and was not before: it holds, in a band of at least `level`."""
        for one in self.differences:
            if at_gate(one.after, level) and not at_gate(one.before, level):
                yield one

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs in what is found and asked."""
        return not (self.differences or self.asked or self.answered)

    @property
    def is_tried(self) -> bool:
        """Whether every cause was found by undoing changes."""
        return all(cause.tried for one in self.differences for cause in one.causes)
