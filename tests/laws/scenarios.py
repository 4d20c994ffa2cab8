"""Small random scenarios, built as values: few people, systems and audiences, all that a step may hang on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from hypothesis import strategies as st

from tests.laws.catalogues import CHOICES, HERE, INFERENCES, ITEMS, catalogues, one, some, threat
from tests.laws.described import described
from threatmodel.model.catalogue import Catalogue, Consequence, Threat, When
from threatmodel.model.elements import (
    EVERYONE,
    EVERYWHERE,
    UNKNOWN,
    AppliedControl,
    Carry,
    Consent,
    Data,
    Element,
    ElementType,
    Grant,
    Path,
    Scenario,
    Value,
    Written,
)
from threatmodel.model.source import Span

TYPES: Final[Mapping[str, ElementType]] = {
    "ana": "person",
    "ben": "person",
    "cleo": "person",
    "dan": "person",
    "app": "system",
    "cloud": "system",
    "net": "system",
    "members": "audience",
    "fans": "audience",
    "eve": "person",
    "hub": "system",
    "guests": "audience",
}
SPARE: Final = ("eve", "hub", "guests")
"""Names that no drawn scenario uses, for who joins later."""
PURPOSES: Final = ("moderate", "back up")
NO_PURPOSE: Final[frozenset[str]] = frozenset()


class Case(NamedTuple):
    """A scenario and the catalogue that it is looked at with."""

    scenario: Scenario
    catalogue: Catalogue

    def __repr__(self) -> str:
        """Tell a failing case in a few lines."""
        return described(self.scenario, self.catalogue)


def said(value: Value) -> Written:
    """Write a value down."""
    return Written(value=value, span=HERE)


@cache
def words(on: ElementType) -> st.SearchStrategy[dict[str, Written]]:
    """Draw what is written on a thing: about half of what could be, some of it as unknown."""
    choices = {word: one(None, None, *values, *values, UNKNOWN) for word, values in CHOICES[on].items()}
    return st.fixed_dictionaries(choices).map(_written)


def _written(values: Mapping[str, Value | None]) -> dict[str, Written]:
    return {word: said(value) for word, value in values.items() if value is not None}


@st.composite
def holders(draw: st.DrawFn) -> dict[str, Element]:
    """Draw who and what there is; Ana always."""
    names = [
        "ana",
        *sorted(draw(st.sets(st.sampled_from(sorted(set(TYPES) - {"ana", *SPARE})), min_size=1, max_size=6))),
    ]
    return {name: draw(elements(name, names)) for name in names}


@st.composite
def elements(draw: st.DrawFn, name: str, names: list[str]) -> Element:
    """Draw a person, a system or an audience; whom it lives with, knows and belongs to are among `names`."""
    on = TYPES[name]
    written = draw(words(on))
    if on == "system":
        written |= draw(removals())
    else:
        people = [other for other in names if TYPES[other] == "person" and other != name]
        audiences = [other for other in names if TYPES[other] == "audience" and other > name]  # no circles
        if TYPES[name] == "person":
            audiences = [other for other in names if TYPES[other] == "audience"]
        for word, among in (
            ("knows", people),
            ("in", audiences),
            *((("lives with", people),) if on == "person" else ()),
        ):
            value = draw(one(None, None, *among))
            if value is not None:
                written[word] = said((value,))
    return Element(name=name, type=on, words=written, span=HERE)


REMOVALS: Final[Mapping[str, tuple[Value | None, ...]]] = {
    "removes": (None, None, ("name",), ("face", "handle")),
    "blurs": (None, None, None, ("face", "home")),
    "pseudonymises": (None, None, True, False, UNKNOWN),
    "aggregates": (None, None, None, None, True, False),
    "operator": (None, "acme", "acme", "other"),
    "connects": ("by relay", "by relay", "directly", UNKNOWN, None),
}


@cache
def removals() -> st.SearchStrategy[dict[str, Written]]:
    """Draw what a system does to what passes, who runs it, and how it connects."""
    return st.fixed_dictionaries({word: one(*values) for word, values in REMOVALS.items()}).map(_written)


@st.composite
def consents(draw: st.DrawFn, names: list[str]) -> Consent | None:
    """Draw what was agreed; nothing said in one case of five."""
    if draw(one(True, False, False, False, False)):
        return None
    recipients = draw(some(*names, EVERYONE, most=4))
    acts = one("nothing", "see", "see", "keep", "keep", "share", "publish")
    purposes = one(NO_PURPOSE, NO_PURPOSE, frozenset({"moderate"}), frozenset({"back up"}))
    return Consent(
        grants={name: Grant(act=draw(acts), purposes=draw(purposes), span=HERE) for name in recipients}, span=HERE
    )


@st.composite
def data(draw: st.DrawFn, name: str, names: list[str], original: Data | None) -> Data:
    """Draw a datum, or a copy that takes over from its original what is not drawn for it."""
    subjects = [one for one in names if TYPES[one] != "system"]
    about = ("ana", *draw(some(*subjects, most=1)))
    reveals = draw(some(*ITEMS, most=3, least=1))
    whole = Data(
        name=name,
        type="data",
        words={**draw(words("data")), "reveals": said(tuple(reveals))},
        about=tuple(dict.fromkeys(about)),
        consent=draw(consents(names)),
        made_by=tuple(draw(some(*names, most=1))),
        span=HERE,
    )
    if original is None:
        return whole
    taken = draw(st.booleans())
    return replace(
        whole,
        made_from=original.name,
        about=original.about,
        consent=original.consent if taken else whole.consent,
        words={**whole.words, "reveals": original.words["reveals"]} if taken else whole.words,
    )


@st.composite
def paths(draw: st.DrawFn, names: list[str], data_names: list[str], line: int) -> Path:
    """Draw a way through one to three further nodes, carrying a datum or two."""
    nodes = [draw(one("ana", "ana", *names))]
    for _ in range(draw(one(1, 2, 2, 3))):
        among_themselves = TYPES[nodes[-1]] == "audience" and len(nodes) == 1
        nodes.append(draw(one(*(name for name in names if name != nodes[-1] or among_themselves))))
    if draw(one(False, False, False, False, True)):
        nodes.append(EVERYONE)
    span = Span("laws.yaml", line, 1)
    carried = draw(some(*data_names, most=2, least=1))
    goals = one((), (), ("moderate",), ("back up",), PURPOSES)
    carries = tuple(Carry(datum=name, purposes=draw(goals), span=span) for name in carried)
    return Path(text=" -> ".join(nodes), nodes=tuple(nodes), carries=carries, span=span)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a scenario without controls."""
    things = draw(holders())
    known: dict[str, Data] = {}
    for name in ("chat", "picture", "log")[: draw(st.integers(1, 3))]:
        original = draw(one(None, None, *known)) if known else None
        known[name] = draw(data(name, list(things), known[original] if original else None))
    drawn = [draw(paths(list(things), list(known), line)) for line in range(1, draw(st.integers(2, 6)))]
    return Scenario(
        file="laws.yaml",
        title="A small case",
        content_note="None.",
        intensity="low",
        words=draw(words("scenario")),
        holders=things,
        data=known,
        paths=tuple({path.text: path for path in drawn}.values()),
        span=HERE,
    )


