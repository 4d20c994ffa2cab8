"""Small random catalogues: threats, controls and inferences over the real vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final, Literal, TypeVar

from hypothesis import strategies as st

from threatmodel.catalogue.language import load_words
from threatmodel.model.catalogue import Catalogue, Consequence, Control, Inference, Threat, When, Word
from threatmodel.model.elements import ElementType, Value
from threatmodel.model.source import Span

T = TypeVar("T")
HERE: Final = Span("laws.yaml", 1, 1)
DAY: Final = 86400.0
WORDS: Final[Mapping[str, Word]] = load_words()
ITEMS: Final = ("name", "handle", "face", "voice", "home")
"""What data of the small scenarios reveals."""

CHOICES: Final[Mapping[ElementType, Mapping[str, tuple[Value, ...]]]] = {
    "person": {
        "role": ("friend", "bystander"),
        "device": ("own", "shared", "compromised"),
        "two-step login": (True, False),
        "named in public": (True, False),
        "paid to": ("nobody", "self", "other"),
        "keeps": (0.0, DAY, 30 * DAY),
    },
    "audience": {
        "role": ("viewer", "bystander"),
        "join": ("by name", "password", "open"),
        "keeps": (0.0, DAY, 30 * DAY),
        "size": (2.0, 300.0),
    },
    "system": {
        "end-to-end encrypted": (True, False),
        "keeps": (0.0, DAY, 30 * DAY),
        "records": ("never", "on request", "by default"),
        "join": ("by name", "password", "open"),
        "clips": (True, False),
        "notice": ("in context", "buried", "none"),
        "lawful basis": ("none", "consent", "contract"),
        "kind": ("chat", "cloud backup"),
    },
    "data": {
        "medium": (("text",), ("video", "audio"), ("image",)),
        "sensitivity": ("ordinary", "sensitive", "intimate"),
        "live": (True, False),
        "ephemeral": (True, False),
    },
    "scenario": {"assessment done": (True, False)},
}
"""The words that the small scenarios use, and what each may say there."""

INFERENCES: Final = (
    Inference(id="named", learns="identity", reveals=(("name",),), title="a name", span=HERE),
    Inference(id="persona-known", learns="persona", reveals=(("handle",),), title="a handle", span=HERE),
    Inference(
        id="persona-named", learns="name behind persona", reveals=(("handle",), ("name",)), title="both", span=HERE
    ),
    Inference(id="placed", learns="whereabouts", reveals=(("face", "voice"), ("home",)), title="a home", span=HERE),
    Inference(id="taking-part", learns="participation", reveals=(), title="anything", span=HERE),
)
DESIGNED: Final = (("unagreed-recipient", "see", "seen"), ("kept-beyond-consent", "keep", "kept"))


@lru_cache(maxsize=None, typed=True)  # True is not 1.0 here
def one(*values: T) -> st.SearchStrategy[T]:
    """Return the strategy that draws one of these; made once, for making strategies takes longer than drawing."""
    return st.sampled_from(values)


@cache
def some(*values: T, most: int, least: int = 0) -> st.SearchStrategy[list[T]]:
    """Return the strategy that draws a few of these; made once."""
    return st.lists(st.sampled_from(values), min_size=least, max_size=most, unique=True) if values else st.just([])


@cache
def words_asked(on: str) -> st.SearchStrategy[dict[str, tuple[Value, ...]]]:
    """Return conditions on words that can stand where a threat looks; none that is always true."""
    places: tuple[ElementType, ...] = ("person", "audience", "system", "data", "scenario")
    readable = [each for each in places if each == on or (on == "holding" and each != "scenario")]
    asked = {
        word: st.sampled_from([value for value in values if _says_something(WORDS[word], value)]).map(
            lambda value: value if isinstance(value, tuple) else (value,)
        )
        for place in readable
        for word, values in CHOICES[place].items()
    }
    picked = some(*sorted(asked), most=2)
    return picked.flatmap(lambda names: st.fixed_dictionaries({name: asked[name] for name in names}))


def _says_something(word: Word, value: Value) -> bool:
    if not word.ordered:
        return True
    return (
        value != 0.0 if word.type in ("duration", "number") else value not in (word.values[0], word.values[0] == "yes")
    )


@st.composite
def consequences(draw: st.DrawFn) -> Consequence:
    """Draw what follows where a threat holds."""
    form = draw(one("seen", "kept", "published", None))
    learns = draw(one(None, "identity", "whereabouts", "participation")) if form != "published" else None
    return Consequence(
        to=draw(one("same", "contact", "stranger", "household", "insider", "everyone")),
        form=form or (None if learns else "kept"),
        learns=learns,
        after=draw(one(0.0, 0.0, DAY)),
        span=HERE,
    )


@st.composite
def threats(draw: st.DrawFn, number: int) -> Threat:
    """Draw a threat at a holding, mostly, or at a thing as a whole."""
    kinds: tuple[Literal["holding", "system", "person", "scenario"], ...] = (
        *("holding",) * 5, "system", "person", "scenario",
    )  # fmt: skip
    on = draw(one(*kinds))
    facts = draw(one((), (), (), (), ("bystander-in-view",), ("named-in-public",), ("subject-is-paid",)))
    at_holding = on == "holding"
    holder: st.SearchStrategy[tuple[ElementType, ...]] = st.sampled_from(
        ((), (), ("person",), ("audience", "person"), ("system",))
    )
    when = When(
        form=draw(one(None, "seen", "kept", "published")) if at_holding else None,
        holder=draw(holder) if at_holding else (),
        not_agreed=draw(one(None, None, "see", "keep", "share", "publish", "purpose")) if at_holding else None,
        reveals=draw(one((), (), ("face",), ("name", "home"))) if at_holding else (),
        knows=draw(one(None, "identity", "identity", "persona", "name behind persona")) if at_holding else None,
        facts=facts if at_holding else (),
        words=draw(words_asked(on)),
        span=HERE,
    )
    leads_to = st.lists(consequences(), min_size=1, max_size=2).map(tuple) if on != "scenario" else st.just(())
    return threat(f"threat-{number}", on, when, draw(st.one_of(leads_to, st.just(()))))


def threat(
    id_: str,
    on: Literal["holding", "system", "person", "scenario"],
    when: When,
    leads_to: tuple[Consequence, ...] = (),
) -> Threat:
    """Make a threat of what matters for its meaning."""
    return Threat(
        id=id_, title=id_, family="law", on=on, when=when, leads_to=leads_to, severity=3, question="?", span=HERE
    )


@st.composite
def controls(draw: st.DrawFn, number: int) -> Control:
    """Draw a control of words that stand on one type of thing, which may also stand on a path."""
    place = draw(one("system", "system", "person", "audience", "scenario"))
    ordered = {word: values for word, values in CHOICES[place].items() if WORDS[word].ordered}
    names = draw(some(*sorted(ordered), most=2))
    removes = draw(one((), ("face",), ("name", "handle"))) if place == "system" else ()
    on_path = place == "system" and draw(st.booleans())
    return control(
        f"control-{number}",
        (place, "path") if on_path else (place,),
        {name: draw(one(*ordered[name])) for name in names},
        removes,
    )


def control(
    id_: str,
    on: tuple[Literal["person", "system", "audience", "path", "scenario"], ...],
    sets: Mapping[str, Value],
    removes: tuple[str, ...] = (),
) -> Control:
    """Make a control of what matters for its meaning; it has no say in whether a finding is reduced."""
    return Control(
        id=id_, title=id_, kind="detect", on=on, sets=sets, removes=removes, strength={}, effort="S",
        bypass="", does="", who="", verify="", span=HERE,
    )  # fmt: skip


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Draw a few threats and controls and some inferences; the two threats of designed crossings are always there."""
    designed = {
        id_: threat(id_, "holding", When(by_design=True, not_agreed=act, form=form, span=HERE))
        for id_, act, form in DESIGNED
    }
    drawn = [draw(threats(number)) for number in range(draw(st.integers(1, 5)))]
    in_reach = [draw(controls(number)) for number in range(draw(st.integers(1, 3)))]
    rules = draw(st.sets(st.sampled_from(range(len(INFERENCES))), min_size=1))
    return catalogue(
        {**designed, **{one.id: one for one in drawn}},
        {one.id: one for one in in_reach},
        tuple(INFERENCES[number] for number in sorted(rules)),
    )


def catalogue(
    threats_: Mapping[str, Threat],
    controls_: Mapping[str, Control] | None = None,
    inferences: tuple[Inference, ...] = INFERENCES,
) -> Catalogue:
    """Put a catalogue together over the real vocabulary."""
    return Catalogue(
        words=WORDS,
        kinds={},
        identifiers=frozenset({"name", "handle", "face", "voice", "ip address"}),
        pseudonymised=frozenset({"name", "handle"}),
        agreed_with={"identity": ("name",), "whereabouts": ("home", "ip address"), "participation": ()},
        inferences=inferences,
        threats=threats_,
        controls=controls_ or {},
        version="laws",
    )
