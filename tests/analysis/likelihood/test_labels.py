"""Labels: the minimal sets of variables that bring a node about, against trying every set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threatmodel.analysis.likelihood import labels as module
from threatmodel.analysis.likelihood.labels import Clause, labels, premises_first
from threatmodel.analysis.likelihood.probability import minimal
from threatmodel.analysis.likelihood.sampling import happening

NODES, VARIABLES = 6, 4

CLAUSES = st.lists(
    st.lists(
        st.builds(
            Clause,
            st.lists(st.integers(0, NODES - 1), max_size=2, unique=True).map(tuple),
            st.integers(0, (1 << VARIABLES) - 1),
        ),
        max_size=3,
    ),
    min_size=NODES,
    max_size=NODES,
)


def reached(clauses: list[list[Clause]], happens: int) -> set[int]:
    """Return the nodes that come about where just these variables are so: rounds until nothing changes."""
    found: set[int] = set()
    while True:
        more = {
            node
            for node, ways in enumerate(clauses)
            if any(way.variables & happens == way.variables and found.issuperset(way.body) for way in ways)
        }
        if more == found:
            return found
        found = more


@given(CLAUSES)
def test_a_label_has_the_minimal_sets_that_bring_a_node_about(clauses: list[list[Clause]]) -> None:
    found, too_long = labels(clauses)
    assert not too_long
    worlds = {happens: reached(clauses, happens) for happens in range(1 << VARIABLES)}
    for node, label in enumerate(found):
        assert label == minimal([happens for happens, there in worlds.items() if node in there])


@given(CLAUSES)
def test_sampled_worlds_reach_what_each_world_reaches_by_itself(clauses: list[list[Clause]]) -> None:
    """A sample for each world: the bit of a world is set in a variable if it is so there."""
    worlds = range(1 << VARIABLES)
    drawn = {one: sum(1 << world for world in worlds if world >> one & 1) for one in range(VARIABLES)}
    state = happening(clauses, drawn, (1 << len(worlds)) - 1)
    for world in worlds:
        assert {node for node in range(NODES) if state[node] >> world & 1} == reached(clauses, world)


def test_what_rests_on_itself_alone_never_comes_about() -> None:
    found, _ = labels([[Clause((1,), 0)], [Clause((0,), 0)]])
    assert found == [(), ()]


def test_a_label_that_grows_too_long_is_not_told_nor_is_what_rests_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SETS", 2)
    wide = [Clause((), 1 << one) for one in range(3)]
    found, too_long = labels([wide, [Clause((0,), 0)], [Clause((), 0), Clause((0,), 0)], [Clause((), 8)]])
    assert too_long == {0, 1}
    assert found[2:] == [(0,), (8,)]


def test_premises_come_before_what_rests_on_them() -> None:
    assert premises_first([[Clause((1, 2), 0)], [Clause((2,), 0)], []]) == [2, 1, 0]
