"""Holdings -> what they tell: data about one person at one holder, joined by what identifies that person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from threatmodel.analysis.graph import Graph
from threatmodel.model.catalogue import Inference


def joined(graph: Graph, held: Mapping[int, int], background: Mapping[int, int]) -> list[tuple[list[int], int]]:
    """Group data about one person by shared identifiers.

    `held` and `background` map a datum to the bits of what it reveals: at the holder, and to everyone. Returns for
    each group the data of the holder in it and the bits of all that the group reveals. What everyone knows joins a
    group but makes none.
    """
    identifying = graph.bits.items(graph.catalogue.identifiers)
    groups: list[tuple[list[int], int]] = []
    for datum, items in (
        *held.items(),
        *((-1, items) for datum, items in background.items() if datum not in held),
    ):
        own = [] if datum < 0 else [datum]
        apart = []
        for group in groups:
            if group[1] & items & identifying:
                own += group[0]
                items |= group[1]  # noqa: PLW2901  # the group grows while it is compared
            else:
                apart.append(group)
        groups = [*apart, (own, items)]
    return [group for group in groups if group[0]]


def told(
    graph: Graph, held: Mapping[int, int], background: Mapping[int, int]
) -> Iterator[tuple[Inference, tuple[int, ...]]]:
    """Yield each inference that the joined data of one holder about one person allow, with the data that carry it."""
    for data, items in joined(graph, held, background):
        for inference in graph.catalogue.inferences:
            if all(items & graph.bits.items(group) for group in inference.reveals):
                yield inference, tuple(sorted(data))


def tells_anything(graph: Graph, items: int) -> bool:
    """Whether any inference could be drawn from all that the data about a person reveal together."""
    return any(
        all(items & graph.bits.items(group) for group in inference.reveals) for inference in graph.catalogue.inferences
    )
