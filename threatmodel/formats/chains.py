"""Names that each follow at most one other, such as copies and twists: their order, and where it is a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def circles(follows: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return every circle once, from its first member in the order of the mapping on."""
    found: list[tuple[str, ...]] = []
    walked: dict[str, int] = {}
    for number, start in enumerate(follows):
        walk: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in walked:
            walked[at] = number
            walk[at] = None
            at = follows.get(at)
        if at is not None and walked[at] == number:
            members = list(walk)
            found.append(tuple(members[members.index(at) :]))
    return found


def in_order(names: Iterable[str], follows: Mapping[str, str]) -> list[str]:
    """Return the names so that each stands after the one that it follows. There must be no circle."""
    done: dict[str, None] = {}
    for name in names:
        waiting = []
        at: str | None = name
        while at is not None and at not in done:
            waiting.append(at)
            at = follows.get(at)
        done.update(dict.fromkeys(reversed(waiting)))
    return list(done)
