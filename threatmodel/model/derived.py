"""What the tool itself names: holders that threats lead to, and data that nobody wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

MADE: Final[Mapping[str, str]] = {
    "contact": "a contact of {}",
    "stranger": "a stranger with access to {}",
    "household": "the household of {}",
    "insider": "an insider at {}",
}
"""Holders whom nobody named, once per named holder, by what they are to it."""

LEARNED: Final[Mapping[str, str]] = {
    "identity": "who {} is",
    "whereabouts": "where {} is",
    "participation": "that {} takes part",
    "persona": "the persona of {}",
    "name behind persona": "the name behind the persona of {}",
}
"""What can be learned of a subject; the last two only inform conditions and are no disclosure of their own."""

ADDRESS: Final = "the network address of {}"
"""What a direct connection shows of a person or an audience."""


def taken_by_holders(name: str) -> Iterator[str]:
    """Yield what the tool itself calls the holders that it makes beside a named one."""
    yield from (label.format(name) for label in MADE.values())


def taken_by_data(name: str) -> Iterator[str]:
    """Yield what the tool itself calls the data that it makes about somebody."""
    yield from (label.format(name) for label in (*LEARNED.values(), ADDRESS))
