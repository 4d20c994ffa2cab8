from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
from hypothesis import given, settings

from tests.laws.changes import all_steps
from tests.laws.engine import analysed
from tests.laws.reference import Reference
from tests.laws.reference import Step as Taken
from tests.laws.reference_consent import NAMED, What, Who
from tests.laws.scenarios import Case, cases
from threatmodel.model.catalogue import FORMS
from threatmodel.model.findings import Finding, Step

EXAMPLES = settings(max_examples=100)
Node = tuple[str, str, int]
BEGIN: Node = ("", "", 0)
BEGINNING = ("source", "connection", "copy")


def witnessed(case: Case) -> tuple[Finding, ...]:
    return tuple(one for one in analysed(*case).findings if one.witness is not None and one.state != "closed")


def is_joined(finding: Finding) -> bool:
    """Whether the root of a witness joins the holding with what is known of the subject."""
    step = finding.witness
    return step is not None and (step.kind, step.by) == ("threat", finding.threat.id) and len(step.premises) > 1


def held_at(finding: Finding) -> Step:
    assert finding.witness is not None
    return finding.witness.premises[0] if is_joined(finding) else finding.witness


@EXAMPLES
@given(cases())
def test_a_witness_ends_where_its_finding_is(case: Case) -> None:
    for finding in witnessed(case):
        step = held_at(finding)
        assert (step.holder, step.datum) == (finding.holder, finding.datum)
        assert finding.form is not None
        assert FORMS.index(step.form) >= FORMS.index(finding.form)


@EXAMPLES
@given(cases())
def test_a_witness_begins_with_what_somebody_has(case: Case) -> None:
    for finding in witnessed(case):
        assert finding.witness is not None
        for step in all_steps(finding.witness):
            assert step.premises or step.kind in BEGINNING


@EXAMPLES
@given(cases())
def test_every_step_of_a_witness_is_one_that_the_reference_takes_from_the_same_premises(case: Case) -> None:
    reference = Reference(*case)
    runs = {True: steps_of(reference, sure=True), False: steps_of(reference, sure=False)}
    for finding in witnessed(case):
        taken = runs[finding.state != "undecided"]
        root = held_at(finding)
        for step in all_steps(root):
            drawn = step.kind in ("flow", "publication") and [one.kind for one in step.premises] == ["source"]
            begins = step.kind == "source" and step.certain and not step.premises
            key = (step.kind, step.by, step.holder, step.datum, step.form)
            assert begins or key in taken
            has = {(one.holder, one.datum): FORMS.index(one.form) + 1 for one in step.premises}
            fitting = (all(has.get((w, d), 0) >= f for w, d, f in needs) for needs in taken.get(key, ()))
            exact = {frozenset((w, d) for w, d, _ in needs) for needs in taken.get(key, ())}
            assert begins or drawn or (any(fitting) and frozenset(has) in exact)


@EXAMPLES
@given(cases())
def test_a_witness_without_joins_is_as_short_as_the_shortest_derivation(case: Case) -> None:
    reference = Reference(*case)
    graphs = {sure: derivations(reference, sure=sure) for sure in (True, False)}
    lengths = {sure: nx.single_source_dijkstra_path_length(graph, BEGIN) for sure, graph in graphs.items()}
    hops = {path.text: path.nodes for path in case.scenario.paths}
    for finding in witnessed(case):
        root = held_at(finding)
        if all(len(step.premises) < 2 for step in all_steps(root)):
            assert finding.form is not None
            assert finding.datum is not None
            shortest = lengths[finding.state != "undecided"][
                finding.holder, finding.datum, FORMS.index(finding.form) + 1
            ]
            assert length(root, hops, reference) == shortest


def steps_of(reference: Reference, *, sure: bool) -> dict[tuple[str, ...], set[frozenset[tuple[str, str, int]]]]:
    """Return every step of a run with the premises that it may be taken from."""
    taken: dict[tuple[str, ...], set[frozenset[tuple[str, str, int]]]] = {}
    for one in reference.steps((reference.sure if sure else reference.possible)[0], sure=sure):
        needs = frozenset((str(who), str(what), form) for who, what, form in one.premises)
        key = (*one.cause[:2], str(one.who), str(one.what), FORMS[one.form - 1])
        taken.setdefault(key, set()).add(needs)
    return taken


def derivations(reference: Reference, *, sure: bool) -> nx.DiGraph[Node]:
    """Return the steps without joins as a graph; each edge costs the hops of the step."""
    graph: nx.DiGraph[Node] = nx.DiGraph()
    graph.add_node(BEGIN)
    held = (reference.sure if sure else reference.possible)[0]
    for who, what in held:
        for form in (1, 2):
            graph.add_edge((str(who), str(what), form + 1), (str(who), str(what), form), weight=0)
    for one in reference.steps(held, sure=sure):
        if len(one.premises) < 2:
            made = (str(one.who), str(one.what), one.form)
            premise = [(str(who), str(what), form) for who, what, form in one.premises]
            _add(graph, premise[0] if premise else BEGIN, made, one)
    return graph


def _add(graph: nx.DiGraph[Node], source: Node, made: Node, step: Taken) -> None:
    before = graph.get_edge_data(source, made)
    graph.add_edge(source, made, weight=min(step.cost, before["weight"]) if before else step.cost)


def length(step: Step, hops: Mapping[str, tuple[str, ...]], reference: Reference) -> int:
    """Count the hops of a derivation without joins; what a subject sends was theirs before the first."""
    before = sum(length(premise, hops, reference) for premise in step.premises)
    if step.kind not in ("flow", "publication"):
        return before + 1
    start = Who(NAMED, hops[step.by][0])
    what = What("data", step.datum)
    hop = min(number for number, node in enumerate(hops[step.by]) if node == step.holder and number > 0)
    return hop if reference.register.is_theirs(start.name, reference.register.data[what]) else before + hop
