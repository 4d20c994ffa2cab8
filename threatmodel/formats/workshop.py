"""Node -> the workshop around a scenario: aims, answer key, time boxes, roles, prompts and a quiz."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from threatmodel.formats.changes import Stage
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.in_place import threat_keys
from threatmodel.formats.nodes import Node
from threatmodel.formats.twists import twists
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.elements import Key, Question, Workshop
from threatmodel.model.names import slug

_REQUIRED: Final = ("objectives", "expected")
_KEYS: Final = ("expected", "undecided", "must not")
_OPTIONAL: Final = ("undecided", "must not", "alternative", "minutes", "roles", "prompts", "quiz", "twists")
_DAY: Final = 24 * 60


def workshop(reading: Reading, node: Node | None, base: Stage | None, vocabulary: Vocabulary) -> Workshop | None:
    """Return the workshop block; None where there is none. Twists are made from `base`."""
    if node is None:
        return None
    fields = reading.fields(node, "'workshop'", _REQUIRED, _OPTIONAL)
    objectives = reading.texts(fields.get("objectives"), "'objectives'")
    if "objectives" in fields and not objectives:
        reading.complain(fields["objectives"], "'objectives' needs at least one sentence")
    keys = {key: threat_keys(reading, fields.get(key), quoted(key), vocabulary.threats) for key in _KEYS}
    _check_apart(reading, keys)
    return Workshop(
        objectives=objectives,
        expected=keys["expected"],
        undecided=keys["undecided"],
        must_not=keys["must not"],
        alternative=_alternative(reading, fields.get("alternative")),
        minutes=_minutes(reading, fields.get("minutes")),
        roles=reading.texts(fields.get("roles"), "'roles'"),
        prompts=reading.texts(fields.get("prompts"), "'prompts'"),
        quiz=tuple(_question(reading, item, len(objectives)) for item in reading.items(fields.get("quiz"), "'quiz'")),
        twists=twists(reading, fields.get("twists"), base, vocabulary) if base is not None else (),
        span=node.span(reading.file),
    )


def _check_apart(reading: Reading, keys: Mapping[str, tuple[Key, ...]]) -> None:
    """Complain about a threat that stands in two lists of the answer key: they exclude each other."""
    seen: dict[str, str] = {}
    for what, named in keys.items():
        for key in named:
            if seen.setdefault(key.threat, what) != what:
                message = f"{quoted(key.threat)} stands under '{seen[key.threat]}' as well"
                reading.complain_at(key.span.line, key.span.column, message)


def _alternative(reading: Reading, node: Node | None) -> str | None:
    text = reading.text(node, "'alternative'")
    if node is not None and text is not None and slug(text) != text:
        reading.complain(
            node, f"{quoted(text)} is not the name of a scenario", f"such as '{slug(text) or 'walk-home'}'"
        )
    return text


def _minutes(reading: Reading, node: Node | None) -> dict[str, int]:
    found = {
        name: reading.whole(entry.value, quoted(name), 1, _DAY)
        for name, entry in reading.entries(node, "'minutes'").items()
    }
    return {name: minutes for name, minutes in found.items() if minutes is not None}


def _question(reading: Reading, node: Node, objectives: int) -> Question:
    fields = reading.fields(node, "a quiz question", ("ask", "answers", "right"), ("objective", "because"))
    ask, right, because = (reading.text(fields.get(key), quoted(key)) for key in ("ask", "right", "because"))
    answers = tuple(item.text for item in reading.one_or_more(fields.get("answers"), "'answers'"))
    if "answers" in fields and len(answers) < 2:
        reading.complain(fields["answers"], "a question needs at least two answers")
    elif right is not None and answers and right not in answers:
        hint = reading.nearest(right, answers)
        reading.complain(fields["right"], f"{quoted(right)} is not one of the answers", hint)
    objective = (
        reading.whole(fields["objective"], "'objective'", 1, objectives)
        if "objective" in fields and objectives
        else None
    )
    span = node.span(reading.file)
    return Question(
        ask=ask or "",
        answers=answers,
        right=right or "",
        objective=objective,
        because=because or "",
        span=span,
    )
