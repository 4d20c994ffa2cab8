"""Node -> the value of a vocabulary word, checked against what the word may say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Node, Scalar
from threatmodel.model.catalogue import Word, WordType
from threatmodel.model.elements import UNKNOWN, ElementType, Value
from threatmodel.model.names import listed

HOLDERS: Final[tuple[ElementType, ...]] = ("person", "system", "audience")

Holders = Mapping[str, ElementType]
"""What every name of the file stands for."""


def value_of(reading: Reading, word: Word, node: Node, holders: Holders) -> Value | None:
    """Return the value of a word, None after a complaint. `unknown` may be said of every word."""
    if isinstance(node, Scalar) and node.text == "unknown":
        return UNKNOWN
    return _BY_TYPE[word.type](reading, word, node, holders)


def holder(reading: Reading, node: Node, name: str, holders: Holders, types: tuple[ElementType, ...] = HOLDERS) -> bool:
    """Say whether a name stands for a thing of one of the types; complain if not."""
    found = holders.get(name)
    if found in types:
        return True
    if found is not None:
        reading.complain(node, f"{quoted(name)} is {a_thing(found)}, not {a_thing(*types)}")
    else:
        hint = reading.nearest(name, holders, only=lambda each: holders[each] in types)
        reading.complain(node, f"{quoted(name)} is not {a_thing(*types)}", hint)
    return False


def a_thing(*types: ElementType) -> str:
    """Name types as a choice: `a person, system or audience`."""
    return listed([_ONE[types[0]], *types[1:]])


_ONE: Final[Mapping[ElementType, str]] = {
    "person": "a person",
    "system": "a system",
    "audience": "an audience",
    "data": "data",
    "scenario": "the scenario",
}


def _yes_no(reading: Reading, word: Word, node: Node, _: Holders) -> Value | None:
    return reading.yes_no(node, f"'{word.name}'")


def _choice(reading: Reading, word: Word, node: Node, _: Holders) -> Value | None:
    return reading.choice(node, f"'{word.name}'", word.values)


def _list(reading: Reading, word: Word, node: Node, _: Holders) -> Value | None:
    items = reading.one_or_more(node, f"'{word.name}'")
    return tuple(text for item in items if (text := reading.choice(item, f"'{word.name}'", word.values)))


def _number(reading: Reading, word: Word, node: Node, _: Holders) -> Value | None:
    return reading.number(node, f"'{word.name}'")


def _duration(reading: Reading, word: Word, node: Node, _: Holders) -> Value | None:
    return reading.duration(node, f"'{word.name}'")


def _text(reading: Reading, word: Word, node: Node, _: Holders) -> Value | None:
    return reading.text(node, f"'{word.name}'")


def _names(reading: Reading, word: Word, node: Node, holders: Holders) -> Value | None:
    items = reading.one_or_more(node, f"'{word.name}'")
    return tuple(item.text for item in items if holder(reading, item, item.text, holders, word.names))


_BY_TYPE: Final[Mapping[WordType, Callable[[Reading, Word, Node, Holders], Value | None]]] = {
    "yes/no": _yes_no,
    "choice": _choice,
    "list": _list,
    "number": _number,
    "duration": _duration,
    "text": _text,
    "names": _names,
}
