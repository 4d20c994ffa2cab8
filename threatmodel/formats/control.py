"""Text -> a control of the catalogue, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Literal, TypeAlias

from threatmodel.formats.additions import addition
from threatmodel.formats.catalogue import presets, read_entry, some
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Mapping as MappingNode
from threatmodel.formats.nodes import Node
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.catalogue import Control, Word
from threatmodel.model.elements import EFFORTS, UNKNOWN, Value
from threatmodel.model.names import slug

_Class: TypeAlias = Literal["prevent", "limit", "detect", "respond", "inform"]
_On: TypeAlias = Literal["person", "system", "audience", "path", "scenario"]
_Strength: TypeAlias = Literal["strong", "partial", "deterrent", "detective", "procedural"]

_CLASSES: Final[tuple[_Class, ...]] = ("prevent", "limit", "detect", "respond", "inform")
_ON: Final[tuple[_On, ...]] = ("person", "system", "audience", "path", "scenario")
_STRENGTHS: Final[tuple[_Strength, ...]] = ("strong", "partial", "deterrent", "detective", "procedural")
_REQUIRED: Final = ("title", "class", "on", "strength", "effort", "bypass", "does", "who", "verify")
_OPTIONAL: Final = ("kinds", "needs", "sets", "removes", "takes", "side effects", "adds", "sources")
_TEXTS: Final = ("title", "bypass", "does", "who", "verify")


def read_control(text: str | bytes, file: str, id_: str, vocabulary: Vocabulary, threats: Collection[str]) -> Control:
    """Return a control; `threats` are the ids of all threats. Raises InputError with all problems at once."""
    return read_entry(text, file, lambda reading, node: _control(reading, node, id_, vocabulary, threats))


def _control(reading: Reading, node: Node, id_: str, vocabulary: Vocabulary, threats: Collection[str]) -> Control:
    words = vocabulary.words
    fields = reading.fields(node, "a control", _REQUIRED, _OPTIONAL)
    if slug(id_) != id_:
        reading.complain(node, f"{quoted(id_)} is not an id such as 'relay-only-calls'")
    texts = {key: reading.text(fields.get(key), quoted(key)) or "" for key in _TEXTS}
    sets = _sets(reading, fields.get("sets"), words)
    written = fields.get("sets")
    takes = tuple(written.entries) if isinstance(written, MappingNode) else ()
    return Control(
        id=id_,
        title=texts["title"],
        kind=reading.choice(fields.get("class"), "'class'", _CLASSES) or "inform",
        on=some(reading, fields.get("on"), "'on'", _ON),
        kinds=tuple(slug(kind) for kind in reading.texts(fields.get("kinds"), "'kinds'")),
        needs={name: one.value for name, one in presets(reading, fields.get("needs"), "'needs'", (), words).items()},
        sets=sets,
        removes=reading.choices(fields.get("removes"), "'removes'", words["reveals"].values),
        takes=reading.choices(fields.get("takes"), "'takes'", takes),
        strength=_strength(reading, fields.get("strength"), threats),
        effort=reading.choice(fields.get("effort"), "'effort'", EFFORTS) or "L",
        bypass=texts["bypass"],
        does=texts["does"],
        who=texts["who"],
        verify=texts["verify"],
        side_effects=reading.texts(fields.get("side effects"), "'side effects'"),
        adds=addition(reading, fields.get("adds"), vocabulary),
        sources=reading.texts(fields.get("sources"), "'sources'"),
        span=node.span(reading.file),
    )


def _sets(reading: Reading, node: Node | None, words: Mapping[str, Word]) -> dict[str, Value]:
    found = presets(reading, node, "'sets'", (), words)
    for name, written in found.items():
        place = written.span.line, written.span.column
        if not words[name].ordered:
            reading.complain_at(*place, f"{quoted(name)} has no order from safe to unsafe, so a control cannot set it")
        elif written.value is UNKNOWN:
            reading.complain_at(*place, "a control cannot make something unknown")
    return {name: written.value for name, written in found.items()}


def _strength(reading: Reading, node: Node | None, threats: Collection[str]) -> dict[str, _Strength]:
    found: dict[str, _Strength] = {}
    for threat, entry in reading.entries(node, "'strength'").items():
        strength = reading.choice(entry.value, quoted(threat), _STRENGTHS)
        if threat not in threats:
            reading.unknown(entry, f"{quoted(threat)} is not a threat in the catalogue", threats)
        elif strength is not None:
            found[threat] = strength
    return found
