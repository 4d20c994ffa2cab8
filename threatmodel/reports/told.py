"""Steps -> sentences: how something gets where it should not, told as people tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from threatmodel.model.findings import Step

_ARROW: Final = " -> "
_DOES: Final = {"seen": "sees", "kept": "keeps", "published": "publishes"}
_LEARNED: Final = ("who ", "where ", "that ")


def path(step: Step) -> str:
    """Return the way from the beginning to a step in one line, along its first premises."""
    steps = list(_line(step))
    told = [_clause(each, before) for before, each in zip([None, *steps], steps, strict=False)]
    return ", ".join(clause for clause in told if clause) or sentence(step)


def sentence(step: Step) -> str:
    """Return one step as a sentence: who comes to hold what, and how."""
    match step.kind:
        case "source":
            return f"{step.holder} has {step.datum}"
        case "start":
            return f"{step.holder} starts {step.by} and {holds(step)}"
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
    does = _DOES[step.form]
    if step.holder == "everyone":
        does = "sees" if step.form == "seen" else "can find"
    learned = step.kind in ("inference", "threat") and step.datum.startswith(_LEARNED)
    said = f"{'learns' if learned else does} {step.datum}"
    return f"{step.holder} {said}" if who else said


def consent(step: Step) -> str:
    """Return how a step stands to what was agreed; nothing for a beginning, which needs no agreement."""
    if step.kind == "source":
        return ""
    return {True: "agreed", False: "not agreed", None: "agreement unknown"}[step.agreed]


def _clause(step: Step, before: Step | None) -> str:
    """Return what a step adds to the line; the beginning is told by the path that it takes."""
    if step.kind == "source":
        return ""
    if step.kind in ("flow", "connection"):
        same = before is not None and before.kind != "source"
        return f"{'then ' if same else ''}{_nodes(step)} ({step.form})"
    if before is not None and before.datum == step.datum and step.kind == "threat":
        return holds(step, who=True).replace(step.datum, "it")
    return holds(step, who=True)


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
