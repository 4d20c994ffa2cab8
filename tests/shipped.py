"""The catalogue and the scenarios that come with the program, read once, and what the engine says of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from threatmodel.analysis.analyse import analyse
from threatmodel.catalogue.load import load_catalogue
from threatmodel.formats.scenario import read_scenario
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import State
from threatmodel.shell.shipped import shipped_scenarios

TODAY: Final = "2026-01-01"

CATALOGUE: Final[Catalogue] = load_catalogue(examples=True)
VOCABULARY: Final = Vocabulary(
    words=CATALOGUE.words, kinds=CATALOGUE.kinds, controls=CATALOGUE.controls, threats=CATALOGUE.threats
)
SCENARIOS: Final = {name: read_scenario(text, f"{name}.yaml", VOCABULARY) for name, text in shipped_scenarios().items()}


def states_by_finding(scenario: Scenario) -> dict[str, State]:
    """The state of every finding, by id."""
    return {finding.id: finding.state for finding in analyse(scenario, CATALOGUE, TODAY).findings}


def states_by_threat(scenario: Scenario) -> dict[str, set[State]]:
    """The states in which each threat is found, by id of the threat."""
    states: defaultdict[str, set[State]] = defaultdict(set)
    for finding, state in states_by_finding(scenario).items():
        states[finding.partition("/")[0]].add(state)
    return states
