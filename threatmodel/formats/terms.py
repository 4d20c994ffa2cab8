"""Text -> the words that reports use, by every form of each, or everything that is wrong with the file."""

from __future__ import annotations

from threatmodel.formats.catalogue import read_entry
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Node, Scalar
from threatmodel.model.names import slug
from threatmodel.model.terms import Term


def read_terms(text: str | bytes, file: str) -> dict[str, Term]:
    """Return the terms by name and by their other forms, as slugs. Raises InputError with all problems at once."""
    return read_entry(text, file, _terms)


def _terms(reading: Reading, node: Node) -> dict[str, Term]:
    entries = reading.entries(node, "the terms")
    terms = [_term(reading, entry.key, entry.value) for entry in entries.values()]
    found: dict[str, Term] = {}
    for term in terms:
        for name in (term.name, *term.also):
            other = found.setdefault(slug(name), term)
            if other is not term:
                place = term.span.line, term.span.column
                reading.complain_at(*place, f"{quoted(name)} stands for {quoted(other.name)} already")
    return found


def _term(reading: Reading, key: Scalar, node: Node) -> Term:
    fields = reading.fields(node, quoted(key.text), ("meaning",), ("also", "see"))
    return Term(
        name=key.text,
        also=reading.texts(fields.get("also"), "'also'"),
        meaning=reading.text(fields.get("meaning"), "'meaning'") or "",
        see=reading.texts(fields.get("see"), "'see'"),
        span=key.span(reading.file),
    )
