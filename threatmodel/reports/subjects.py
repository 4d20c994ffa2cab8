"""A datum at a holder -> the people whose privacy is at stake there."""

from __future__ import annotations

import re
from typing import Final

from threatmodel.model.elements import Scenario

_LEARNED: Final = re.compile(r"(?:who|where) (.+) is|that (.+) takes part|the network address of (.+)")


def concerned(scenario: Scenario, holder: str, datum: str) -> tuple[str, ...]:
    """Return the people, other than the holder, whom a datum is about; also one that is learned of them."""
    about: tuple[str, ...] = ()
    if datum in scenario.data:
        about = scenario.data[datum].about
    elif (found := _LEARNED.fullmatch(datum)) is not None:
        about = tuple(name for name in found.groups() if name)
    return tuple(name for name in about if name != holder)
