"""Likelihood: risk of a shipped scenario, one what-if, exact against every world, samples against networkx."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from random import Random
from time import process_time
from typing import Final

from benchmarks.rows import Row, at_least, at_most
from threatmodel import pipeline
from threatmodel.analysis.controls import applied
from threatmodel.analysis.findings import Study, study
from threatmodel.analysis.likelihood.labels import Clause
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.analysis.likelihood.sampling import Samples
from threatmodel.analysis.likelihood.side import Side
from threatmodel.analysis.plan.measures import as_control, measures
from threatmodel.catalogue.load import load_catalogue
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import AppliedControl, Scenario
from threatmodel.shell import files
from threatmodel.shell.shipped import shipped_scenarios

SCENARIO: Final = "webcam-platform"
ROUNDS: Final = 5

ALL_FINDINGS, ONE_WHAT_IF, ALL_WHAT_IFS = 0.050, 0.005, 0.300
FASTER_THAN_WORLDS, FASTER_THAN_NETWORKX = 200, 500
MOST_CAUSES: Final = 12
"""Findings with more causes behind them are left out of the comparison with every world: it would take minutes."""

_ROUNDING: Final = 1e-9

HOLDERS, FLOWS = 100, 300
_FAR: Final = 0.2
"""How far apart two shares may lie by chance: more than five standard deviations of what networkx estimates."""

PEER_SAMPLES: Final = 200
"""How many samples networkx draws; what it would take for all is that many times as much."""


def rows() -> Iterator[Row]:
    """Yield the rows of the table; times are of the processor, the best of several."""
    catalogue = load_catalogue()
    source = files.sources([SCENARIO])[0]
    scenario = pipeline.read(files.read(source), source.name, catalogue)
    made = study(applied(scenario, catalogue), catalogue)
    number = len(made.places)
    whole = _best(lambda: _all(Likelihoods(made, scenario)))
    yield at_most(
        f"risk of all {number} findings, both ends", f"{whole * 1e3:.1f} ms", whole * 1e3, ALL_FINDINGS * 1e3, " ms"
    )
    yield from _what_if(made, scenario, catalogue)
    yield _against_worlds(catalogue)
    yield _against_networkx()


def _best(action: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        action()
        times.append(process_time() - start)
    return min(times)


def _all(likelihoods: Likelihoods, chosen: int = 0) -> list[object]:
    return [likelihoods.chance(finding_id, chosen) for finding_id in likelihoods.places]


def _what_if(made: Study, scenario: Scenario, catalogue: Catalogue) -> Iterator[Row]:
    """Measure each control that applies by itself, on a network that is there, and nothing of it asked before."""
    findings = pipeline.study(scenario, catalogue, today="2026-01-01", program="benchmark").analysis.findings
    uses = [as_control(scenario, one) for one in measures(scenario, catalogue, findings)]
    each: list[float] = []
    total = _best(lambda: each.append(_switch_all(made, scenario, uses)))
    fewest = min(each)
    yield at_most(
        "one what-if, a control switched",
        f"{fewest / len(uses) * 1e3:.2f} ms",
        fewest / len(uses) * 1e3,
        ONE_WHAT_IF * 1e3,
        " ms",
    )
    yield at_most(
        f"all {len(uses)} controls at their places, one by one",
        f"{fewest * 1e3:.0f} ms",
        fewest * 1e3,
        ALL_WHAT_IFS * 1e3,
        " ms",
    )
    yield Row("the same with the network made for it", f"{total * 1e3:.0f} ms")


def _switch_all(made: Study, scenario: Scenario, uses: Sequence[AppliedControl]) -> float:
    likelihoods = Likelihoods(made, scenario, uses)
    _all(likelihoods)
    start = process_time()
    for number in range(len(uses)):
        _all(likelihoods, 1 << number)
    return process_time() - start


def _against_worlds(catalogue: Catalogue) -> Row:
    """Compare with trying every world of the causes behind a finding, over the same clauses.

    The finding is the one with most causes of all shipped scenarios; ours is the mean of its scenario's findings, with
    the making of their network.
    """
    most, finding_id, likelihoods = max(_most_causes(catalogue), key=lambda each: each[0])
    side = likelihoods.possible
    start = process_time()
    weight = _by_worlds(likelihoods, side, finding_id, side.causes(likelihoods.ways(side, finding_id) or ()))
    theirs = process_time() - start
    scenario, graph = likelihoods.views.scenario, likelihoods.views.bare.graph
    made = study(graph.scenario, catalogue)
    ours = _best(lambda: _all(Likelihoods(made, scenario))) / len(made.places)
    exact = likelihoods.chance(finding_id).ceiling
    if abs(weight - exact) > _ROUNDING:
        raise AssertionError(f"{finding_id}: {exact} is not the weight of its worlds, {weight}")
    worlds = f"exact against all {1 << most:,} worlds of a finding"
    return at_least(worlds, f"{theirs / ours:,.0f}x", theirs / ours, FASTER_THAN_WORLDS, "x")


def _most_causes(catalogue: Catalogue) -> Iterator[tuple[int, str, Likelihoods]]:
    """Yield for each shipped scenario the finding with most causes that all can be tried, and how many they are."""
    for name in shipped_scenarios():
        source = files.sources([name])[0]
        scenario = pipeline.read(files.read(source), source.name, catalogue)
        made = study(applied(scenario, catalogue), catalogue)
        likelihoods = Likelihoods(made, scenario)
        side = likelihoods.possible
        causes = {each: len(side.causes(likelihoods.ways(side, each) or ())) for each in side.asked}
        few = {each: number for each, number in causes.items() if number <= MOST_CAUSES}
        largest = max(few, key=lambda each: few[each])
        yield few[largest], largest, likelihoods


def _by_worlds(likelihoods: Likelihoods, side: Side, finding_id: str, causes: Sequence[int]) -> float:
    asked = side.asked[finding_id]
    chances = {position: likelihoods.of_cause(side, position).ceiling for position in causes}
    weight = 0.0
    for world in product((False, True), repeat=len(causes)):
        happens = sum(1 << position for position, so in zip(causes, world, strict=True) if so)
        if asked.own & ~happens or asked.node not in _reached(side.network.clauses, happens):
            continue
        product_ = 1.0
        for position, so in zip(causes, world, strict=True):
            product_ *= chances[position] if so else 1 - chances[position]
        weight += product_
    return weight


def _reached(clauses: Sequence[Sequence[Clause]], happens: int) -> set[int]:
    """Return the nodes that come about in one world."""
    users: dict[int, list[int]] = {}
    for node, ways in enumerate(clauses):
        for way in ways:
            for premise in way.body:
                users.setdefault(premise, []).append(node)
    found: set[int] = set()
    pending = list(range(len(clauses)))
    while pending:
        node = pending.pop()
        if node in found:
            continue
        if any(way.variables & happens == way.variables and found.issuperset(way.body) for way in clauses[node]):
            found.add(node)
            pending += users.get(node, ())
    return found


def _against_networkx() -> Row:
    """Compare the share of samples in which each holder is reached, at both ends, with networkx, a graph a sample."""
    flows, chances = _drawn()
    clauses = [[] for _ in range(HOLDERS)]  # type: list[list[Clause]]
    clauses[0].append(Clause((), 0))
    for number, (source, target) in enumerate(flows):
        clauses[target].append(Clause((source,), 1 << number))
    causes = {number: (f"flow {number}", (chance / 2, chance)) for number, chance in enumerate(chances)}
    start = process_time()
    samples = Samples(clauses, causes, off=0)
    ours = (process_time() - start) / samples.number
    start = process_time()
    ends = [_with_networkx(flows, [chance / 2 for chance in chances]), _with_networkx(flows, chances)]
    theirs = (process_time() - start) / PEER_SAMPLES
    for node, end in product(range(HOLDERS), (0, 1)):
        if abs(samples.share(node, 0, end)[0] - ends[end][node] / PEER_SAMPLES) > _FAR:
            raise AssertionError(f"holder {node}: samples and networkx disagree")
    what = f"{samples.number:,} samples, {HOLDERS} holders, {FLOWS} flows against networkx"
    return at_least(what, f"{theirs / ours:,.0f}x", theirs / ours, FASTER_THAN_NETWORKX, "x")


def _drawn() -> tuple[list[tuple[int, int]], list[float]]:
    rng = Random(1)  # noqa: S311 - no secret depends on it
    flows = [(rng.randrange(HOLDERS), rng.randrange(1, HOLDERS)) for _ in range(FLOWS)]
    return flows, [rng.uniform(0.05, 0.6) for _ in flows]


def _with_networkx(flows: Sequence[tuple[int, int]], chances: Sequence[float]) -> list[int]:
    import networkx as nx  # noqa: PLC0415 - nothing else here needs it

    rng = Random(2)  # noqa: S311 - no secret depends on it
    reached = [0] * HOLDERS
    for _ in range(PEER_SAMPLES):
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(HOLDERS))
        graph.add_edges_from(flow for flow, chance in zip(flows, chances, strict=True) if rng.random() < chance)
        for node in (0, *nx.descendants(graph, 0)):
            reached[node] += 1
    return reached
