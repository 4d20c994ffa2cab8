"""What the tool knows: the words of the language, kinds of systems, threats, controls and inferences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from threatmodel.model.assumed import Assumed
from threatmodel.model.elements import END_TO_END, Data, Effort, Element, ElementType, Path, Scenario, Value, Written
from threatmodel.model.source import Span

WordType: TypeAlias = Literal["yes/no", "choice", "list", "number", "duration", "text", "names"]

FORMS: Final = ("seen", "kept", "published")
"""How data is held; each form includes those before it."""

FAMILIES: Final = (
    "coercion",
    "consent",
    "detecting",
    "device",
    "disclosure",
    "dissemination",
    "exposure",
    "jurisdiction",
    "linking",
    "logging",
    "minors",
    "recording",
    "trafficking",
)
"""What threats are grouped by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of the vocabulary: what it may stand on, what it may say, and what to ask when it is missing."""

    name: str
    type: WordType
    on: tuple[ElementType, ...]
    values: tuple[str, ...] = ()
    """What a choice or a list may say; empty where anything may be said. A yes/no has `yes` and `no`."""
    ordered: bool = False
    """Whether `values` run from safe to unsafe; of numbers and durations whether more is less safe."""
    names: tuple[ElementType, ...] = ()
    """What a list of names may refer to."""
    implies: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Words that a value of this word presets on the same thing, as a kind does."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """By value, what these presets rest on."""
    meaning: str
    question: str = ""
    """What to ask when it is missing; `{place}` stands for the thing, `{about}` for whose data it is."""
    questions: Mapping[ElementType, str] = field(default_factory=dict)
    """What to ask instead where it stands on such a thing."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A preset: what is usually true of a kind of system, place or audience."""

    id: str
    title: str
    also_called: tuple[str, ...] = ()
    """Other names that a scenario may write it by."""
    on: tuple[ElementType, ...]
    implies: Mapping[str, Written]
    why: str
    source: str
    confidence: Literal["high", "medium", "low"]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The condition of a threat; all that is set must hold."""

    form: str | None = None
    """At least this form."""
    by_design: bool = False
    """A drawn flow brings it past what was agreed. For the two threats of designed crossings only."""
    holder: tuple[ElementType, ...] = ()
    not_agreed: str | None = None
    """An act, or `purpose`: a drawn flow brings it for a purpose that was not agreed."""
    reveals: tuple[str, ...] = ()
    knows: str | None = None
    """`identity`, `persona` or `name behind persona`, of a subject of the datum."""
    facts: tuple[str, ...] = ()
    words: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """Any of these values; of an ordered word one value, meaning this or less safe."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What follows where a threat holds: a higher form, a further holder, or something learned."""

    to: Literal["same", "contact", "stranger", "household", "insider", "everyone"] = "same"
    form: str | None = None
    learns: str | None = None
    """`identity`, `whereabouts` or `participation`."""
    after: float = 0.0
    """Seconds; impossible where the holder keeps the datum for less."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A small scenario that a threat must, or must not, be found in."""

    found: bool
    scenario: Scenario
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """How likely a threat's own cause is within a year at one holder, as a range, and where that comes from."""

    low: float
    high: float
    basis: str
    cap: float = 1.0
    """What an audience of any size cannot exceed."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """One way in which somebody's data gets past what they agreed to, or is left without protection."""

    id: str
    title: str
    family: str
    on: Literal["holding", "system", "person", "scenario"]
    when: When
    leads_to: tuple[Consequence, ...] = ()
    severity: int
    """1 to 5, for ordinary data; sensitivity and reach raise it."""
    likelihood: Likelihood | None = None
    """None where it is certain once its condition holds (a duty, a designed crossing)."""
    question: str
    """What to ask in the room."""
    why: str = ""
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes by framework: linddun, panoptic, solove, nist."""
    sources: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    span: Span = field(compare=False, repr=False)


PLACE: Final = "{place}"
"""In what a control adds: where it stands."""
PERSON: Final = "{person}"
"""In what a control adds: each person or audience at an end of a path through that place."""
SUBJECT: Final = "{subject}"
"""In what a control adds: each person or audience that the data on such paths is about."""
DATUM: Final = "{data}"
"""In what a control adds: all that such paths carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """People, systems, data and flows that come with a control; names hold what is filled in."""

    holders: tuple[Element, ...] = ()
    data: tuple[Data, ...] = ()
    paths: tuple[Path, ...] = ()
    media: tuple[str, ...] = ()
    """Of what the paths carry, only these media; of none, all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A change that moves words towards safe, removes what data reveals, or shortens what is kept."""

    id: str
    title: str
    kind: Literal["prevent", "limit", "detect", "respond", "inform"]
    on: tuple[Literal["person", "system", "audience", "path", "scenario"], ...]
    """Where it may stand."""
    kinds: tuple[str, ...] = ()
    """Of a control that fits certain systems only, their kinds; of none, any system will do."""
    needs: Mapping[str, Value] = field(default_factory=dict)
    """Of a control for certain scenes only, words and values: one is said of something there, or it is not offered."""
    sets: Mapping[str, Value] = field(default_factory=dict)
    """Ordered words and the value that they are at least as safe as."""
    removes: tuple[str, ...] = ()
    """What data that passes no longer reveals."""
    takes: tuple[str, ...] = ()
    """Words of `sets` whose value the scenario may choose."""
    strength: Mapping[str, Literal["strong", "partial", "deterrent", "detective", "procedural"]]
    """By threat. Strong if and only if the changes make its condition false."""
    effort: Effort
    bypass: str
    """How it is got around, at the level needed to judge what remains."""
    does: str
    """The checklist line, in the imperative."""
    who: str
    verify: str
    """How to see that it is done."""
    side_effects: tuple[str, ...] = ()
    adds: Addition | None = None
    """What comes with it, as far as that can be drawn."""
    sources: tuple[str, ...] = ()
    span: Span = field(compare=False, repr=False)

    def silences(self, place: str, paths: Iterable[str]) -> bool:
        """Whether it leaves a place without a key to what it sends on; `paths` are the texts of all that are drawn.

        Data that no longer gets where it was meant to go is no gain: nobody is told that such a control helps.
        """
        starts = f"{place} -> "
        return self.sets.get(END_TO_END) is True and any(path.startswith(starts) for path in paths)

    def fits(self, element: Element) -> bool:
        """Whether a thing is of a type and a kind that this control may stand on."""
        kind = element.words.get("kind")
        known = kind.value if kind is not None else None
        return element.type in self.on and (not self.kinds or element.type != "system" or known in self.kinds)

    def awaits_kind(self, element: Element) -> bool:
        """Whether this control may stand on a system as soon as the file says that it is of a kind that fits."""
        return element.type == "system" and "system" in self.on and bool(self.kinds) and "kind" not in element.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """Something that a holder learns from data about one person, joined by what identifies that person."""

    id: str
    learns: str
    """`identity`, `persona`, `name behind persona`, `whereabouts` or `participation`."""
    reveals: tuple[tuple[str, ...], ...]
    """The joined data reveal one of each of these; of none, any data will do."""
    title: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A shipped entry or word that a file of somebody's own has put another in the place of."""

    what: str
    """`threat`, `control`, `kind`, `word` or `place`."""
    id: str
    file: str

    def __str__(self) -> str:
        return f"the shipped {self.what} {self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFact:
    """A named question over what is written, which a single word cannot put."""

    name: str
    meaning: str
    """What is so where it holds."""
    reads: tuple[str, ...] = ()
    """The words that it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that the engine reads besides the scenario. Mappings are by id, in the order of the files."""

    words: Mapping[str, Word]
    kinds: Mapping[str, Kind]
    identifiers: frozenset[str]
    """Of what data reveals, that by which two data are known to be about the same person."""
    pseudonymised: frozenset[str]
    """Of what data reveals, that which a pseudonym replaces."""
    agreed_with: Mapping[str, tuple[str, ...]]
    """Of what can be learned, the items that tell it too: who is agreed data with one of them is agreed to know.

    None at all: any data tells it.
    """
    inferences: tuple[Inference, ...]
    threats: Mapping[str, Threat]
    controls: Mapping[str, Control]
    assumed: Assumed = field(default_factory=Assumed)
    """What controls leave of a likelihood, and what efforts count."""
    countries: Mapping[str, str] = field(default_factory=dict)
    """The country that a place belongs to, by the name of the place."""
    facts: Mapping[str, NamedFact] = field(default_factory=dict)
    """What conditions may ask besides words, by name."""
    replaced: tuple[Replaced, ...] = ()
    """What is shipped and does not count, because a folder of somebody's own has another."""
    version: str