@st.composite
def uses(draw: st.DrawFn, scenario: Scenario, catalogue: Catalogue) -> tuple[AppliedControl, ...]:
    """Draw controls of the catalogue that are in place where they may stand."""
    found = []
    for id_, control in catalogue.controls.items():
        on = [name for name, element in scenario.holders.items() if element.type in control.on]
        on += [path.text for path in scenario.paths] if "path" in control.on else []
        places = draw(some(*on, most=2)) if on else []
        found.append(AppliedControl(control=id_, places=tuple(places) or (EVERYWHERE,), span=HERE))
    return tuple(found)


def drawn(text: str, *names: str) -> Path:
    """Draw a path by its text."""
    carries = tuple(Carry(datum=name, span=HERE) for name in names)
    return Path(text=text, nodes=tuple(text.split(" -> ")), carries=carries, span=HERE)


def several_ways(case: Case, value: Value) -> Case:
    """Let Ben get the same through two systems, and ask what only a system can say."""
    asks = threat("threat-ways", "holding", When(holder=("person",), words={"notice": (value,)}, span=HERE))
    ways = drawn("ana -> app -> ben", "chat"), drawn("ana -> cloud -> ben", "chat")
    return _with(case, ("ben", "app", "cloud"), ways, asks)


def known_to_all(case: Case, form: str) -> Case:
    """Let the public know a name to the voice that Ben and the app hear, and ask who knows whose it is."""
    asks = threat("threat-public", "holding", When(form=form, knows="identity", span=HERE))
    chat, picture = (replace(case.scenario.data["chat"], name=name, about=("ana",)) for name in ("chat", "picture"))
    heard = replace(chat, words={**chat.words, "reveals": said(("voice",))})
    named = replace(picture, words={**picture.words, "reveals": said(("voice", "name"))}, made_from=None)
    told = replace(case.scenario, data={**case.scenario.data, "chat": heard, "picture": named})
    rules = {rule.id: rule for rule in (*case.catalogue.inferences, *INFERENCES[:1])}
    known = replace(case.catalogue, inferences=tuple(rules.values()))
    ways = drawn("ana -> ben", "chat"), drawn("ana -> app", "chat"), drawn("ana -> everyone", "picture")
    return _with(Case(told, known), ("ben", "app"), ways, asks)


