"""Names that a change removes -> the scenario, as nodes, without what stood only on them.

Paths, consent, lists of names, controls in place and accepted findings go along without a word; the paths are
listed. Data that would be about nobody, or a copy of nothing, is for the author to decide: that is a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from threatmodel.formats.decode import Entries, quoted
from threatmodel.formats.holders import SECTIONS
from threatmodel.formats.merge import is_nothing, with_entries
from threatmodel.formats.nodes import Entry, Mapping, Node, Scalar, Sequence
from threatmodel.formats.paths import canonical, is_path, split
from threatmodel.model.names import slug

_DATA = "data"


@dataclass(frozen=True, slots=True)
class Removed:
    """What a change takes away, by name."""

    holders: frozenset[str]
    data: frozenset[str]
    paths: frozenset[str] = field(default=frozenset())
    """Texts of the paths that the change removes by themselves."""


def removed_by(base: Mapping, change: Mapping) -> Removed:
    """Return the names that are in the base and not in what the change makes of it."""
    gone, stay = set[str](), set[str]()
    for section in SECTIONS:
        before, now = entries_at(base, section), entries_at(change, section)
        nulls = (
            set(before) if is_nothing(change.get(section)) else {name for name in now if is_nothing(now[name].value)}
        )
        gone |= nulls & set(before)
        stay |= (set(before) | set(now)) - nulls
    data, flows = entries_at(change, _DATA), entries_at(change, "flows")
    before = entries_at(base, _DATA)
    all_data = is_nothing(change.get(_DATA))
    return Removed(
        holders=frozenset(gone - stay),
        data=frozenset(name for name in before if all_data or (name in data and is_nothing(data[name].value))),
        paths=frozenset(canonical(key) for key in flows if is_nothing(flows[key].value)),
    )


def entries_at(node: Node | None, name: str) -> Entries:
    """Return the entries of a mapping in a mapping; none where there is no such thing."""
    inner = node.get(name) if isinstance(node, Mapping) else None
    return inner.entries if isinstance(inner, Mapping) else {}


def without(base: Mapping, removed: Removed, lists: Collection[str]) -> tuple[Mapping, tuple[str, ...]]:
    """Return the base without what stood on the removed names, and the texts of the paths that went.

    `lists` are the words whose value is a list of names.
    """
    flows = {key: kept for key, entry in entries_at(base, "flows").items() if (kept := _flow(key, entry, removed))}
    dropped = tuple(canonical(key) for key in entries_at(base, "flows") if key not in flows)
    gone = removed.holders | removed.paths | set(dropped)
    ids = {slug(name) for name in removed.holders}, {slug(name) for name in removed.data}
    changed: dict[str, Callable[[Entry], Entry | None]] = {
        **dict.fromkeys(SECTIONS, lambda entry: _each(entry, lambda one: _fields(one, lists, removed.holders))),
        _DATA: lambda entry: _each(entry, lambda one: _datum(one, removed.holders)),
        "flows": lambda entry: _with(entry, flows),
        "controls": lambda entry: _each(entry, lambda one: _control(one, gone)),
        "accepted": lambda entry: _accepted(entry, *ids),
    }
    entries = {key: changed[key](entry) if key in changed else entry for key, entry in base.entries.items()}
    texts = tuple(text for text in dropped if text not in removed.paths)
    return with_entries(base, {key: entry for key, entry in entries.items() if entry is not None}), texts


def left_alone(base: Mapping, change: Mapping, removed: Removed) -> Iterable[str]:
    """Yield a sentence for each datum that the change leaves without anybody or anything that it is about."""
    changed = entries_at(change, _DATA)
    for name, entry in entries_at(base, _DATA).items():
        if name in removed.data:
            continue
        new = changed[name].value if name in changed else None
        about, original = _texts(entry.value, "about"), _texts(entry.value, "made from")
        if about and set(about) <= removed.holders and not _says(new, "about"):
            yield f"{quoted(name)} would be about nobody"
        if set(original) & removed.data and not _says(new, "made from"):
            yield f"{quoted(name)} would be made from nothing"


def _says(node: Node | None, key: str) -> bool:
    return isinstance(node, Mapping) and key in node.entries


def _texts(node: Node, key: str) -> tuple[str, ...]:
    value = node.get(key) if isinstance(node, Mapping) else None
    items = value.items if isinstance(value, Sequence) else (value,)
    return tuple(item.text for item in items if isinstance(item, Scalar))


def _with(entry: Entry, entries: Entries) -> Entry:
    return entry._replace(value=with_entries(entry.value, entries)) if isinstance(entry.value, Mapping) else entry


def _each(entry: Entry, change: Callable[[Entry], Entry | None]) -> Entry:
    """Change every entry of a mapping; None takes one away."""
    if not isinstance(entry.value, Mapping):
        return entry
    found = {key: change(each) for key, each in entry.value.entries.items()}
    return _with(entry, {key: each for key, each in found.items() if each is not None})


def _list(entry: Entry, gone: Collection[str]) -> Entry | None:
    """Take names out of a list; None when none is left."""
    left = _left(entry.value, gone)
    return entry._replace(value=left) if left is not None else None


def _left(node: Node, gone: Collection[str]) -> Node | None:
    if isinstance(node, Scalar):
        return None if _name(node) in gone else node
    if isinstance(node, Sequence):
        items = tuple(item for item in node.items if not (isinstance(item, Scalar) and _name(item) in gone))
        return node._replace(items=items) if items or not node.items else None
    return node


def _name(node: Scalar) -> str:
    return canonical(node.text) if is_path(node.text) else node.text


def _fields(entry: Entry, keys: Collection[str], gone: Collection[str]) -> Entry:
    return _each(entry, lambda each: _list(each, gone) if each.key.text in keys else each)


def _datum(entry: Entry, gone: Collection[str]) -> Entry:
    entry = _fields(entry, ("about", "made by"), gone)
    consent = entry.value.get("consent") if isinstance(entry.value, Mapping) else None
    if not isinstance(entry.value, Mapping) or not isinstance(consent, Mapping):
        return entry
    left = with_entries(consent, {name: each for name, each in consent.entries.items() if name not in gone})
    entries = {
        key: each._replace(value=left) if key == "consent" else each for key, each in entry.value.entries.items()
    }
    return _with(entry, entries)


def _flow(key: str, entry: Entry, removed: Removed) -> Entry | None:
    if any(name in removed.holders for name, _ in split(key)):
        return None
    if not isinstance(entry.value, Mapping):
        return _list(entry, removed.data)
    carries = entry.value.entries.get("carries")
    if carries is None or (left := _list(carries, removed.data)) is None:
        return entry if carries is None else None
    return _with(entry, {**entry.value.entries, "carries": left})


def _control(entry: Entry, gone: Collection[str]) -> Entry | None:
    if not isinstance(entry.value, Mapping):
        return _list(entry, gone)
    where = entry.value.entries.get("on")
    if where is None or (left := _list(where, gone)) is None:
        return entry if where is None else None
    return _with(entry, {**entry.value.entries, "on": left})


def _accepted(entry: Entry, holders: Collection[str], data: Collection[str]) -> Entry:
    if not isinstance(entry.value, Sequence):
        return entry
    return entry._replace(
        value=entry.value._replace(
            items=tuple(item for item in entry.value.items if not _is_about(item, holders, data))
        )
    )


def _is_about(item: Node, holders: Collection[str], data: Collection[str]) -> bool:
    finding = "".join(_texts(item, "finding"))
    _, *place = finding.split("/")
    return any(id_ in gone for id_, gone in zip(place, (holders, data), strict=False))
