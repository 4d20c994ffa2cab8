"""A scenario and a change to it -> the changed scenario, with what the change makes wrong told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from threatmodel.formats.body import WORKSHOP, body
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.holders import SECTIONS
from threatmodel.formats.merge import check_removals, is_nothing, merged, with_entries
from threatmodel.formats.nodes import Entry, Mapping, Node, Scalar, Sequence
from threatmodel.formats.paths import split
from threatmodel.formats.removal import entries_at, left_alone, removed_by, without
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.elements import Scenario
from threatmodel.model.source import Problem

_FIXED: Final = (WORKSHOP, "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A scenario that a twist can start from."""

    tree: Mapping
    scenario: Scenario
    wrong: frozenset[tuple[object, str]]
    """Places and messages of what is wrong with it already."""
    dropped: tuple[str, ...] = ()
    """Texts of the paths that went with a removed name."""


def base_stage(tree: Mapping, scenario: Scenario, problems: list[Problem]) -> Stage:
    """Return the scenario of a file, without its workshop, as something to start from."""
    body_only = with_entries(tree, {key: entry for key, entry in tree.entries.items() if key != WORKSHOP})
    return Stage(tree=body_only, scenario=scenario, wrong=_known(problems))


def changed(reading: Reading, name: str, change: Node, start: Stage, vocabulary: Vocabulary) -> Stage | None:
    """Return the scenario after a change; None after a complaint that leaves nothing to go on from."""
    problems = len(reading.problems)
    reading.entries(change, f"the change of {quoted(name)}")
    if not isinstance(change, Mapping):
        return None
    _check(reading, start.tree, change)
    if len(reading.problems) > problems:
        return None
    lists = [word.name for word in vocabulary.words.values() if word.type == "names"]
    left, dropped = without(start.tree, removed_by(start.tree, change), lists)
    tree = merged(left, change)
    if not isinstance(tree, Mapping):
        return None
    second = reading.again()
    scenario = body(second, tree, vocabulary)
    new = [problem for problem in second.problems if (problem.span, problem.message) not in start.wrong]
    reading.problems += _placed(new, change, name)
    if not new and scenario == start.scenario:
        reading.complain(change, f"the twist {quoted(name)} changes nothing")
    return Stage(tree=tree, scenario=scenario, wrong=start.wrong | _known(new), dropped=dropped)


def _known(problems: list[Problem]) -> frozenset[tuple[object, str]]:
    return frozenset((problem.span, problem.message) for problem in problems)


def _check(reading: Reading, base: Mapping, change: Mapping) -> None:
    """Complain about what a change says of things that are not there, and about what it leaves without a base."""
    for key in _FIXED:
        if key in change.entries:
            reading.complain(change.entries[key].key, f"a twist cannot change {quoted(key)}")
    check_removals(reading, base, change)
    mentioned = frozenset(_mentions(change))
    holders = {name for section in SECTIONS for name in entries_at(base, section)}
    for section in (*SECTIONS, "data"):
        there = holders if section in SECTIONS else entries_at(base, section)
        for name, entry in entries_at(change, section).items():
            if name not in there and not is_nothing(entry.value) and not _is_new(section, entry, mentioned):
                hint = reading.nearest(name, there) or _WHAT_IS_NEW[section]
                reading.complain(entry.key, f"{quoted(name)} is not there, so it cannot be changed", hint)
    for sentence in left_alone(base, change, removed_by(base, change)):
        reading.complain(change, f"with this change {sentence}", "change that too, or remove it with 'null'")


_WHAT_IS_NEW: Final = {
    "people": "somebody new needs a 'role'",
    "systems": "something new stands on a path",
    "audiences": "somebody new stands on a path",
    "data": "new data needs 'about'",
}


def _is_new(section: str, entry: Entry, mentioned: frozenset[str]) -> bool:
    """Say whether a name that was not there before is meant to be added: a slip of the pen adds nothing."""
    written = entry.value.entries if isinstance(entry.value, Mapping) else {}
    if section == "data":
        return "about" in written or "made from" in written
    return entry.key.text in mentioned or (section == "people" and "role" in written)


def _mentions(node: Node) -> Iterator[str]:
    """Yield every text that stands as a value, and every name on a path or with a consent."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _mentions(item)
    else:
        for key, entry in node.entries.items():
            if key == "consent" and isinstance(entry.value, Mapping):
                yield from entry.value.entries
            yield from (name for name, _ in split(key)) if "->" in key else ()
            yield from _mentions(entry.value)


def _placed(problems: list[Problem], change: Mapping, name: str) -> Iterator[Problem]:
    """Yield problems at their place where that is in the change, else at the change that brings them about."""
    last = _end(change)
    for problem in problems:
        place = problem.span.line, problem.span.column
        if (change.line, change.column) <= place <= last:
            yield problem
        else:
            message = f"with the twist {quoted(name)}, line {problem.span.line} is wrong: {problem.message}"
            yield Problem(span=change.span(problem.span.file), message=message, hint=problem.hint)


def _end(node: Node) -> tuple[int, int]:
    """Return the place of the last character that the change may hold."""
    last: Node = node
    while not isinstance(last, Scalar):
        inner = (
            last.items
            if isinstance(last, Sequence)
            else [each for entry in last.entries.values() for each in entry[:2]]
        )
        if not inner:
            break
        last = inner[-1]
    return last.line, last.column + (len(last.text) if isinstance(last, Scalar) else 1)