def at_home(case: Case, form: str) -> Case:
    """Let what a contact of Ben has reach his household, which Cleo stands for, where it does not from himself."""
    onward = Consequence(to="contact", form="kept", span=HERE), Consequence(to="household", form=form, span=HERE)
    careless = {"two-step login": (False,)}
    threats = (
        threat("threat-contact", "holding", When(span=HERE), onward[:1]),
        threat("threat-home", "holding", When(words=careless, span=HERE), onward[1:]),
    )
    case = _with(case, ("ben", "cleo"), (drawn("ana -> ben", "chat"),), *threats)
    ben, cleo = case.scenario.holders["ben"], case.scenario.holders["cleo"]
    ben = replace(ben, words={**ben.words, "two-step login": said(value=True)})
    cleo = replace(cleo, words={**cleo.words, "lives with": said(("ben",))})
    return case._replace(scenario=replace(case.scenario, holders={**case.scenario.holders, "ben": ben, "cleo": cleo}))


def _with(case: Case, names: tuple[str, ...], more: tuple[Path, ...], *asks: Threat) -> Case:
    scenario, known = case
    new = {name: Element(name=name, type=TYPES[name], span=HERE) for name in names}
    texts = {path.text for path in more}
    paths_ = (*more, *(path for path in scenario.paths if path.text not in texts))
    return Case(
        replace(scenario, holders={**new, **scenario.holders}, paths=paths_),
        replace(known, threats={**known.threats, **{one_.id: one_ for one_ in asks}}),
    )


@st.composite
def cases(draw: st.DrawFn, *, controlled: bool | None = None) -> Case:
    """Draw a scenario with a catalogue; with controls in place or without, or either.

    Half of the cases are drawn freely; each of the others is given a knot that chance rarely ties.
    """
    case = Case(draw(scenarios()), draw(catalogues()))
    knot = draw(one("", "", "", "ways", "public", "home"))
    if knot == "ways":
        case = several_ways(case, draw(one("buried", "none")))
    elif knot:
        case = (known_to_all if knot == "public" else at_home)(case, draw(one("seen", "kept")))
    with_controls = draw(st.booleans()) if controlled is None else controlled
    if with_controls:
        case = case._replace(scenario=replace(case.scenario, controls=draw(uses(*case))))
    return case
