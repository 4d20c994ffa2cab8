"""Clauses -> for each node the least sets of causes that bring it about: its minimal derivations."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from threatmodel.analysis.likelihood.probability import minimal

MOST_SETS: Final = 256
"""How many minimal derivations of a node are kept apart; with more its likelihood is sampled."""


class Clause(NamedTuple):
    """One way in which a node comes about: all nodes of the body, and all variables whose bits are set."""

    body: tuple[int, ...]
    variables: int
    passes: tuple[str, ...] | None = ()
    """The names of everybody, and the path, that the step goes through; None of a clause that sums up several steps."""
    anew: bool = False
    """Whether it makes something else out of its body, on which what stood on the way has no hold."""


Label: TypeAlias = tuple[int, ...]
"""Sets of variables as bits, none containing another."""


def labels(clauses: Sequence[Sequence[Clause]]) -> tuple[list[Label], frozenset[int]]:
    """Return the label of each node, and the nodes whose labels are too long to be told.

    `clauses` are, by node, the ways in which it comes about. Every label is the least fixpoint of: the unions of the
    labels of a body with the variables of its clause, less those that contain another.
    """
    found: list[Label] = [()] * len(clauses)
    too_long: set[int] = set()
    users = users_of(clauses)
    order = premises_first(clauses)
    rank = {node: position for position, node in enumerate(order)}
    pending = list(range(len(order)))
    waiting = set(pending)
    while pending:
        position = heapq.heappop(pending)
        waiting.discard(position)
        node = order[position]
        label = _combined(clauses[node], found, too_long)
        if label == found[node] or node in too_long:
            continue
        if label is None:
            too_long.add(node)
        else:
            found[node] = label
        for user in users.get(node, ()):
            if rank[user] not in waiting:
                waiting.add(rank[user])
                heapq.heappush(pending, rank[user])
    return found, frozenset(too_long)


def premises_first(clauses: Sequence[Sequence[Clause]]) -> list[int]:
    """Return all nodes, each after what it rests on but for what rests on it again."""
    order: list[int] = []
    seen: set[int] = set()
    placed: set[int] = set()
    for root in range(len(clauses)):
        stack = [root]
        while stack:
            node = stack[-1]
            if node not in seen:
                seen.add(node)
                stack += [premise for way in clauses[node] for premise in way.body if premise not in seen]
            else:
                stack.pop()
                if node not in placed:
                    placed.add(node)
                    order.append(node)
    return order


def users_of(clauses: Sequence[Sequence[Clause]]) -> Mapping[int, list[int]]:
    """Return by node the nodes that rest on it."""
    users: dict[int, list[int]] = {}
    for node, ways in enumerate(clauses):
        for premise in dict.fromkeys(premise for way in ways for premise in way.body):
            users.setdefault(premise, []).append(node)
    return users


def _combined(ways: Sequence[Clause], found: Sequence[Label], too_long: set[int]) -> Label | None:
    """Return the label of a node from those of its bodies; None where it becomes too long."""
    sets: set[int] = set()
    cut = False
    for way in ways:
        products = _product(way, found, too_long)
        cut |= products is None
        if products == (0,):
            return products
        sets.update(products or ())
    least = minimal(sets)
    return None if cut or len(least) > MOST_SETS else least


def _product(way: Clause, found: Sequence[Label], too_long: set[int]) -> Label | None:
    if not too_long.isdisjoint(way.body):
        return None
    products: Label = (way.variables,)
    taken = way.variables
    for premise in way.body:
        label = found[premise]
        if label == (0,):
            continue
        more = _together(label)
        if taken & more:
            products = minimal([one | other for one in products for other in label])
        elif len(products) * len(label) <= MOST_SETS:
            products = tuple(one | other for one in products for other in label)  # none contains another
        else:
            return None
        if len(products) > MOST_SETS:
            return None
        taken |= more
    return products


def _together(label: Label) -> int:
    together = 0
    for one in label:
        together |= one
    return together
