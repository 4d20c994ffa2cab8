"""Holdings -> what they tell: data about one person at one holder, joined by what identifies that person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from threatmodel.analysis.graph import Graph
from threatmodel.model.catalogue import Inference


class Group(NamedTuple):
    """Data that are known to be about one person: those of the holder, those that everyone knows, what they reveal."""

    held: tuple[int, ...]
    public: tuple[int, ...]
    items: int


def joined(graph: Graph, held: Mapping[int, int], public: Mapping[int, int]) -> list[Group]:
    """Group data about one person by shared identifiers.

    `held` and `public` map a datum to the bits of what it reveals: at the holder, and to everyone. What everyone
    knows joins a group but makes none. A datum that a holder has and that is public too joins itself.
    """
    identifying = graph.identifying
    alone = [Group((datum,), (), items) for datum, items in held.items()]
    alone += [Group((), (datum,), items) for datum, items in public.items()]
    groups: list[Group] = []
    for group in alone:
        for other in groups:
            if other.items & group.items & identifying or set(group.public).intersection(other.held):
                groups = [one for one in groups if one is not other]
                group = Group(other.held + group.held, other.public + group.public, other.items | group.items)  # noqa: PLW2901
        groups.append(group)
    return [group for group in groups if group.held]


def told(graph: Graph, held: Mapping[int, int], public: Mapping[int, int]) -> Iterator[tuple[Inference, Group]]:
    """Yield each inference that the joined data of one holder about one person allow, with the data that carry it."""
    items = 0
    for revealed in (*held.values(), *public.values()):
        items |= revealed
    if not tells_anything(graph, items):
        return
    for group in joined(graph, held, public):
        for inference, asked in graph.telling:
            if all(group.items & revealed for revealed in asked):
                yield inference, group


def tells_anything(graph: Graph, items: int) -> bool:
    """Whether any inference could be drawn from all that the data about a person reveal together."""
    return any(all(items & revealed for revealed in asked) for _, asked in graph.telling)
