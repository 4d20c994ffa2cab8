"""What somebody tries on a scenario: controls put in place or taken away, and twists."""

from __future__ import annotations

from dataclasses import dataclass

from threatmodel.model.plan import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A change that is not written into the file."""

    added: tuple[Named, ...] = ()
    """Controls to put in place; without a place, wherever they may stand."""
    removed: tuple[Named, ...] = ()
    """Controls in place to take away; without a place, everywhere."""
    twists: tuple[str, ...] = ()
    """Names of twists, one after the other."""
