"""Versions -> what `diff` shows: what is new first, each with the change that caused it, then gone and changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.model.comparison import Cause, Difference, FoundKind
from threatmodel.model.findings import Question
from threatmodel.reports.diff import sentences
from threatmodel.reports.diff.versions import Versions
from threatmodel.reports.terminal.lines import BLANK, Line, Part, Style, line

MOST_IDS: Final = 3
MOST_THREATS: Final = 5
MOST_QUESTIONS: Final = 3

_STYLES: Final[dict[FoundKind, Style]] = {"new": "bad", "gone": "good", "changed": "warn"}


def to_text(versions: Versions, *, everything: bool = False) -> Iterator[Line]:
    """Yield the lines; `everything` leaves nothing out."""
    old, new, comparison = versions.old.scenario, versions.new.scenario, versions.comparison
    yield line(Part(new.title, "title"), " ", Part(f"({old.file} -> {new.file})", "dim"))
    yield line(f"Findings: {sentences.counted(comparison)}; {sentences.weighed(comparison)}", hang=2)
    for rename in comparison.renames:
        yield line(f"{sentences.renamed(rename)} ({sentences.place(rename)})", hang=2)
    for kind in sentences.KINDS:
        if found := comparison.of(kind):
            yield BLANK
            yield line(Part(f"{kind.capitalize()}: {len(found)}", "title"))
            for causes, differences in sentences.by_cause(comparison, found).items():
                yield from _caused(versions, causes, differences, kind, everything=everything)
    yield from _questions("Asked now", comparison.asked, everything=everything)
    yield from _questions("No longer asked", comparison.answered, everything=everything)
    yield from _without_effect(versions)
    yield BLANK
    yield line(Part(sentences.verdict(versions), "bad" if versions.failing else "good"))


def _caused(
    versions: Versions,
    causes: tuple[Cause, ...],
    differences: Sequence[Difference],
    kind: FoundKind,
    *,
    everything: bool,
) -> Iterator[Line]:
    rows = sentences.headings(versions.comparison, causes)
    if versions.comparison.changes and not rows:
        rows = [(sentences.UNKNOWN_CAUSE, "")]
    for text, place in rows:
        yield line(text, *((" ", Part(f"({place})", "dim")) if place else ()), indent=3, hang=2)
    groups: dict[tuple[str, str], list[Difference]] = {}
    for one in differences:
        groups.setdefault((one.shown.threat.title, sentences.states(one)), []).append(one)
    shown = len(groups) if everything else MOST_THREATS
    for (title, states), group in list(groups.items())[:shown]:
        yield line(Part(states, _STYLES[kind]), ": ", Part(title), indent=5, hang=2)
        for one in group if everything else group[:MOST_IDS]:
            yield line(Part(one.id, "id"), " ", Part(sentences.places(one), "dim"), indent=7, hang=2)
        if not everything and len(group) > MOST_IDS:
            yield line(f"and {len(group) - MOST_IDS} more", indent=7)
    if len(groups) > shown:
        left = sum(len(group) for group in list(groups.values())[shown:])
        yield line(f"and {left} more (--all shows them)", indent=5)


def _questions(title: str, questions: Sequence[Question], *, everything: bool) -> Iterator[Line]:
    if not questions:
        return
    yield BLANK
    yield line(Part(f"{title}: {len(questions)}", "title"))
    shown = questions if everything else questions[:MOST_QUESTIONS]
    for question in shown:
        yield line("? ", Part(question.ask), " ", Part(f"({question.word}; {question.span})", "dim"), indent=3, hang=2)
    if len(shown) < len(questions):
        yield line(f"and {len(questions) - len(shown)} more (--all shows them)", indent=3)


def _without_effect(versions: Versions) -> Iterator[Line]:
    """Yield the changes that caused no difference between findings."""
    comparison = versions.comparison
    told = {number for one in comparison.differences for cause in one.causes for number in cause.changes}
    rest = [change for number, change in enumerate(comparison.changes) if number not in told]
    if rest:
        yield BLANK
        yield line(Part("Changed, and no finding with it", "title"))
        for change in rest:
            yield line(sentences.changed(change), " ", Part(f"({sentences.place(change)})", "dim"), indent=3, hang=2)
