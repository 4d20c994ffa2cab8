"""Versions -> what `diff` says, as Markdown for a merge request: what is new in full, the rest folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from threatmodel.model.comparison import Cause, Difference
from threatmodel.model.findings import Question
from threatmodel.reports.diff import sentences
from threatmodel.reports.diff.versions import Versions
from threatmodel.reports.escape import code_in_markdown as code
from threatmodel.reports.escape import in_markdown as safe
from threatmodel.reports.to_comment import folded


def to_markdown(versions: Versions) -> str:
    """Return the text; nothing is left out."""
    return "\n".join(_rows(versions)) + "\n"


def _rows(versions: Versions) -> Iterator[str]:
    old, new, comparison = versions.old.scenario, versions.new.scenario, versions.comparison
    yield f"## {safe(new.title)}"
    yield ""
    counted = f"{sentences.counted(comparison)}; {sentences.weighed(comparison)}"
    yield f"**{sentences.verdict(versions)}.** Findings: {counted}."
    yield ""
    yield f"{code(old.file)} → {code(new.file)}"
    if comparison.renames:
        yield ""
        yield from (f"- {safe(sentences.renamed(each))} ({code(sentences.place(each))})" for each in comparison.renames)
    for kind in sentences.KINDS:
        found = comparison.of(kind)
        if found and kind == "new":
            yield from ("", f"### New: {len(found)}", "", *_differences(versions, found))
        elif found:
            yield from folded(f"{kind.capitalize()}: {len(found)}", _differences(versions, found))
    yield from _questions("Asked now", comparison.asked)
    yield from _questions("No longer asked", comparison.answered)
    if comparison.changes:
        changes = (f"- {safe(sentences.changed(one))} ({code(sentences.place(one))})" for one in comparison.changes)
        yield from folded(f"Changes in the file: {len(comparison.changes)}", changes)


def _differences(versions: Versions, found: Sequence[Difference]) -> Iterator[str]:
    for causes, differences in sentences.by_cause(versions.comparison, found).items():
        yield from _cause(versions, causes)
        deeper = "  " if versions.comparison.changes else ""
        for one in differences:
            said = f"**{sentences.states(one)}**: {safe(one.shown.threat.title)}"
            yield f"{deeper}- {said}, {code(one.id)} at {code(sentences.places(one))}"


def _cause(versions: Versions, causes: tuple[Cause, ...]) -> Iterator[str]:
    rows = sentences.headings(versions.comparison, causes)
    if rows:
        yield "- " + "; ".join(f"{safe(text)} ({code(place)})" for text, place in rows)
    elif versions.comparison.changes:
        yield f"- {sentences.UNKNOWN_CAUSE}"


def _questions(title: str, questions: Sequence[Question]) -> Iterator[str]:
    if questions:
        rows = (f"- {safe(one.ask)} ({safe(one.word)}; {code(str(one.span))})" for one in questions)
        yield from folded(f"{title}: {len(questions)}", rows)
