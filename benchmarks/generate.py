"""Large scenarios for the benchmarks: made up, the same for the same seed, and shaped like written ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isqrt
from random import Random
from typing import Final, TypeAlias

FLOWS_PER_ELEMENT: Final = 3
KINDS: Final = ("video conference", "cloud backup", "instant messaging", "group messenger", "participant device")
ROLES: Final = ("partner", "friend", "viewer", "member", "family", "bystander")
PLACES: Final = ("California", "Germany", "Kenya", "Japan")
TRIES: Final = 20
"""How often, for each flow that is wanted, a path is drawn: of few elements there are not as many different paths."""

Plain: TypeAlias = "str | bool | int | tuple[str, ...] | Mapping[str, Plain]"
"""What a scenario file says, before it is written as text or read as nodes."""


@dataclass(frozen=True)
class Drawn:
    """A made-up scenario; `sections` hold by name what stands there, in the order and the words of the language."""

    elements: int
    sections: Mapping[str, Mapping[str, Plain]]

    @property
    def flows(self) -> Mapping[str, Plain]:
        """The data that each path carries."""
        return self.sections["flows"]


HEAD: Final = {
    "title": "A generated scenario",
    "summary": "Made up to measure with; it describes nobody.",
    "content note": "Nothing is described.",
    "intensity": "low",
}


def drawn(elements: int, seed: int = 1, *, flows: int = 0) -> Drawn:
    """Draw so many people, systems, audiences and data (ten at least), and by default three flows for each of them.

    People stand in layers and pass on, to the next layer, what is about them or what reached them; the last layer
    passes on to the first. Of few elements there may be fewer flows, since no path is drawn twice.
    """
    rng = Random(seed)  # noqa: S311 - no secret depends on it
    people, systems, audiences = elements * 6 // 10, elements * 2 // 10, elements // 20
    data = elements - people - systems - audiences
    sections = {
        "people": dict(_people(people, rng)),
        "systems": dict(_systems(systems, rng)),
        "audiences": dict(_audiences(audiences, rng)),
        "data": dict(_data(data, people)),
    }
    sizes = (people, systems, audiences, data)
    return Drawn(elements, {**sections, "flows": dict(_flows(flows or elements * FLOWS_PER_ELEMENT, sizes, rng))})


def as_text(scenario: Drawn) -> str:
    """Write a scenario as its file would be, one line for each element and each flow."""
    head = "".join(f"{name}: {value}\n" for name, value in HEAD.items())
    sections = (
        f"\n{name}:\n" + "".join(f"  {key}: {_written(value)}\n" for key, value in entries.items())
        for name, entries in scenario.sections.items()
        if entries
    )
    return head + "".join(sections)


def scenario_text(elements: int, seed: int = 1) -> str:
    """Draw a scenario and write it."""
    return as_text(drawn(elements, seed))


def _written(value: Plain) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(value) + "]"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _people(count: int, rng: Random) -> Iterator[tuple[str, Plain]]:
    for number in range(count):
        role = "subject" if number % 10 == 0 else rng.choice(ROLES)
        place, known = rng.choice(PLACES), (number + 1 + rng.randrange(count - 1)) % count
        words: dict[str, Plain] = {"role": role, "lives in": place, "age": "adult stated", "device": "own"}
        yield f"person {number}", {**words, "knows": (f"person {known}",)}


def _systems(count: int, rng: Random) -> Iterator[tuple[str, Plain]]:
    for number in range(count):
        kind, encrypted = rng.choice(KINDS), rng.choice((True, False))
        words: dict[str, Plain] = {"kind": kind, "operator": f"company {number % 50}", "keeps": f"{number % 90}d"}
        yield f"service {number}", {**words, "connects": "by relay", "end-to-end encrypted": encrypted}


def _audiences(count: int, rng: Random) -> Iterator[tuple[str, Plain]]:
    for number in range(count):
        yield f"group {number}", {"size": rng.randrange(5, 5000), "join": "open", "age check": "stated"}


def _data(count: int, people: int) -> Iterator[tuple[str, Plain]]:
    for number in range(count):
        subject, partner = number % people, (number + 1) % people
        words: dict[str, Plain] = {
            "about": f"person {subject}",
            "medium": ("video", "audio"),
            "reveals": ("face", "voice"),
        }
        yield (
            f"picture {number}",
            {
                **words,
                "sensitivity": "sensitive",
                "consent": {f"person {partner}": "see"},
            },
        )


def _flows(count: int, sizes: tuple[int, int, int, int], rng: Random) -> Iterator[tuple[str, Plain]]:
    people, systems, audiences, data = sizes
    width = isqrt(people)
    holds = {number % people: [f"picture {number}"] for number in range(data)}
    senders = list(holds)
    written: set[str] = set()
    for _ in range(TRIES * count):
        sender = rng.choice(senders)
        receiver = (sender // width * width + width + rng.randrange(width)) % people
        to_group = audiences > 0 and rng.random() < 0.05
        end = f"group {rng.randrange(audiences)}" if to_group else f"person {receiver}"
        path = f"person {sender} -> service {rng.randrange(systems)} -> {end}"
        if path in written or receiver == sender:
            continue
        written.add(path)
        carried = rng.choice(holds[sender])
        yield path, carried
        if len(written) == count:
            return
        if to_group:
            continue
        if receiver not in holds:
            holds[receiver] = []
            senders.append(receiver)
        holds[receiver].append(carried)
