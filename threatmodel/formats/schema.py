"""Catalogue -> JSON Schema of the scenario language, for editors: what can be said of a file without its references.

What it accepts is wider than what `read_scenario` accepts, never narrower. It does not say whether a name or a path
that is referred to is there, whether two names have the same id, or who may start a path.
"""

from __future__ import annotations

from typing import Final

from threatmodel.formats.body import HEADING
from threatmodel.formats.holders import SECTIONS
from threatmodel.formats.schema_estimates import in_estimates
from threatmodel.formats.schema_values import (
    DAY,
    NULL,
    PERIOD,
    TEXT,
    YES_NO,
    Schema,
    choice,
    kind_on,
    one_or_more,
    value_of,
)
from threatmodel.formats.schema_workshop import in_workshop
from threatmodel.formats.vocabulary import KIND
from threatmodel.model.catalogue import Catalogue, Control
from threatmodel.model.elements import ACTS, EVERYONE, EVERYWHERE, PURPOSES, ElementType
from threatmodel.model.names import slug

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_NOTHING: Final = ACTS[0]
_NAME: Final[Schema] = {
    "not": {"enum": [EVERYONE, EVERYWHERE]},
    "pattern": r"^(?!\s)(?![\s\S]*\s$)(?![\s\S]*->)(?![\s\S]*[\u0000-\u001f\u007f-\u009f\u2028\u2029])"
    r"[\s\S]*[^\s!-/:-@\[-`{-~]",
}
_PATH: Final[Schema] = {
    "pattern": rf"^(?!\s*->)(?![\s\S]*->\s*(->|$))(?!([\s\S]*->)?\s*{EVERYONE}\s*->)[\s\S]*->",
}
_PLACES: Final[Schema] = {
    "anywhere": one_or_more(TEXT, least=1),
    "things": one_or_more({**TEXT, "pattern": r"^(?![\s\S]*->)[\s\S]*\S"}, least=1),
    "everywhere": one_or_more({"const": EVERYWHERE}, least=1),
}
"""Where a control may be said to stand."""

_MEANINGS: Final = {
    "version": "The version of the scenario language.",
    "title": "What the scenario is called.",
    "summary": "What happens, in a few sentences.",
    "content note": "What people are told before they open it.",
    "intensity": "How heavy the subject is.",
    "period": "How long a time every likelihood is about, such as 1y.",
    "protective": "Whether it is about minors or coercion: policy level, no free text in the room.",
    "people": "Who is there; at least one has the role 'subject'.",
    "systems": "What things pass through, and where they stay.",
    "audiences": "Groups that cannot be named one by one.",
    "data": "What is shown, said or stored, and about whom.",
    "flows": "Paths such as 'ana -> calling app -> ben', each with what it carries.",
    "controls": "What is in place already, and where.",
    "accepted": "Findings that somebody leaves as they are.",
    "estimates": "Severity and likelihood of threats, factor and effort of controls, in place of the catalogue's.",
    "workshop": "What a trainer needs: objectives, answer key, twists, a quiz.",
    "about": "Whose data it is: people, or an audience whose members it is about.",
    "consent": "What each recipient may do; who is not named may do nothing. Left out altogether: undecided.",
    "made from": "The datum that this is a copy of, such as a recording.",
    "made by": "Who or what makes it, besides the people it is about.",
    "carries": "The data on this path.",
    "purpose": "What it is sent for.",
}


def schema_of_scenarios(catalogue: Catalogue) -> Schema:
    """Return the JSON Schema of scenario files, for data read as YAML 1.2 or 1.1."""
    threats = choice(catalogue.threats)
    parts = {"text": TEXT, "threats": one_or_more(threats), "accepted": _accepted(catalogue), **_PLACES}
    words = {_word(name): value_of(word) for name, word in catalogue.words.items() if name != KIND}
    controls = {f"control-{id_}": _control(control) for id_, control in catalogue.controls.items()}
    whole = _body(catalogue, partial=False)
    whole["workshop"] = _said("workshop", in_workshop(_object(_body(catalogue, partial=True)), _NAME))
    whole["version"] = _said("version", {"enum": [1, "1"]})
    scenario = _object(whole, required=[*HEADING, "people", "data", "flows"])
    title = "Scenario for threatmodel"
    return {"$schema": DIALECT, "title": title, **scenario, "$defs": {**parts, **words, **controls}}


def _body(catalogue: Catalogue, *, partial: bool) -> Schema:
    """Return what a scenario holds besides its workshop; `partial` for a change to one, where null removes."""
    heading: Schema = {
        "title": TEXT,
        "summary": TEXT,
        "content note": TEXT,
        "intensity": choice(("low", "medium", "high")),
        "period": PERIOD,
        "protective": YES_NO,
    }
    sections: Schema = {name: _named(_holder(catalogue, on, partial=partial), _NAME) for name, on in SECTIONS.items()}
    if not partial:
        sections["people"] |= {"not": {"additionalProperties": {"not": _subject()}}}
    sections["data"] = _named(_datum(catalogue, partial=partial), _NAME)
    sections["flows"] = _named(_flow(partial=partial), _PATH)
    sections["controls"] = _object(
        {id_: _or_null({"$ref": f"#/$defs/control-{id_}"}, partial=partial) for id_ in catalogue.controls}
    )
    sections["accepted"] = {"$ref": "#/$defs/accepted"}
    sections["estimates"] = in_estimates(catalogue, partial=partial)
    if not partial:
        sections["flows"]["minProperties"] = 1
    said = {name: _said(name, each) for name, each in (heading | sections).items()}
    return _properties(said | _words(catalogue, "scenario"), partial=partial)


