"""Catalogue -> what `catalogue` shows: threats by family, controls by class, kinds, and the words of scenario files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from threatmodel.model.catalogue import Catalogue, Control, Kind, Threat, Word
from threatmodel.model.keys import LanguageKey
from threatmodel.model.values import said
from threatmodel.reports import escape
from threatmodel.reports.terminal.language_key import as_json, listed_keys
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line

Keys: TypeAlias = Mapping[str, LanguageKey]
NO_KEYS: Final[Keys] = MappingProxyType({})

FORMAT: Final = 1
"""Raised when something that was there means something else or is gone."""

CLASSES: Final = {
    "prevent": "makes it less likely that it happens",
    "limit": "makes smaller what can happen",
    "detect": "shows that it happened",
    "respond": "is done after it happened",
    "inform": "tells people before they decide",
}
_MANY: Final[Mapping[str, str]] = {
    "person": "people",
    "system": "systems",
    "audience": "audiences",
    "data": "data",
    "scenario": "scenarios",
}
_EFFORTS: Final = {"S": "small", "M": "medium", "L": "large"}


def listing(catalogue: Catalogue, parts: Sequence[str], keys: Keys = NO_KEYS) -> Iterator[Line]:
    """Yield the lines of some of `PARTS`; after the words the keys of the language, if there are any."""
    for number, part in enumerate(parts):
        if number:
            yield BLANK
        shown, _ = PARTS[part]
        yield from shown(catalogue)
        if part == "words" and keys:
            yield BLANK
            yield from listed_keys(keys)


def listing_json(catalogue: Catalogue, parts: Sequence[str], keys: Keys = NO_KEYS) -> str:
    """Return some of `PARTS` as JSON, with the words the keys of the language."""
    told = {part: [*PARTS[part][1](catalogue)] for part in parts}
    if "words" in parts and keys:
        told["keys"] = [as_json(key) for key in keys.values()]
    return escape.to_json({"format": FORMAT, "catalogue": {"version": catalogue.version}, **told})


def _threats(catalogue: Catalogue) -> Iterator[Line]:
    families = sorted({threat.family for threat in catalogue.threats.values()})
    yield _head("Threats", len(catalogue.threats), "with their severity for ordinary data, of 5")
    for family in families:
        yield BLANK
        yield line(Part(family, "title"))
        members = [threat for threat in catalogue.threats.values() if threat.family == family]
        yield from _rows((threat.id, str(threat.severity), threat.title) for threat in members)


def _controls(catalogue: Catalogue) -> Iterator[Line]:
    yield _head("Controls", len(catalogue.controls), "with their effort: small, medium or large")
    for class_, meaning in CLASSES.items():
        members = [control for control in catalogue.controls.values() if control.kind == class_]
        if members:
            yield BLANK
            yield line(Part(class_, "title"), f": {meaning}")
            yield from _rows((control.id, control.effort, control.title) for control in members)


def _kinds(catalogue: Catalogue) -> Iterator[Line]:
    yield _head("Kinds", len(catalogue.kinds), "what is assumed of such a thing where a scenario says nothing")
    for kind in catalogue.kinds.values():
        yield BLANK
        names = f", also {', '.join(kind.also_called)}" if kind.also_called else ""
        yield line(Part(kind.id.replace("-", " "), "id"), f"{names} ({places(kind.on)})", hang=4)
        implied = (f"{name}: {value}" for name, value in _implied(catalogue, kind).items())
        yield line("; ".join(implied), indent=2, hang=2)


def _words(catalogue: Catalogue) -> Iterator[Line]:
    yield _head("Words", len(catalogue.words), "of scenario files; each may also say 'unknown'")
    for word in catalogue.words.values():
        yield BLANK
        yield line(Part(word.name, "id"), f" ({places(word.on)}): {values(word)}", hang=4)
        yield line(word.meaning, indent=2, hang=2)


def _head(title: str, number: int, about: str) -> Line:
    return line(Part(f"{title} ({number})", "title"), f", {about}", hang=2)


def _rows(rows: Iterable[tuple[str, str, str]]) -> Iterator[Line]:
    """Yield rows of an id, one mark and a title, in columns."""
    found = tuple(rows)
    wide = max(len(id_) for id_, _, _ in found)
    for id_, mark, title in found:
        yield Line((Part(title),), first=f"  {id_:<{wide}}  {mark}  ", rest=" " * (wide + 7))


def articled(thing: str) -> str:
    """Return a thing with its article: `a person`, `an audience`, `data`."""
    return thing if thing == "data" else f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"


def places(on: Iterable[str]) -> str:
    """Return what a word or a kind may stand on."""
    return ", ".join(on)


def values(word: Word) -> str:
    """Return what a word may say, in the order of the catalogue."""
    if word.type == "duration":
        return "a duration such as 10s, 30d or forever"
    if word.type == "names":
        return f"names of {' or '.join(_MANY[each] for each in word.names)}"
    several = "any of " if word.type == "list" else ""
    order = " (from safe to unsafe)" if word.ordered and word.values else ""
    return f"{several}{', '.join(word.values)}{order}" if word.values else f"a {word.type}"


def _implied(catalogue: Catalogue, kind: Kind) -> dict[str, str]:
    return {name: said(catalogue.words[name], written.value) for name, written in kind.implies.items()}


def _threat(threat: Threat) -> dict[str, Any]:
    return {
        "id": threat.id,
        "title": threat.title,
        "family": threat.family,
        "on": threat.on,
        "severity": threat.severity,
        "question": threat.question,
        "why": threat.why,
        "codes": {framework: [*codes] for framework, codes in threat.tags.items()},
        "sources": [*threat.sources],
    }


def _control(control: Control) -> dict[str, Any]:
    return {
        "id": control.id,
        "title": control.title,
        "class": control.kind,
        "on": [*control.on],
        "effort": _EFFORTS[control.effort],
        "strength": dict(control.strength),
        "does": control.does,
        "who": control.who,
        "verify": control.verify,
        "bypass": control.bypass,
        "side effects": [*control.side_effects],
        "sources": [*control.sources],
    }


def _kind(catalogue: Catalogue, kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.id,
        "title": kind.title,
        "also called": [*kind.also_called],
        "on": [*kind.on],
        "implies": _implied(catalogue, kind),
        "why": kind.why,
        "confidence": kind.confidence,
        "source": kind.source,
    }


def _word(word: Word) -> dict[str, Any]:
    return {
        "name": word.name,
        "type": word.type,
        "on": [*word.on],
        "values": [*word.values],
        "ordered": word.ordered,
        "meaning": word.meaning,
        "question": word.question,
        "questions": dict(word.questions),
    }


Shown: TypeAlias = Callable[[Catalogue], Iterator[Line]]
Told: TypeAlias = Callable[[Catalogue], Iterator[dict[str, Any]]]

PARTS: Final[Mapping[str, tuple[Shown, Told]]] = {
    "threats": (_threats, lambda known: map(_threat, known.threats.values())),
    "controls": (_controls, lambda known: map(_control, known.controls.values())),
    "kinds": (_kinds, lambda known: (_kind(known, each) for each in known.kinds.values())),
    "words": (_words, lambda known: map(_word, known.words.values())),
}
"""What there is to list, for people and for programs."""
