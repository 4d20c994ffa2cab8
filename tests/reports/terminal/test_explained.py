from __future__ import annotations

import pytest

from tests.shipped import CATALOGUE
from threatmodel.catalogue.load import load_keys, load_sources, load_terms
from threatmodel.model.names import nearest
from threatmodel.reports.terminal.explained import explainable, explained
from threatmodel.reports.terminal.lines import plain

KEYS, SOURCES, TERMS = load_keys(), load_sources(), load_terms()


def told(name: str) -> str:
    return plain(explained(CATALOGUE, name, SOURCES, KEYS, TERMS))


def test_what_is_called_by_one_name_is_told_together() -> None:
    finding = told("finding")
    assert finding.startswith("finding\nword of the reports, also: findings\n")
    assert "\n\nfinding\nkey of the language, stands under `accepted`\n" in finding
    subject = told("subject")
    assert subject.startswith("subject\nword of the reports, ")
    assert "\n\nsubject\nwhat a word of scenario files may say\n\nrole: subject (on person, audience)\n" in subject


def test_a_value_is_told_with_the_words_that_may_have_it() -> None:
    assert told("directly") == (
        "directly\n"
        "what a word of scenario files may say\n"
        "\n"
        "connects: directly (on system)\n"
        "  Whether the ends learn each other's network address. It says: by relay,\n"
        "    directly (from safe to unsafe).\n"
    )


@pytest.mark.parametrize("name", ["Disclosure Point", "disclosure-point", "disclosure points"])
def test_a_term_is_found_however_it_is_written(name: str) -> None:
    assert told(name).startswith("disclosure point\n")


def test_what_is_called_by_no_name_is_refused() -> None:
    with pytest.raises(KeyError, match="keeep"):
        told("keeep")
    with pytest.raises(KeyError, match="yes"):
        told("yes")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("keeep", "keep"), ("pasing on", "passing on"), ("reciepient", "recipient"), ("consnet", "consent")],
)
def test_the_nearest_right_word_is_among_all_that_can_be_explained(wrong: str, right: str) -> None:
    assert nearest(wrong, explainable(CATALOGUE, KEYS, TERMS)) == right
    assert told(right)
