from __future__ import annotations

from benchmarks.designs import design
from benchmarks.generate import as_text
from benchmarks.rooms import hops
from tests.shipped import CATALOGUE
from threatmodel import pipeline


def test_the_model_can_be_read_and_has_as_many_elements_and_flows_as_were_wanted() -> None:
    model = design(100, 200)
    scenario = pipeline.read(as_text(model), "design.yaml", CATALOGUE)
    assert len(scenario.holders) + len(scenario.data) == model.elements == 100
    assert 200 <= sum(1 for flow in model.flows.items() for _ in hops(*flow)) <= 201


def test_most_of_it_is_services() -> None:
    scenario = pipeline.read(as_text(design(100, 200)), "design.yaml", CATALOGUE)
    services = [holder for holder in scenario.holders.values() if holder.type == "system"]
    assert len(services) > len(scenario.holders) / 2


def test_the_same_is_drawn_each_time() -> None:
    assert as_text(design(60, 100)) == as_text(design(60, 100))
