"""Nodes -> plain values: goes on after a problem, so that all of a file are found at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as MappingOf
from collections.abc import Set as AbstractSet
from itertools import chain
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar

from threatmodel.formats.durations import is_date, nearest_duration, seconds
from threatmodel.formats.nodes import Entry, Mapping, Node, Scalar, Sequence
from threatmodel.formats.yaml_words import QUOTE, shown
from threatmodel.model.names import listed, nearest
from threatmodel.model.source import Problem, Span

Entries: TypeAlias = MappingOf[str, Entry]
Fields: TypeAlias = dict[str, Node]
Choice = TypeVar("Choice", bound=str)

YES_NO: Final = {"yes": True, "true": True, "no": False, "false": False}
_MAX_COMPARED: Final = 100_000  # words; a file of nothing but wrong words must not take long to refuse
_SHORT: Final = 40
_NOTHING: Final[Entries] = MappingProxyType({})
_CALLED: Final = {Scalar: "a single value", Sequence: "a list", Mapping: "a mapping"}


class Reading:
    """One file that is being decoded, and the problems found in it so far.

    A method takes a node and what to call it in a complaint; it returns None, or nothing in it, after complaining.
    """

    __slots__ = ("_compared", "file", "problems")

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._compared = [0]

    def again(self) -> Reading:
        """Return a reading of the same file without the problems that were found so far."""
        other = Reading(self.file)
        other._compared = self._compared
        return other

    def complain(self, node: Node, message: str, hint: str = "") -> None:
        """Note a problem at the place of a node."""
        self.problems.append(Problem(span=node.span(self.file), message=message, hint=hint))

    def complain_at(self, line: int, column: int, message: str, hint: str = "") -> None:
        """Note a problem at a place inside a node."""
        self.problems.append(Problem(span=Span(self.file, line, column), message=message, hint=hint))

    def nearest(self, word: str, *groups: Collection[str], only: Callable[[str], bool] | None = None) -> str:
        """Return the hint that names the nearest right word of all groups, or nothing when none is near."""
        self._compared[0] += sum(map(len, groups))
        if self._compared[0] > _MAX_COMPARED:
            return ""
        candidates = chain.from_iterable(sorted(group) if isinstance(group, AbstractSet) else group for group in groups)
        found = nearest(word, filter(only, candidates) if only else candidates)
        return f"did you mean {quoted(found)}?" if found is not None else ""

    def entries(self, node: Node | None, what: str) -> Entries:
        """Return the entries of a mapping; none when nothing is written."""
        if node is None:
            return _NOTHING
        if isinstance(node, Mapping):
            return node.entries
        self.complain(node, *_expected(what, "a mapping ('name: value')", node))
        return _NOTHING

    def items(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """Return the items of a list; none when nothing is written."""
        if node is None:
            return ()
        if isinstance(node, Sequence):
            return node.items
        self.complain(node, *_expected(what, "a list", node))
        return ()

    def one_or_more(self, node: Node | None, what: str) -> tuple[Scalar, ...]:
        """Return the texts of a list, or a text alone as a list of one. Writing one twice is a problem."""
        if node is None:
            return ()
        if isinstance(node, Scalar):
            return (node,) if self.text(node, what) is not None else ()
        found: dict[str, Scalar] = {}
        for item in self.items(node, what):
            text = self.text(item, what)
            if text is not None and isinstance(item, Scalar):
                if text in found:
                    self.complain(item, f"{quoted(text)} is written twice in {what}")
                found.setdefault(text, item)
        return tuple(found.values())

    def text(self, node: Node | None, what: str) -> str | None:
        """Return a text as it is written; a value that is left empty is a problem."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.complain(node, *_expected(what, "a text", node))
        elif node.value is None or not node.text.strip():
            self.complain(node, f"{what} needs a value")
        else:
            return node.text
        return None

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """Return a list of texts, such as sentences, or a text alone as a list of one."""
        items = (node,) if isinstance(node, Scalar) else self.items(node, what)
        return tuple(text for item in items if (text := self.text(item, what)) is not None)

    def choice(self, node: Node | None, what: str, values: Collection[Choice]) -> Choice | None:
        """Return the value that is written, one of those that may be."""
        text = self.text(node, what)
        if node is None or text is None:
            return None
        for value in values:
            if value == text:
                return value
        hint = self.nearest(text, values) or f"one of {listed(tuple(values))}"
        self.complain(node, f"{quoted(text)} is not a value of {what}", hint)
        return None

    def choices(self, node: Node | None, what: str, values: Collection[Choice]) -> tuple[Choice, ...]:
        """Return the values of a list that may be written."""
        items = self.one_or_more(node, what)
        return tuple(value for item in items if (value := self.choice(item, what, values)) is not None)

    def yes_no(self, node: Node | None, what: str) -> bool | None:
        """Return whether yes or true is written, in any case of letters."""
        text = self.text(node, what)
        if node is None or text is None:
            return None
        if (found := YES_NO.get(text.lower())) is None:
            self.complain(node, f"{what} is yes or no, not {quoted(text)}")
        return found

    def number(self, node: Node | None, what: str) -> float | None:
        """Return a number that is not negative and not infinite."""
        text = self.text(node, what)
        if text is None or not isinstance(node, Scalar):
            return None
        value = node.value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e15:
            return float(value)
        self.complain(node, f"{quoted(text)} is not a number such as 3, 250 or 0.5")
        return None

    def whole(self, node: Node | None, what: str, low: int, high: int) -> int | None:
        """Return a whole number in a range."""
        text = self.text(node, what)
        if text is None or not isinstance(node, Scalar):
            return None
        if isinstance(node.value, int) and not isinstance(node.value, bool) and low <= node.value <= high:
            return node.value
        self.complain(node, f"{quoted(text)} is not a whole number from {low} to {high}")
        return None

    def duration(self, node: Node | None, what: str) -> float | None:
        """Return seconds, infinity for `forever`."""
        text = self.text(node, what)
        if node is None or text is None:
            return None
        found = seconds(text)
        if found is None or math.isnan(found):
            near = nearest_duration(text)
            hint = f"did you mean {quoted(near)}?" if near else ""
            self.complain(node, f"{quoted(text)} is not a duration such as 10s, 5m, 2h, 30d, 1y or forever", hint)
        return found

    def day(self, node: Node | None, what: str) -> str | None:
        """Return a date as it is written."""
        text = self.text(node, what)
        if node is None or text is None or is_date(text):
            return text
        self.complain(node, f"{quoted(text)} is not a date such as 2027-06-30")
        return None

    def fields(self, node: Node | None, what: str, required: Collection[str], optional: Collection[str] = ()) -> Fields:
        """Return the values under the keys that may stand here; unknown and missing keys are problems."""
        if node is None:
            return {}
        known = (*required, *optional)
        entries = self.entries(node, what)
        for name, entry in entries.items():
            if name not in known:
                self.unknown(entry, f"unknown key {quoted(name)} in {what}", known)
        if isinstance(node, Mapping):
            self.missing(node, what, (name for name in required if name not in entries))
        return {name: entry.value for name, entry in entries.items() if name in known}

    def missing(self, node: Node, what: str, names: Iterable[str]) -> None:
        """Complain about each key that should be there."""
        for name in names:
            self.complain(node, f"{what} needs {quoted(name)}")

    def unknown(self, entry: Entry, message: str, *groups: Collection[str]) -> None:
        """Complain about a key that cannot stand here, with the nearest that can."""
        hint = QUOTE if entry.bare else self.nearest(entry.key.text, *groups)
        self.complain(entry.key, message, hint)


def quoted(text: str) -> str:
    """Return a text of the file in quotes, on one line and of a length that can be read."""
    is_short = len(text) <= _SHORT and text.isprintable()
    return f"'{text if is_short else shown(text)}'"


def _expected(what: str, form: str, node: Node) -> tuple[str, str]:
    if isinstance(node, Scalar) and node.value is None:
        return f"{what} needs a value", f"expected {form}"
    return f"{what}: expected {form}, not {_CALLED[node.__class__]}", ""
