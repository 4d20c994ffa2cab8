"""The words that reports use: what each means, and what to look up next."""

from __future__ import annotations

from dataclasses import dataclass, field

from threatmodel.model.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of reports that no scenario file asks for, or that means something else there."""

    name: str
    also: tuple[str, ...] = ()
    """Other forms of it, by which it is found as well."""
    meaning: str
    see: tuple[str, ...] = ()
    """Other terms, words, keys or entries that belong to it."""
    span: Span = field(compare=False, repr=False)
