"""Scenario -> the pieces that it is made of, each with a key that names it, and pieces -> Scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import (
    EVERYONE,
    EVERYWHERE,
    Accepted,
    AppliedControl,
    Carry,
    Consent,
    Data,
    Element,
    Path,
    Scenario,
    Written,
)
from threatmodel.model.source import Span

Key: TypeAlias = tuple[str, ...]
"""What a piece is of, the name of the thing, and the part of it: `("holder", "ben", "device")`."""

PERIOD: Final = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The least that an author can change: one value of one thing, or that the thing is there."""

    says: Any
    """What is compared: the value."""
    written: Any = field(default=None, compare=False)
    """The element that it was taken from, to build one like it."""
    span: Span | None = field(default=None, compare=False)
    needs: frozenset[Key] = field(default=frozenset(), compare=False)
    """Keys of the things that it refers to: it makes no sense without them."""


Pieces: TypeAlias = Mapping[Key, Piece]


def pieces(scenario: Scenario, catalogue: Catalogue) -> dict[Key, Piece]:
    """Return all that an analysis depends on, piece by piece, in the order of the file."""
    return dict(_pieces(scenario, catalogue))


def _pieces(scenario: Scenario, catalogue: Catalogue) -> Iterator[tuple[Key, Piece]]:
    yield ("scenario", "", PERIOD), Piece(says=scenario.period, span=scenario.span)
    for word, written in scenario.words.items():
        yield ("scenario", "", word), Piece(says=written, span=written.span)
    for element in scenario.holders.values():
        yield ("holder", element.name), Piece(says=element.type, written=element, span=element.span)
        yield from _words("holder", element, catalogue)
    for datum in scenario.data.values():
        yield from _datum(datum, catalogue)
    for path in scenario.paths:
        at = "path", path.text
        yield at, Piece(says=path.nodes, written=path, span=path.span, needs=_holders(path.nodes))
        for carry in path.carries:
            needs = frozenset({at, ("data", carry.datum)})
            yield (*at, carry.datum), Piece(says=carry.purposes, written=carry, span=carry.span, needs=needs)
    for use in scenario.controls:
        yield from _control(use, scenario)
    for entry in scenario.accepted:
        says = entry.because, entry.by, entry.until
        yield ("accepted", entry.finding), Piece(says=says, written=entry, span=entry.span)
    for estimate in scenario.estimates.values():
        yield ("estimate", estimate.id), Piece(says=replace(estimate, because=""), written=estimate, span=estimate.span)


def _words(what: str, element: Element, catalogue: Catalogue) -> Iterator[tuple[Key, Piece]]:
    for word, written in element.words.items():
        needs = _holders(element.names(word)) if catalogue.words[word].type == "names" else frozenset[Key]()
        yield (what, element.name, word), Piece(says=written, span=written.span, needs=needs)


def _datum(datum: Data, catalogue: Catalogue) -> Iterator[tuple[Key, Piece]]:
    at = "data", datum.name
    yield at, Piece(says=datum.type, written=datum, span=datum.span)
    yield (*at, "about"), Piece(says=datum.about, span=datum.span, needs=_holders(datum.about))
    if datum.made_by:
        yield (*at, "made by"), Piece(says=datum.made_by, span=datum.span, needs=_holders(datum.made_by))
    if datum.made_from is not None:
        needs = frozenset({("data", datum.made_from)})
        yield (*at, "made from"), Piece(says=datum.made_from, span=datum.span, needs=needs)
    yield from _words("data", datum, catalogue)
    if datum.consent is not None:
        said = "consent", datum.name
        yield said, Piece(says="said", written=datum.consent, span=datum.consent.span, needs=frozenset({at}))
        for name, grant in datum.consent.grants.items():
            yield (*said, name), Piece(says=grant, span=grant.span, needs=_holders((name,)) | {said})


def _control(use: AppliedControl, scenario: Scenario) -> Iterator[tuple[Key, Piece]]:
    at = "control", use.control
    yield at, Piece(says=use.values, written=use, span=use.span)
    for place in use.places:
        kind = "holder" if place in scenario.holders else "path"
        needs = frozenset({at}) if place == EVERYWHERE else frozenset({at, (kind, place)})
        yield (*at, place), Piece(says=place, span=use.span, needs=needs)


def _holders(names: tuple[str, ...]) -> frozenset[Key]:
    return frozenset(("holder", name) for name in names if name != EVERYONE)


def built(like: Scenario, given: Pieces) -> Scenario:
    """Return the scenario that pieces make; what is no piece, such as the title, is as in `like`."""
    parts: dict[Key, dict[str, Piece]] = {}
    for key, piece in given.items():
        if len(key) == 3:
            parts.setdefault(key[:2], {})[key[2]] = piece

    def things(kind: str) -> list[tuple[Piece, dict[str, Piece]]]:
        return [(piece, parts.get(key, {})) for key, piece in given.items() if len(key) == 2 and key[0] == kind]

    own = parts["scenario", ""]
    consents = {
        key[1]: _consent(piece, parts.get(key, {})) for key, piece in given.items() if key == ("consent", key[1])
    }
    return replace(
        like,
        period=own[PERIOD].says,
        words=_written(own),
        holders={piece.written.name: _element(piece.written, own) for piece, own in things("holder")},
        data={piece.written.name: _data(piece.written, own, consents) for piece, own in things("data")},
        paths=tuple(_path(piece.written, own) for piece, own in things("path") if own),
        controls=tuple(_use(piece, own) for piece, own in things("control") if own),
        accepted=tuple(_accepted(piece.written, piece) for piece, _ in things("accepted")),
        estimates={piece.written.id: piece.written for piece, _ in things("estimate")},
    )


def _written(own: Mapping[str, Piece]) -> dict[str, Written]:
    return {word: piece.says for word, piece in own.items() if isinstance(piece.says, Written)}


def _element(like: Element, own: Mapping[str, Piece]) -> Element:
    return replace(like, words=_written(own))


def _data(like: Data, own: Mapping[str, Piece], consents: Mapping[str, Consent]) -> Data:
    return replace(
        like,
        words=_written(own),
        about=own["about"].says,
        made_by=own["made by"].says if "made by" in own else (),
        made_from=own["made from"].says if "made from" in own else None,
        consent=consents.get(like.name),
    )


def _consent(piece: Piece, own: Mapping[str, Piece]) -> Consent:
    like: Consent = piece.written
    return replace(like, grants={name: grant.says for name, grant in own.items()})


def _path(like: Path, own: Mapping[str, Piece]) -> Path:
    carries: tuple[Carry, ...] = tuple(replace(piece.written, purposes=piece.says) for piece in own.values())
    return replace(like, carries=carries)


def _use(piece: Piece, own: Mapping[str, Piece]) -> AppliedControl:
    like: AppliedControl = piece.written
    return replace(like, values=piece.says, places=tuple(place.says for place in own.values()))


def _accepted(like: Accepted, piece: Piece) -> Accepted:
    because, by, until = piece.says
    return replace(like, because=because, by=by, until=until)
