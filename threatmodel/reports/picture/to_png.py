"""SVG -> PNG: our own picture as pixels, in the font that comes with the package."""

from __future__ import annotations

import re
import struct
from contextlib import ExitStack
from functools import cache
from html import unescape
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Final

FONT: Final = "DejaVu Sans"
SCREEN: Final = 1920
"""Pixels across a projector."""

PHONE: Final = 720
"""Pixels across the screen of a phone, of which it shows two where a page has one."""

_FILES: Final = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
_TEXT: Final = re.compile(r"<text[^>]*>([^<]*)</text>")
_JOINERS: Final = frozenset(map(ord, "\u200c\u200d\u200e\u200f\u061c"))


def to_png(svg: str, width: int = SCREEN) -> bytes:
    """Return a picture of ours as PNG, so many pixels wide; it is as high as its shape asks for.

    All text that the shipped font can write is written in it and in no other, and then the same bytes come out on every
    computer. A script that it cannot write (Chinese, Devanagari, Thai ...; see `unwritten`) is taken from the fonts of
    this computer: to be read weighs more there than to be the same everywhere. A letter that no font has is a box.
    """
    from resvg_py import svg_to_bytes  # noqa: PLC0415 - nobody who wants no PNG is to wait for it

    with ExitStack() as unpacked:
        fonts = [str(unpacked.enter_context(as_file(_folder() / name))) for name in _FILES]
        return svg_to_bytes(
            svg_string=svg,
            width=width,
            font_files=fonts,
            font_family=FONT,
            skip_system_fonts=not unwritten(svg),
            style_sheet=f"svg {{ font-family: '{FONT}' }}",
        )


def unwritten(svg: str) -> frozenset[str]:
    """Return the letters of a picture's text that the shipped font does not have."""
    letters = {ord(letter) for text in _TEXT.findall(svg) for letter in unescape(text)}
    return frozenset(map(chr, letters - _letters() - _JOINERS))


@cache
def _letters() -> frozenset[int]:
    """Return the code points that both weights of the shipped font have a shape for."""
    plain, bold = (_in_font((_folder() / name).read_bytes()) for name in _FILES)
    return plain & bold


def _folder() -> Traversable:
    return files("threatmodel.reports") / "static" / "fonts"


def _in_font(font: bytes) -> frozenset[int]:
    """Read which code points a TrueType font has a shape for: the groups of its `cmap` in format 12."""
    tables = struct.iter_unpack(">4s4xLL", font[12 : 12 + 16 * int.from_bytes(font[4:6])])
    start = next(offset for tag, offset, _ in tables if tag == b"cmap")
    parts = struct.iter_unpack(">HHL", font[start + 4 : start + 4 + 8 * int.from_bytes(font[start + 2 : start + 4])])
    full = start + next(offset for platform, encoding, offset in parts if (platform, encoding) == (3, 10))
    groups = struct.iter_unpack(">LLL", font[full + 16 : full + 16 + 12 * int.from_bytes(font[full + 12 : full + 16])])
    return frozenset(code for first, last, _ in groups for code in range(first, last + 1))
