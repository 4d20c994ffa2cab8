"""Text -> Scenario: reads a scenario file whole, or says everything that is wrong with it."""

from __future__ import annotations

from dataclasses import replace

from threatmodel.formats.body import WORKSHOP, body
from threatmodel.formats.changes import base_stage
from threatmodel.formats.collector import paused
from threatmodel.formats.decode import Reading
from threatmodel.formats.nodes import Mapping, Node
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.formats.workshop import workshop
from threatmodel.formats.yaml_text import read
from threatmodel.model.elements import Scenario
from threatmodel.model.source import InputError


def read_scenario(text: str | bytes, file: str, vocabulary: Vocabulary) -> Scenario:
    """Return the scenario that a file holds; `file` is what it is called in places.

    Raises InputError with all problems at once.
    """
    with paused():
        return read_tree(read(text, file), file, vocabulary)


def read_tree(root: Node, file: str, vocabulary: Vocabulary) -> Scenario:
    """Return the scenario that the nodes of a file hold. Raises InputError with all problems at once."""
    reading = Reading(file)
    scenario = body(reading, root, vocabulary)
    if isinstance(root, Mapping):
        base = base_stage(root, scenario, reading.problems)
        scenario = replace(scenario, workshop=workshop(reading, root.get(WORKSHOP), base, vocabulary))
    if reading.problems:
        raise InputError(reading.problems)
    return scenario
