"""Attempt -> what `whatif` says, as Markdown: totals and findings, before and after side by side."""

from __future__ import annotations

from collections.abc import Iterator

from threatmodel.reports.diff.sentences import KINDS, NOTHING_DIFFERS, counted
from threatmodel.reports.escape import code_in_markdown as code
from threatmodel.reports.escape import in_markdown as safe
from threatmodel.reports.whatif import sentences
from threatmodel.reports.whatif.attempt import Attempt


def to_markdown(attempt: Attempt) -> str:
    """Return the text; nothing is left out."""
    return "\n".join(_rows(attempt)) + "\n"


def _rows(attempt: Attempt) -> Iterator[str]:
    scenario, comparison = attempt.before.scenario, attempt.comparison
    yield f"## {safe(scenario.title)}"
    yield from ("", code(scenario.file), "", f"**{safe(sentences.tried(attempt))}**", "")
    yield from ("| | Before | After |", "|---|--:|--:|")
    yield from (f"| {what} | {before} | {after} |" for what, before, after in sentences.totals(attempt))
    if comparison.is_empty:
        yield from ("", f"{NOTHING_DIFFERS}.")
        return
    yield from ("", f"### Findings that differ ({counted(comparison)})", "")
    yield from ("| Finding | Before | After | |", "|---|---|---|---|")
    for kind in KINDS:
        for one in comparison.of(kind):
            before, after = sentences.sides(one)
            yield f"| {code(one.id)} | {before} | {after} | {safe(one.shown.threat.title)} |"
    for title, questions in (("Asked then", comparison.asked), ("No longer asked", comparison.answered)):
        if questions:
            yield from ("", f"### {title}", "", *(f"- {safe(one.ask)} ({safe(one.word)})" for one in questions))
