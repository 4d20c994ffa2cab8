"""Reports as pages: made as the program makes them, and read as a browser reads them, for tests that look at either."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.golden.example import report
from threatmodel import pipeline
from threatmodel.reports.page.to_html import to_html
from threatmodel.reports.picture.request import measure
from threatmodel.reports.picture.to_svg import to_svg
from threatmodel.reports.report import Report
from threatmodel.shell.layout import lay_out

# Each would do something, or hide something, if it were not taken as text.
HOSTILE = (
    "<script>alert(1)</script> </style> <img src=x onerror=alert(2)> {{7*7}} {% raw %} \u202e]]> <!-- ' \" &amp; é"
)

EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def page(of: Report, *, day: str = "") -> str:
    """The page of a report, with the picture for wide and for small screens, laid out without Graphviz."""
    drawing = pipeline.draw(of)
    wide = to_svg(drawing, lay_out(measure(drawing), engines=()))
    narrow = to_svg(drawing, lay_out(measure(drawing, narrow=True), engines=()), narrow=True)
    return to_html(of, drawing, wide, narrow=narrow, day=day)


def hostile(text: str = HOSTILE) -> Report:
    """A scenario in which every text and every name is hostile."""
    quoted, name = (
        f'"{one.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"' for one in (text, text)
    )
    return report(
        f"title: {quoted}\nsummary: {quoted}\ncontent note: {quoted}\nintensity: low\n"
        f"people:\n  {name}: {{role: subject}}\n  noor: {{}}\n"
        f"systems:\n  box: {{operator: {quoted}}}\n"
        f"data:\n  picture: {{about: {name}, medium: video, live: yes, consent: {{noor: see}}}}\n"
        f'  {name[:-1]} 2": {{about: {name}, medium: text}}\n'
        f'flows:\n  ? {name[:-1]} -> box -> noor"\n  : [picture, {name[:-1]} 2"]\n'
        f"accepted:\n  - {{finding: recording/noor/picture, because: {quoted}, by: {quoted}, until: 2030-01-01}}\n",
        "<b>&'\u202e.yaml",
    )


def nothing_found() -> Report:
    """A scenario in which nothing is found and nothing is open."""
    return report(
        "title: Quiet\ncontent note: Nothing is described.\nintensity: low\nassessment done: yes\n"
        "people:\n  ana: {role: subject}\n  ben: {}\n"
        "data:\n  words: {about: ana, medium: text, consent: {ben: share}}\nflows:\n  ana -> ben: words\n",
        "quiet.yaml",
    )


@dataclass
class Read(HTMLParser):
    """What a page is made of: its tags with their attributes in order, its text, and what was left open."""

    text: str = ""
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[str]:
        """Every value of an attribute, in order."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def read(html: str) -> Read:
    """Parse a page to its end."""
    found = Read()
    found.feed(html)
    found.close()
    found.wrong += [f"<{tag}> is left open" for tag in found._open]
    return found
