"""What a system or a person takes out of what passes -> bits, for the sure and for the possible run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from threatmodel.analysis.graph import Graph
from threatmodel.analysis.readings import says
from threatmodel.model.elements import UNKNOWN, Written

_LISTS: Final = ("removes", "blurs")
REMOVING: Final = ("pseudonymises", "aggregates", *_LISTS)
"""Words that say whether what passes still reveals what it did."""

_REMOVING: Final = frozenset(REMOVING)


def removed_by(graph: Graph, words: Mapping[str, Written]) -> tuple[int, int]:
    """Return the bits of what no longer passes: all that may be removed, and what surely is."""
    if _REMOVING.isdisjoint(words):
        return 0, 0
    bits = graph.bits
    named, everything = bits.items(graph.catalogue.pseudonymised), bits.all_seen
    of_word = {"pseudonymises": named, "aggregates": everything}
    may, surely = 0, 0
    for word, written in words.items():
        if word in REMOVING and doubtful(graph, word, written):
            may |= of_word.get(word, everything)
        if word in _LISTS and isinstance(written.value, tuple):
            surely |= bits.items(written.value)
        elif word in of_word and says(graph.catalogue.words[word], written, (False,)) is False:
            surely |= of_word[word]
    return may | surely, surely


def doubtful(graph: Graph, word: str, written: Written) -> bool:
    """Whether it is written, but not known, that something is removed."""
    if word in _LISTS:
        return written.value is UNKNOWN or written.or_safer
    return says(graph.catalogue.words[word], written, (False,)) is None


def joined(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Return what two places together remove."""
    return one[0] | other[0], one[1] | other[1]
