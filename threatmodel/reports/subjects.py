"""A datum at a holder -> the people whose privacy is at stake there, and whom of them a finding is about."""

from __future__ import annotations

import re
from typing import Final

from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Finding
from threatmodel.model.names import listed

_LEARNED: Final = re.compile(r"(?:who|where) (.+) is|that (.+) takes part|the network address of (.+)")


def concerned(scenario: Scenario, holder: str, datum: str) -> tuple[str, ...]:
    """Return the people, other than the holder, whom a datum is about; also one that is learned of them.

    In an audience each is another, so that an audience that holds data about itself stays.
    """
    about: tuple[str, ...] = ()
    if datum in scenario.data:
        about = scenario.data[datum].about
    elif (found := _LEARNED.fullmatch(datum)) is not None:
        about = tuple(name for name in found.groups() if name)
    at = scenario.holders.get(holder)
    is_audience = at is not None and at.type == "audience"
    return about if is_audience else tuple(name for name in about if name != holder)


def told_of(scenario: Scenario, finding: Finding) -> str:
    """Return whom a finding is about, where that is not everybody whom its data concerns; else empty.

    What is not known of somebody is said as that.
    """
    if finding.datum is None or not set(finding.about) < set(concerned(scenario, finding.holder, finding.datum)):
        return ""
    perhaps = f", perhaps {listed(finding.perhaps_about, 'and')} too" if finding.perhaps_about else ""
    return f"about {listed(finding.about, 'and')}{perhaps}"
