from __future__ import annotations

import pytest

from tests.shipped import CATALOGUE
from threatmodel.catalogue.package_files import entries
from threatmodel.catalogue.trials import wrong_examples
from threatmodel.model.catalogue import Threat

BY_THREAT = pytest.mark.parametrize("threat", CATALOGUE.threats.values(), ids=CATALOGUE.threats.keys())


@BY_THREAT
def test_a_threat_is_found_in_its_examples_and_stays_silent_in_the_others(threat: Threat) -> None:
    assert {example.found for example in threat.examples} == {True, False}
    assert [str(problem) for problem in wrong_examples(threat, CATALOGUE)] == []


@pytest.mark.parametrize("id_", [id_ for id_, _ in entries("threats")])
def test_a_threat_stands_in_the_catalogue_under_the_name_of_its_file(id_: str) -> None:
    assert CATALOGUE.threats[id_].id == id_


@BY_THREAT
def test_a_threat_says_where_it_comes_from_and_what_it_maps_to(threat: Threat) -> None:
    assert threat.sources
    assert threat.tags["linddun"]
    assert threat.question.endswith("?")


def test_threats_are_told_apart_by_their_titles() -> None:
    titles = [threat.title for threat in CATALOGUE.threats.values()]
    assert len(set(titles)) == len(titles)
