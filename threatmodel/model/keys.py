"""The words that give a scenario its shape: what may be written under each, and what it is for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from threatmodel.model.source import Span

KeyPlace: TypeAlias = Literal[
    "scenario", "data", "path", "control", "accepted", "estimates", "workshop", "quiz", "twists", "threat"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageKey:
    """A word of the language itself, which no threat reads as an attribute of something."""

    name: str
    places: tuple[KeyPlace, ...]
    """Where it stands: in the scenario, on data or a path, under another key, or in a threat of a catalogue."""
    says: str
    meaning: str
    example: str = ""
    """How it is written, as a line of YAML."""
    span: Span = field(compare=False, repr=False)
