"""Every word that a report uses without saying what it means can be looked up."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.shipped import CATALOGUE
from threatmodel.catalogue.load import load_keys, load_sources, load_terms
from threatmodel.model.catalogue import FORMS
from threatmodel.model.elements import ACTS
from threatmodel.model.findings import State
from threatmodel.model.names import slug
from threatmodel.model.risk import Band
from threatmodel.reports.report import SEVERITIES, STRENGTHS
from threatmodel.reports.terminal.explained import explained
from threatmodel.reports.terminal.lines import columns, plain

TERMS, KEYS = load_terms(), load_keys()
ALL = {term.name: term for term in TERMS.values()}
USED = {
    *ACTS,
    *FORMS,
    *get_args(State),
    *(f"{band} risk" for band in get_args(Band)),
    *SEVERITIES.values(),
    *STRENGTHS,
    *("subject", "recipient", "audience", "persona", "everyone", "holder", "an insider", "pass on"),
    *("disclosure", "disclosure point", "finding", "residual risk", "sure", "perhaps", "point", "assumption", "reach"),
}


def told(name: str) -> str:
    return plain(explained(CATALOGUE, name, load_sources(), KEYS, TERMS))


@pytest.mark.parametrize("name", sorted(USED))
def test_a_word_that_reports_use_is_a_term(name: str) -> None:
    assert slug(name) in TERMS
    assert told(name).startswith(f"{TERMS[slug(name)].name}\nword of the reports")


@pytest.mark.parametrize("name", ALL)
def test_a_term_is_one_or_two_sentences_that_fit(name: str) -> None:
    meaning = ALL[name].meaning
    assert meaning.endswith(".")
    assert meaning.count(". ") <= 2
    assert [row for row in told(name).splitlines() if columns(row) > 80] == []


@pytest.mark.parametrize("name", ALL)
def test_what_a_term_leads_on_to_can_be_explained(name: str) -> None:
    assert [each for each in ALL[name].see if not told(each)] == []
    assert name not in ALL[name].see
