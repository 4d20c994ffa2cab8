from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.shipped import CATALOGUE
from threatmodel.catalogue.load import load_keys
from threatmodel.formats.condition import STRUCTURE
from threatmodel.formats.schema import schema_of_scenarios
from threatmodel.formats.yaml_text import read
from threatmodel.model.elements import ACTS, PURPOSES

KEYS = load_keys()
SCHEMA = schema_of_scenarios(CATALOGUE)
NAMED = {*CATALOGUE.words, *CATALOGUE.controls, *CATALOGUE.threats}


def properties(schema: Any) -> Iterator[str]:
    """Yield every name that a schema lets stand somewhere in a file."""
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        for each in schema.values():
            yield from properties(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from properties(each)


def test_all_that_may_stand_in_a_scenario_or_a_condition_is_a_word_or_a_key() -> None:
    assert {*properties(SCHEMA), *STRUCTURE} - NAMED - KEYS.keys() == set()


def test_there_is_no_key_that_is_nowhere_read() -> None:
    assert KEYS.keys() - {*properties(SCHEMA), *STRUCTURE} == set()


def test_no_key_is_a_word_or_stands_for_anything_else_that_can_be_explained() -> None:
    assert KEYS.keys() & (NAMED | CATALOGUE.kinds.keys() | CATALOGUE.facts.keys()) == set()


def test_consent_and_purpose_tell_all_that_can_be_said() -> None:
    assert [act for act in (*ACTS, *PURPOSES) if act not in KEYS["consent"].says] == []
    assert [purpose for purpose in PURPOSES if purpose not in KEYS["purpose"].says] == []


@pytest.mark.parametrize("name", [name for name, key in KEYS.items() if key.example])
def test_an_example_can_be_read_and_shows_the_key(name: str) -> None:
    read(KEYS[name].example, "example")
    assert f"{name}:" in KEYS[name].example
