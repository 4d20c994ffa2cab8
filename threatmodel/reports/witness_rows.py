"""A derivation -> rows to read from the beginning: step after step, nested only where several come together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from threatmodel.model.findings import Step
from threatmodel.reports import sentences

DEEPEST: Final = 8
"""How deep ways that come together are nested; what lies behind is told in one line."""

AGAIN: Final = "as told above: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One step as it is told, with the ways that come together in it where there are several."""

    text: str
    consent: str
    """`agreed`, `not agreed`, `agreement unknown`; empty for a beginning."""
    certain: bool
    place: str
    ways: tuple[tuple[Row, ...], ...] = ()


def trail(step: Step) -> tuple[Row, ...]:
    """Return the steps that lead to a step, the beginning first. What several ways share is told once."""
    return _rows(step, set(), DEEPEST)


def _rows(step: Step, told_already: set[int], depth: int) -> tuple[Row, ...]:
    line = [step]
    while len(line[-1].premises) == 1 and id(line[-1].premises[0]) not in told_already:
        line.append(line[-1].premises[0])
    told_already.update(id(one) for one in line)
    first, *others = reversed(line)
    rest = tuple(_row(other) for other in others)
    if len(first.premises) == 1:
        return _row(first.premises[0], note=AGAIN), _row(first), *rest
    return _row(first, tuple(_way(premise, told_already, depth) for premise in first.premises)), *rest


def _way(step: Step, told_already: set[int], depth: int) -> tuple[Row, ...]:
    if id(step) in told_already:
        return (_row(step, note=AGAIN),)
    if depth == 0:
        return (replace(_row(step), text=sentences.path(step)),)
    return _rows(step, told_already, depth - 1)


def _row(step: Step, ways: tuple[tuple[Row, ...], ...] = (), note: str = "") -> Row:
    return Row(
        text=note + sentences.sentence(step),
        consent=sentences.consent(step),
        certain=step.certain,
        place=str(step.span),
        ways=ways,
    )
