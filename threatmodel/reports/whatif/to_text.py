"""Attempt -> what `whatif` shows: totals before and after, then every finding that differs, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.model.comparison import Difference, FoundKind
from threatmodel.model.findings import Question
from threatmodel.reports.diff.sentences import KINDS, NOTHING_DIFFERS, counted
from threatmodel.reports.terminal.differing import STYLES, asked
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line
from threatmodel.reports.whatif import sentences
from threatmodel.reports.whatif.attempt import Attempt

MOST_SHOWN: Final = 12
_SIDE: Final = 24
"""Columns of each side."""


def to_text(attempt: Attempt, *, everything: bool = False) -> Iterator[Line]:
    """Yield the lines; `everything` leaves nothing out."""
    scenario, comparison = attempt.before.scenario, attempt.comparison
    yield line(Part(scenario.title, "title"), " ", Part(f"({scenario.file})", "dim"))
    yield line(sentences.tried(attempt), hang=2)
    yield BLANK
    yield _row("before", "after", Part(""))
    for what, before, after in sentences.totals(attempt):
        yield _row(before, after, Part(what))
    yield BLANK
    if comparison.is_empty:
        yield line(Part(NOTHING_DIFFERS, "title"))
        return
    yield line(Part("Findings that differ", "title"), f" ({counted(comparison)})")
    for kind in KINDS:
        yield from _differences(comparison.of(kind), kind, everything=everything)
    yield from asked("Asked then", comparison.asked, _about, everything=everything)
    yield from asked("No longer asked", comparison.answered, _about, everything=everything)


def _differences(found: Sequence[Difference], kind: FoundKind, *, everything: bool) -> Iterator[Line]:
    shown = found if everything else found[:MOST_SHOWN]
    for one in shown:
        yield _row(*sentences.sides(one), Part(one.id, STYLES[kind]))
    if len(shown) < len(found):
        yield line(f"and {len(found) - len(shown)} more {kind} (--all shows them)", indent=3)


def _row(before: str, after: str, what: Part) -> Line:
    lead = f"   {before:<{_SIDE}} {after:<{_SIDE}} "
    return Line((what,), first=lead if what.text else lead.rstrip(), rest=" " * len(lead), whole=True)


def _about(question: Question) -> str:
    return question.word
