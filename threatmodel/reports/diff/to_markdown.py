"""Versions -> what `diff` says, as Markdown for a merge request: what is new, with its cause, the rest folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
    for note in sentences.notes(comparison):
        yield from ("", f"{note}.")
    if comparison.in_common:
        yield from _differences(versions)


def _differences(versions: Versions) -> Iterator[str]:
    """Yield what differs by its cause: what brought anything new in full, all else folded."""
    comparison = versions.comparison
    groups = sentences.by_cause(comparison.differences)
    new = {causes: group for causes, group in groups.items() if any(one.kind == "new" for one in group)}
    if new:
        found = [one for group in new.values() for one in group]
        yield from ("", f"### New, with what caused it: {sentences.by_kind(found)}", "")
        yield from _groups(versions, new)
    rest = {causes: group for causes, group in groups.items() if causes not in new}
    if rest:
        found = [one for group in rest.values() for one in group]
        yield from folded(f"Only gone or changed: {sentences.by_kind(found)}", _groups(versions, rest))
    yield from _questions("Asked now", comparison.asked)
    yield from _questions("No longer asked", comparison.answered)
    if comparison.changes:
        changes = (f"- {safe(sentences.changed(one))} ({code(sentences.place(one))})" for one in comparison.changes)
        yield from folded(f"Changes in the file: {len(comparison.changes)}", changes)


def _groups(versions: Versions, groups: Mapping[tuple[Cause, ...], Sequence[Difference]]) -> Iterator[str]:
    for causes, differences in groups.items():
        rows = sentences.headings(versions.comparison, causes)
        if rows:
            yield "- " + "; ".join(f"{safe(text)}{f' ({code(place)})' if place else ''}" for text, place in rows)
        for one in differences:
            said = f"**{sentences.told(one)}**: {safe(one.shown.threat.title)}"
            yield f"{'  ' if rows else ''}- {said}, {code(one.id)} at {code(sentences.places(one))}"


def _questions(title: str, questions: Sequence[Question]) -> Iterator[str]:
    if questions:
        rows = (f"- {safe(one.ask)} ({safe(one.word)}; {code(str(one.span))})" for one in questions)
        yield from folded(f"{title}: {len(questions)}", rows)
