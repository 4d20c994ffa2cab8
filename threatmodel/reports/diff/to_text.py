"""Versions -> what `diff` shows: each change with what it brought, took away and made worse, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.model.comparison import Cause, Difference
from threatmodel.model.findings import Question
from threatmodel.reports.diff import sentences
from threatmodel.reports.diff.versions import Versions
from threatmodel.reports.terminal.differing import STYLES, asked
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line

MOST_CAUSES: Final = 12
MOST_IDS: Final = 3
MOST_THREATS: Final = 5
MOST_CHANGES: Final = 10
MOST_UNTRIED: Final = 3


def to_text(versions: Versions, *, everything: bool = False) -> Iterator[Line]:
    """Yield the lines; `everything` leaves nothing out."""
    old, new, comparison = versions.old.scenario, versions.new.scenario, versions.comparison
    yield line(Part(new.title, "title"), " ", Part(f"({old.file} -> {new.file})", "dim"))
    yield line(f"Findings: {sentences.counted(comparison)}; {sentences.weighed(comparison)}", hang=2)
    for rename in comparison.renames:
        yield line(f"{sentences.renamed(rename)} ({sentences.place(rename)})", hang=2)
    yield from (line(Part(note, "title")) for note in sentences.notes(comparison))
    if comparison.in_common or everything:
        yield from _differences(versions, everything=everything)
    yield BLANK
    yield line(Part(sentences.verdict(versions), "bad" if versions.failing else "good"))


def _differences(versions: Versions, *, everything: bool) -> Iterator[Line]:
    comparison = versions.comparison
    groups = list(sentences.by_cause(comparison.differences).items())
    shown = groups if everything else groups[:MOST_CAUSES]
    for causes, differences in shown:
        yield BLANK
        yield from _caused(versions, causes, differences, everything=everything)
    if len(shown) < len(groups):
        left = [difference for _, differences in groups[len(shown) :] for difference in differences]
        yield BLANK
        yield line(f"and {sentences.by_kind(left)} by other causes (--all shows them)")
    yield from asked("Asked now", comparison.asked, _about, everything=everything)
    yield from asked("No longer asked", comparison.answered, _about, everything=everything)
    yield from _without_effect(versions, everything=everything)


def _caused(
    versions: Versions, causes: tuple[Cause, ...], differences: Sequence[Difference], *, everything: bool
) -> Iterator[Line]:
    for text, place in sentences.headings(versions.comparison, causes, most=None if everything else MOST_UNTRIED):
        yield line(Part(text, "title"), *((" ", Part(f"({place})", "dim")) if place else ()), hang=2)
    groups: dict[tuple[str, str], list[Difference]] = {}
    for one in differences:
        groups.setdefault((one.shown.threat.title, sentences.told(one)), []).append(one)
    shown = len(groups) if everything else MOST_THREATS
    for (title, told), group in list(groups.items())[:shown]:
        yield line(Part(told, STYLES[group[0].kind]), ": ", Part(title), indent=3, hang=2)
        for one in group if everything else group[:MOST_IDS]:
            yield line(Part(one.id, "id"), " ", Part(sentences.places(one), "dim"), indent=5, hang=2)
        if not everything and len(group) > MOST_IDS:
            yield line(f"and {len(group) - MOST_IDS} more", indent=5)
    if len(groups) > shown:
        left = sum(len(group) for group in list(groups.values())[shown:])
        yield line(f"and {left} more (--all shows them)", indent=3)


def _about(question: Question) -> str:
    return f"{question.word}; {question.span}"


def _without_effect(versions: Versions, *, everything: bool) -> Iterator[Line]:
    """Yield the changes that caused no difference between findings."""
    comparison = versions.comparison
    told = {number for one in comparison.differences for cause in one.causes for number in cause.changes}
    rest = [change for number, change in enumerate(comparison.changes) if number not in told]
    if not rest or not comparison.in_common:
        return
    yield BLANK
    yield line(Part("Changed, and no finding with it", "title"))
    shown = rest if everything else rest[:MOST_CHANGES]
    for change in shown:
        yield line(sentences.changed(change), " ", Part(f"({sentences.place(change)})", "dim"), indent=3, hang=2)
    if len(shown) < len(rest):
        yield line(f"and {len(rest) - len(shown)} more (--all shows them)", indent=3)
