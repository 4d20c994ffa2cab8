"""Nodes -> people, systems and audiences: whom a scenario knows by name, and what is known of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from threatmodel.formats.decode import Entries, Reading, quoted
from threatmodel.formats.nodes import Entry, Node, Scalar
from threatmodel.formats.values import a_thing
from threatmodel.formats.vocabulary import Words
from threatmodel.model.elements import EVERYONE, EVERYWHERE, Element, ElementType
from threatmodel.model.names import slug

SECTIONS: Final[Mapping[str, ElementType]] = {
    "people": "person",
    "systems": "system",
    "audiences": "audience",
}

_RESERVED: Final = {
    EVERYONE: "stands for the public and is always there",
    EVERYWHERE: "says where a control stands",
}
_ARROW: Final = "->"


def names(reading: Reading, sections: Mapping[str, Entries], what: Mapping[str, str]) -> dict[str, str]:
    """Return for every name which section it stands in; names that cannot be used are problems."""
    found: dict[str, str] = {}
    by_id: dict[str, Entry] = {}
    for section, entries in sections.items():
        for name, entry in entries.items():
            id_ = slug(name)
            problem = _unusable(name, id_)
            first = by_id.setdefault(id_, entry) if id_ else entry
            if problem:
                reading.complain(entry.key, f"{quoted(name)} cannot be a name: {problem}")
            elif first is not entry:
                _clash(reading, entry, first, what[found.get(first.key.text, section)])
            found.setdefault(name, section)
    return found


def refuse_taken(reading: Reading, entries: Iterable[Entry], taken: Iterable[str]) -> None:
    """Complain of names that the tool itself gives to somebody or something it makes."""
    ids = {slug(name): name for name in taken}
    for entry in entries:
        own = ids.get(slug(entry.key.text))
        if own is not None:
            message = f"{quoted(entry.key.text)} cannot be a name: the tool itself says {quoted(own)}"
            reading.complain(entry.key, message, "choose another name")


def _unusable(name: str, id_: str) -> str:
    if name in _RESERVED:
        return f"it {_RESERVED[name]}"
    if _ARROW in name:
        return f"'{_ARROW}' separates the names on a path"
    if name != name.strip():
        return "it starts or ends with a space"
    if not name.isprintable() and any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in name):
        return "it holds a line break or another control character"
    return "" if id_ else "it holds no letter and no digit"


def _clash(reading: Reading, entry: Entry, first: Entry, what: str) -> None:
    name, line = entry.key.text, first.key.line
    if first.key.text == name:
        reading.complain(entry.key, f"{quoted(name)} is already {what}, in line {line}")
    else:
        message = f"{quoted(name)} and {quoted(first.key.text)} in line {line} have the same id '{slug(name)}'"
        reading.complain(entry.key, message, "choose another name")


def types_of(reading: Reading, sections: Mapping[str, Entries]) -> dict[str, ElementType]:
    """Return what every name of a person, system or audience stands for."""
    what = {section: a_thing(kind) for section, kind in SECTIONS.items()}
    return {name: SECTIONS[section] for name, section in names(reading, sections, what).items()}


def holders(words: Words, sections: Mapping[str, Entries]) -> dict[str, Element]:
    """Return the people, systems and audiences by name. One without a value is known by its name alone."""
    found: dict[str, Element] = {}
    for section, entries in sections.items():
        kind = SECTIONS[section]
        for name, (key, node, _) in entries.items():
            empty = isinstance(node, Scalar) and node.value is None
            known = {} if empty else words.read(words.reading.entries(node, quoted(name)), kind)
            element = Element(name=name, type=kind, words=known, span=key.span(words.reading.file))
            _not_itself(words, element)
            found.setdefault(name, element)
    return found


def _not_itself(words: Words, element: Element) -> None:
    for name, written in element.words.items():
        is_named = written.value.__class__ is tuple and element.name in element.names(name)
        if is_named and words.vocabulary.words[name].type == "names":
            message = f"{quoted(element.name)} cannot stand under its own {quoted(name)}"
            words.reading.complain_at(written.span.line, written.span.column, message)


def expect_a_subject(reading: Reading, people: Node | None, found: Collection[Element]) -> None:
    """Complain unless somebody is there whom the scenario is about."""
    if people is None:
        return
    if not any((role := each.words.get("role")) is not None and role.value == "subject" for each in found):
        reading.complain(
            people,
            "nobody in 'people' has the role 'subject'",
            "write 'role: subject' for whom the data is about",
        )
