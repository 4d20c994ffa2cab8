"""Node -> what a control adds to a scenario: people, systems, data and flows, with names that are filled in."""

from __future__ import annotations

from typing import Final

from threatmodel.formats.body import body
from threatmodel.formats.decode import Reading
from threatmodel.formats.holders import SECTIONS
from threatmodel.formats.merge import merged, with_entries
from threatmodel.formats.nodes import Mapping, Node
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.formats.yaml_text import read
from threatmodel.model.catalogue import DATUM, PERSON, PLACE, SUBJECT, Addition

_BEYOND: Final = "{beyond}"
_WAY: Final = f"{PERSON} -> {PLACE} -> {_BEYOND}"
_STANDING: Final = f"""
people: {{"{PERSON}": {{role: subject}}, "{SUBJECT}": {{role: subject}}}}
systems: {{"{PLACE}": {{}}, "{_BEYOND}": {{}}}}
data: {{"{DATUM}": {{about: "{PERSON}"}}}}
flows: {{"{_WAY}": "{DATUM}"}}
"""
"""What stands for the place of the control, the people that its paths are of, and what they carry."""
_STAND: Final = frozenset((PERSON, SUBJECT, PLACE, _BEYOND))
_PARTS: Final = (*SECTIONS, "data", "flows")
_OF: Final = "of"


def addition(reading: Reading, node: Node | None, vocabulary: Vocabulary) -> Addition | None:
    """Return what a control adds, None where it adds nothing; it is written as a scenario is."""
    if node is None:
        return None
    fields = reading.fields(node, "'adds'", (), (*_PARTS, _OF))
    media = reading.choices(fields.get(_OF), "'of'", vocabulary.words["medium"].values)
    standing = read(_STANDING, reading.file)
    if not isinstance(node, Mapping) or not isinstance(standing, Mapping):
        return None
    written = with_entries(node, {name: entry for name, entry in node.entries.items() if name in _PARTS})
    whole = body(reading, merged(standing, written), vocabulary, required=())
    return Addition(
        holders=tuple(holder for name, holder in whole.holders.items() if name not in _STAND),
        data=tuple(datum for name, datum in whole.data.items() if name != DATUM),
        paths=tuple(path for path in whole.paths if path.text != _WAY),
        media=media,
    )
