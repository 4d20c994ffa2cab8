"""The workshop block -> what JSON Schema says of it: aims, answer key, time boxes, twists, a quiz."""

from __future__ import annotations

from typing import Final

from threatmodel.formats.schema_values import TEXT, Schema, texts
from threatmodel.formats.twists import MOST

_THREATS: Final[Schema] = {"$ref": "#/$defs/threats"}
_DAY: Final = 24 * 60
_ID: Final = r"^(?!-)(?![\s\S]*--)(?![\s\S]*-$)[^\s!-,./:-@A-Z\[-`{-~]+$"


def in_workshop(change: Schema, names: Schema) -> Schema:
    """Return what a workshop block holds; `change` says what a twist may change, `names` what it may be called."""
    properties: Schema = {
        "objectives": _said("What people can do afterwards.", texts(least=1)),
        "expected": _said("Threats of which at least one finding is open.", _THREATS),
        "undecided": _said("Threats of which none is open and one is possible.", _THREATS),
        "must not": _said("Threats of which none is possible.", _THREATS),
        "alternative": _said("A scenario of lower intensity.", {**TEXT, "pattern": _ID, "minimum": 0}),
        "minutes": _said("Time boxes.", {"type": "object", "additionalProperties": _whole(_DAY)}),
        "roles": _said("Who speaks for whom.", texts()),
        "prompts": _said("Questions for a room that is stuck.", texts()),
        "quiz": {"type": "array", "items": _question()},
        "twists": _said("Changes that the trainer plays.", _twists(change, names)),
    }
    return _fields(properties, "objectives", "expected")


def _twists(change: Schema, names: Schema) -> Schema:
    properties: Schema = {
        "say": _said("What the trainer says.", TEXT),
        "change": _said("What is different: mappings merge, null removes, anything else replaces.", change),
        "adds": _said("Threats that it brings.", _THREATS),
        "removes": _said("Threats that it takes away.", _THREATS),
        "after": _said("The twist that it starts from; without one, the scenario itself.", TEXT),
    }
    twist = _fields(properties, "say", "change")
    return {"type": "object", "propertyNames": names, "maxProperties": MOST, "additionalProperties": twist}


def _question() -> Schema:
    properties: Schema = {
        "ask": TEXT,
        "answers": {"type": "array", "items": TEXT, "minItems": 2, "uniqueItems": True},
        "right": _said("One of the answers, as it stands there.", TEXT),
        "objective": _said("Which of the objectives it is about, counted from 1.", _whole()),
        "because": TEXT,
    }
    return _fields(properties, "ask", "answers", "right")


def _whole(most: int | None = None) -> Schema:
    return {"type": "integer", "minimum": 1} | ({"maximum": most} if most else {})


def _fields(properties: Schema, *required: str) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": list(required)}


def _said(meaning: str, schema: Schema) -> Schema:
    return {"description": meaning, **schema}
