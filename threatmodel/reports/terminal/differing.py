"""Questions that are asked on one side only -> lines, and the colours of what differs: for `diff` and `whatif`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from threatmodel.model.comparison import FoundKind
from threatmodel.model.findings import Question
from threatmodel.reports.terminal.lines import BLANK, Line, Part, Style, line

MOST_QUESTIONS: Final = 3

STYLES: Final[Mapping[FoundKind, Style]] = {"new": "bad", "gone": "good", "changed": "warn"}


def asked(
    title: str, questions: Sequence[Question], what: Callable[[Question], str], *, everything: bool
) -> Iterator[Line]:
    """Yield questions under a title, nothing where there are none; `what` says what each is about."""
    if not questions:
        return
    yield BLANK
    yield line(Part(f"{title}: {len(questions)}", "title"))
    shown = questions if everything else questions[:MOST_QUESTIONS]
    for question in shown:
        yield line("? ", Part(question.ask), " ", Part(f"({what(question)})", "dim"), indent=3, hang=2)
    if len(shown) < len(questions):
        yield line(f"and {len(questions) - len(shown)} more (--all shows them)", indent=3)
