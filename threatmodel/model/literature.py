"""What the catalogue rests on: papers, laws, standards and opinions, with how far each carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from threatmodel.model.source import Span

SourceType: TypeAlias = Literal["research", "law", "standard", "report", "press", "judgement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One thing that threats, controls, kinds and assumptions cite by its id."""

    id: str
    title: str
    author: str
    year: str
    """Of what was read; a span for a series."""
    type: SourceType
    address: str = ""
    """Where it can be read; empty where there is no lasting address."""
    supports: str
    """What is taken from it."""
    confidence: Literal["high", "medium", "low"]
    """How far it carries that."""
    span: Span = field(compare=False, repr=False)

    @property
    def citation(self) -> str:
        """Author, title and year in one line."""
        return f"{self.author}: {self.title} ({self.year})"


def cited(named: str) -> tuple[str, ...]:
    """Return what a text such as `S57, K` cites; one that is said in full, with blanks in it, is one source."""
    parts = tuple(part.strip() for part in named.split(","))
    return (named,) if is_in_full(named) and any(map(is_in_full, parts)) else parts


def is_in_full(named: str) -> bool:
    """Whether a source is said in full and not by the id of an entry."""
    return " " in named.strip()
