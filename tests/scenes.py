"""Small scenes with a catalogue made for them: scenario text and a few threats in, what the engine says out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, partial
from textwrap import dedent
from typing import Final, Literal, TypeAlias

from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.compile import compile_graph
from threatmodel.analysis.controls import applied
from threatmodel.analysis.findings import Study, study
from threatmodel.analysis.graph import Graph, Rule
from threatmodel.catalogue.language import load_kinds, load_words
from threatmodel.formats.scenario import read_scenario
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.assumed import Assumed, Factor
from threatmodel.model.catalogue import Catalogue, Consequence, Control, Inference, Kind, Likelihood, Threat, When, Word
from threatmodel.model.elements import Scenario, Value, Written
from threatmodel.model.findings import Analysis, Step
from threatmodel.model.source import Span

FILE: Final = "scene.yaml"
TODAY: Final = "2026-06-01"
SPAN: Final = Span("made.yaml", 1, 1)

_HEAD: Final = "title: A scene\ncontent note: Nothing is described.\nintensity: low\n"
HEAD_LINES: Final = _HEAD.count("\n")
"""How many lines stand before the text of a scene."""

On: TypeAlias = Literal["person", "system", "audience", "path", "scenario"]

when = partial(When, span=SPAN)
leads_to = partial(Consequence, span=SPAN)


@cache
def vocabulary() -> tuple[Mapping[str, Word], Mapping[str, Kind]]:
    """The words and kinds that come with the program."""
    words = load_words()
    return words, load_kinds(words)


def written(value: Value, *, or_safer: bool = False) -> Written:
    return Written(value=value, span=SPAN, or_safer=or_safer)


def threat(
    name: str,
    condition: When,
    *consequences: Consequence,
    on: Literal["holding", "system", "person", "scenario"] = "holding",
    severity: int = 3,
    likelihood: Likelihood | None = None,
) -> Threat:
    return Threat(
        id=name,
        title=name,
        family="made up",
        on=on,
        when=condition,
        leads_to=consequences,
        severity=severity,
        likelihood=likelihood,
        question="Does it?",
        span=SPAN,
    )


def control(
    name: str,
    *,
    kind: Literal["prevent", "limit", "detect", "respond", "inform"] = "prevent",
    on: Iterable[On] = ("system", "person", "audience", "path"),
    sets: Mapping[str, Value] | None = None,
    removes: tuple[str, ...] = (),
    against: Iterable[str] = (),
) -> Control:
    return Control(
        id=name,
        title=name,
        kind=kind,
        on=tuple(on),
        sets=sets or {},
        removes=removes,
        takes=tuple(sets or {}),
        strength=dict.fromkeys(against, "partial"),
        effort="S",
        bypass="Around it.",
        does="Do it.",
        who="a team",
        verify="Look.",
        span=SPAN,
    )


def inference(name: str, learns: str, *reveals: tuple[str, ...]) -> Inference:
    return Inference(id=name, learns=learns, reveals=reveals, title=name, span=SPAN)


ASSUMED: Final = Assumed(
    strengths={
        name: Factor(factor=left, why="made up", confidence="low", span=SPAN)
        for name, left in (("strong", 0.5), ("partial", 0.5), ("deterrent", 0.8), ("detective", 1.0))
    },
    efforts={"S": 1, "M": 3, "L": 9},
)

NAMED: Final = inference("named", "identity", ("name",))
PERSONA: Final = inference("persona-known", "persona", ("handle",))
PERSONA_NAMED: Final = inference("persona-named", "name behind persona", ("handle",), ("name",))


def catalogue(
    *threats: Threat,
    controls: Iterable[Control] = (),
    inferences: tuple[Inference, ...] = (NAMED, PERSONA, PERSONA_NAMED),
) -> Catalogue:
    """The words and kinds of the program with these threats, controls and inferences and no others."""
    words, kinds = vocabulary()
    return Catalogue(
        words=words,
        kinds=kinds,
        identifiers=frozenset({"name", "handle", "face", "voice", "ip address"}),
        pseudonymised=frozenset({"name", "handle", "ip address"}),
        agreed_with={"identity": ("name",), "whereabouts": ("home", "ip address"), "participation": ()},
        inferences=inferences,
        threats={each.id: each for each in threats},
        controls={each.id: each for each in controls},
        assumed=ASSUMED,
        version="made up",
    )


def scene(text: str, known: Catalogue | None = None) -> Scenario:
    """Read a scene; its first line is the first after the head of the file."""
    known = known or catalogue()
    names = Vocabulary(words=known.words, kinds=known.kinds, controls=known.controls, threats=known.threats)
    return read_scenario(_HEAD + dedent(text).lstrip("\n"), FILE, names)


def graph(text: str, *threats: Threat) -> Graph:
    known = catalogue(*threats)
    return compile_graph(scene(text, known), known)


def rules(compiled: Graph) -> list[Rule]:
    """Every rule of a graph: those that rest on nothing first."""
    return [*compiled.axioms, *(rule for following in compiled.rules.values() for rule in following)]


def studied(text: str, *threats: Threat, controls: Iterable[Control] = ()) -> Study:
    known = catalogue(*threats, controls=controls)
    return study(applied(scene(text, known), known), known)


def analysed(text: str, *threats: Threat, controls: Iterable[Control] = ()) -> Analysis:
    known = catalogue(*threats, controls=controls)
    return analyse(scene(text, known), known, TODAY)


def findings(analysis: Analysis) -> dict[str, str]:
    """The state of every finding, by id."""
    return {finding.id: finding.state for finding in analysis.findings}


def points(analysis: Analysis) -> dict[str, str]:
    """The highest form at every disclosure point, by id; `kept?` where it hangs on something that is not known."""
    return {point.id: point.form + ("" if point.certain else "?") for point in analysis.points}


def questions(analysis: Analysis) -> list[str]:
    """What is asked, as `word of place`, in the order of asking."""
    return [f"{question.word} of {question.place}" for question in analysis.questions]


def told(step: Step) -> str:
    """A derivation in one line: from what somebody has to begin with up to its last step."""
    before = " + ".join(told(premise) for premise in step.premises)
    return (f"{before} > " if before else "") + f"{step.kind} {step.holder}:{step.datum} {step.form}"


SEEN: Final = threat("seen", when(form="seen"))
KEPT: Final = threat("kept", when(form="kept"))
PUBLISHED: Final = threat("published", when(form="published"))
UNAGREED: Final = threat("unagreed-recipient", when(form="seen", by_design=True, not_agreed="see"))
BEYOND: Final = threat("kept-beyond-consent", when(form="kept", by_design=True, not_agreed="keep"))
"""SEEN, KEPT and PUBLISHED are found wherever somebody holds something about others: they show what is held."""
