"""Keys of the language -> what `explain` and `catalogue words` show of them: where they stand, and what is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from threatmodel.model.keys import KeyPlace, LanguageKey
from threatmodel.model.names import listed
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line

STANDS: Final[Mapping[KeyPlace, str]] = {
    "scenario": "at the top of a scenario",
    "data": "on data",
    "path": "on a path under `flows`",
    "control": "on a control that is in place",
    "accepted": "under `accepted`",
    "estimates": "under `estimates`",
    "workshop": "under `workshop`",
    "quiz": "in a question of the quiz",
    "twists": "in a twist",
    "threat": "in a threat of a catalogue",
}


def stands(key: LanguageKey) -> str:
    """Return where a key stands, in words."""
    return listed([STANDS[place] for place in key.places], "and")


def about_key(key: LanguageKey) -> Iterator[Line]:
    """Yield the lines about a key."""
    yield line(Part(key.name, "title"))
    yield line("key of the language, stands ", stands(key), hang=2)
    yield BLANK
    yield line(key.meaning)
    yield BLANK
    yield line("It says: ", key.says, hang=2)
    if key.example:
        yield line("Such as: ", key.example, hang=2)


def listed_keys(keys: Mapping[str, LanguageKey]) -> Iterator[Line]:
    """Yield the lines of a list of keys."""
    yield line(Part(f"Keys ({len(keys)})", "title"), ", the words that give scenario files their shape", hang=2)
    for key in keys.values():
        yield BLANK
        yield line(Part(key.name, "id"), f" ({stands(key)}): {key.says}", hang=4)
        yield line(key.meaning, indent=2, hang=2)


def as_json(key: LanguageKey) -> dict[str, Any]:
    """Return a key for programs."""
    return {"name": key.name, "in": [*key.places], "says": key.says, "meaning": key.meaning, "example": key.example}
