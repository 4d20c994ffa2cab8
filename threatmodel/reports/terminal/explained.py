"""A word -> all that `explain` shows of it: what it means in reports, in the catalogue, in files, and as a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from threatmodel.model.catalogue import Catalogue
from threatmodel.model.keys import LanguageKey
from threatmodel.model.literature import Source
from threatmodel.model.names import slug
from threatmodel.model.terms import Term
from threatmodel.reports.terminal.catalogue_entry import entry
from threatmodel.reports.terminal.lines import BLANK, Line
from threatmodel.reports.terminal.term_explained import about_term, about_value, words_with


def explained(
    catalogue: Catalogue,
    what: str,
    sources: Mapping[str, Source],
    keys: Mapping[str, LanguageKey],
    terms: Mapping[str, Term],
) -> tuple[Line, ...]:
    """Return the lines about everything that is called so; `terms` are by slug. Raises KeyError for nothing."""
    found = [about_term(terms[slug(what)])] if slug(what) in terms else []
    with suppress(KeyError):
        found.append(entry(catalogue, what, sources, keys))
    if words_with(catalogue, what):
        found.append(about_value(catalogue, what))
    if not found:
        raise KeyError(what)
    first, *others = found
    return (*first, *(each for lines in others for each in (BLANK, *lines)))


def explainable(catalogue: Catalogue, keys: Mapping[str, LanguageKey], terms: Mapping[str, Term]) -> Iterator[str]:
    """Yield every name that can be explained, for the nearest to a wrong one."""
    yield from (*catalogue.threats, *catalogue.controls, *catalogue.kinds, *catalogue.words, *keys, *catalogue.facts)
    for one in terms.values():
        yield from (one.name, *one.also)
    for word in catalogue.words.values():
        yield from word.values if word.type != "yes/no" else ()