def _subject() -> Schema:
    """Return what says that somebody is whom the scenario is about."""
    return {"type": "object", "properties": {"role": {"const": "subject"}}, "required": ["role"]}


def _holder(catalogue: Catalogue, on: ElementType, *, partial: bool) -> Schema:
    """Return what is known of a person, a system or an audience; one may be known by its name alone."""
    return _or_null(_object(_properties(_words(catalogue, on), partial=partial)), partial=True)


def _datum(catalogue: Catalogue, *, partial: bool) -> Schema:
    structure: Schema = {
        "about": one_or_more(TEXT, least=1),
        "consent": _consent(partial=partial),
        "made from": TEXT,
        "made by": one_or_more(TEXT),
    }
    said = {name: _said(name, each) for name, each in structure.items()}
    found = _object(_properties(said | _words(catalogue, "data"), partial=partial))
    return _or_null(found, partial=partial) if partial else found | {"anyOf": [_has("about"), _has("made from")]}


def _has(key: str) -> Schema:
    return {"required": [key]}


def _consent(*, partial: bool) -> Schema:
    granted = choice((*ACTS, *PURPOSES))
    alone = {"anyOf": [{"maxItems": 1}, {"not": {"contains": {"const": _NOTHING}}}]}
    several = {"type": "array", "items": granted, "uniqueItems": True, "minItems": 1, **alone}
    grant = _or_null({"anyOf": [granted, several]}, partial=partial)
    return {"anyOf": [{"enum": ["unknown", _NOTHING]}, {"type": "object", "additionalProperties": grant}]}


def _flow(*, partial: bool) -> Schema:
    fields = {"carries": one_or_more(TEXT, least=1), "purpose": one_or_more(choice(PURPOSES))}
    said = _properties({name: _said(name, each) for name, each in fields.items()}, partial=partial)
    whole = _object(said, required=() if partial else ("carries",))
    return _or_null({"anyOf": [*one_or_more(TEXT, least=1)["anyOf"], whole]}, partial=partial)


def _control(control: Control) -> Schema:
    """Return where a control may be said to stand, and the values that it takes."""
    places = "anywhere" if "path" in control.on else "things" if set(control.on) - {"scenario"} else "everywhere"
    where = {"$ref": f"#/$defs/{places}"}
    takes: Schema = {name: {"$ref": f"#/$defs/{_word(name)}"} for name in control.takes}
    return {"description": control.does, "anyOf": [where, _object({"on": where, **takes}, required=("on",))]}


def _accepted(catalogue: Catalogue) -> Schema:
    finding = {"type": "string", "pattern": f"^({'|'.join(catalogue.threats)})/[^/]+(/[^/]+)?$"}
    fields: Schema = {
        "finding": _described(finding, "The id of a finding, such as threat/ben/chat."),
        "because": _described(TEXT, "Why it is left as it is."),
        "by": _described(TEXT, "Who answers for that."),
        "until": _described(DAY, "The day until which it counts, such as 2027-06-30."),
    }
    return {"type": "array", "items": _object(fields, required=tuple(fields))}


def _words(catalogue: Catalogue, on: ElementType) -> Schema:
    """Return what may be said of a thing in words of the vocabulary."""
    here = {name: word for name, word in catalogue.words.items() if on in word.on}
    return {
        name: kind_on(on, word, catalogue.kinds) if name == KIND else {"$ref": f"#/$defs/{_word(name)}"}
        for name, word in here.items()
    }


def _word(name: str) -> str:
    return f"word-{slug(name)}"


def _named(value: Schema, names: Schema) -> Schema:
    """Return a mapping from names to such values."""
    return {"type": "object", "propertyNames": names, "additionalProperties": value}


def _object(properties: Schema, required: list[str] | tuple[str, ...] = ()) -> Schema:
    found: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return found | ({"required": list(required)} if required else {})


def _properties(properties: Schema, *, partial: bool) -> Schema:
    return {name: _or_null(each, partial=partial) for name, each in properties.items()}


def _or_null(schema: Schema, *, partial: bool) -> Schema:
    if not partial:
        return schema
    said = {"description": schema["description"]} if "description" in schema else {}
    return {**said, "anyOf": [schema, NULL]}


def _said(name: str, schema: Schema) -> Schema:
    return _described(schema, _MEANINGS[name])


def _described(schema: Schema, meaning: str) -> Schema:
    return {"description": meaning, **schema}
