"""Text -> the catalogue's numbers that nobody has measured, or everything that is wrong with the file."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from threatmodel.formats.catalogue import read_entry
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Node
from threatmodel.model.assumed import Assumed, Factor
from threatmodel.model.elements import EFFORTS

_Confidence: TypeAlias = Literal["high", "medium", "low"]

_CONFIDENCES: Final[tuple[_Confidence, ...]] = ("high", "medium", "low")
_STRENGTHS: Final = ("strong", "partial", "deterrent", "procedural", "detective")
_MOST_POINTS: Final = 1000


def read_assumed(text: str | bytes, file: str) -> Assumed:
    """Return the table of assumptions. Raises InputError with all problems at once."""
    return read_entry(text, file, _assumed)


def _assumed(reading: Reading, node: Node) -> Assumed:
    fields = reading.fields(node, "the assumptions", ("strengths", "efforts"))
    strengths = reading.fields(fields.get("strengths"), "'strengths'", _STRENGTHS)
    efforts = reading.fields(fields.get("efforts"), "'efforts'", EFFORTS)
    return Assumed(
        strengths={name: _factor(reading, name, entry) for name, entry in strengths.items()},
        efforts={name: reading.whole(entry, quoted(name), 1, _MOST_POINTS) or 1 for name, entry in efforts.items()},
    )


def _factor(reading: Reading, name: str, node: Node) -> Factor:
    fields = reading.fields(node, quoted(name), ("factor", "why", "confidence"), ("sources",))
    factor = reading.number(fields.get("factor"), "'factor'")
    if factor is not None and factor > 1:
        reading.complain(fields["factor"], "'factor' is a share from 0 to 1")
    return Factor(
        factor=1.0 if factor is None else float(factor),
        why=reading.text(fields.get("why"), "'why'") or "",
        confidence=reading.choice(fields.get("confidence"), "'confidence'", _CONFIDENCES) or "low",
        sources=reading.texts(fields.get("sources"), "'sources'"),
        span=node.span(reading.file),
    )
