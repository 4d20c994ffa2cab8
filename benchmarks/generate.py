"""Large scenarios for the benchmarks: made up, the same for the same seed, and shaped like written ones."""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt
from random import Random

FLOWS_PER_ELEMENT = 3
KINDS = ("video conference", "cloud backup", "instant messaging", "group messenger", "participant device")
ROLES = ("partner", "friend", "viewer", "member", "family", "bystander")
PLACES = ("California", "Germany", "Kenya", "Japan")

HEAD = """\
title: A generated scenario
summary: Made up to measure with; it describes nobody.
content note: Nothing is described.
intensity: low
"""


def scenario_text(elements: int, seed: int = 1) -> str:
    """Write a scenario of so many people, systems, audiences and data, and three flows for each of them.

    People stand in layers and pass on, mostly to the next layer, what is about them or what reached them.
    """
    rng = Random(seed)  # noqa: S311 - no secret depends on it
    people, systems, audiences = elements * 6 // 10, elements * 2 // 10, elements // 20
    data = elements - people - systems - audiences
    sections = {
        "people": _people(people, rng),
        "systems": _systems(systems, rng),
        "audiences": _audiences(audiences, rng),
        "data": _data(data, people),
        "flows": _flows(elements * FLOWS_PER_ELEMENT, (people, systems, audiences, data), rng),
    }
    return HEAD + "".join(f"\n{name}:\n" + "".join(lines) for name, lines in sections.items())


def _people(count: int, rng: Random) -> Iterator[str]:
    for number in range(count):
        role = "subject" if number % 10 == 0 else rng.choice(ROLES)
        place, known = rng.choice(PLACES), (number + 1 + rng.randrange(count - 1)) % count
        yield (
            f"  person {number}: {{role: {role}, lives in: {place}, age: adult stated, device: own, "
            f"knows: [person {known}]}}\n"
        )


def _systems(count: int, rng: Random) -> Iterator[str]:
    for number in range(count):
        kind, encrypted = rng.choice(KINDS), rng.choice(("yes", "no"))
        yield (
            f"  service {number}: {{kind: {kind}, operator: company {number % 50}, keeps: {number % 90}d, connects: by relay, "
            f"end-to-end encrypted: {encrypted}}}\n"
        )


def _audiences(count: int, rng: Random) -> Iterator[str]:
    for number in range(count):
        yield f"  group {number}: {{size: {rng.randrange(5, 5000)}, join: open, age check: stated}}\n"


def _data(count: int, people: int) -> Iterator[str]:
    for number in range(count):
        subject, partner = number % people, (number + 1) % people
        yield (
            f"  picture {number}: {{about: person {subject}, medium: [video, audio], reveals: [face, voice], "
            f"sensitivity: sensitive, consent: {{person {partner}: see}}}}\n"
        )


def _flows(count: int, sizes: tuple[int, int, int, int], rng: Random) -> Iterator[str]:
    people, systems, audiences, data = sizes
    width = isqrt(people)
    holds = {number % people: [f"picture {number}"] for number in range(data)}
    senders = list(holds)
    written: set[str] = set()
    while len(written) < count:
        sender = rng.choice(senders)
        receiver = (sender // width * width + width + rng.randrange(width)) % people
        to_group = audiences > 0 and rng.random() < 0.05
        end = f"group {rng.randrange(audiences)}" if to_group else f"person {receiver}"
        path = f"person {sender} -> service {rng.randrange(systems)} -> {end}"
        if path in written or receiver == sender:
            continue
        written.add(path)
        carried = rng.choice(holds[sender])
        yield f"  {path}: {carried}\n"
        if to_group:
            continue
        if receiver not in holds:
            holds[receiver] = []
            senders.append(receiver)
        holds[receiver].append(carried)
