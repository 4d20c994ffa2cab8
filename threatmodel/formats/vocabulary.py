"""Entries -> the words that are known of a thing: what the author wrote, and what that implies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from threatmodel.formats.decode import Entries, Reading, quoted
from threatmodel.formats.nodes import Entry, Node, Scalar, Sequence
from threatmodel.formats.values import a_thing, value_of
from threatmodel.model.catalogue import Control, Kind, Word
from threatmodel.model.elements import UNKNOWN, ElementType, Value, Written
from threatmodel.model.names import slug
from threatmodel.model.source import Span

KIND: Final = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a scenario file may say: words and kinds, and the controls and threats that it may name."""

    words: Mapping[str, Word]
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    controls: Mapping[str, Control] | None = None
    """None: controls in place are not checked against the catalogue."""
    threats: Collection[str] | None = None
    """Ids. None: threats that are named are not checked."""


class Words:
    """Reads the words that stand on the things of one file."""

    __slots__ = ("_allowed", "_called", "_presets", "_values", "holders", "reading", "vocabulary")

    def __init__(self, reading: Reading, vocabulary: Vocabulary, holders: Mapping[str, ElementType]) -> None:
        self.reading = reading
        self.vocabulary = vocabulary
        self.holders = holders
        self._allowed: dict[ElementType, dict[str, Word]] = {}
        self._called: dict[str, str] | None = None
        self._values: dict[tuple[str, str | tuple[str | None, ...]], Value] = {}
        self._presets: dict[tuple[str, ElementType], tuple[tuple[str, Value, str], ...]] = {}

    def allowed(self, on: ElementType) -> dict[str, Word]:
        """Return the words that may stand on such a thing."""
        if on not in self._allowed:
            self._allowed[on] = {name: word for name, word in self.vocabulary.words.items() if on in word.on}
        return self._allowed[on]

    def read(self, entries: Entries, on: ElementType, structure: Collection[str] = ()) -> dict[str, Written]:
        """Return what is known of a thing; keys in `structure` are no words and are read elsewhere."""
        allowed = self.allowed(on)
        found: dict[str, Written] = {}
        file = self.reading.file
        for name, entry in entries.items():
            word = allowed.get(name)
            if word is None:
                if name not in structure:
                    self.complain(entry, on, structure)
                continue
            node = entry.value
            value = self.value(word, node)
            if name == KIND and isinstance(value, str):
                value = self.kind(node, value, on)
            if value is not None:
                found[name] = Written(value=value, span=Span(file, node.line, node.column))
        if found:
            self.preset(found, on, allowed)
        return found

    def value(self, word: Word, node: Node) -> Value | None:
        """Return the value that is written for a word, None after a complaint."""
        if word.type == "names":
            return value_of(self.reading, word, node, self.holders)
        key = word.name, _texts(node)
        value = self._values.get(key)
        if value is None:
            problems = len(self.reading.problems)
            value = value_of(self.reading, word, node, self.holders)
            if value is not None and len(self.reading.problems) == problems:
                self._values[key] = value
        return value

    def kind(self, node: Node, written: str, on: ElementType | None) -> str | None:
        """Return the id of a kind, which may be written by its id, by its name with spaces, or as it is also called."""
        kinds = self.vocabulary.kinds
        id_ = slug(written)
        kind = kinds.get(id_) or kinds.get(self.also_called().get(id_, ""))
        if kind is None:
            names = [id_ if "-" in written else id_.replace("-", " ") for id_ in kinds]
            names += [name for each in kinds.values() for name in each.also_called]
            self.reading.complain(
                node,
                f"{quoted(written)} is not a kind in the catalogue",
                self.reading.nearest(written, names) or "leave it out, or see: threatmodel catalogue kinds",
            )
        elif on is not None and on not in kind.on:
            message = f"the kind {quoted(written)} cannot stand on {a_thing(on)}, only on {a_thing(*kind.on)}"
            self.reading.complain(node, message)
        else:
            return kind.id
        return None

    def also_called(self) -> Mapping[str, str]:
        """Return the id of a kind by the slug of every other name of it."""
        if self._called is None:
            kinds = self.vocabulary.kinds.values()
            self._called = {slug(name): kind.id for kind in kinds for name in kind.also_called}
        return self._called

    def preset(self, found: dict[str, Written], on: ElementType, allowed: Mapping[str, Word]) -> None:
        """Add what the kind and the other values imply where the author wrote nothing."""
        if (kind := found.get(KIND)) is not None and isinstance(kind.value, str):
            for name, value, source in self.kind_presets(kind.value, on):
                if name not in found:
                    found[name] = Written(value=value, span=kind.span, origin="preset", source=source)
        for name in [name for name in found if allowed[name].implies]:
            written = found[name]
            source = f"{name}: {', '.join(said(written.value))}"
            note = allowed[name].notes.get(str(written.value))
            source = f"{source} ({note})" if note else source
            for implied, value in _implied(allowed[name], written.value).items():
                if implied in allowed and implied not in found:
                    found[implied] = Written(value=value, span=written.span, origin="preset", source=source)

    def kind_presets(self, kind: str, on: ElementType) -> tuple[tuple[str, Value, str], ...]:
        """Return what a kind says of such a thing."""
        if (kind, on) not in self._presets:
            allowed = self.allowed(on)
            implied = self.vocabulary.kinds[kind].implies.items()
            self._presets[kind, on] = tuple((name, said.value, kind) for name, said in implied if name in allowed)
        return self._presets[kind, on]

    def complain(self, entry: Entry, on: ElementType, structure: Collection[str]) -> None:
        """Complain about a key that is no word, or a word that stands on the wrong thing."""
        name = entry.key.text
        word = self.vocabulary.words.get(name)
        if word is None and on == "scenario":
            message = f"unknown key {quoted(name)} in the scenario"
        elif word is None:
            message = f"unknown attribute {quoted(name)} on {on}"
        else:
            message = f"{quoted(name)} cannot stand on {a_thing(on)}, only on {a_thing(*word.on)}"
        self.reading.unknown(entry, message, self.allowed(on), structure)


def _texts(node: Node) -> str | tuple[str | None, ...]:
    """Return what a value looks like: the same words look the same on most things of a file."""
    if isinstance(node, Scalar):
        return node.text
    items = node.items if isinstance(node, Sequence) else ()
    return tuple([item.text if isinstance(item, Scalar) else None for item in items])


def said(value: Value) -> tuple[str, ...]:
    """Return a value as it is written in a file."""
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return value if isinstance(value, tuple) else (str(value),)


def _implied(word: Word, value: Value) -> Mapping[str, Value]:
    """Return what a value implies; of several values, what all of them imply alike."""
    if value is UNKNOWN:
        return {}
    first, *others = [word.implies.get(each, {}) for each in said(value)] or [{}]
    return {name: said for name, said in first.items() if all(other.get(name) == said for other in others)}
