"""Words of the vocabulary -> what JSON Schema says of their values: as wide as the reader, never narrower."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, TypeAlias

from threatmodel.formats.durations import UNITS
from threatmodel.model.catalogue import Kind, Word, WordType
from threatmodel.model.elements import ElementType
from threatmodel.model.names import slug

Schema: TypeAlias = dict[str, Any]

TEXT: Final[Schema] = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
"""A number or a yes is the text that was written; nothing at all is no text."""

NULL: Final[Schema] = {"type": "null"}
_UNKNOWN: Final[Schema] = {"const": "unknown"}
_LENGTH: Final = rf"[0-9]{{1,9}}(\.[0-9]{{1,9}})?[{''.join(UNITS)}]"
_IN_ANY_CASE: Final = "^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"
_BOTH: Final = {"yes": True, "no": False}
_MOST: Final = 1e15

YES_NO: Final[Schema] = {"anyOf": [{"enum": ["yes", "no", True, False]}, {"type": "string", "pattern": _IN_ANY_CASE}]}
DURATION: Final[Schema] = {
    "anyOf": [
        {"enum": ["forever", "nothing", "0", 0]},
        {"type": "string", "pattern": f"^{_LENGTH}$"},
    ]
}
PERIOD: Final[Schema] = {"type": "string", "pattern": f"^(?=[0-9.]*[1-9]){_LENGTH}$"}
DAY: Final[Schema] = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
NUMBER: Final[Schema] = {"type": "number", "minimum": 0, "exclusiveMaximum": _MOST}


def choice(values: Iterable[str]) -> Schema:
    """Return what says one of these; editors that read YAML 1.1 hand `no` over as false."""
    known = tuple(values)
    return {"enum": [*known, *(_BOTH[value] for value in known if value in _BOTH)]}


def one_or_more(item: Schema, *, least: int = 0) -> Schema:
    """Return what says one value alone, or a list of them without one twice."""
    listed: Schema = {"type": "array", "items": item, "uniqueItems": True}
    return {"anyOf": [item, listed | ({"minItems": least} if least else {})]}


def texts(*, least: int = 0) -> Schema:
    """Return what says a sentence, or a list of them."""
    listed: Schema = {"type": "array", "items": TEXT}
    return {"anyOf": [TEXT, listed | ({"minItems": least} if least else {})]}


def value_of(word: Word) -> Schema:
    """Return what a word may say, with its meaning; `unknown` may be said of every word."""
    return {"description": word.meaning, "anyOf": [_BY_TYPE[word.type](word), _UNKNOWN]}


def kind_on(on: ElementType, word: Word, kinds: Mapping[str, Kind]) -> Schema:
    """Return what may be said for `kind` of such a thing: one of its names, with anything between the words."""
    here = [kind for kind in kinds.values() if on in kind.on]
    names = [name for kind in here for name in (kind.id.replace("-", " "), *kind.also_called)]
    ids = [id_ for kind in here for id_ in (kind.id, *map(slug, kind.also_called))]
    said = [{"enum": names}, {"type": "string", "pattern": _in_any_writing(ids)}] if here else []
    return {"description": word.meaning, "anyOf": [*said, _UNKNOWN]}


def _in_any_writing(ids: Collection[str]) -> str:
    """Return a pattern for names that give one of these ids: upper case and whatever stands between words are free."""
    gap = "[^A-Za-z0-9]"
    written = ("".join(_letter(each, f"{gap}+") for each in id_) for id_ in ids)
    return f"^{gap}*({'|'.join(written)}){gap}*$"


def _letter(letter: str, gap: str) -> str:
    if letter == "-":
        return gap
    return f"[{letter}{letter.upper()}]" if letter.isalpha() else letter


_BY_TYPE: Final[Mapping[WordType, Any]] = {
    "yes/no": lambda _: YES_NO,
    "choice": lambda word: choice(word.values),
    "list": lambda word: one_or_more(choice(word.values)),
    "number": lambda _: NUMBER,
    "duration": lambda _: DURATION,
    "text": lambda _: TEXT,
    "names": lambda _: one_or_more(TEXT),
}
