"""Text -> nodes: reads YAML 1.2 core scalars, lists and mappings with their places, and refuses all else.

PyYAML's events are used, not its loaders: those follow YAML 1.1, let the last of two equal keys win without a
word, expand aliases, and do not say where a value stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from threatmodel.formats.characters import FORBIDDEN, MAX_PROBLEMS, characters, forbidden, problem
from threatmodel.formats.collector import paused
from threatmodel.formats.nodes import Entry, Mapping, Node, Scalar, Sequence, Value
from threatmodel.formats.yaml_words import IF_TEXT, QUOTE, SEVERAL, Fault, explain, shown
from threatmodel.model.source import InputError, Problem

MAX_DEPTH = 50
MAX_DIGITS = 300

_Event: TypeAlias = Any  # one of yaml.events; each kind has attributes of its own

_new = tuple.__new__  # what a named tuple calls in the end

_SWALLOWED_ITEM = re.compile(r"[\r\n][ \t]*(?=-[ \r\n])")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_NUMERIC = frozenset("+-.0123456789")
_NAMED: dict[str, Value] = dict.fromkeys(("", "~", "null", "Null", "NULL"), None)
_NAMED |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)


class PurePython(yaml.SafeLoader):
    """PyYAML's own parser, for where it came without libyaml."""

    def get_event(self) -> _Event:
        try:
            return super().get_event()  # type: ignore[no-untyped-call] # the stubs give it no types
        except (ValueError, OverflowError):  # what chr() raises for an escape beyond Unicode
            mark = self.get_mark()
            raise yaml.MarkedYAMLError("in a quoted scalar", mark, "unknown escape", mark) from None


Parser: Any = getattr(yaml, "CSafeLoader", PurePython)


def read(text: str | bytes, file: str) -> Node:
    """Read one YAML file, named `file` in places. Raises InputError with all problems that were found."""
    source = characters(text, file)
    with paused():
        return _Reading(source, file).document()


class _StopError(Exception):
    """What was found makes it useless to read on."""


