"""What a text file says, before anybody asks whether it makes sense: text -> nodes that know their place.

Lines and columns count characters from 1. The file's name is given when a span is asked for: it is the same
for every node of a file. Named tuples, because a large file has hundreds of thousands of them.
"""

from __future__ import annotations

import collections.abc
from typing import NamedTuple, TypeAlias

from threatmodel.model.source import Span

Value: TypeAlias = bool | int | float | str | None


class Scalar(NamedTuple):
    """One value: what it means in YAML 1.2 (`value`), and its characters without quotes (`text`)."""

    value: Value
    text: str
    line: int
    column: int

    def span(self, file: str) -> Span:
        """Give the place of the value's first character (of its quote, where it has one)."""
        return Span(file, self.line, self.column)


class Sequence(NamedTuple):
    """A list; its place is the bracket, or the dash of the first item."""

    items: tuple[Node, ...]
    line: int
    column: int

    def span(self, file: str) -> Span:
        """Give the place where the list starts."""
        return Span(file, self.line, self.column)


class Entry(NamedTuple):
    """A key with its value. `bare` marks a key in braces without a colon, as in `{say: Ben, who left}`."""

    key: Scalar
    value: Node
    bare: bool


class Mapping(NamedTuple):
    """Entries by the text of their key, in the file's order; its place is the brace or the first key."""

    entries: collections.abc.Mapping[str, Entry]
    line: int
    column: int

    def span(self, file: str) -> Span:
        """Give the place where the mapping starts."""
        return Span(file, self.line, self.column)

    def get(self, name: str) -> Node | None:
        """Give the value under a key, None when the key is not written."""
        entry = self.entries.get(name)
        return entry and entry.value


Node: TypeAlias = Scalar | Sequence | Mapping
