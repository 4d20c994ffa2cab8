"""Nodes -> the controls that are in place, and the findings that somebody accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Entry, Node, Scalar, Sequence
from threatmodel.formats.nodes import Mapping as Fields
from threatmodel.formats.paths import canonical, is_path
from threatmodel.formats.values import HOLDERS, a_thing
from threatmodel.formats.vocabulary import Words
from threatmodel.model.catalogue import Control
from threatmodel.model.elements import EVERYWHERE, Accepted, AppliedControl, Element, Key, Written
from threatmodel.model.names import listed

ON: Final = "on"
_SCENARIO: Final = "scenario"
_PLACES: Final = {"person": "a person", "system": "a system", "audience": "an audience", "path": "a path"}


def controls(
    words: Words, node: Node | None, paths: Collection[str], holders: Mapping[str, Element]
) -> tuple[AppliedControl, ...]:
    """Return the controls in place; `paths` are the texts of the paths that are drawn."""
    entries = words.reading.entries(node, "'controls'")
    return tuple(_applied(words, entry, paths, holders) for entry in entries.values())


def _applied(words: Words, entry: Entry, paths: Collection[str], holders: Mapping[str, Element]) -> AppliedControl:
    reading, known = words.reading, words.vocabulary.controls
    name, node = entry.key.text, entry.value
    control = known.get(name) if known is not None else None
    if known is not None and control is None:
        reading.unknown(entry, f"{quoted(name)} is not a control in the catalogue", known)
    values: Mapping[str, Written] = {}
    where: Node | None = node
    if isinstance(node, Fields):
        if (where := node.get(ON)) is None:
            reading.complain(
                entry.key,
                f"{quoted(name)} needs '{ON}'",
                f"say where it is in place, or write '{EVERYWHERE}'",
            )
        values = dict(_values(words, name, node, control, checked=known is not None))
    items = reading.one_or_more(where, quoted(name))
    if isinstance(where, Sequence) and not where.items:
        reading.complain(where, f"{quoted(name)} is in place nowhere", f"name a place, or write '{EVERYWHERE}'")
    places = tuple(place for item in items if (place := _place(words, item, control, paths)))
    for item in items:
        _fits(reading, item, control, holders.get(item.text))
        if control is not None and control.silences(item.text, paths):
            message = f"{quoted(name)} would leave {quoted(item.text)} without a key to what it sends on"
            reading.complain(item, message, "put it where data passes from one end to the other")
    return AppliedControl(control=name, places=places, values=values, span=entry.key.span(reading.file))


def _values(
    words: Words, name: str, node: Fields, control: Control | None, *, checked: bool
) -> Iterator[tuple[str, Written]]:
    for key, entry in node.entries.items():
        word = words.vocabulary.words.get(key)
        if key == ON or (checked and control is None):
            continue
        if word is None or (control is not None and key not in control.takes):
            takes = control.takes if control is not None else tuple(words.vocabulary.words)
            words.reading.unknown(entry, f"{quoted(name)} takes no value for {quoted(key)}", (ON, *takes))
        elif (value := words.value(word, entry.value)) is not None:
            yield key, Written(value=value, span=entry.value.span(words.reading.file))


def _place(words: Words, item: Scalar, control: Control | None, paths: Collection[str]) -> str | None:
    """Return the name, the path or `everywhere`; None after a complaint."""
    reading, text = words.reading, item.text
    if text == EVERYWHERE:
        return text
    kind = words.holders.get(text)
    if is_path(text):
        text = canonical(text)
        if text not in paths:
            reading.complain(item, f"the path {quoted(text)} is not drawn", reading.nearest(text, paths))
            return None
        return text if _may_stand(reading, item, control, "path") else None
    if kind is None:
        hint = reading.nearest(text, words.holders, (EVERYWHERE,))
        reading.complain(item, f"{quoted(text)} is not {a_thing(*HOLDERS)}", hint)
        return None
    return text if _may_stand(reading, item, control, kind) else None


def _fits(reading: Reading, item: Scalar, control: Control | None, element: Element | None) -> None:
    """Complain of a system that a control says nothing about, such as an encrypted backup at what is no backup."""
    if control is not None and element is not None and element.type in control.on and not control.fits(element):
        kinds, name = listed([kind.replace("-", " ") for kind in control.kinds]), quoted(element.name)
        asked = control.awaits_kind(element)
        why = f"say of which 'kind' {name} is" if asked else f"{name} is no such system"
        reading.complain(item, f"{quoted(control.id)} stands on a {kinds} only; {why}")


def _may_stand(reading: Reading, item: Scalar, control: Control | None, kind: str) -> bool:
    if control is None or kind in control.on:
        return True
    places = [_PLACES[each] for each in control.on if each in _PLACES]
    where = listed(places) if places else f"'{EVERYWHERE}'"
    message = f"{quoted(control.id)} cannot stand on {_PLACES[kind]}, only on {where}"
    reading.complain(item, message, "" if places else f"write '{EVERYWHERE}'")
    return False


@dataclass(frozen=True, slots=True)
class Ids:
    """What a finding's id may be made of."""

    threats: Collection[str] | None
    holders: frozenset[str]
    data: frozenset[str]


def accepted(reading: Reading, node: Node | None, ids: Ids) -> tuple[Accepted, ...]:
    """Return the findings that are left as they are. Whether the date has passed is not asked here."""
    found: dict[str, Accepted] = {}
    for item in reading.items(node, "'accepted'"):
        fields = reading.fields(item, "an accepted finding", ("finding", "because", "by", "until"))
        finding, because, by = (reading.text(fields.get(key), quoted(key)) for key in ("finding", "because", "by"))
        until = reading.day(fields.get("until"), "'until'")
        if finding is not None:
            _check_finding(reading, fields["finding"], finding, ids)
            if finding in found:
                reading.complain(fields["finding"], f"{quoted(finding)} is accepted twice")
            span = item.span(reading.file)
            entry = Accepted(finding=finding, because=because or "", by=by or "", until=until or "", span=span)
            found.setdefault(finding, entry)
    return tuple(found.values())


def _check_finding(reading: Reading, node: Node, finding: str, ids: Ids) -> None:
    threat, *place = finding.split("/")
    if not 1 <= len(place) <= 2:
        reading.complain(node, f"{quoted(finding)} is not the id of a finding such as 'threat/ben/chat'")
        return
    check_threat(reading, node, threat, ids.threats)
    of_the_scenario = place == [_SCENARIO]
    for id_, known, what in zip(place, (ids.holders, ids.data), (a_thing(*HOLDERS), "data"), strict=False):
        if id_ not in known and not of_the_scenario:
            reading.complain(node, f"{quoted(id_)} is not the id of {what}", reading.nearest(id_, known))


def check_threat(reading: Reading, node: Node, threat: str, threats: Collection[str] | None) -> None:
    """Complain about a threat that the catalogue does not have."""
    if threats is not None and threat not in threats:
        reading.complain(node, f"{quoted(threat)} is not a threat in the catalogue", reading.nearest(threat, threats))


def threat_keys(reading: Reading, node: Node | None, what: str, threats: Collection[str] | None) -> tuple[Key, ...]:
    """Return the threats that an answer key names."""
    items = reading.one_or_more(node, what)
    for item in items:
        check_threat(reading, item, item.text, threats)
    return tuple(Key(threat=item.text, span=item.span(reading.file)) for item in items)
