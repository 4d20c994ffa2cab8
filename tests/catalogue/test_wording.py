"""What is asked about a scenario reads well whatever things are called, and leaves no placeholder to be seen."""

from __future__ import annotations

import re

import pytest

from tests.shipped import CATALOGUE
from threatmodel.catalogue.load import load_keys
from threatmodel.model.catalogue import Word

FILLED = re.compile(r"\{(?!place\}|about\})")
AGREES = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have) \{(?:place|about)\}|\{(?:place|about)\} \w+s\b", re.IGNORECASE
)
"""A verb beside a name that may be one or many: `does messages`, `what viewers gets`."""

ASKED = pytest.mark.parametrize(
    "word", [word for word in CATALOGUE.words.values() if word.question], ids=lambda one: one.name
)


@ASKED
def test_a_question_asks_for_nothing_that_is_not_filled_in(word: Word) -> None:
    assert [asked for asked in (word.question, *word.questions.values()) if FILLED.search(asked)] == []


@ASKED
def test_no_verb_agrees_with_a_name_that_may_be_one_or_many(word: Word) -> None:
    several = {thing: word.questions.get(thing, word.question) for thing in word.on if thing != "person"}
    assert [asked for asked in several.values() if AGREES.search(asked)] == []
    assert [
        asked for asked in (word.question, *word.questions.values()) if "{about}" in asked and AGREES.search(asked)
    ] == []


@ASKED
def test_a_question_is_one_and_ends_as_one(word: Word) -> None:
    assert [
        asked for asked in (word.question, *word.questions.values()) if not asked.endswith("?") or asked.count("?") > 1
    ] == []


def test_no_meaning_holds_a_place_to_fill_in() -> None:
    meanings = [word.meaning for word in CATALOGUE.words.values()]
    meanings += [key.meaning for key in load_keys().values()]
    assert [meaning for meaning in meanings if re.search(r"\{(?:place|about|\w+)\}", meaning)] == []
    assert [meaning for meaning in meanings if not meaning.endswith(".")] == []
