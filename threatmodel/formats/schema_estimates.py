"""Catalogue -> what JSON Schema says of the estimates of a scenario: of threats and controls, each with a reason."""

from __future__ import annotations

from typing import Final

from threatmodel.formats.estimates import BECAUSE, OF_CONTROLS, OF_THREATS
from threatmodel.formats.probability import CAP, KEYS
from threatmodel.formats.schema_values import NULL, TEXT, Schema, choice
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import EFFORTS

_PROBABILITY: Final[Schema] = {"type": "number", "minimum": 0, "maximum": 1}


def in_estimates(catalogue: Catalogue, *, partial: bool) -> Schema:
    """Return what the estimates hold; `partial` for a change to them, where null removes."""
    of_threat = _estimate(OF_THREATS, partial=partial)
    of_control = _estimate(OF_CONTROLS, partial=partial)
    entries = {**dict.fromkeys(catalogue.threats, of_threat), **dict.fromkeys(catalogue.controls, of_control)}
    return {"type": "object", "additionalProperties": False, "properties": entries}


def _estimate(keys: tuple[str, ...], *, partial: bool) -> Schema:
    ranged = _fields(dict.fromkeys((*KEYS, CAP), _PROBABILITY), KEYS, partial=partial)
    values: Schema = {
        "severity": {"type": "integer", "minimum": 1, "maximum": 5},
        "likelihood": {"description": "From low to high, for a year at one holder.", **ranged},
        "factor": {"description": "What is left of the likelihood, from 0 to 1.", **_PROBABILITY},
        "effort": choice(EFFORTS),
    }
    because: Schema = {"description": "Why it is estimated otherwise than in the catalogue.", **TEXT}
    found = _fields({**{key: values[key] for key in keys}, BECAUSE: because}, (BECAUSE,), partial=partial)
    return {"anyOf": [found, NULL]} if partial else {**found, "minProperties": 2}


def _fields(properties: Schema, required: tuple[str, ...], *, partial: bool) -> Schema:
    """Return a mapping with these keys; in a change each may be null, and none has to be there."""
    if partial:
        properties = {name: {"anyOf": [each, NULL]} for name, each in properties.items()}
    found: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return found if partial else {**found, "required": [*required]}
