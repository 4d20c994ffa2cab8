"""Bytes -> text: refuses what is not UTF-8 text of a sensible size, with the place of what is wrong."""

from __future__ import annotations

import re
from typing import NoReturn

from threatmodel.model.source import InputError, Problem, Span

MAX_BYTES = 5_000_000
MAX_PROBLEMS = 100  # nobody reads more, and a file of nothing but mistakes must not take long
_MARK = "\ufeff"  # some editors put it before the first character; it is none

# What YAML does not allow, and the line breaks of YAML 1.1 that editors do not count as lines.
FORBIDDEN = re.compile("[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def characters(source: str | bytes, file: str) -> str:
    """Give the text of a file without its byte order mark. Raises InputError when it is not UTF-8 text."""
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1_000_000:.1f} MB"
        _refuse(file, "", f"the file is too long ({size}); at most {MAX_BYTES // 1_000_000} MB are read")
    if _is_utf16(data):
        _refuse(file, "", "the file is in UTF-16 or UTF-32, not in UTF-8", "save as UTF-8")
    if 0 in data:
        head = data[: data.index(0)].decode("utf-8", "replace")
        _refuse(file, head, "this is not a text file: it contains the character U+0000")
    text = source if isinstance(source, str) else _decoded(source, file)
    text = text.removeprefix(_MARK)
    found = zip(FORBIDDEN.finditer(text), range(MAX_PROBLEMS), strict=False)
    problems = [problem(file, text, match.start(), forbidden(match.group()), "remove it") for match, _ in found]
    if problems:
        raise InputError(problems)
    return text


def place(text: str, offset: int) -> tuple[int, int]:
    """Give line and column of an offset, both counted in characters from 1."""
    head = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return head.count("\n") + 1, len(head) - head.rfind("\n")


def problem(file: str, text: str, offset: int, message: str, hint: str = "") -> Problem:
    """Complain about what stands at an offset of a text."""
    return Problem(span=Span(file, *place(text, offset)), message=message, hint=hint)


def forbidden(character: str) -> str:
    """Say by its code point that a character cannot be used."""
    return f"the character U+{ord(character):04X} cannot be used"


def _is_utf16(data: bytes) -> bool:
    """Know it by its byte order mark or, without one, by every other byte of Western text being zero."""
    even, odd = data[0:8:2], data[1:8:2]
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(odd) > 1 and any(even) != any(odd))


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        head = data[: error.start].decode("utf-8")
        _refuse(file, head, f"the byte 0x{data[error.start]:02X} is not UTF-8", "save as UTF-8")


def _refuse(file: str, head: str, message: str, hint: str = "") -> NoReturn:
    head = head.removeprefix(_MARK)
    raise InputError([problem(file, head, len(head), message, hint)])
