"""Scenario -> readings: what a word says at a place, in three values, and what to ask where it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from threatmodel.model.catalogue import Word
from threatmodel.model.elements import UNKNOWN, Value, Written
from threatmodel.model.findings import Unsettled

Truth: TypeAlias = bool | None
"""Kleene's three values: True, False, or None for not known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether a word says what is wanted, what it was read from, and what is not known about it."""

    truth: Truth
    place: str = ""
    written: Written | None = None
    unsettled: tuple[Unsettled, ...] = ()
    word: str = ""


def both(truths: Iterable[Truth]) -> Truth:
    """Kleene's conjunction: one False decides, else one None."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def either(truths: Iterable[Truth]) -> Truth:
    """Kleene's disjunction: one True decides, else one None."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def plain(word: Word) -> Value | None:
    """What a word says that is left out and not asked for: an empty list, no, or nothing. None where it is asked."""
    if word.question:
        return None
    if word.type in ("list", "names"):
        return ()
    return False if word.type == "yes/no" else ""


def rank(word: Word, value: Value) -> float:
    """How unsafe a value of an ordered word is; more is worse."""
    if word.type in ("number", "duration"):
        return value if isinstance(value, int | float) else 0.0
    said = ("yes" if value else "no") if isinstance(value, bool) else value
    return word.values.index(str(said))


def says(word: Word, written: Written | None, wanted: tuple[Value, ...]) -> Truth:
    """Whether what is written is one of the values wanted; of an ordered word, that or less safe."""
    if written is None:
        default = plain(word)
        return None if default is None else _matches(word, default, wanted)
    if written.value is UNKNOWN:
        return None
    matches = _matches(word, written.value, wanted)
    return None if matches and written.or_safer else matches


def _matches(word: Word, value: Value, wanted: tuple[Value, ...]) -> bool:
    if value == "":
        return False
    if word.ordered:
        return rank(word, value) >= rank(word, wanted[0])
    if isinstance(value, tuple):
        return any(one in value for one in wanted)
    return value in wanted


def safer(word: Word, one: Written, other: Written) -> Written:
    """Return the safer of what an author and a control say; what a control takes away from a list is joined."""
    if isinstance(one.value, tuple) and isinstance(other.value, tuple):
        return Written(
            value=(*one.value, *(x for x in other.value if x not in one.value)),
            span=one.span,
            origin=other.origin,
            source=other.source,
            or_safer=one.or_safer or other.or_safer,
        )
    if one.value is UNKNOWN:
        return Written(value=other.value, span=other.span, origin=other.origin, source=other.source, or_safer=True)
    if not word.ordered or other.value is UNKNOWN:
        return one
    if rank(word, other.value) < rank(word, one.value):
        return replace(other, or_safer=one.or_safer)
    return one


def overlaid(
    words: Mapping[str, Word], below: Mapping[str, Written], above: Mapping[str, Written]
) -> Mapping[str, Written]:
    """Lay what controls say over what stands there; of each word the safer value counts."""
    if not above:
        return below
    result = dict(below)
    for name, written in above.items():
        there = result.get(name)
        if there is None:
            default = plain(words[name])
            if default is None:
                result[name] = Written(
                    value=written.value,
                    span=written.span,
                    origin=written.origin,
                    source=written.source,
                    or_safer=True,
                )
                continue
            there = Written(value=default, span=written.span)
        result[name] = safer(words[name], there, written)
    return result
