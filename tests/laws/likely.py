"""Scenarios in which likelihoods meet: data that comes by several ways, is recorded, passed on, joined and used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Final, Literal

from hypothesis import strategies as st

from tests.laws.catalogues import DAY, HERE, INFERENCES, catalogue, control, threat
from tests.laws.reference_likelihood import with_few_events
from tests.laws.scenarios import TYPES, Case, drawn, said
from threatmodel.model.assumed import Assumed, Factor
from threatmodel.model.catalogue import Consequence, Control, Likelihood, Threat, When
from threatmodel.model.elements import EVERYWHERE, AppliedControl, Consent, Data, Element, Grant, Path, Scenario, Value

MOST_EVENTS: Final = 6

Strength = Literal["partial", "deterrent", "detective"]

FACTORS: Final[Mapping[Strength, float]] = {"partial": 0.5, "deterrent": 0.75, "detective": 1.0}
WORDS: Final[Mapping[str, Mapping[str, tuple[Value, ...]]]] = {
    "person": {"two-step login": (True, False), "keeps": (0.0, 30 * DAY), "named in public": (True, False)},
    "system": {
        "end-to-end encrypted": (False, False, True),
        "keeps": (0.0, 30 * DAY),
        "records": ("never", "by default"),
        "notice": ("in context", "none"),
        "removes": (("face",), ("name",)),
    },
    "audience": {"size": (2.0, 3.0)},
}
WAYS: Final = (
    ("ana -> app -> ben", "show"),
    ("ana -> cloud -> ben", "show"),
    ("ana -> members", "show"),
    ("ana -> app -> ben", "note"),
    ("ana -> cloud -> ben", "note"),
    ("ben -> app -> cleo", "note"),
    ("ana -> ben", "clip"),
    ("ana -> everyone", "note"),
)


def _to(to: str, form: str | None = "kept", learns: str | None = None, after: float = 0.0) -> Consequence:
    return Consequence(to=to, form=form, learns=learns, after=after, span=HERE)  # type: ignore[arg-type]  # as it says


def _when(**asks: object) -> When:
    return When(span=HERE, **asks)  # type: ignore[arg-type]  # as it says


POOL: Final = (
    threat("record", "holding", _when(form="seen", holder=("person",)), (_to("same"),)),
    threat("unnoticed", "holding", _when(holder=("person",), words={"notice": ("none",)}), (_to("same"),)),
    threat(
        "at-home", "holding", _when(holder=("person",), words={"two-step login": (False,)}), (_to("household", "kept"),)
    ),
    threat(
        "publish",
        "holding",
        _when(form="kept", holder=("person", "audience"), reveals=("face", "name")),
        (_to("everyone", "published"),),
    ),
    threat("tell", "holding", _when(holder=("person",), reveals=("voice", "handle")), (_to("same", None, "identity"),)),
    threat("break-in", "person", _when(words={"two-step login": (False,)}), (_to("same", None, "identity"),)),
    threat("drawn", "holding", _when(by_design=True, not_agreed="see"), (_to("same"),)),
    threat(
        "seen-in-public",
        "holding",
        _when(holder=("person",), facts=("named-in-public",)),
        (_to("same", None, "identity"),),
    ),
)
FAR: Final = (
    threat("pass", "holding", _when(form="kept"), (_to("contact"), _to("everyone", "published"))),
    threat("keep-long", "holding", _when(), (_to("same", "kept", after=DAY),)),
    threat("look-in", "system", _when(), (_to("insider"), _to("everyone", "published"))),
)
"""What leads to many events."""

LEAVES: Final = (
    threat("use", "holding", _when(knows="identity")),
    threat("use-face", "holding", _when(form="kept", reveals=("face",))),
    threat("use-persona", "holding", _when(knows="name behind persona")),
    threat("kept", "holding", _when(form="kept")),
    threat("quiet", "holding", _when(form="kept", holder=("person",), words={"notice": ("none",)})),
)


def likelihood(rng: Random) -> Likelihood:
    """Draw how likely a threat is in a year."""
    low, more, cap = rng.choice((0.1, 0.25, 0.5)), rng.choice((0.0, 0.25, 0.5)), rng.choice((1.0, 1.0, 0.6))
    return Likelihood(low=min(low, cap), high=min(low + more, cap), cap=cap, basis="law", span=HERE)


def threats(rng: Random) -> dict[str, Threat]:
    """Draw what may happen, which is uncertain, and what may come of it, which is mostly certain."""
    chosen = [*rng.sample(POOL, rng.randint(2, 4)), *(rng.sample(FAR, 1) if rng.random() < 0.2 else ())]
    leading = [replace(each, likelihood=likelihood(rng)) for each in chosen]
    leaves = rng.sample(LEAVES, rng.randint(2, 4))
    if rng.random() < 0.5:
        leaves[0] = replace(leaves[0], likelihood=likelihood(rng))
    return {each.id: each for each in (*leading, *leaves)}


def element(rng: Random, name: str) -> Element:
    """Draw what is said of somebody or something; the rest is not known."""
    kind = TYPES[name]
    words = {word: said(rng.choice(values)) for word, values in WORDS[kind].items() if rng.random() < 0.7}
    if name == "cleo" and rng.random() < 0.5:
        words["lives with"] = said(("ben",))
    if name == "ben" and rng.random() < 0.5:
        words["in"] = said(("members",))
    return Element(name=name, type=kind, words=words, span=HERE)


def datum(rng: Random, name: str) -> Data:
    """Draw something that is about Ana."""
    items = ("name", "handle", "face", "voice")
    reveals = tuple(item for item in items if rng.random() < 0.6) or items[:1]
    live = rng.choice((True, True, False, None)) if name == "show" else False
    words = {"medium": said(("text",)), "reveals": said(reveals), "ephemeral": said(value=False)}
    if live is not None:
        words["live"] = said(live)
    grants = {who: Grant(act=rng.choice(("see", "keep")), span=HERE) for who in ("ben", "app") if rng.random() < 0.5}
    return Data(
        name=name,
        type="data",
        words=words,
        about=("ana",),
        consent=Consent(grants=grants, span=HERE) if rng.random() < 0.6 else None,
        made_from="show" if name == "clip" else None,
        span=HERE,
    )


def paths(rng: Random) -> tuple[Path, ...]:
    """Draw ways of the data, one path for all that goes one way."""
    texts: dict[str, list[str]] = {}
    for text, name in sorted(rng.sample(WAYS, rng.randint(2, 4))):
        texts.setdefault(text, []).append(name)
    return tuple(drawn(text, *names) for text, names in texts.items())


def controls(rng: Random, threat_ids: list[str]) -> dict[str, Control]:
    """Draw controls that take something away, help against something, or both."""
    made = (
        control("notice", ("system", "path"), {"notice": "in context"}),
        control("no-record", ("system",), {"records": "never", "keeps": 0.0}),
        control("encrypt", ("system", "path"), {"end-to-end encrypted": True}),
        control("blur", ("system", "path"), {}, ("face",)),
        control("two-step", ("person",), {"two-step login": True, "keeps": 0.0}),
        control("tell-people", ("person", "audience", "system"), {}),
    )
    found = {}
    for each in rng.sample(made, rng.randint(1, 3)):
        against = rng.sample(threat_ids, rng.randint(0, 2))
        how: dict[str, Strength] = {id_: rng.choice(tuple(FACTORS)) for id_ in against}
        found[each.id] = replace(each, kind=rng.choice(("prevent", "limit", "detect")), strength=how)
    return found


def uses(rng: Random, case: Case) -> tuple[AppliedControl, ...]:
    """Draw controls at places where they may stand, up to two places each, or everywhere."""
    found: list[AppliedControl] = []
    for id_, each in case.catalogue.controls.items():
        on = [name for name, one in case.scenario.holders.items() if one.type in each.on]
        on += [path.text for path in case.scenario.paths] if "path" in each.on else []
        places = rng.sample(on, min(len(on), rng.randint(0, 2))) if rng.random() < 0.8 else [EVERYWHERE]
        found += [AppliedControl(control=id_, places=(place,), span=HERE) for place in places]
    return tuple(found)


@st.composite
def likely_cases(draw: st.DrawFn) -> tuple[Case, Random]:
    """Draw a case with few enough events that every world can be tried, and what to draw further from.

    Half of the cases have controls in place. Everything is drawn at random and nothing made simpler, since simple
    cases have nothing that two likelihoods could meet in.
    """
    rng = Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311 - no secret depends on it
    ways = paths(rng)
    names = dict.fromkeys(name for path in ways for name in path.nodes if name not in ("everyone", "ana"))
    ana = Element(name="ana", type="person", words={"named in public": said(rng.random() < 0.5)}, span=HERE)
    holders = {name: element(rng, name) for name in dict.fromkeys((*names, "ben", "app", "members"))}
    what = threats(rng)
    scenario = Scenario(
        file="laws.yaml",
        title="A likely case",
        content_note="None.",
        intensity="low",
        period=rng.choice((0.5, 1.0, 2.0)) * 365 * DAY,
        holders={"ana": ana, **holders},
        data={name: datum(rng, name) for name in ("show", "note", "clip")},
        paths=ways,
        span=HERE,
    )
    shares: dict[str, Factor] = {
        name: Factor(factor=left, why="law", confidence="low", span=HERE) for name, left in FACTORS.items()
    }
    made = catalogue(what, controls(rng, sorted(what)), INFERENCES[:3])
    case = Case(scenario, replace(made, assumed=Assumed(strengths=shares)))
    if rng.random() < 0.5:
        case = case._replace(scenario=replace(scenario, controls=uses(rng, case)))
    return Case(case.scenario, with_few_events(*case, MOST_EVENTS)), rng
