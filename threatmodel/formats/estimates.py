"""Nodes -> what a scenario holds of threats and controls in place of the catalogue, and why."""

from __future__ import annotations

from typing import Final

from threatmodel.formats.decode import Fields, Reading, quoted
from threatmodel.formats.nodes import Entry, Node
from threatmodel.formats.nodes import Mapping as MappingNode
from threatmodel.formats.probability import CAP, KEYS, probability, probability_range
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.elements import EFFORTS, Estimate
from threatmodel.model.names import listed

BECAUSE: Final = "because"
OF_THREATS: Final = ("severity", "likelihood")
"""What may be held of a threat."""

OF_CONTROLS: Final = ("factor", "effort")
"""What may be held of a control."""


def estimates(reading: Reading, node: Node | None, vocabulary: Vocabulary) -> dict[str, Estimate]:
    """Return the estimates of a scenario by the id of the threat or control that each is about."""
    entries = reading.entries(node, "'estimates'")
    return {id_: _estimate(reading, entry, vocabulary) for id_, entry in entries.items()}


def _estimate(reading: Reading, entry: Entry, vocabulary: Vocabulary) -> Estimate:
    id_, node = entry.key.text, entry.value
    known = _keys(reading, entry, vocabulary)
    fields = reading.fields(node, quoted(id_), (BECAUSE,), known)
    if isinstance(node, MappingNode) and not set(node.entries) - {BECAUSE}:
        reading.complain(node, f"{quoted(id_)} needs {listed([quoted(key) for key in known])}")
    return Estimate(
        id=id_,
        because=reading.text(fields.get(BECAUSE), quoted(BECAUSE)) or "",
        severity=reading.whole(fields.get("severity"), "'severity'", 1, 5),
        likelihood=_likelihood(reading, fields),
        factor=probability(reading, fields, "factor"),
        effort=reading.choice(fields.get("effort"), "'effort'", EFFORTS),
        span=entry.key.span(reading.file),
    )


def _keys(reading: Reading, entry: Entry, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what may be held of this id; one that is neither a threat nor a control is a problem."""
    threats, controls = vocabulary.threats, vocabulary.controls
    if threats is None or controls is None:
        return (*OF_THREATS, *OF_CONTROLS)
    if entry.key.text in threats:
        return OF_THREATS
    if entry.key.text not in controls:
        reading.unknown(entry, f"{quoted(entry.key.text)} is no threat and no control", threats, controls)
        return (*OF_THREATS, *OF_CONTROLS)
    return OF_CONTROLS


def _likelihood(reading: Reading, fields: Fields) -> tuple[float, float, float | None] | None:
    node = fields.get("likelihood")
    if node is None:
        return None
    return probability_range(reading, reading.fields(node, "'likelihood'", KEYS, (CAP,)))
