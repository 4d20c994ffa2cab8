"""Names -> lines that fit: hidden characters are shown, widths estimated, long names wrapped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

ELLIPSIS = "…"

# Advance widths of DejaVu Sans in 1/100 em: the widest of the usual screen fonts, so that others fit as well
_WIDTHS = {
    letter: width
    for width, letters in (
        (29, "'ijlIJ"), (33, " \u00a0,./:;\\|"), (38, "f-()[]t"), (41, "!r"), (50, '"*_`'), (55, "sz?cL"),
        (60, "FkvxyP•"), (63, "TYaoeESbdghnpqu"), (65, "$0123456789{}K"), (70, "AVBRXZC"), (75, "UHN"),
        (79, "DG&OQ"), (85, "w#+<=>^~M"), (99, "%mW@"),
    )
    for letter in letters
}  # fmt: skip
_RANGES = (  # first and last character, width
    (0xFE00, 0xFE0F, 0),  # variation selectors
    (0x0900, 0x109F, 95),  # scripts with broad letters: Indic, Thai, Burmese ...
    (0x1780, 0x17FF, 95),
    (0x1B00, 0x1CFF, 95),
    (0xA800, 0xABFF, 95),
    (0xFDFD, 0xFDFD, 900),  # one character that is a whole sentence
    (0x1F000, 0x1FAFF, 135),  # emoji, which their fonts draw wider than they say
)
_SYMBOLS = "\u2000"  # from here on characters are as wide as they are high, unless known better
_WIDE, _SYMBOL, _CAPITAL, _OTHER = 104, 100, 86, 72
_BOLD = 1.12

_JOINERS = "\u200c\u200d"
_SHOWN_AS_THEY_ARE = frozenset(_JOINERS + "\u200e\u200f\u061c")  # needed to write some languages; harmless
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_SKIN_TONES = "\U0001f3fb", "\U0001f3ff"
_FLAG_HALVES = "\U0001f1e6", "\U0001f1ff"


def visible(text: str) -> str:
    """The text with everything shown that hides or reorders: controls, bidi overrides, lone surrogates."""
    return "".join(_visible(letter) for letter in text)


def _visible(letter: str) -> str:
    if letter in _SHOWN_AS_THEY_ARE:
        return letter
    hidden = unicodedata.category(letter) in _HIDDEN or letter in "\ufffe\uffff"
    return f"[U+{ord(letter):04X}]" if hidden else letter


def text_size(lines: Sequence[str], size: float, *, bold: bool = False) -> tuple[float, float]:
    """Estimated width and height of lines at a font size, in pixels; rather too wide than too narrow."""
    return max((text_width(line, size, bold=bold) for line in lines), default=0.0), len(lines) * line_height(size)


def line_height(size: float) -> float:
    return round(size * 1.2)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimated width of one line in pixels."""
    return sum(_width(letter) for letter in text) / 100 * size * (_BOLD if bold else 1.0)


def _width(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf"):
        return 0
    within = (width for first, last, width in _RANGES if first <= ord(letter) <= last)
    found = next(within, None)
    return _width_by_kind(letter, category) if found is None else found


def _width_by_kind(letter: str, category: str) -> int:
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    guess = _SYMBOL if letter >= _SYMBOLS else _CAPITAL if category == "Lu" else _OTHER
    return _WIDTHS.get(unicodedata.normalize("NFD", letter)[0], guess)


def wrap(text: str, size: float, width: float, *, bold: bool = False, most: int = 4) -> tuple[str, ...]:
    """Lines no wider than `width` pixels, at most `most`; the last ends in an ellipsis if there is more."""
    lines, line = [], ""
    for piece in _pieces(visible(text), size, width, bold=bold):
        if line and text_width((line + piece).rstrip(), size, bold=bold) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    lines += [line.rstrip()] if line.strip() else []
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and text_width(last + ELLIPSIS, size, bold=bold) > width:
        last = "".join(_clusters(last)[:-1])
    return (*lines[: most - 1], last.rstrip() + ELLIPSIS)


def _pieces(text: str, size: float, width: float, *, bold: bool) -> Iterator[str]:
    """What may end a line: words with the space after them, wide letters, parts of overlong words."""
    word = ""
    for cluster in _clusters(text):
        wide = unicodedata.east_asian_width(cluster[0]) in "WF"
        if word and (wide or (text_width(word + cluster, size, bold=bold) > width and cluster != " ")):
            yield word
            word = ""
        word += cluster
        if wide or cluster == " ":
            yield word
            word = ""
    if word:
        yield word


def _clusters(text: str) -> list[str]:
    """Letters with what belongs to them: accents, variation selectors, skin tones, joined emoji, flags."""
    clusters: list[str] = []
    for letter in text:
        before = clusters[-1] if clusters else ""
        joins = before.endswith("\u200d") or letter in _JOINERS or _SKIN_TONES[0] <= letter <= _SKIN_TONES[1]
        flag = len(before) == 1 and all(_FLAG_HALVES[0] <= half <= _FLAG_HALVES[1] for half in before + letter)
        if before and (joins or flag or unicodedata.category(letter).startswith("M")):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters
