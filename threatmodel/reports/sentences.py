"""Steps -> sentences: how something gets where it should not, told as people tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from threatmodel.model.elements import ACTS, EVERYONE
from threatmodel.model.findings import DisclosurePoint, Question, Step

_ARROW: Final = " -> "
_DRAWN: Final = ("flow", "connection")
_TELLS: Final = re.compile(r"(?:who|where) .+ is|that .+ takes part")
_KNOWN: Final = re.compile(r"the (?:persona|name behind the persona) of .+")

_ENOUGH: Final = {"seen": "see", "kept": "keep", "published": "publish"}
"""The act that has to be agreed for each form."""


def held(holder: str, datum: str, form: str) -> str:
    """Return who has what in which form, so that it reads well of one and of many: `public show kept by viewers`.

    Names of people, audiences and data are singular or plural as they were written, so no verb may agree with them.
    """
    if _TELLS.fullmatch(datum):
        return f"{holder} can tell {datum}"
    if holder == EVERYONE:
        return f"{_by(holder, form)} {datum}"
    return f"{datum} {'known to' if _KNOWN.fullmatch(datum) else f'{form} by'} {holder}"


def _by(holder: str, form: str) -> str:
    """Return what is added to a datum that was named before: `kept by viewers`, `everyone can find`."""
    if holder == EVERYONE:
        return f"{holder} can {'see' if form == 'seen' else 'find'}"
    return f"{form} by {holder}"


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
    if step.kind == "source":
        return f"{step.datum} from {step.holder}"
    said = held(step.holder, step.datum, step.form)
    match step.kind:
        case "start":
            return f"{said}, to send it: {step.by}"
        case "flow" | "connection":
            return f"{said}: {_nodes(step)}"
        case "copy":
            return f"{said}, made from {step.by}"
        case "member":
            return f"{said}, as one of {step.by}"
        case _:
            return f"{said} ({step.by})"


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
    return f"{_next(step, before)} together with {joined}" if joined else _next(step, before)


def _next(step: Step, before: Step) -> str:
    if before.datum != step.datum or _TELLS.fullmatch(step.datum):
        return held(step.holder, step.datum, step.form)
    return f"{_by(step.holder, step.form)} it" if step.holder == EVERYONE else _by(step.holder, step.form)


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


def settling(question: Question) -> str:
    """Return how much an answer settles by itself, of what depends on it: `settles 2 of the 5 that depend on it`."""
    settled, hanging = len(question.settles), len(question.bears_on)
    if hanging == 1:
        return "settles the one that depends on it" if settled else "settles nothing alone; one depends on it"
    if not settled:
        return f"settles nothing alone; {hanging} depend on it"
    return f"settles {'all' if settled == hanging else f'{settled} of the'} {hanging} that depend on it"
