"""Catalogue -> bits: how forms, crossings by design, what is revealed and the ways come by share one number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Data

FORM: Final = (0, 0b001, 0b011, 0b111)
"""The bits of nothing, seen, kept and published; each form includes those before it."""

SEEN_BY_DESIGN: Final = 0b001_000
KEPT_BY_DESIGN: Final = 0b010_000
FOR_OTHER_PURPOSE: Final = 0b100_000
"""A drawn flow brought it though seeing, keeping, or its purpose was not agreed."""

_FIRST_ITEM: Final = 6

ITEMS: Final = (0, 0b001, 0b011, 0b111)
"""What the bits of items as they are seen are multiplied by, to have them in a form and those before it."""


class Bits:
    """The layout of a holding: three bits of form, three of crossings by design, three for each item, then routes.

    An item has a bit for each form in which it is held, so that a copy from which it was removed and a glimpse in
    which it was seen stay apart.
    """

    def __init__(self, catalogue: Catalogue, data: Iterable[Data]) -> None:
        used = dict.fromkeys(item for datum in data for item in datum.names("reveals"))
        self.position = {item: _FIRST_ITEM + 3 * number for number, item in enumerate(used)}
        self.all_seen = sum(1 << position for position in self.position.values())
        self.via = _FIRST_ITEM + 3 * len(used)
        self.read_words = frozenset(word for threat in catalogue.threats.values() for word in threat.when.words)
        self.way_words = frozenset(word for word in self.read_words if "system" in catalogue.words[word].on)
        """Those that may be read on the systems that something came through."""

    def items(self, names: Iterable[str]) -> int:
        """Return the bits of items as they are seen; names that no datum reveals have none."""
        return sum(1 << self.position[name] for name in set(names) if name in self.position)

    def names(self, held: int) -> tuple[str, ...]:
        """Return the names of the items that a holding reveals, in any form."""
        return tuple(name for name, position in self.position.items() if held >> position & 1)

    def arrive(self, held: int, form: int, removed: int = 0, of: int = 1) -> int:
        """Return what arrives in a form of what is held in the form `of`: its items less those removed, its routes."""
        seen = held >> (of - 1) & self.all_seen & ~removed
        return FORM[form] | seen * ITEMS[form] | self.routes(held)

    def unmarked(self, held: int) -> int:
        """Return a holding without the marks of crossings by design."""
        return held & ~(SEEN_BY_DESIGN | KEPT_BY_DESIGN | FOR_OTHER_PURPOSE)

    def routes(self, held: int) -> int:
        """Return the bits of the routes that a holding came by."""
        return held >> self.via << self.via
