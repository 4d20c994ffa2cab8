"""Text of the catalogue or of a scenario -> Markdown of the site in which it stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from threatmodel.reports.escape import visible

_MARKS: Final = re.compile(r"[\\`*_{}\[\]()#+!|~=^<>&\"'-]|(?<=\d)\.")


def text(said: str) -> str:
    """Return a text for any place in a page; whatever Markdown or HTML would make something of is written by number."""
    return marked(said).strip()


def marked(said: str) -> str:
    """Return a piece of a text, with the blanks at its ends."""
    return _MARKS.sub(lambda found: f"&#{ord(found.group())};", visible(said))


def code(said: str) -> str:
    """Return a text in code type."""
    return f"<code>{text(said)}</code>"


def link(said: str, page: str) -> str:
    """Return a link to another page of the site, named from the page that it stands on."""
    return f"[{text(said)}]({page})"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table; its cells are Markdown already."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def block(language: str, source: str) -> Iterator[str]:
    """Yield source code as it stands."""
    fence = "```" if "```" not in source else "`" * 8
    yield f"{fence}{language}"
    yield from source.rstrip("\n").split("\n")
    yield from (fence, "")


def folded(title: str, rows: Iterable[str]) -> Iterator[str]:
    """Yield what is shown on a click."""
    yield f'??? note "{text(title)}"'
    yield ""
    yield from (f"    {row}" if row else "" for row in rows)
    yield ""


def page(title: str, rows: Iterable[str]) -> str:
    """Return a whole page."""
    return "\n".join((f"# {text(title)}", "", *rows)) + "\n"
