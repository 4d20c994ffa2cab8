"""A scenario and a change to it, as nodes -> the changed scenario, as nodes."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from types import MappingProxyType

from threatmodel.formats.decode import Entries, Reading, quoted
from threatmodel.formats.nodes import Entry, Mapping, Node, Scalar
from threatmodel.formats.paths import canonical, is_path


def is_nothing(node: Node | None) -> bool:
    """Say whether a value is left empty or written as null: a change removes with it."""
    return isinstance(node, Scalar) and node.value is None


def merged(base: Node, change: Node) -> Node:
    """Return the base with the change: mappings merge, null removes, anything else replaces."""
    if not isinstance(base, Mapping) or not isinstance(change, Mapping):
        return change
    entries = dict(base.entries)
    keys = same_keys(base.entries, change.entries)
    for name, entry in change.entries.items():
        at = keys.get(name, name)
        if is_nothing(entry.value):
            entries.pop(at, None)
        elif at in entries:
            entries[at] = entries[at]._replace(value=merged(entries[at].value, entry.value))
        else:
            entries[at] = entry
    return with_entries(base, entries)


def with_entries(node: Mapping, entries: MappingOf[str, Entry]) -> Mapping:
    return node._replace(entries=MappingProxyType(dict(entries)))


def same_keys(entries: Entries, names: Iterable[str]) -> dict[str, str]:
    """Return which key each path means where it is written another way: the spaces around arrows say nothing."""
    other = [name for name in names if is_path(name) and name not in entries]
    known = {canonical(key): key for key in entries if is_path(key)} if other else {}
    return {name: known[canonical(name)] for name in other if canonical(name) in known}


def check_removals(reading: Reading, base: Node | None, change: Node) -> None:
    """Complain about each null in the change that has nothing to remove."""
    if not isinstance(change, Mapping):
        return
    entries: Entries = base.entries if isinstance(base, Mapping) else {}
    keys = same_keys(entries, change.entries)
    for name, entry in change.entries.items():
        there = entries.get(keys.get(name, name))
        if is_nothing(entry.value) and there is None:
            hint = reading.nearest(name, entries)
            reading.complain(entry.key, f"{quoted(name)} is not there, so it cannot be removed", hint)
        elif there is not None:
            check_removals(reading, there.value, entry.value)
