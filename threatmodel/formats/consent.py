"""Node -> what the subjects of a datum agreed to, by recipient."""

from __future__ import annotations

from typing import Final

from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Node, Scalar, Sequence
from threatmodel.formats.values import Holders, holder
from threatmodel.model.elements import ACTS, EVERYONE, PURPOSES, Consent, Grant

_NOTHING: Final = ACTS[0]
_WHAT: Final = "'consent'"


def consent(reading: Reading, node: Node, holders: Holders) -> Consent | None:
    """Return what was agreed; None when it is written as `unknown`, which is the same as left out."""
    grants: dict[str, Grant] = {}
    if isinstance(node, Scalar) and node.text in ("unknown", _NOTHING):
        return None if node.text == "unknown" else Consent(grants={}, span=node.span(reading.file))
    for name, entry in reading.entries(node, _WHAT).items():
        known = name == EVERYONE or holder(reading, entry.key, name, holders)
        granted = _grant(reading, entry.value, f"the consent of {quoted(name)}", entry.key)
        if known and granted:
            grants[name] = granted
    return Consent(grants=grants, span=node.span(reading.file))


def _grant(reading: Reading, node: Node, what: str, key: Scalar) -> Grant | None:
    items = reading.one_or_more(node, what)
    acts, purposes = [], set()
    for item in items:
        if item.text in PURPOSES:
            purposes.add(item.text)
        elif item.text in ACTS:
            acts.append(ACTS.index(item.text))
        else:
            hint = reading.nearest(item.text, ACTS, PURPOSES)
            reading.complain(item, f"{quoted(item.text)} is not something that can be agreed", hint)
    if 0 in acts and len(items) > 1:
        reading.complain(node, f"'{_NOTHING}' cannot stand beside something else that is agreed")
    if isinstance(node, Sequence) and not node.items:
        reading.complain(node, f"{what} needs a value", f"write '{_NOTHING}' where nothing is agreed")
    return Grant(act=ACTS[max(acts, default=0)], purposes=frozenset(purposes), span=key.span(reading.file))


def purposes(reading: Reading, node: Node | None) -> tuple[str, ...]:
    """Return what data is sent for."""
    items = reading.one_or_more(node, "'purpose'")
    return tuple(item.text for item in items if reading.choice(item, "'purpose'", PURPOSES))
