"""What a scenario file says: people, systems, audiences, data, the paths between them, the workshop around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from threatmodel.model.source import Span

END_TO_END: Final = "end-to-end encrypted"
"""The word that says of a system that it holds no key to what passes."""

EVERYONE: Final = "everyone"
"""The built-in recipient that stands for the public."""

EVERYWHERE: Final = "everywhere"
"""Where a control stands that is in place wherever it can be."""

ACTS: Final = ("nothing", "see", "keep", "share", "publish")
"""What a recipient may be agreed to do; each act includes those before it."""

PURPOSES: Final = (
    "moderate",
    "bill",
    "back up",
    "analyse",
    "train models",
    "advertise",
    "verify age",
    "research",
    "report",
)
"""What data may be agreed to be kept for, and nothing else."""

ElementType: TypeAlias = Literal["person", "system", "audience", "data", "scenario"]

Effort: TypeAlias = Literal["S", "M", "L"]
"""What a control takes: days, weeks or months."""

EFFORTS: Final[tuple[Effort, ...]] = get_args(Effort)


class Unknown:
    """The value of a word that was written as `unknown`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = Unknown()

Value: TypeAlias = bool | str | float | tuple[str, ...] | Unknown
"""A yes/no, a choice or text, a number or duration in seconds, a list of words or names, or not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The value of a word on a thing, and whether the author wrote it, a kind implies it or a control set it."""

    value: Value
    span: Span = field(compare=False, repr=False)
    origin: Literal["file", "preset", "control"] = "file"
    source: str = ""
    """The kind or control that it comes from, when the author did not write it."""
    or_safer: bool = False
    """A control sees to at least this where the author wrote nothing: it may be safer, never less safe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A person, a system or an audience, with the vocabulary words that are known of it."""

    name: str
    type: ElementType
    words: Mapping[str, Written] = field(default_factory=dict)
    span: Span = field(compare=False, repr=False)

    def names(self, word: str) -> tuple[str, ...]:
        """Return the list that stands under `word`; one that is left out or unknown is empty."""
        written = self.words.get(word)
        return written.value if written is not None and isinstance(written.value, tuple) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one recipient may do: an act, or nothing but the named purposes."""

    act: str
    """One of `ACTS`; `nothing` when only purposes are agreed."""
    purposes: frozenset[str] = frozenset()
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the subjects of a datum agreed to; complete, so that who is not named may do nothing."""

    grants: Mapping[str, Grant]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Data(Element):
    """Something that is about people, and what they agreed to."""

    about: tuple[str, ...]
    """People, or audiences whose members it is about, each towards the others."""
    consent: Consent | None = None
    """None when nothing was said: undecided."""
    made_from: str | None = None
    made_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carry:
    """One datum on a path, and what it is sent for."""

    datum: str
    purposes: tuple[str, ...] = ()
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A drawn way from the first node to the last, through all between; its text is its name."""

    text: str
    nodes: tuple[str, ...]
    carries: tuple[Carry, ...]
    words: Mapping[str, Written] = field(default_factory=dict)
    """What a control at this path sets or removes; never written by the author."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedControl:
    """A control that is in place, and where."""

    control: str
    places: tuple[str, ...]
    """Names of things, texts of paths, or `EVERYWHERE`."""
    values: Mapping[str, Written] = field(default_factory=dict)
    """Words whose value this use of the control chooses, such as `keeps`."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A finding that a named person leaves as it is, and why, until a date (ISO 8601)."""

    finding: str
    because: str
    by: str
    until: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a scenario holds of a threat or a control in place of the catalogue; None where it says nothing."""

    id: str
    because: str
    severity: int | None = None
    """Of a threat, 1 to 5, for ordinary data."""
    likelihood: tuple[float, float, float | None] | None = None
    """Of a threat: low and high for a year at one holder, and the cap; no cap written is None."""
    factor: float | None = None
    """Of a control: what it leaves, from 0 to 1, of the likelihood of each threat that it bears on."""
    effort: Effort | None = None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One threat named in an answer key."""

    threat: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A quiz question with its answers, one of them right."""

    ask: str
    answers: tuple[str, ...]
    right: str
    objective: int | None = None
    """Counts from 1 in the workshop's objectives."""
    because: str = ""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twist:
    """A change to the scenario that the trainer plays in the room."""

    name: str
    say: str
    scenario: Scenario
    """The scenario as it is after the twist (and those that it comes after)."""
    adds: tuple[Key, ...] = ()
    removes: tuple[Key, ...] = ()
    after: str | None = None
    dropped: tuple[str, ...] = ()
    """Texts of the paths that went with a removed name."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What a trainer needs around a scenario: aims, answer key, time boxes, roles, prompts and a quiz."""

    objectives: tuple[str, ...]
    expected: tuple[Key, ...]
    undecided: tuple[Key, ...] = ()
    must_not: tuple[Key, ...] = ()
    alternative: str | None = None
    minutes: Mapping[str, int] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    quiz: tuple[Question, ...] = ()
    twists: tuple[Twist, ...] = ()
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Who shows what to whom, as one file says it. Mappings keep the order of the file."""

    file: str
    title: str
    content_note: str
    intensity: str
    summary: str = ""
    period: float = 365 * 86400.0
    """Seconds that every likelihood is about."""
    protective: bool = False
    words: Mapping[str, Written] = field(default_factory=dict)
    """Vocabulary words that stand on the scenario as a whole."""
    holders: Mapping[str, Element]
    """People, systems and audiences by name."""
    data: Mapping[str, Data]
    paths: tuple[Path, ...]
    controls: tuple[AppliedControl, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    """What the author holds of threats and controls in place of the catalogue, by id."""
    workshop: Workshop | None = None
    span: Span = field(compare=False, repr=False)

    def originals_of(self, name: str) -> Iterator[str]:
        """Yield what a datum was made from, and what that was made from."""
        original = self.data[name].made_from
        while original is not None:
            yield original
            original = self.data[original].made_from

    def audiences_of(self, name: str) -> tuple[str, ...]:
        """Return the audiences that somebody is in, and those that these are in, the nearest first."""
        found: dict[str, None] = {}
        pending = list(self.holders[name].names("in")) if name in self.holders else []
        for audience in pending:
            if audience not in found:
                found[audience] = None
                pending += self.holders[audience].names("in")
        return tuple(found)
