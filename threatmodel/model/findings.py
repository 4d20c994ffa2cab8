"""What an analysis says: findings with their witnesses, disclosure points that head them, and questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from threatmodel.model.catalogue import Threat
from threatmodel.model.elements import Accepted
from threatmodel.model.risk import CERTAIN, NO_RISK, Chance, Risk, risk
from threatmodel.model.source import Span
from threatmodel.model.summary import PersonSummary

State: TypeAlias = Literal["open", "reduced", "closed", "undecided", "accepted"]

StepKind: TypeAlias = Literal[
    "source", "start", "flow", "connection", "copy", "member", "threat", "inference", "publication"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a derivation: who comes to hold what, how, and the steps that it rests on.

    The steps of a witness form a tree: `premises` are empty for what somebody has to begin with.
    """

    kind: StepKind
    holder: str
    datum: str
    form: str
    by: str
    """The text of the path, the id of the threat or inference, or the name of the original or the audience."""
    certain: bool
    """False where the step hangs on something that is not known."""
    agreed: bool | None
    """Whether it stays within what was agreed; None where nothing was said."""
    span: Span = field(compare=False, repr=False)
    premises: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """A word that is not known at a place and that an answer hangs on."""

    word: str
    place: str
    """The name of the thing it is asked about; empty for the scenario as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A threat that holds at a place of the scenario, or that may hold."""

    id: str
    """`threat/holder/datum` or `threat/place`, in slugs; stable under any change elsewhere."""
    threat: Threat
    holder: str
    """The name of the holder or place; empty for the scenario as a whole."""
    datum: str | None
    form: str | None
    """The least form at which the threat holds."""
    about: tuple[str, ...] = ()
    """The data subjects whom it is about: of several those of whom alone it holds, or may hold while undecided.

    Without a datum the person it is found at, and nobody where it is found at none.
    """
    perhaps_about: tuple[str, ...] = ()
    """Further ones of whom it is not known."""
    state: State
    severity: int
    """1 to 5: the threat's, raised by sensitivity and reach."""
    chance: Chance = CERTAIN
    """How likely it is within the scenario's period."""
    reach: int | None
    """How many people get to know, or None when anybody may."""
    witness: Step | None
    """A shortest derivation of the holding; None where the threat is not about a holding."""
    unsettled: tuple[Unsettled, ...] = ()
    """What an undecided finding hangs on."""
    points: tuple[str, ...] = ()
    """Ids of the disclosure points that it makes or lies behind; it is told in full under the first."""
    helped_by: tuple[str, ...] = ()
    """Ids of the controls in place that make it less likely."""
    accepted: Accepted | None = None
    span: Span = field(compare=False, repr=False)

    @property
    def risk(self) -> Risk:
        """Its likelihood times the points of its severity."""
        return risk(self.chance, self.severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosurePoint:
    """Where data about a person first reaches somebody, or takes a form, that this person did not agree to."""

    id: str
    """`holder/datum` in slugs."""
    number: int
    """Counts from 1: those come first where something holds, then what is certain, and of each the highest risk."""
    holder: str
    datum: str
    form: str
    """The highest form that a crossing reaches here."""
    agreed: str | None
    """The act that was agreed for this holder; None when nothing was said."""
    certain: bool
    """False where it hangs on something that is not known."""
    severity: int
    reach: int | None
    risk: float = 0.0
    """The highest risk, in points, of a finding that it makes or that stands at it: of those that hold, if any does."""
    holds: bool = False
    """Whether any of these findings holds: what stands there may be open while it is not known what was agreed."""
    steps: tuple[Step, ...]
    """The crossings that make it, each with what it rests on."""
    findings: tuple[str, ...]
    """Ids of the findings told in full here, the gravest first."""
    others: tuple[str, ...] = ()
    """Ids of further findings behind it that are told elsewhere."""
    span: Span = field(compare=False, repr=False)

    @property
    def only_may_be(self) -> bool:
        """Whether nothing is certain about it: neither that it is one, nor that anything found there holds."""
        return not (self.certain or self.holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to ask, and how much the answer would settle."""

    word: str
    """A vocabulary word, or `consent`."""
    place: str
    ask: str
    bears_on: tuple[str, ...]
    """Ids of the undecided findings that hang on the answer."""
    settles: tuple[str, ...]
    """Those of them that hang on nothing else."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that one scenario gives, gravest first. Closed findings are those that controls in place remove."""

    findings: tuple[Finding, ...]
    points: tuple[DisclosurePoint, ...]
    questions: tuple[Question, ...]
    assumptions: tuple[Assumption, ...] = ()
    risk: Risk = NO_RISK
    """Of all findings together; closed ones add nothing, undecided ones only to the ceiling."""
    people: tuple[PersonSummary, ...] = ()
    """What it means for each data subject; none where they are more than a reader can take in."""

    def finding(self, finding_id: str) -> Finding | None:
        """Return the finding of that id, if there is one."""
        return next((finding for finding in self.findings if finding.id == finding_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A value that nobody wrote: a kind implies it, or another value does."""

    word: str
    place: str
    value: str
    kind: str
    """The id of the kind, or the other value as `word: value`."""
    source: str = ""
    """What the kind rests on; empty where another value implies it."""
    confidence: str = ""
    span: Span = field(compare=False, repr=False)
