"""The YAML parser's complaint -> a sentence for whoever wrote the file, at the place that needs a change."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from threatmodel.formats.characters import place

QUOTE = "put the sentence in quotes"
IF_TEXT = "if it is a text, put the sentence in quotes"
SEVERAL = "a second document starts here; a file holds one"
_LONGEST = 60
_MISSING_SPACE = re.compile(r"\s*(?:- +)*[^\s:#\"'{\[][^:]*(?<![\s\d]):(?=[^\s:/])")


class Fault(NamedTuple):
    """What the parser found, as offsets into the text; `start` is where the broken thing began."""

    text: str
    complaint: str
    at: int
    start: int
    opened: int | None  # the innermost bracket that is still open

    @property
    def char(self) -> str:
        return self.text[self.at : self.at + 1]

    @property
    def ended(self) -> bool:
        return not self.text[self.at :].strip()


class Words(NamedTuple):
    """A sentence, the offset that it speaks of, and a way out."""

    at: int
    message: str
    hint: str = ""


def shown(text: str) -> str:
    """Shorten a text of the file so that it can be quoted in a message of one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def explain(fault: Fault) -> Words:
    """Say what is wrong in the user's words, in the parser's own where nothing better is known."""
    for needle, words in _WORDS:
        if re.search(needle, fault.complaint):
            return words(fault) or _own_words(fault)
    return _own_words(fault)


def _own_words(fault: Fault) -> Words:
    return Words(fault.at, "this cannot be read as YAML: " + fault.complaint.strip(": "))


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _where(fault: Fault, offset: int) -> str:
    return "line {}, column {}".format(*place(fault.text, offset))


def _tab(fault: Fault) -> Words:
    return Words(fault.at, "a tab is used as indentation", "indent with spaces")


def _bad_start(fault: Fault) -> Words:
    if fault.char == "\t":
        return _tab(fault)
    return Words(fault.at, f"a text cannot start with '{fault.char}' unless it is in quotes", QUOTE)


def _bad_property(fault: Fault) -> Words:
    return _bad_start(fault._replace(at=fault.start))


def _unclosed_quote(fault: Fault) -> Words:
    quote = fault.text[fault.start]
    return Words(fault.start, "this quote is never closed", f"add {quote} where the text ends")


def _escape(fault: Fault) -> Words:
    hint = "write the backslash twice, or use single quotes"
    return Words(fault.at, "a backslash in double quotes starts an escape, and this one is unknown", hint)


def _item(fault: Fault) -> Words:
    hint = f"start it on a line of its own, or {QUOTE}"
    return Words(fault.at, "a list item ('- ') cannot start here", hint)


def _after_closing(fault: Fault) -> Words | None:
    before = fault.text[_line_start(fault.text, fault.at) : fault.at].rstrip()[-1:]
    if before in ("'", '"'):
        return Words(fault.at, "text goes on after the closing quote", "put all of it in double quotes")
    if before in ("]", "}"):
        return Words(fault.at, f"text goes on after the closing '{before}'", QUOTE)
    return None


def _missing_space(fault: Fault, line_start: int) -> Words | None:
    line = fault.text[line_start:].splitlines()[:1]
    found = _MISSING_SPACE.match(line[0]) if line else None
    if not found or ": " in line[0]:
        return None
    return Words(line_start + found.end() - 1, "a space is missing after this colon", "write 'key: value'")


def _colon(fault: Fault) -> Words:
    start = _line_start(fault.text, fault.at)
    before = fault.text[start : fault.at]
    indentation = len(before) - len(before.lstrip())
    if "\t" in before[:indentation]:
        return _tab(fault._replace(at=start + before.index("\t")))
    if re.search(r":\s", before):
        return Words(fault.at, "a colon inside a text reads as another key", QUOTE)
    above = _line_start(fault.text, len(fault.text[:start].rstrip()))
    message = "a key cannot start here: it is indented too far, or the text above it goes on"
    hint = f"line it up with the keys above, or {QUOTE}"
    return _missing_space(fault, above) or Words(start + indentation, message, hint)


def _no_colon(fault: Fault) -> Words:
    words = Words(fault.start, "this line has no colon, so it is no key", f"write 'key: value', or {QUOTE}")
    return _missing_space(fault, fault.start) or words


def _flow_colon(fault: Fault) -> Words:
    return Words(fault.at, "a space is missing after this colon", "write 'key: value'")


def _in_brackets(fault: Fault) -> Words | None:
    closing = {"[": "]", "{": "}"}.get(fault.text[fault.start : fault.start + 1])
    if closing is None:
        return None
    opening = fault.text[fault.start]
    if fault.ended:
        return Words(fault.start, f"this '{opening}' is never closed", f"add '{closing}'")
    still_open = f"the '{opening}' of {_where(fault, fault.start)} is still open"
    if fault.char == ":":
        return Words(fault.at, f"a colon cannot stand here: {still_open}", f"{QUOTE}, or add '{closing}'")
    message = f"expected ',' or '{closing}' here: {still_open}"
    return _after_closing(fault) or Words(fault.at, message, f"add what is missing, or {QUOTE}")


def _nothing_there(fault: Fault) -> Words | None:
    if fault.ended and fault.opened is not None:
        return _in_brackets(fault._replace(start=fault.opened))
    if fault.char in (",", "]", "}", ":"):
        message = f"'{fault.char}' is out of place: nothing stands before it"
        return Words(fault.at, message, f"remove it, or {QUOTE}")
    return None


def _in_block(fault: Fault) -> Words | None:
    if fault.char in ("]", "}"):
        return Words(fault.at, f"this '{fault.char}' closes nothing", f"remove it, or {QUOTE}")
    if fault.char == ":":
        return Words(fault.at, "there is no key before this colon", "write 'key: value'")
    if fault.text[_line_start(fault.text, fault.at) : fault.at].strip():
        return _after_closing(fault)
    what = "this item" if re.match(r"-\s", fault.text[fault.at : fault.at + 2]) else "this line"
    message = f"{what} does not line up with what starts at {_where(fault, fault.start)}"
    return Words(fault.at, message, "what belongs together starts in the same column")


def _several(fault: Fault) -> Words:
    return Words(fault.at, SEVERAL)


# The first that is found in "context: problem" decides. libyaml and PyYAML's own parser have their own words.
_WORDS: tuple[tuple[str, Callable[[Fault], Words | None]], ...] = (
    ("tab character", _tab),
    ("cannot start any token|keys are not allowed", _bad_start),
    ("(scanning|parsing) an? (alias|anchor|tag|directive|block scalar)|tag handle", _bad_property),
    ("unexpected (end of stream|document (indicator|separator))", _unclosed_quote),
    ("quoted scalar", _escape),
    ("entries are not allowed", _item),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("unexpected ':'", _flow_colon),
    ("parsing a flow (sequence|mapping)", _in_brackets),
    ("node content", _nothing_there),
    ("parsing a block (mapping|collection|sequence)", _in_block),
    ("document start", _several),
)
