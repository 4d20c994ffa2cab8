"""Values of words as people write them in a file."""

from __future__ import annotations

from math import inf

from threatmodel.model.catalogue import Word
from threatmodel.model.elements import Value


def said(word: Word, value: Value) -> str:
    """Return the value of a word as files write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if word.type == "duration" and isinstance(value, int | float):
        return duration(value)
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def duration(seconds: float) -> str:
    """Return a duration as files write it."""
    if seconds in (0, inf):
        return "forever" if seconds else "nothing"
    for unit, size in (("y", 365 * 86400), ("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g}{unit}"
    return f"{seconds:g}s"
