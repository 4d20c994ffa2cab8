"""Names as people write them: the id that a name gives, and the nearest right word to a wrong one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

_ASCII = re.compile("[a-z0-9]+")


def slug(name: str) -> str:
    """Return the id of a name: lower-case letters and digits of any script, a hyphen for all else. May be empty."""
    if name.isascii():
        return "-".join(_ASCII.findall(name.lower()))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).lower())
    return "-".join("".join(c if _stays(c) else " " for c in folded).split())


def _stays(character: str) -> bool:
    """Letters, digits, and the marks that belong to letters in scripts such as Devanagari."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` most likely was meant to be; None when none is near."""
    wanted = word.casefold()
    limit = (len(wanted) + 2) // 4 if len(wanted) > 1 else 0  # 2 letters: 1 slip, 6: 2, 10: 3
    limit = min(limit, 3)
    best, best_distance = None, limit + 1
    for candidate in candidates:
        if abs(len(candidate) - len(wanted)) < best_distance:
            distance = _distance(wanted, candidate.casefold(), best_distance)
            if distance < best_distance and candidate != word:
                best, best_distance = candidate, distance
    return best


def _distance(one: str, other: str, limit: int) -> int:
    """Count the slips: a letter too many, too few, wrong, or two swapped. From `limit` on it stops counting."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) >= limit and min(last) >= limit:
            return limit
        before_last, last = last, row
    return last[-1]


def listed(words: Collection[str], last: str = "or") -> str:
    """Join words as a sentence does: `a, b or c`."""
    *first, end = words or ("nothing",)
    return f"{', '.join(first)} {last} {end}" if first else end
