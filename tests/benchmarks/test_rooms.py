"""The large model that says what people write: as many flows as were wanted, each drawn once, and always an end."""

from __future__ import annotations

from benchmarks.generate import Drawn, as_text
from benchmarks.rooms import hops, rooms
from tests.shipped import CATALOGUE
from threatmodel import pipeline


def flows(model: Drawn) -> int:
    return sum(1 for flow in model.flows.items() for _ in hops(*flow))


def test_there_are_as_many_flows_as_were_wanted() -> None:
    assert 300 <= flows(rooms(100, 300)) < 310, "a path brings a few at once"


def test_of_few_elements_there_are_as_many_flows_as_there_are_different_ones() -> None:
    assert flows(rooms(5, 10)) == 0, "no room is so small"
    assert 0 < flows(rooms(40, 10_000)) < 10_000


def test_the_model_can_be_read() -> None:
    model = rooms(100, 300)
    scenario = pipeline.read(as_text(model), "rooms.yaml", CATALOGUE)
    assert len(scenario.holders) + len(scenario.data) == model.elements <= 100
    assert len(scenario.paths) == len(model.flows)
