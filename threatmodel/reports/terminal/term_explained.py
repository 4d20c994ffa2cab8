"""Terms -> what `explain` shows of a word that reports use, or of a value that words of the language may have."""

from __future__ import annotations

from collections.abc import Iterator

from threatmodel.model.catalogue import Catalogue, Word
from threatmodel.model.terms import Term
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line
from threatmodel.reports.terminal.to_text import shell_word


def about_term(term: Term) -> Iterator[Line]:
    """Yield the lines about a word that reports use."""
    yield line(Part(term.name, "title"))
    yield line("word of the reports", f", also: {', '.join(term.also)}" if term.also else "", hang=2)
    yield BLANK
    yield line(term.meaning)
    if term.see:
        yield BLANK
        yield line("To go on, say `threatmodel explain` with: ", ", ".join(map(shell_word, term.see)), hang=2)


def words_with(catalogue: Catalogue, value: str) -> tuple[Word, ...]:
    """Return the words of the language that may have such a value; none for a yes or a no, which say nothing alone."""
    return tuple(word for word in catalogue.words.values() if word.type != "yes/no" and value in word.values)


def about_value(catalogue: Catalogue, value: str) -> Iterator[Line]:
    """Yield the lines about a value: each word that may have it, and where that stands."""
    yield line(Part(value, "title"))
    yield line("what a word of scenario files may say")
    for word in words_with(catalogue, value):
        yield BLANK
        yield line(f"{word.name}: ", Part(value, "id"), f" (on {', '.join(word.on)})", hang=2)
        order = " (from safe to unsafe)" if word.ordered else ""
        yield line(word.meaning, f" It says: {', '.join(word.values)}{order}.", indent=2, hang=2)
