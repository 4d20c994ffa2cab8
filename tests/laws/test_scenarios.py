from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from tests.laws.reference import Reference
from tests.laws.reference_consent import NAMED, PUBLIC
from tests.laws.scenarios import Case, cases

CASES = 150
SHARES = {
    "open": 0.5,
    "undecided": 0.4,
    "point": 0.6,
    "a threat of its own": 0.3,
    "flow": 0.7,
    "start": 0.25,
    "source": 0.3,
    "copy": 0.03,
    "member": 0.08,
    "connection": 0.1,
    "threat": 0.2,
    "inference": 0.4,
    "joined": 0.2,
    "from what everyone knows": 0.08,
    "publication": 0.2,
    "a made holder": 0.15,
    "another purpose": 0.3,
    "something removed": 0.06,
    "knowing who it is": 0.03,
}
"""In how large a share of the cases each feature occurs at least."""


def test_the_cases_reach_every_feature() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=CASES)
    @given(cases())
    def look(case: Case) -> None:
        seen.update(features(Reference(*case)))

    look()
    assert {name: seen[name] for name, share in SHARES.items() if seen[name] < share * CASES} == {}


def features(reference: Reference) -> set[str]:
    held = reference.possible[0]
    steps = list(reference.steps(held, sure=False))
    joins = [step for step in steps if step.cause[0] == "inference"]
    data = reference.register.data
    kinds = {
        "point": bool(reference.points),
        "a threat of its own": any(id_.startswith("threat-") for id_ in reference.findings),
        "joined": any(len(step.premises) > 1 for step in joins),
        "from what everyone knows": any(who == PUBLIC for step in joins for who, _, _ in step.premises),
        "a made holder": any(who.role != NAMED and who != PUBLIC for who, _ in held),
        "another purpose": any("purpose" in holding.marks for holding in held.values()),
        "something removed": any(
            set(data[what].names("reveals")) - holding.seen() for (_, what), holding in held.items() if what in data
        ),
        "knowing who it is": any(step.cause[0] == "threat" and len(step.premises) > 1 for step in steps),
    }
    return {name for name, there in kinds.items() if there} | {
        *reference.findings.values(),
        *(step.cause[0] for step in steps),
    }
