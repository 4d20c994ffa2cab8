"""Sentences -> lines of a terminal: wrapped at a width, each part with a style that may be shown as colour."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Final, Literal, NamedTuple, TypeAlias

from threatmodel.reports.escape import visible

WIDTH: Final = 80

Style: TypeAlias = Literal["", "title", "bad", "warn", "good", "dim", "id"]

_PIECE: Final = re.compile(r"\s+|\S+")


class Part(NamedTuple):
    """Some words in one style; what the style says is also said in words."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: `first` stands before its first line, `rest` before those that it is wrapped to."""

    parts: tuple[Part, ...]
    first: str = ""
    rest: str = ""
    whole: bool = False
    """Never wrapped, whatever its length: a command to be copied."""


def line(*parts: str | Part, indent: int = 0, hang: int = 0, first: str | None = None) -> Line:
    """Return a paragraph, wrapped lines `hang` columns further in; `first` may hold the branch of a tree."""
    lead = " " * indent if first is None else first
    rest = lead.replace("├─", "│ ").replace("└─", "  ") + " " * hang
    return Line(tuple(part if isinstance(part, Part) else Part(part) for part in parts), lead, rest)


BLANK: Final = Line(())


def wrapped(lines: Iterable[Line], width: int = WIDTH) -> Iterator[tuple[Part, ...]]:
    """Yield the lines as they are shown. A word that is longer than a line stays whole, so that it can be copied."""
    for each in lines:
        yield from _wrapped(each, inf if each.whole else width)


def plain(lines: Iterable[Line], width: int = WIDTH) -> str:
    """Return the lines as text without styles."""
    shown = ("".join(part.text for part in parts).rstrip() for parts in wrapped(lines, width))
    return "".join(f"{each}\n" for each in shown)


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _wrapped(paragraph: Line, width: float) -> Iterator[tuple[Part, ...]]:
    row, used, empty = [Part(paragraph.first)], columns(paragraph.first), True
    for word in _words(paragraph.parts):
        wide = sum(columns(part.text) for part in word)
        if not empty and used + 1 + wide > width:
            yield tuple(row)
            row, used, empty = [Part(paragraph.rest)], columns(paragraph.rest), True
        row += word if empty else (Part(" "), *word)
        used += wide + (not empty)
        empty = False
    yield tuple(row)


def _words(parts: Iterable[Part]) -> Iterator[tuple[Part, ...]]:
    """Yield the words, each in the parts that it is made of: a line is broken at blanks only."""
    word: list[Part] = []
    for text, style in parts:
        for piece in _PIECE.findall(visible(text)):
            if not piece.isspace():
                word.append(Part(piece, style))
            elif word:
                yield tuple(word)
                word = []
    if word:
        yield tuple(word)
