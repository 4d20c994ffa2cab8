"""Text from files -> text that stays text: no name may steer a terminal, a Markdown page or a reader's eye."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

_HIDDEN: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_BLANKS: Final = re.compile(r"[\t\n\r ]+")
_PLAIN: Final = re.compile(r"[ -~]*")

# Letters of some scripts and emoji are joined by these two; beside ASCII letters they only hide.
_JOINERS: Final = "\u200c\u200d"

_IN_JSON: Final = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)

# What GitHub makes something of after Markdown is done: people, issues, emoji, addresses. An empty comment parts them.
_PARTED: Final = re.compile(
    r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=\bGH-)(?=\d)|(?<=:)(?=[\w+-]+:)|(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE
)
_COMMENT: Final = "<!-- -->"
_MARKS: Final = re.compile(r"[\0\\`*_~\[\]|=&<$]")
_MARKUP: Final = {"&": "&amp;", "<": "&lt;", "$": "<span>$</span>", "\0": "\\"}  # NUL: see `in_markdown`
_EDGES: Final = re.compile(r"^(\d{1,9})(?=[.)](?: |$))|^(?=[#+>-])|(?<= )(?=#+$)")

_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def visible(text: str) -> str:
    r"""Return one line with everything shown that hides or reorders text, such as `\u202e`; blanks become spaces."""
    if _PLAIN.fullmatch(text):
        return text
    text = _BLANKS.sub(" ", text)
    return "".join(_shown(text, place) for place in range(len(text)))


def _shown(text: str, place: int) -> str:
    letter = text[place]
    if letter in _JOINERS and not (text[place - 1 : place] + text[place + 1 : place + 2] + "a")[:2].isascii():
        return letter
    if unicodedata.category(letter) not in _HIDDEN and letter not in "\ufffe\uffff":
        return letter
    code = ord(letter)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def to_json(value: Any) -> str:
    """Return JSON, indented, with keys in their order and a newline at the end; what hides or reorders is escaped."""
    written = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _unhidden(written) + "\n"


def to_json_lines(value: Any, depth: int) -> str:
    """Return JSON as `to_json` does, but with all that lies deeper than `depth` on one line with what holds it."""
    return _unhidden("".join(_lines(value, depth, "\n"))) + "\n"


def _lines(value: Any, depth: int, line: str) -> Iterator[str]:
    if not depth or not value or not isinstance(value, dict | list):
        yield _WRITTEN(value)
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    entries = value.items() if isinstance(value, dict) else (("", each) for each in value)
    deeper = f"{line}  "
    for number, (key, each) in enumerate(entries):
        named = f"{_WRITTEN(key)}: " if isinstance(value, dict) else ""
        yield f"{',' if number else opening}{deeper}{named}"
        yield from _lines(each, depth - 1, deeper)
    yield f"{line}{closing}"


def _unhidden(written: str) -> str:
    if written.isascii() and "\x7f" not in written:
        return written
    return _IN_JSON.sub(_escaped, written)


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]


def in_markdown(text: str) -> str:
    """Return text for the middle or the start of a line of Markdown that GitHub shows as it was written."""
    # NUL, which no visible text holds, stands where a list, a heading or a quotation would begin or a heading end
    parts = _PARTED.split(_EDGES.sub(r"\1\0", visible(text).strip()))
    return _COMMENT.join(_marked(part) for part in parts)


def code_in_markdown(text: str) -> str:
    """Return a text in code type. A grave accent in it would end it."""
    shown = visible(text)
    return f"<code>{in_markdown(shown)}</code>" if "`" in shown else f"`{shown}`"


def _marked(text: str) -> str:
    return _MARKS.sub(lambda found: _MARKUP.get(found.group(), f"\\{found.group()}"), text)
