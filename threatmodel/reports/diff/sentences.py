"""Changes and differences -> sentences: what an author changed, where, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from threatmodel.model.comparison import Cause, Change, Comparison, Difference, FoundKind, Rename, Thing
from threatmodel.model.findings import Finding
from threatmodel.model.names import listed
from threatmodel.reports.diff.versions import Versions
from threatmodel.reports.figures import points, weighs, weight
from threatmodel.reports.report import severity

KINDS: Final[tuple[FoundKind, ...]] = ("new", "gone", "changed")

UNKNOWN_CAUSE: Final = "No change of the file explains this"
"""What stands over differences that are there although every change is undone."""

NOTHING_DIFFERS: Final = "No finding, no risk and no question differs"

NOTHING_CHANGED: Final = "Nothing that counts was changed: no finding, no risk and no question differs"
"""What is said of two files that differ in nothing but their text."""

NOTHING_IN_COMMON: Final = (
    "These are not two versions of one scenario: no person, system, audience or data has the same name in both"
)

NOT_TRIED: Final = (
    "There are too many changes to try all of them, alone and together: 'perhaps' marks what may have done it, "
    "the likeliest first"
)

_NOT_WRITTEN: Final = "not written"


def changed(change: Change) -> str:
    """Return what an author changed in one line."""
    told = _TOLD.get(change.thing)
    if told is not None:
        return told(change)
    if change.part:
        of = f" of {change.name}" if change.name else ""
        return f"{change.part}{of}: {_from_to(change, _NOT_WRITTEN)}"
    if change.kind == "changed" and change.thing in _SECTIONS:
        return f"{change.name} is now under {_SECTIONS[change.thing]}"
    return f"{change.thing} {change.name} {change.kind}"


def _consent(change: Change) -> str:
    who = f" for {change.part}" if change.part else ""
    return f"consent to {change.name}{who}: {_from_to(change, 'nothing said')}"


def _estimate(change: Change) -> str:
    return f"estimate for {change.name}: {_from_to(change, _NOT_WRITTEN)}"


def _accepted(change: Change) -> str:
    return f"acceptance of {change.name} {change.kind} ({change.after or change.before})"


_SECTIONS: Final = {"person": "people", "system": "systems", "audience": "audiences"}


def _from_to(change: Change, nothing: str) -> str:
    return f"{change.before or nothing} -> {change.after or nothing}"


def _path(change: Change) -> str:
    if not change.part:
        carried = change.after or change.before
        return f"path {change.name} {change.kind}{f', with {carried}' if carried else ''}"
    if change.kind == "changed":
        return f"purpose of {change.part} on {change.name}: {_from_to(change, 'none said')}"
    return f"{change.part} {change.kind} on {change.name}"


def _control(change: Change) -> str:
    if change.kind == "changed":
        return f"control {change.name}: {_from_to(change, _NOT_WRITTEN)}"
    where = change.part or change.after or change.before
    return f"control {change.name} {change.kind}: {where}"


_TOLD: Final[Mapping[Thing, Callable[[Change], str]]] = {
    "consent": _consent,
    "path": _path,
    "control": _control,
    "accepted": _accepted,
    "estimate": _estimate,
}


def place(change: Change | Rename) -> str:
    """Return where a change stands: in the older file, in the newer one, or in both."""
    return " -> ".join(str(span) for span in (change.old, change.new) if span is not None)


def renamed(rename: Rename) -> str:
    """Return what was renamed in one line."""
    return f"{rename.thing} {rename.before} is now called {rename.after}, and is otherwise the same"


def notes(comparison: Comparison) -> list[str]:
    """Return what is to be known of a comparison as a whole, a sentence each."""
    if not comparison.in_common:
        return [NOTHING_IN_COMMON]
    if comparison.is_empty:
        return [NOTHING_DIFFERS if comparison.changes or comparison.renames else NOTHING_CHANGED]
    return [] if comparison.is_tried else [NOT_TRIED]


def by_cause(differences: Iterable[Difference]) -> dict[tuple[Cause, ...], list[Difference]]:
    """Return differences by what caused them, in the order in which they come."""
    found: dict[tuple[Cause, ...], list[Difference]] = {}
    for difference in differences:
        found.setdefault(difference.causes, []).append(difference)
    return found


def headings(comparison: Comparison, causes: Sequence[Cause], *, most: int | None = None) -> list[tuple[str, str]]:
    """Return what caused something, a line for each change with its place; of what was not tried, `most` changes."""
    if not causes:
        return [(UNKNOWN_CAUSE, "")] if comparison.changes and comparison.in_common else []
    untried = [cause for cause in causes if not cause.tried]
    left = len(untried[most:]) if most is not None else 0
    rows = []
    for cause in causes[: len(causes) - left]:
        for number, each in enumerate(cause.changes):
            change = comparison.changes[each]
            rows.append((f"{_lead(cause, causes, number)}{changed(change)}", place(change)))
    return [*rows, (f"perhaps: any of {left} more changes (--all shows them)", "")] if left else rows


def _lead(cause: Cause, causes: Sequence[Cause], number: int) -> str:
    if len(cause.changes) > 1:
        return "any of these would do: " if number == 0 else "or: "
    if not cause.tried:
        return "perhaps: "
    return "together with: " if cause is not causes[0] else ""


def counted(comparison: Comparison) -> str:
    """Return how much differs, in one line."""
    numbers = [f"{len(comparison.of(kind))} {kind}" for kind in KINDS]
    return f"{listed(numbers, 'and')}; {comparison.same} as before"


def by_kind(differences: Sequence[Difference]) -> str:
    """Return how many findings of some are new, gone and changed."""
    numbers = {kind: sum(one.kind == kind for one in differences) for kind in KINDS}
    return listed([f"{number} {kind}" for kind, number in numbers.items() if number], "and")


def verdict(versions: Versions) -> str:
    """Return whether anything counts, in one line."""
    level = f" of {versions.level} risk or more" if versions.level is not None else ""
    number = len(versions.failing)
    if not number:
        return f"Nothing{level} holds that did not hold before"
    return f"{number} {'finding holds' if number == 1 else 'findings hold'}{level} that did not hold before"


def weighed(comparison: Comparison) -> str:
    """Return the total of risk before and after, in one line."""
    before, after = points(comparison.before), points(comparison.after)
    if before == after:
        return f"risk in total: {after} points, as before"
    return f"risk in total: {before} -> {after} points"


def told(difference: Difference) -> str:
    """Return whether a finding is new, gone or changed, and its weight."""
    was = "was " if difference.kind == "gone" else ""
    return f"{difference.kind}: {was}{states(difference)}"


def states(difference: Difference) -> str:
    """Return the state, band and severity of a finding; of one that changed, what they were and are."""
    now = _state(difference.shown)
    if difference.kind != "changed" or difference.before is None or difference.after is None:
        return now
    was = _state(difference.before)
    if was != now:
        return f"{was} -> {now}"
    return f"{now}, risk {weight(difference.before)} -> {weight(difference.after)}"


def _state(finding: Finding) -> str:
    return f"{weighs(finding)}, {severity(finding.severity)}"


def places(difference: Difference) -> str:
    """Return where a finding stands: in the newer file, or where it stood in the older one."""
    return str(difference.shown.span)
