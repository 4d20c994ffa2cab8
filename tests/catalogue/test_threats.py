from __future__ import annotations

import pytest

from tests.shipped import CATALOGUE, states_by_threat
from threatmodel.catalogue.load import entries
from threatmodel.model.catalogue import Example, Threat

EXAMPLES = [
    pytest.param(threat, example, id=f"{threat.id} at line {example.span.line}")
    for threat in CATALOGUE.threats.values()
    for example in threat.examples
]


@pytest.mark.parametrize(("threat", "example"), EXAMPLES)
def test_a_threat_is_found_in_its_examples_and_stays_silent_in_the_others(threat: Threat, example: Example) -> None:
    states = states_by_threat(example.scenario).get(threat.id, set())
    if example.found:
        assert "open" in states
    else:
        assert not states


@pytest.mark.parametrize("id_", [id_ for id_, _ in entries("threats")])
def test_a_threat_stands_in_the_catalogue_under_the_name_of_its_file(id_: str) -> None:
    assert CATALOGUE.threats[id_].id == id_


@pytest.mark.parametrize("threat", CATALOGUE.threats.values(), ids=CATALOGUE.threats.keys())
def test_a_threat_says_where_it_comes_from_and_what_it_maps_to(threat: Threat) -> None:
    assert threat.sources
    assert threat.tags["linddun"]
    assert threat.question.endswith("?")


def test_threats_are_told_apart_by_their_titles() -> None:
    titles = [threat.title for threat in CATALOGUE.threats.values()]
    assert len(set(titles)) == len(titles)
