"""Small random scenarios, built as values: few people, systems and audiences, with everything that a step may hang on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from hypothesis import strategies as st

from tests.laws.described import described
from tests.laws.catalogues import CHOICES, HERE, ITEMS, catalogues
from threatmodel.model.catalogue import Catalogue
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
}
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


@st.composite
def words(draw: st.DrawFn, on: ElementType) -> dict[str, Written]:
    """Draw what is written on a thing: about half of what could be, some of it as unknown."""
    found: dict[str, Written] = {}
    for word, values in CHOICES[on].items():
        value = draw(st.sampled_from((None, None, *values, *values, UNKNOWN)))
        if value is not None:
            found[word] = said(value)
    return found


@st.composite
def holders(draw: st.DrawFn) -> dict[str, Element]:
    """Draw who and what there is; Ana always."""
    names = ["ana", *sorted(draw(st.sets(st.sampled_from(sorted(set(TYPES) - {"ana"})), min_size=1, max_size=6)))]
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
        for word, among in (("knows", people), ("in", audiences), *((("lives with", people),) if on == "person" else ())):
            value = draw(st.sampled_from((None, None, *among)))
            if value is not None:
                written[word] = said((value,))
    return Element(name=name, type=on, words=written, span=HERE)


@st.composite
def removals(draw: st.DrawFn) -> dict[str, Written]:
    """Draw what a system does to what passes, who runs it, and how it connects."""
    options: dict[str, tuple[Value | None, ...]] = {
        "removes": (None, None, ("name",), ("face", "handle")),
        "blurs": (None, None, None, ("face", "home")),
        "pseudonymises": (None, None, True, False),
        "aggregates": (None, None, None, None, True, False),
        "operator": (None, "acme", "acme", "other"),
        "connects": ("by relay", "by relay", "directly", UNKNOWN, None),
    }
    drawn = {word: draw(st.sampled_from(values)) for word, values in options.items()}
    return {word: said(value) for word, value in drawn.items() if value is not None}


@st.composite
def consents(draw: st.DrawFn, names: list[str]) -> Consent | None:
    """Draw what was agreed; nothing said in one case of five."""
    if draw(st.sampled_from((True, False, False, False, False))):
        return None
    recipients = draw(st.lists(st.sampled_from((*names, EVERYONE)), max_size=4, unique=True))
    acts = st.sampled_from(("nothing", "see", "see", "keep", "keep", "share", "publish"))
    purposes = st.sampled_from((NO_PURPOSE, NO_PURPOSE, frozenset({"moderate"}), frozenset({"back up"})))
    return Consent(
        grants={name: Grant(act=draw(acts), purposes=draw(purposes), span=HERE) for name in recipients}, span=HERE
    )


@st.composite
def data(draw: st.DrawFn, name: str, names: list[str], original: Data | None) -> Data:
    """Draw a datum, or a copy that takes over from its original what is not drawn for it."""
    subjects = [one for one in names if TYPES[one] != "system"]
    about = ("ana", *draw(st.lists(st.sampled_from(subjects), max_size=1)))
    reveals = draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3, unique=True))
    whole = Data(
        name=name,
        type="data",
        words={**draw(words("data")), "reveals": said(tuple(reveals))},
        about=tuple(dict.fromkeys(about)),
        consent=draw(consents(names)),
        made_by=tuple(draw(st.lists(st.sampled_from(names), max_size=1))),
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
    nodes = [draw(st.sampled_from(("ana", "ana", *names)))]
    for _ in range(draw(st.sampled_from((1, 2, 2, 3)))):
        among_themselves = TYPES[nodes[-1]] == "audience" and len(nodes) == 1
        nodes.append(draw(st.sampled_from([one for one in names if one != nodes[-1] or among_themselves])))
    if draw(st.sampled_from((False, False, False, False, True))):
        nodes.append(EVERYONE)
    span = Span("laws.yaml", line, 1)
    carried = draw(st.lists(st.sampled_from(data_names), min_size=1, max_size=2, unique=True))
    goals = st.sampled_from(((), (), ("moderate",), ("back up",), PURPOSES))
    carries = tuple(Carry(datum=name, purposes=draw(goals), span=span) for name in carried)
    return Path(text=" -> ".join(nodes), nodes=tuple(nodes), carries=carries, span=span)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a scenario without controls."""
    things = draw(holders())
    known: dict[str, Data] = {}
    for name in ("chat", "picture", "log")[: draw(st.integers(1, 3))]:
        original = draw(st.sampled_from((None, None, *known))) if known else None
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
        places = draw(st.lists(st.sampled_from(on), max_size=2, unique=True)) if on else []
        found.append(AppliedControl(control=id_, places=tuple(places) or (EVERYWHERE,), span=HERE))
    return tuple(found)


@st.composite
def cases(draw: st.DrawFn, *, controlled: bool | None = None) -> Case:
    """Draw a scenario with a catalogue; with controls in place or without, or either."""
    scenario, catalogue = draw(scenarios()), draw(catalogues())
    with_controls = draw(st.booleans()) if controlled is None else controlled
    if with_controls:
        scenario = replace(scenario, controls=draw(uses(scenario, catalogue)))
    return Case(scenario, catalogue)
