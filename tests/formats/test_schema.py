from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.shipped import CATALOGUE, VOCABULARY
from threatmodel.formats.nodes import Mapping, Node, Scalar, Sequence
from threatmodel.formats.scenario import read_scenario
from threatmodel.formats.schema import schema_of_scenarios
from threatmodel.formats.yaml_text import read
from threatmodel.model.source import InputError
from threatmodel.shell.shipped import shipped_scenarios, starter

# One of everything that a file can say, small enough to be changed in every place.
WHOLE = """\
version: 1
title: A call
summary: A short call.
content note: Nothing is described.
intensity: low
period: 1y
protective: no
assessment done: yes
people:
  ana: {role: subject, age: adult verified, knows: [ben], lives in: 5, keeps: forever}
  ben: {role: partner, device: unknown, in: members, knows: ana, minors possible: no}
  cleo: {role: viewer, kind: paying viewer, lives with: [ana, ben]}
systems:
  app: {kind: Video Conference, keeps: 1.5d, operator: a company, removes: [gps, name], records: never}
  cloud:
audiences:
  members: {size: 3, meant for: one, minors possible: Yes}
data:
  pic: {about: ana, medium: [video, audio], live: yes, asked: no, consent: {ben: [see, report], app: keep}}
  chat: {about: [ana, ben], made by: [ben, cleo], needed for: 0, consent: unknown}
  clip: {made from: pic, consent: nothing}
flows:
  ana -> app -> ben: [pic, chat]
  ben -> cloud: {carries: [clip, chat], purpose: [back up]}
  ana -> cleo: pic
controls:
  short-retention: {on: [app, ben], keeps: 7d}
  relay-only-calls: app
  hash-registration: everywhere
accepted:
  - {finding: covert-recording/ben/pic, because: It is known., by: lead, until: 2027-06-30}
estimates:
  covert-recording: {severity: 4, likelihood: {low: 0.1, high: 0.4, cap: 0.9}, because: The group is small.}
  short-retention: {factor: 0.5, effort: M, because: It is a setting.}
workshop:
  objectives: [Look.]
  expected: [covert-recording]
  undecided: account-takeover
  must not: []
  alternative: walk-home
  minutes: {arrive: 12}
  roles: [owner, 7]
  prompts: What now?
  quiz:
    - {ask: "Does it?", answers: [Yes, No], right: No, objective: 1, because: It is so.}
  twists:
    new laptop:
      say: A new one.
      change: {people: {ben: {device: own}}, data: {chat: {consent: {cleo: see}}}}
      adds: [onward-forwarding]
    no chat:
      say: Nobody writes.
      change: {data: {chat: null}, flows: {ana -> cleo: {carries: pic, purpose: report}}}
      after: new laptop
      removes: []
"""

# What a schema cannot say: what refers to something else in the file, and what follows from several places of it.
REFERENCES = (
    r"is not (a person|a system|an audience|data$|data of this scenario|the id of|one of the answers|there|a twist)",
    r"^'.*' is an? (person|system|audience|data), not ",
    "cannot send",
    "is not a whole number from 1 to 1$",  # there is one objective
    "is accepted twice",
    "changes nothing",
    "with the twist",
    "with this change",
    "^the path '.*' is not drawn",
    "^the path '.*' needs 'carries'",  # in a twist, where the scenario itself says what it carries
    "^'chat' needs a value",  # in a twist, where nothing but a removal is meant by it
)

