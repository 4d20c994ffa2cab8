"""Catalogue + filters -> Catalogue: only the threats, controls and kinds that somebody asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from threatmodel.model.catalogue import Catalogue, Control, Threat
from threatmodel.model.names import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked for; of several, all must fit. None: everything."""

    family: str | None = None
    linddun: str | None = None
    """A code, or the beginning of codes up to a dot."""
    class_: str | None = None
    strength: str | None = None
    kind: str | None = None
    """The id of a kind."""


def chosen(catalogue: Catalogue, choice: Choice) -> Catalogue:
    """Return the catalogue with what is asked for.

    A threat fits a class or a strength that a control against it has, a control the families and codes of the threats
    it bears on. A kind stands for the threats that read it or a word that it presets, and for the controls that are
    made for it or set such a word.
    """
    preset = set(catalogue.kinds[choice.kind].implies) if choice.kind else set[str]()
    tagged = {one.id for one in catalogue.threats.values() if _is_tagged(one, choice)}
    controls = {id_: one for id_, one in catalogue.controls.items() if _control_fits(one, choice, preset, tagged)}
    threats = {id_: one for id_, one in catalogue.threats.items() if id_ in tagged and _reads(one, choice, preset)}
    if choice.class_ or choice.strength:
        against = {
            id_ for one in controls.values() for id_ in one.strength if _fits(one.strength[id_], choice.strength)
        }
        threats = {id_: one for id_, one in threats.items() if id_ in against}
    kinds = {id_: one for id_, one in catalogue.kinds.items() if _fits(id_, choice.kind)}
    return replace(catalogue, threats=threats, controls=controls, kinds=kinds)


def names_of_kinds(catalogue: Catalogue) -> Iterator[str]:
    """Yield every name that a kind has: its id, and what it is also called."""
    for kind in catalogue.kinds.values():
        yield from (kind.id, *kind.also_called)


def kind_of(catalogue: Catalogue, name: str) -> str | None:
    """Return the id of the kind that has this name; None where none has."""
    id_ = slug(name)
    named = (kind.id for kind in catalogue.kinds.values() if id_ in map(slug, kind.also_called))
    return id_ if id_ in catalogue.kinds else next(named, None)


def _fits(value: str, asked: str | None) -> bool:
    return asked is None or value == asked


def _is_tagged(threat: Threat, choice: Choice) -> bool:
    code = choice.linddun
    codes = threat.tags.get("linddun", ())
    below = code is None or any(each == code or each.startswith(f"{code}.") for each in codes)
    return below and _fits(threat.family, choice.family)


def _reads(threat: Threat, choice: Choice, preset: Collection[str]) -> bool:
    """Whether a condition asks for this kind, or for a word that this kind presets."""
    words = threat.when.words
    return choice.kind is None or choice.kind in words.get("kind", ()) or not words.keys().isdisjoint(preset)


def _control_fits(control: Control, choice: Choice, preset: Collection[str], tagged: Collection[str]) -> bool:
    made_for = choice.kind is None or choice.kind in control.kinds or not control.sets.keys().isdisjoint(preset)
    strengths = [strength for threat, strength in control.strength.items() if threat in tagged]
    return made_for and _fits(control.kind, choice.class_) and any(_fits(each, choice.strength) for each in strengths)
