"""Scenarios of any size that look like written ones: a few people show things to friends and rooms through services."""

from __future__ import annotations

from collections.abc import Iterator

ROLES = ("partner", "friend", "viewer", "family", "staff")
KINDS = ("video conference", "instant messaging", "cloud backup", "group messenger")
NAMES = ("Ana", "Bo", "Chidi", "Dunja", "Emeka", "Farah", "Goran", "Hana", "Ilse", "Jun")


def town(elements: int) -> str:
    """The text of a scenario of so many people, systems, audiences and data: at least ten."""
    people, systems = elements * 4 // 10, elements * 3 // 10
    audiences = elements // 10
    data = elements - people - systems - audiences
    names = [f"{NAMES[n % 10]}{'' if n < 10 else f' {n // 10 + 1}'}" for n in range(people)]
    services = [f"{KINDS[n % 4]} {n // 4 + 1}" for n in range(systems)]
    rooms = [f"room {n + 1}" for n in range(audiences)]
    things = [f"picture {n + 1}" if n % 2 else f"chat {n + 1}" for n in range(data)]
    parts = {
        "people": (f"{name}: {{role: {'subject' if n % 5 == 0 else ROLES[n % 5]}}}" for n, name in enumerate(names)),
        "systems": (
            f"{name}: {{kind: {KINDS[n % 4]}, operator: company {n // 3 + 1}, end-to-end encrypted: no, keeps: 30d}}"
            for n, name in enumerate(services)
        ),
        "audiences": (f"{name}: {{size: {(n + 1) * 40}, join: open}}" for n, name in enumerate(rooms)),
        "data": _data(things, names),
        "flows": _flows(things, names, services, rooms),
    }
    head = f"title: A town of {elements}\ncontent note: Made up; nothing is described.\nintensity: low\n"
    return head + "".join(f"\n{part}:\n" + "".join(f"  {line}\n" for line in lines) for part, lines in parts.items())


def _data(things: list[str], names: list[str]) -> Iterator[str]:
    for n, thing in enumerate(things):
        owner, friend = names[n * 5 % len(names)], names[(n * 5 + 1) % len(names)]
        medium = "[video, audio]" if n % 2 else "text"
        yield (
            f"{thing}: {{about: {owner}, medium: {medium}, reveals: [face], sensitivity: intimate, "
            f"consent: {{{friend}: {'see' if n % 3 else 'keep'}}}}}"
        )


def _flows(things: list[str], names: list[str], services: list[str], rooms: list[str]) -> Iterator[str]:
    """From whom each thing is about to a friend, from there to somebody else, and now and then into a room."""
    for n, thing in enumerate(things):
        owner, friend, other = (names[(n * 5 + step) % len(names)] for step in (0, 1, 2))
        through = services[n * 2 % len(services)]
        yield f"{owner} -> {through} -> {friend}: {thing}"
        yield f"{friend} -> {services[(n * 2 + 1) % len(services)]} -> {other}: {thing}"
        if n % 3 == 0:
            yield f"{owner} -> {through} -> {rooms[n % len(rooms)]}: {thing}"