WRONG: tuple[Any, ...] = (
    None, "", " ", "nonsense", [], {}, ["nonsense"], {"nonsense": "x"}, [[]], True, -1, 3, "5 days",
)  # fmt: skip


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(json.dumps(schema_of_scenarios(CATALOGUE)))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def plain(node: Node) -> Any:
    """What an editor that reads YAML 1.2 checks."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key: plain(entry.value) for key, entry in node.entries.items()}


def complaints(data: Any) -> list[str]:
    """What the reader says of data, which is YAML as JSON."""
    try:
        read_scenario(json.dumps(data), "my.yaml", VOCABULARY)
    except InputError as error:
        return [problem.message for problem in error.problems]
    return []


def texts() -> dict[str, str]:
    return {**shipped_scenarios(), "starter": starter(), "whole": WHOLE}


@pytest.mark.parametrize("name", list(texts()))
def test_what_is_valid_is_valid_under_the_schema_as_yaml_1_2_and_1_1(name: str) -> None:
    text = texts()[name]
    read_scenario(text, f"{name}.yaml", VOCABULARY)
    assert [error.json_path for error in validator().iter_errors(plain(read(text, name)))] == []
    text = text.replace("{on: ", '{"on": ')  # editors leave a key as it is written, unlike PyYAML
    as_1_1 = json.loads(json.dumps(yaml.safe_load(text), default=str))  # days become texts
    assert [error.json_path for error in validator().iter_errors(as_1_1)] == []


def test_what_the_schema_rejects_the_reader_rejects_too() -> None:
    false_alarms = {what: error for what, error, said in judged() if error and not said}
    assert false_alarms == {}


def test_what_the_reader_rejects_the_schema_rejects_unless_it_refers_to_something_else() -> None:
    missed = {what: rest for what, error, said in judged() if not error and (rest := beyond_references(said))}
    assert missed == {}


def test_most_mutants_are_rejected() -> None:
    rejected = [bool(error) for _, error, _ in judged()]
    assert len(rejected) > 1000
    assert sum(rejected) > 0.6 * len(rejected)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A call\n", ""),
        ("intensity: low", "intensity: lowish"),
        ("role: subject", "role: friend"),
        ("role: partner", "rol: partner"),
        ("device: unknown", "device: shred"),
        ("age: adult verified", "keeps it: adult"),
        ("size: 3", 'size: "3"'),
        ("size: 3", "size: -3"),
        ("keeps: 1.5d", "keeps: 10 days"),
        ("period: 1y", "period: forever"),
        ("about: ana,", ""),
        ("[see, report]", "[nothing, report]"),
        ("purpose: [back up]", "purpose: [back-up]"),
        ("ana -> cleo: pic", "ana - cleo: pic"),
        ("ana -> cleo: pic", "everyone -> cleo: pic"),
        ("relay-only-calls: app", "relay-only-call: app"),
        ("relay-only-calls: app", "relay-only-calls: ana -> app -> ben"),
        ("on: [app, ben], keeps", "on: [app, ben], size"),
        ("covert-recording/ben/pic", "covert-recordin/ben/pic"),
        ("until: 2027-06-30", "until: 2027-13-30"),
        ("version: 1", "version: 2"),
        ("kind: Video Conference", "kind: Video Conferences"),
        ("kind: paying viewer", "kind: video conference"),
        ("[gps, name]", "[gps, gps]"),
        ("{about: [ana, ben]", "{audience: 1, about: [ana, ben]"),
    ],
)
def test_a_slip_is_rejected_by_both(old: str, new: str) -> None:
    assert WHOLE.count(old) == 1
    data = plain(read(WHOLE.replace(old, new), "my.yaml"))
    assert complaints(data)
    assert not validator().is_valid(data)


def test_a_twist_may_take_estimates_back() -> None:
    taken = "estimates: {covert-recording: {likelihood: null, severity: 2}, short-retention: null}"
    text = WHOLE.replace("change: {data: {chat: null}, ", f"change: {{data: {{chat: null}}, {taken}, ")
    assert text != WHOLE
    data = plain(read(text, "my.yaml"))
    assert complaints(data) == []
    assert [error.json_path for error in validator().iter_errors(data)] == []


def test_every_word_and_control_has_its_meaning_for_who_points_at_it() -> None:
    definitions = schema_of_scenarios(CATALOGUE)["$defs"]
    for name, word in CATALOGUE.words.items():
        if name != "kind":
            assert word.meaning in [each.get("description") for each in definitions.values()]
    assert {definitions[f"control-{id_}"]["description"] for id_ in CATALOGUE.controls}
    assert "$ref" in json.dumps(definitions)


def test_nothing_but_names_may_be_made_up() -> None:
    """Every mapping either lists its keys or says what a name may be called or stand for."""
    for each in mappings(schema_of_scenarios(CATALOGUE)):
        assert each.get("additionalProperties") is not None or "required" in each


def test_no_kind_makes_somebody_the_subject() -> None:
    """Else the schema would miss that somebody is, who is not written to be."""
    assert all(
        "role" not in kind.implies or kind.implies["role"].value != "subject" for kind in CATALOGUE.kinds.values()
    )


def mappings(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for each in schema.values():
            yield from mappings(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from mappings(each)


@cache
def judged() -> tuple[tuple[str, str, list[str]], ...]:
    """What the schema and what the reader say of each mutant."""
    return tuple(
        (what, error.message if (error := next(validator().iter_errors(data), None)) else "", complaints(data))
        for what, data in mutants(plain(read(WHOLE, "my.yaml")))
    )


def beyond_references(said: list[str]) -> list[str]:
    return [each for each in said if not any(re.search(one, each) for one in REFERENCES)]


def mutants(whole: Any) -> Iterator[tuple[str, Any]]:
    """The whole example, wrong in one place each: every key and every value, in several ways."""
    for way in ways(whole):
        value = at(whole, way)
        if isinstance(value, dict):
            yield f"{way}: another key", put(whole, way, {**value, "another thing": "x"})
            for key in value:
                rest = {name: each for name, each in value.items() if name != key}
                yield f"{way}: without {key}", put(whole, way, rest)
                yield f"{way}: {key} misspelt", put(whole, way, {**rest, key[1:]: value[key]})
        if isinstance(value, list) and value:
            yield f"{way}: twice", put(whole, way, [*value, value[0]])
            yield f"{way}: the first alone", put(whole, way, value[0])
        if isinstance(value, str):
            yield f"{way}: misspelt", put(whole, way, value[:-1])
            yield f"{way}: as a list", put(whole, way, [value])
        for other in WRONG:
            yield f"{way}: {other!r}", put(whole, way, other)


def ways(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield way
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from ways(inner, (*way, step))


def at(value: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        value = value[step]
    return value


def put(whole: Any, way: tuple[Any, ...], value: Any) -> Any:
    if not way:
        return value
    changed = deepcopy(whole)
    at(changed, way[:-1])[way[-1]] = value
    return changed
