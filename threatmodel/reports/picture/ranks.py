"""Layout request -> ranks: which box stands before which, with cycles cut and long arrows threaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from threatmodel.model.drawing import LayoutRequest

SWEEPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Items are the boxes, in the order of the request, and after them the threads of long arrows."""

    items: int
    rank: Sequence[int]  # item -> rank
    band: Sequence[int]  # item -> lane, or the number of lanes for none
    ranks: Sequence[Sequence[int]]  # items of each rank, in order across
    chains: Mapping[int, Sequence[int]]  # arrow -> items from the lowest rank to the highest
    reversed: frozenset[int]  # arrows that run against the ranks
    loops: Mapping[int, int]  # arrow to oneself -> box
    label_rank: Mapping[int, int]  # arrow -> the rank after which its label stands


def rank(request: LayoutRequest) -> Ranked:
    """Rank by the longest way from a start; a cycle is cut where a walk in the given order closes it."""
    number = {box.id: item for item, box in enumerate(request.boxes)}
    ends = [(number[arrow.source], number[arrow.target]) for arrow in request.arrows]
    turned = _closing(len(number), ends)
    level = _longest(len(number), [(b, a) if n in turned else (a, b) for n, (a, b) in enumerate(ends)])
    lanes = {lane.id: place for place, lane in enumerate(request.lanes)}
    band = [lanes.get(box.lane, len(lanes)) for box in request.boxes]
    chains: dict[int, list[int]] = {}
    label_rank = {}
    for arrow, (a, b) in enumerate(ends):
        if a == b:
            continue
        low, high = (b, a) if arrow in turned else (a, b)
        chains[arrow] = [low]
        for between in range(level[low] + 1, level[high]):
            chains[arrow].append(len(level))
            level.append(between)
            band.append(band[a])
        chains[arrow].append(high)
        label_rank[arrow] = level[high] - 1 if arrow in turned else level[low]
    return Ranked(
        items=len(level),
        rank=level,
        band=band,
        ranks=_ordered(level, chains),
        chains=chains,
        reversed=frozenset(turned),
        loops={arrow: a for arrow, (a, b) in enumerate(ends) if a == b},
        label_rank=label_rank,
    )


def _closing(boxes: int, ends: Sequence[tuple[int, int]]) -> set[int]:
    """Arrows that close a cycle in a depth-first walk (without recursion: chains may be long)."""
    leaving: dict[int, list[int]] = defaultdict(list)
    for arrow, (a, b) in enumerate(ends):
        if a != b:
            leaving[a].append(arrow)
    closing: set[int] = set()
    state = [0] * boxes  # 0 not seen, 1 on the way, 2 done
    for start in range(boxes):
        walk = [(start, iter(leaving[start]))] if not state[start] else []
        state[start] = state[start] or 1
        while walk:
            box, rest = walk[-1]
            onward = next(rest, None)
            if onward is None:
                state[box] = 2
                walk.pop()
            elif state[ends[onward][1]] == 1:
                closing.add(onward)
            elif state[ends[onward][1]] == 0:
                state[ends[onward][1]] = 1
                walk.append((ends[onward][1], iter(leaving[ends[onward][1]])))
    return closing


def _longest(boxes: int, ends: Sequence[tuple[int, int]]) -> list[int]:
    after: dict[int, list[int]] = defaultdict(list)
    waiting = [0] * boxes
    for a, b in ends:
        if a != b:
            after[a].append(b)
            waiting[b] += 1
    level = [0] * boxes
    ready = [box for box in range(boxes) if not waiting[box]]
    for box in ready:  # grows while it is read
        for next_box in after[box]:
            level[next_box] = max(level[next_box], level[box] + 1)
            waiting[next_box] -= 1
            if not waiting[next_box]:
                ready.append(next_box)
    return level


def _ordered(level: Sequence[int], chains: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Items of each rank, ordered by the middle of their neighbours so that fewer arrows cross."""
    ranks: list[list[int]] = [[] for _ in range(max(level, default=-1) + 1)]
    for item, place in enumerate(level):
        ranks[place].append(item)
    beside: dict[int, list[int]] = defaultdict(list)
    for chain in chains.values():
        for a, b in pairwise(chain):
            beside[a].append(b)
            beside[b].append(a)
    position = {item: float(place) for cells in ranks for place, item in enumerate(cells)}
    for _ in range(SWEEPS):
        for cells in ranks:
            cells.sort(key=lambda item: _middle(item, beside, position))
            position.update((item, float(place)) for place, item in enumerate(cells))
    return ranks


def _middle(item: int, beside: Mapping[int, Sequence[int]], position: Mapping[int, float]) -> float:
    near = beside.get(item, ())
    return sum(position[other] for other in near) / len(near) if near else position[item]
