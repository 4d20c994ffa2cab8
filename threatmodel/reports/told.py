"""Steps -> sentences: how something gets where it should not, told as people tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from threatmodel.model.elements import ACTS, EVERYONE
from threatmodel.model.findings import DisclosurePoint, Step

_ARROW: Final = " -> "
_DOES: Final = {"seen": "sees", "kept": "keeps", "published": "publishes"}
_DRAWN: Final = ("flow", "connection")
_LEARNED: Final = ("who ", "where ", "that ")


_ENOUGH: Final = {"seen": "see", "kept": "keep", "published": "publish"}
"""The act that has to be agreed for each form."""


def agreed(point: DisclosurePoint) -> str:
    """Return what had been agreed at a disclosure point."""
    if point.agreed is None:
        return "nothing was said about consent"
    return f"agreed: {point.agreed}{', but not for this' if for_another_purpose(point) else ''}"


def for_another_purpose(point: DisclosurePoint) -> bool:
    """Whether as much was agreed as is held, but not for what it was sent for."""
    return point.agreed is not None and ACTS.index(point.agreed) >= ACTS.index(_ENOUGH[point.form])


def path(step: Step) -> str:
    """Return the way from the beginning to a step in one line, along its first premises."""
    first, *others = _line(step)
    if not others:
        return sentence(first)
    told = [] if first.kind == "source" and others[0].kind in _DRAWN else [sentence(first)]
    return ", ".join((*told, *(_clause(each, before) for before, each in zip([first, *others], others, strict=False))))


def sentence(step: Step) -> str:
    """Return one step as a sentence: who comes to hold what, and how."""
    match step.kind:
        case "source":
            return f"{step.holder} has {step.datum}"
        case "start":
            return f"{holds(step, who=True)}, to send it: {step.by}"
        case "flow" | "connection":
            return f"{holds(step, who=True)}: {_nodes(step)}"
        case "copy":
            return f"{holds(step, who=True)}, made from {step.by}"
        case "member":
            return f"{holds(step, who=True)}, as one of {step.by}"
        case _:
            return f"{holds(step, who=True)} ({step.by})"


def holds(step: Step, *, who: bool = False) -> str:
    """Return what the holder does with the datum: `keeps chat`, `learns who ana is`."""
    said = f"{_does(step)} {step.datum}"
    return f"{step.holder} {said}" if who else said


def _does(step: Step) -> str:
    if step.kind in ("inference", "threat") and step.datum.startswith(_LEARNED):
        return "learns"
    if step.holder == EVERYONE:
        return "can see" if step.form == "seen" else "can find"
    return _DOES[step.form]


def consent(step: Step) -> str:
    """Return how a step stands to what was agreed; nothing for a beginning, which needs no agreement."""
    if step.kind == "source":
        return ""
    return {True: "agreed", False: "not agreed", None: "agreement unknown"}[step.agreed]


def _clause(step: Step, before: Step) -> str:
    """Return what a step adds to the line; a path that starts at the beginning tells of it."""
    if step.kind in _DRAWN:
        return f"{'' if before.kind == 'source' else 'then '}{_nodes(step)} ({step.form})"
    joined = " and ".join(premise.datum for premise in step.premises[1:])
    if joined and (before.holder, before.datum, before.form) == (step.holder, step.datum, step.form):
        return f"together with {joined}"
    told = f"{step.holder} {_does(step)} it" if before.datum == step.datum else holds(step, who=True)
    return f"{told} together with {joined}" if joined else told


def _nodes(step: Step) -> str:
    """Return the part of a drawn path that a step took: up to who holds it then."""
    nodes = step.by.split(_ARROW)
    if step.holder in nodes[1:]:
        nodes = nodes[: nodes.index(step.holder, 1) + 1]
    return _ARROW.join(nodes)


def _line(step: Step) -> Iterator[Step]:
    """Yield the steps along first premises, the beginning first."""
    line = [step]
    while line[-1].premises:
        line.append(line[-1].premises[0])
    yield from reversed(line)
