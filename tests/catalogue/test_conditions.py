"""Every part of every condition is there for a reason: without it, one of the threat's own examples comes out wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest

from tests.shipped import CATALOGUE
from threatmodel.catalogue.trials import wrong_examples
from threatmodel.model.catalogue import Threat, When

SAID_TWICE: Final = {
    ("doxxing-harassment", "reveals"): "who can put a name to a persona has its handle",
    ("ip-address-disclosure", "connects"): "only a direct connection shows an address",
    ("ip-address-disclosure", "not agreed"): "nobody is asked about an address that nobody drew",
    ("payout-identity-exposed", "reveals"): "who can put a name to a persona has the name",
    ("third-party-control", "role"): "who earns by showing more is a subject",
    ("timing-amount-correlation", "reveals"): "a series is joined with another series",
}
"""Parts that say again, for the reader, what another part or the engine sees to."""

NOTHING_HELD: Final = "end-to-end encrypted"
"""Such a system holds nothing, so that no condition is asked there."""

BY_THREAT = pytest.mark.parametrize("threat", CATALOGUE.threats.values(), ids=CATALOGUE.threats.keys())


def without(when: When) -> Iterator[tuple[str, When]]:
    """Yield each condition that is left when one part is taken away, with the name of the part.

    Forms and types of holders are not among them: they follow from where the words of a condition can stand.
    """
    if when.not_agreed is not None and not when.by_design:
        yield "not agreed", replace(when, not_agreed=None)
    if when.reveals:
        yield "reveals", replace(when, reveals=())
    if when.knows is not None:
        yield "knows", replace(when, knows=None)
    for fact in when.facts:
        yield fact, replace(when, facts=tuple(one for one in when.facts if one != fact))
    for word in when.words:
        if word != NOTHING_HELD:
            yield word, replace(when, words={name: said for name, said in when.words.items() if name != word})


@BY_THREAT
def test_each_part_of_a_condition_is_held_by_an_example(threat: Threat) -> None:
    unheld = []
    for part, when in without(threat.when):
        changed = replace(threat, when=when)
        known = replace(CATALOGUE, threats={**CATALOGUE.threats, threat.id: changed})
        if not any(wrong_examples(changed, known)) and (threat.id, part) not in SAID_TWICE:
            unheld.append(part)
    assert unheld == []