class _Reading:
    """One pass over one text."""

    __slots__ = ("events", "file", "open", "problems", "text", "values")

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.events: Callable[[], _Event] = Parser(text).get_event
        self.open: list[_Event] = []
        self.problems: list[Problem] = []
        self.values = dict(_NAMED)

    def document(self) -> Node:
        root: Node = Scalar(None, "", 1, 1)
        try:
            self.events()  # the start of the stream
            if self.events().__class__ is not StreamEndEvent:
                root = self.node(self.events())
                self.events()  # the end of the document
                self.expect_end(self.events())
            if isinstance(root, Scalar) and root.value is None and not self.problems:
                self.refuse(0, "the file is empty")
        except _StopError:
            pass
        except yaml.MarkedYAMLError as error:
            self.problems.append(self.syntax(error))
        if self.problems:
            raise InputError(self.problems)
        return root

    def expect_end(self, event: _Event) -> None:
        if event.__class__ is not StreamEndEvent:
            self.refuse(event.start_mark.index, SEVERAL)

    def node(self, event: _Event) -> Node:
        kind = event.__class__
        if kind is ScalarEvent:
            return self.scalar(event)
        if kind is AliasEvent:
            name = shown(f"*{event.anchor}")
            self.refuse(event.start_mark.index, f"aliases ('{name}') are not used here", IF_TEXT)
            return Scalar(None, "", event.start_mark.line + 1, event.start_mark.column + 1)
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event)
        if len(self.open) >= MAX_DEPTH:
            self.refuse(event.start_mark.index, f"more than {MAX_DEPTH} levels, one inside the other")
            raise _StopError
        self.open.append(event)
        node = self.mapping(event) if kind is MappingStartEvent else self.sequence(event)
        self.open.pop()
        return node

    def scalar(self, event: _Event) -> Scalar:
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event)
        text = event.value
        value: Value = text
        if not event.style:
            try:
                value = self.values[text]
            except KeyError:
                value = self.plain(event)
        elif event.style == '"' and (found := FORBIDDEN.search(text)):
            self.refuse(event.start_mark.index, forbidden(found.group()), "remove its escape")
        mark = event.start_mark
        return _new(Scalar, (value, text, mark.line + 1, mark.column + 1))

    def plain(self, event: _Event) -> Value:
        """Give the value of a text without quotes, and remember it if nothing is wrong with it."""
        text: str = event.value
        start = event.start_mark.index
        value: Value = text
        if text[0] not in _NUMERIC:
            pass
        elif _INTEGER.fullmatch(text):
            if len(text) > MAX_DIGITS:
                self.refuse(start, f"this number has more than {MAX_DIGITS} digits", IF_TEXT)
                return text
            value = int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
        elif _FLOAT.fullmatch(text):
            value = float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        if event.start_mark.line != event.end_mark.line:
            swallowed = _SWALLOWED_ITEM.search(self.text, start, event.end_mark.index)
            if swallowed:
                message = "this item is indented too far: it reads as a part of the text above"
                self.refuse(swallowed.end(), message, f"line it up with the items above, or {QUOTE}")
                return text
        self.values[text] = value
        return value

    def sequence(self, event: _Event) -> Sequence:
        items = []
        events = self.events
        while (item := events()).__class__ is not SequenceEndEvent:
            items.append(self.node(item))
        return Sequence(tuple(items), event.start_mark.line + 1, event.start_mark.column + 1)

    def mapping(self, event: _Event) -> Mapping:
        entries: dict[str, Entry] = {}
        events, scalar, in_braces = self.events, self.scalar, bool(event.flow_style)
        while (written := events()).__class__ is not MappingEndEvent:
            key = self.key(written, entries)
            following = events()
            value = scalar(following) if following.__class__ is ScalarEvent else self.node(following)
            if key is not None:
                empty = in_braces and following.__class__ is ScalarEvent and not following.value
                bare = empty and self.is_bare(written, following)
                entries[key.text] = _new(Entry, (key, value, bare))
        return Mapping(MappingProxyType(entries), event.start_mark.line + 1, event.start_mark.column + 1)

    def key(self, event: _Event, before: dict[str, Entry]) -> Scalar | None:
        """Give a key that can be used, None when something is wrong with it."""
        if event.__class__ is ScalarEvent:
            key = self.scalar(event)
            if key.text not in before and (key.text != "<<" or event.style):
                return key
            message, hint = self.unusable(key, before)
        else:
            self.node(event)
            message, hint = "a key must be a word or a text, not a list or a mapping", IF_TEXT
        if event.__class__ is not AliasEvent:
            self.refuse(event.start_mark.index, message, hint)
        return None

    def unusable(self, key: Scalar, before: dict[str, Entry]) -> tuple[str, str]:
        if key.text not in before:
            return "merge keys ('<<') are not used here", "write the entries out"
        first = before[key.text].key
        where = f"line {first.line}, column {first.column}"
        return f"'{shown(key.text)}' is written twice; the first is in {where}", ""

    def is_bare(self, key: _Event, value: _Event) -> bool:
        """Tell whether a key that has no value has no colon either."""
        return ":" not in self.text[key.end_mark.index : value.start_mark.index]

    def refuse_properties(self, event: _Event) -> None:
        start = event.start_mark.index
        if event.anchor is not None:
            name = shown(f"&{event.anchor}")
            self.refuse(start, f"anchors ('{name}') are not used here", IF_TEXT)
        if event.tag is not None:
            written = self.text[self.text.index("!", start) :].split(maxsplit=1)[0]
            self.refuse(start, f"tags ('{shown(written)}') are not used here", IF_TEXT)

    def refuse(self, offset: int, message: str, hint: str = "") -> None:
        """Note a problem and go on, so that all are reported at once."""
        self.problems.append(problem(self.file, self.text, offset, message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopError

    def syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        """Say in the user's words why the parser could not go on."""
        at = error.problem_mark or error.context_mark
        offset = min(at.index, len(self.text)) if at else 0
        start = error.context_mark.index if error.context_mark else offset
        brackets = [event.start_mark.index for event in self.open if event.flow_style]
        complaint = f"{error.context or ''}: {error.problem}"
        words = explain(Fault(self.text, complaint, offset, start, brackets[-1] if brackets else None))
        return problem(self.file, self.text, *words)
