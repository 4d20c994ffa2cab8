"""A large design as it is drawn for a review: mostly services that pass on to each other what a few people sent them.

That is also the model that pytm is made for: most of its rules are about servers.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from benchmarks.generate import KINDS, PLACES, ROLES, TRIES, Drawn, Plain

SHARES: Final = (0.1, 0.7, 0.02)
"""What share of all elements are people, services and groups; all others are data."""

TO_A_PERSON: Final = 0.1
TO_A_GROUP: Final = 0.05
"""How often what somebody sends goes on from the service to a person, or to a group."""


def design(elements: int, flows: int, seed: int = 1) -> Drawn:
    """Draw a design in which one service keeps each datum by agreement, and one person may see it.

    A flow brings one datum from one to the next; who got something sends it on to a service drawn at random.
    """
    rng = Random(seed)  # noqa: S311 - no secret depends on it
    people, services, groups = (int(elements * share) for share in SHARES)
    data = elements - people - services - groups
    sections: dict[str, dict[str, Plain]] = {
        "people": {f"person {number}": _person(number, rng) for number in range(people)},
        "systems": {f"service {number}": _service(number) for number in range(services)},
        "audiences": {f"group {number}": {"size": rng.randrange(5, 5000), "join": "open"} for number in range(groups)},
        "data": {f"picture {number}": _datum(number, people, services, rng) for number in range(data)},
    }
    return Drawn(elements, {**sections, "flows": dict(_paths(sections, flows, rng))})


def _person(number: int, rng: Random) -> Plain:
    role = rng.choice(ROLES) if number % 2 else "subject"
    return {"role": role, "lives in": rng.choice(PLACES), "age": "adult stated", "device": "own"}


def _service(number: int) -> Plain:
    said: dict[str, Plain] = {"kind": KINDS[number % len(KINDS)], "operator": f"company {number % 50}"}
    return {**said, "keeps": f"{number % 90}d", "end-to-end encrypted": False, "connects": "by relay"}


def _datum(number: int, people: int, services: int, rng: Random) -> Plain:
    consent = {f"service {rng.randrange(services)}": "keep", f"person {(number + 1) % people}": "see"}
    said: dict[str, Plain] = {"about": f"person {number % people}", "medium": ("video", "audio")}
    return {**said, "reveals": ("face", "voice"), "sensitivity": "sensitive", "consent": consent}


def _paths(sections: dict[str, dict[str, Plain]], wanted: int, rng: Random) -> Iterator[tuple[str, Plain]]:
    people, services, groups = (list(sections[name]) for name in ("people", "systems", "audiences"))
    has: dict[str, list[str]] = {}
    for number, datum in enumerate(sections["data"]):
        has.setdefault(people[number % len(people)], []).append(datum)
    senders, written = list(has), set[str]()
    for _ in range(TRIES * wanted):
        nodes = [rng.choice(senders), rng.choice(services), *_ends(people, groups, rng)]
        path = " -> ".join(nodes)
        if path in written or len(set(nodes)) < len(nodes):
            continue
        written.add(path)
        carried = rng.choice(has[nodes[0]])
        wanted -= len(nodes) - 1
        yield path, carried
        if wanted <= 0:
            return
        if nodes[-1] not in has:
            senders += [nodes[-1]] if nodes[-1] not in groups else []
        has.setdefault(nodes[-1], []).append(carried)


def _ends(people: list[str], groups: list[str], rng: Random) -> list[str]:
    drawn = rng.random()
    if drawn < TO_A_PERSON:
        return [rng.choice(people)]
    return [rng.choice(groups)] if drawn < TO_A_PERSON + TO_A_GROUP and groups else []
