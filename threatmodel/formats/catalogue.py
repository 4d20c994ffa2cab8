"""Text -> the words, a kind or the inferences of the catalogue, or everything that is wrong with the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, TypeVar, get_args

from threatmodel.formats.decode import Choice, Fields, Reading, quoted
from threatmodel.formats.nodes import Mapping as MappingNode
from threatmodel.formats.nodes import Node, Scalar, Sequence
from threatmodel.formats.values import a_thing, value_of
from threatmodel.formats.vocabulary import KIND
from threatmodel.formats.yaml_text import read
from threatmodel.model.catalogue import Inference, Kind, Word, WordType
from threatmodel.model.elements import ElementType, Value, Written
from threatmodel.model.names import slug
from threatmodel.model.source import InputError

_TYPES: Final[tuple[WordType, ...]] = get_args(WordType)
_HOLDERS: Final[tuple[ElementType, ...]] = ("person", "system", "audience")
_THINGS: Final[tuple[ElementType, ...]] = get_args(ElementType)
_MORE: Final = "more is worse"
_LEARNS: Final = ("identity", "persona", "name behind persona", "whereabouts", "participation")

Decoded = TypeVar("Decoded")


def read_entry(text: str | bytes, file: str, decode: Callable[[Reading, Node], Decoded]) -> Decoded:
    """Read a file of the catalogue with one of the decoders. Raises InputError with all problems at once."""
    reading = Reading(file)
    decoded = decode(reading, read(text, file))
    if reading.problems:
        raise InputError(reading.problems)
    return decoded


def read_words(text: str | bytes, file: str) -> dict[str, Word]:
    """Return the vocabulary. Raises InputError with all problems at once."""
    return read_entry(text, file, words_of)


def read_kind(text: str | bytes, file: str, id_: str, words: Mapping[str, Word]) -> Kind:
    """Return a kind. Raises InputError with all problems at once."""
    return read_entry(text, file, lambda reading, node: _kind(reading, node, id_, words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferences:
    """What identifies a person, what a pseudonym replaces, and what follows from data that are joined."""

    identifiers: frozenset[str]
    pseudonymised: frozenset[str]
    agreed_with: Mapping[str, tuple[str, ...]]
    """Of what can be learned, what data reveals that tells it as well; empty where any data does."""
    inferences: tuple[Inference, ...]


def read_inferences(text: str | bytes, file: str, words: Mapping[str, Word]) -> Inferences:
    """Return the inferences. Raises InputError with all problems at once."""
    return read_entry(text, file, lambda reading, node: _inferences(reading, node, words["reveals"].values))


def some(reading: Reading, node: Node | None, what: str, values: Collection[Choice]) -> tuple[Choice, ...]:
    """Return the values of a list that must not be empty."""
    found = reading.choices(node, what, values)
    if isinstance(node, Sequence) and not node.items:
        reading.complain(node, f"{what} needs a value")
    return found


def words_of(reading: Reading, node: Node, known: Mapping[str, Word] = MappingProxyType({})) -> dict[str, Word]:
    """Return the words of a file, as far as they can be read; values may imply those that are `known` as well."""
    entries = reading.entries(node, "the vocabulary")
    found = {name: _word(reading, name, entry.key, entry.value) for name, entry in entries.items()}
    for name, entry in entries.items():
        implied = entry.value.get("implies") if isinstance(entry.value, MappingNode) else None
        if implied is not None:
            found[name] = replace(found[name], implies=_implied(reading, implied, found[name], {**known, **found}))
    return found


def _word(reading: Reading, name: str, key: Scalar, node: Node) -> Word:
    what = f"the word {quoted(name)}"
    fields = reading.fields(node, what, ("type", "on", "meaning"), ("values", "order", "names", "implies", "question"))
    type_ = reading.choice(fields.get("type"), "'type'", _TYPES)
    values, ordered = _scale(reading, fields, type_) if type_ else ((), False)
    named = some(reading, fields.get("names"), "'names'", _THINGS)
    if type_ and (type_ == "names") != bool(named):
        reading.complain(key, f"{what}: 'names' says what a word of type 'names' may refer to, and stands there only")
    if type_ in ("choice", "list") and not values:
        reading.complain(key, f"{what} needs 'values' or 'order'")
    on = some(reading, fields.get("on"), "'on'", _THINGS) or _THINGS
    question, questions = _asked(reading, fields.get("question"), on)
    return Word(
        name=name,
        type=type_ or "text",
        on=on,
        values=values,
        ordered=ordered,
        names=named,
        meaning=reading.text(fields.get("meaning"), "'meaning'") or "",
        question=question,
        questions=questions,
        span=key.span(reading.file),
    )


def _asked(reading: Reading, node: Node | None, on: tuple[ElementType, ...]) -> tuple[str, dict[ElementType, str]]:
    """Return what is asked: one text, or one for each thing that a word may stand on."""
    if not isinstance(node, MappingNode):
        return reading.text(node, "'question'") or "", {}
    fields = reading.fields(node, "'question'", on)
    found = {thing: reading.text(fields.get(thing), f"the question for a {thing}") or "" for thing in on}
    return found[on[0]], found


def _scale(reading: Reading, fields: Fields, type_: WordType) -> tuple[tuple[str, ...], bool]:
    """Return what may be said, and whether that runs from safe to unsafe."""
    order, values = fields.get("order"), fields.get("values")
    if order is not None and values is not None:
        reading.complain(order, "either 'values' or 'order', not both")
    measured = type_ in ("number", "duration")
    if order is not None and measured:
        return (), reading.choice(order, "'order'", (_MORE,)) is not None
    said = tuple(item.text for item in reading.one_or_more(order or values, "'order'" if order else "'values'"))
    if type_ == "yes/no":
        said = said or ("no", "yes")
        if sorted(said) != ["no", "yes"]:
            reading.complain(order or fields["type"], "the order of a yes/no is [no, yes] or [yes, no]")
    elif said and type_ not in ("choice", "list"):
        reading.complain(
            order or fields["values"], f"a word of type '{type_}' has no 'values' and no 'order' of values"
        )
    if order is not None and type_ == "list":
        reading.complain(order, "a list has no order", "write 'values'")
    return said, order is not None


def _implied(reading: Reading, node: Node, word: Word, words: Mapping[str, Word]) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for value, entry in reading.entries(node, "'implies'").items():
        if value not in word.values:
            reading.unknown(entry, f"{quoted(value)} is not a value of {quoted(word.name)}", word.values)
        said = presets(reading, entry.value, "'implies'", word.on, words)
        found[value] = {name: written.value for name, written in said.items()}
    return found


def presets(
    reading: Reading, node: Node | None, what: str, on: Collection[ElementType], words: Mapping[str, Word]
) -> dict[str, Written]:
    """Return what is said of the words that a kind, a value or a control presets."""
    found: dict[str, Written] = {}
    for name, entry in reading.entries(node, what).items():
        word = words.get(name)
        if word is None or word.type == "names" or name == KIND:
            reading.unknown(entry, f"{quoted(name)} is not a word that {what} can say something of", words)
        elif on and not set(on) & set(word.on):
            reading.complain(entry.key, f"{quoted(name)} cannot stand on {a_thing(*on)}, only on {a_thing(*word.on)}")
        elif (value := value_of(reading, word, entry.value, {})) is not None:
            found[name] = Written(value=value, span=entry.value.span(reading.file), origin="preset")
    return found


def _kind(reading: Reading, node: Node, id_: str, words: Mapping[str, Word]) -> Kind:
    fields = reading.fields(node, "a kind", ("title", "on", "implies", "why", "source", "confidence"), ("also called",))
    if slug(id_) != id_:
        reading.complain(node, f"{quoted(id_)} is not an id such as 'cloud-backup'")
    on = some(reading, fields.get("on"), "'on'", _HOLDERS)
    implied = presets(reading, fields.get("implies"), "'implies'", on, words)
    return Kind(
        id=id_,
        title=reading.text(fields.get("title"), "'title'") or "",
        also_called=reading.texts(fields.get("also called"), "'also called'"),
        on=on,
        implies={name: replace(written, source=id_) for name, written in implied.items()},
        why=reading.text(fields.get("why"), "'why'") or "",
        source=reading.text(fields.get("source"), "'source'") or "",
        confidence=reading.choice(fields.get("confidence"), "'confidence'", ("high", "medium", "low")) or "low",
        span=node.span(reading.file),
    )


def _inferences(reading: Reading, node: Node, reveals: Collection[str]) -> Inferences:
    fields = reading.fields(node, "the file", ("identifiers", "pseudonymised", "inferences"), ("agreed with",))
    entries = reading.entries(fields.get("inferences"), "'inferences'")
    return Inferences(
        identifiers=frozenset(reading.choices(fields.get("identifiers"), "'identifiers'", reveals)),
        pseudonymised=frozenset(reading.choices(fields.get("pseudonymised"), "'pseudonymised'", reveals)),
        agreed_with=_agreed_with(reading, fields.get("agreed with"), reveals),
        inferences=tuple(_inference(reading, entry.key, entry.value, reveals) for entry in entries.values()),
    )


def _agreed_with(reading: Reading, node: Node | None, revealed: Collection[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, entry in reading.entries(node, "'agreed with'").items():
        if name not in _LEARNS:
            reading.unknown(entry, f"{quoted(name)} is not something that can be learned", _LEARNS)
        found[name] = reading.choices(entry.value, quoted(name), revealed)
    return found


def _inference(reading: Reading, key: Scalar, node: Node, revealed: Collection[str]) -> Inference:
    fields = reading.fields(node, quoted(key.text), ("title", "learns", "reveals"))
    groups = reading.items(fields.get("reveals"), "'reveals'")
    return Inference(
        id=key.text,
        title=reading.text(fields.get("title"), "'title'") or "",
        learns=reading.choice(fields.get("learns"), "'learns'", _LEARNS) or "",
        reveals=tuple(reading.choices(group, "'reveals'", revealed) for group in groups),
        span=key.span(reading.file),
    )
