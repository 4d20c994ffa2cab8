"""Node -> a scenario without its workshop: the whole of what is analysed, with every problem noted."""

from __future__ import annotations

from collections.abc import Collection
from math import inf
from typing import Final

from threatmodel.formats.data import data
from threatmodel.formats.decode import Entries, Reading, quoted
from threatmodel.formats.estimates import estimates
from threatmodel.formats.holders import SECTIONS, expect_a_subject, holders, names, refuse_taken, types_of
from threatmodel.formats.in_place import Ids, accepted, controls
from threatmodel.formats.nodes import Mapping as Fields
from threatmodel.formats.nodes import Node, Scalar
from threatmodel.formats.origins import check_origins
from threatmodel.formats.paths import paths
from threatmodel.formats.vocabulary import Vocabulary, Words
from threatmodel.model.derived import taken_by_data, taken_by_holders
from threatmodel.model.elements import EVERYONE, Scenario
from threatmodel.model.names import slug

HEADING: Final = ("title", "content note", "intensity")
"""What every scenario needs, and an example of a threat does not."""

_REQUIRED: Final = ("people", "data", "flows")
_OPTIONAL: Final = (
    "version",
    "summary",
    "period",
    "protective",
    "systems",
    "audiences",
    "controls",
    "accepted",
    "estimates",
)
KEYS: Final = frozenset((*HEADING, *_REQUIRED, *_OPTIONAL))
WORKSHOP: Final = "workshop"
_INTENSITIES: Final = ("low", "medium", "high")
_YEAR: Final = 365 * 86400.0


def body(reading: Reading, root: Node, vocabulary: Vocabulary, *, required: tuple[str, ...] = HEADING) -> Scenario:
    """Return the scenario as far as it can be read; it can be used only if the reading has no problems."""
    fields = reading.entries(root, "the scenario")
    sections = {name: reading.entries(_at(fields, name), quoted(name)) for name in SECTIONS}
    words = Words(reading, vocabulary, types_of(reading, sections))
    on_scenario = words.read(fields, "scenario", {*KEYS, WORKSHOP})
    if isinstance(root, Fields):
        reading.missing(root, "the scenario", (key for key in (*required, *_REQUIRED) if key not in fields))
    _version(reading, _at(fields, "version"))
    found = holders(words, sections)
    expect_a_subject(reading, _at(fields, "people"), found.values())
    entries = reading.entries(_at(fields, "data"), "'data'")
    names(reading, {"data": entries}, {"data": "data"})
    made = (one for name in words.holders for one in taken_by_holders(name))
    refuse_taken(reading, (one for section in sections.values() for one in section.values()), made)
    refuse_taken(reading, entries.values(), (one for name in words.holders for one in taken_by_data(name)))
    known, doubtful = data(words, entries)
    drawn = paths(reading, _drawn(reading, _at(fields, "flows")), words.holders, known)
    check_origins(reading, drawn, known, found, doubtful)
    return Scenario(
        file=reading.file,
        title=reading.text(_at(fields, "title"), "'title'") or "",
        content_note=reading.text(_at(fields, "content note"), "'content note'") or "",
        intensity=reading.choice(_at(fields, "intensity"), "'intensity'", _INTENSITIES) or _INTENSITIES[0],
        summary=reading.text(_at(fields, "summary"), "'summary'") or "",
        period=_period(reading, _at(fields, "period")),
        protective=reading.yes_no(_at(fields, "protective"), "'protective'") or False,
        words=on_scenario,
        holders=found,
        data=known,
        paths=drawn,
        controls=controls(words, _at(fields, "controls"), {path.text for path in drawn}, found),
        accepted=accepted(reading, _at(fields, "accepted"), _ids(vocabulary, found, known)),
        estimates=estimates(reading, _at(fields, "estimates"), vocabulary),
        span=root.span(reading.file),
    )


def _ids(vocabulary: Vocabulary, holders: Collection[str], data: Collection[str]) -> Ids:
    slugs = frozenset(slug(name) for name in (*holders, EVERYONE)), frozenset(slug(name) for name in data)
    return Ids(vocabulary.threats, *slugs)


def _at(fields: Entries, name: str) -> Node | None:
    entry = fields.get(name)
    return entry.value if entry is not None else None


def _version(reading: Reading, node: Node | None) -> None:
    if node is not None and not (isinstance(node, Scalar) and node.text == "1"):
        reading.complain(
            node, "this version of the scenario language is not known", "write 'version: 1' or leave it out"
        )


def _period(reading: Reading, node: Node | None) -> float:
    found = reading.duration(node, "'period'")
    if node is None or found is None:
        return _YEAR
    if not 0.0 < found < inf:
        reading.complain(node, "'period' is longer than nothing and shorter than forever", "such as 1y")
    return found


def _drawn(reading: Reading, node: Node | None) -> Entries:
    entries = reading.entries(node, "'flows'")
    if isinstance(node, Fields) and not entries:
        reading.complain(node, "no flow is drawn", "draw at least one, such as 'ana -> calling app -> ben: chat'")
    return entries
