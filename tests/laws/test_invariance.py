from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.laws.catalogues import HERE
from tests.laws.changes import renamed, reordered
from tests.laws.engine import analysed, findings, holdings, never_less, points
from tests.laws.scenarios import Case, cases, consents, said, words
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Carry, Consent, Element, Path, Scenario, Value

EXAMPLES = settings(max_examples=120)
REMOVING: Final[tuple[tuple[str, Value], ...]] = (
    ("pseudonymises", True),
    ("aggregates", True),
    ("removes", ("name", "face")),
)
NAMES = ("ana", "ben", "cleo", "dan", "app", "cloud", "net", "members", "fans", "chat", "picture", "log")


# --- law 7: names and order mean nothing ---


@EXAMPLES
@given(cases(), st.permutations(NAMES))
def test_other_names_change_ids_and_nothing_else(case: Case, permuted: list[str]) -> None:
    names = {old: f"{new} no {number}" for number, (old, new) in enumerate(zip(NAMES, permuted, strict=True))}
    ids = {old: new.replace(" ", "-") for old, new in names.items()}

    def new_id(id_: str) -> str:
        threat, slash, rest = id_.partition("/")
        kept, rest = (threat + slash, rest) if threat.startswith(("threat-", "unagreed-", "kept-")) else ("", id_)
        return kept + re.sub(r"(?<![a-z])(" + "|".join(NAMES) + r")(?![a-z])", lambda found: ids[found[0]], rest)

    before = analysed(*case)
    after = analysed(renamed(case.scenario, names), case.catalogue)
    assert {new_id(id_): state for id_, state in findings(before).items()} == findings(after)
    assert {new_id(id_): point for id_, point in points(before).items()} == points(after)


@EXAMPLES
@given(cases(), st.integers(1, 5))
def test_another_order_changes_no_finding_and_no_point(case: Case, order: int) -> None:
    before, after = analysed(*case), analysed(*reordered(case, order))
    assert findings(before) == findings(after)
    assert points(before) == points(after)
    assert {one.id: one.severity for one in before.findings} == {one.id: one.severity for one in after.findings}
    assert {(one.word, one.place, frozenset(one.bears_on)) for one in before.questions} == {
        (one.word, one.place, frozenset(one.bears_on)) for one in after.questions
    }


@EXAMPLES
@given(cases())
def test_the_same_case_gives_the_same_analysis(case: Case) -> None:
    assert repr(analysed(*case)) == repr(analysed(*case))


@EXAMPLES
@given(cases(controlled=False), st.sampled_from(("app", "cloud", "net")))
def test_two_systems_in_a_row_are_as_one(case: Case, system: str) -> None:
    scenario, catalogue = case
    assume(any(system in path.nodes[1:-1] for path in scenario.paths))
    before, after = findings(analysed(*case)), findings(analysed(_split(scenario, system), catalogue))
    assert before == {id_: state for id_, state in after.items() if "twin" not in id_.split("/")}


def _split(scenario: Scenario, system: str) -> Scenario:
    """Let all that passes a system pass a second one with the same words, and the same agreement, right after it."""

    def nodes(path: Path) -> tuple[str, ...]:
        last = len(path.nodes) - 1
        doubled = (
            (node, "twin") if node == system and 0 < number < last else (node,)
            for number, node in enumerate(path.nodes)
        )
        return tuple(node for pair in doubled for node in pair)

    def consent(given_: Consent | None) -> Consent | None:
        if given_ is None or system not in given_.grants:
            return given_
        return replace(given_, grants={**given_.grants, "twin": given_.grants[system]})

    return replace(
        scenario,
        holders={**scenario.holders, "twin": replace(scenario.holders[system], name="twin")},
        data={name: replace(datum, consent=consent(datum.consent)) for name, datum in scenario.data.items()},
        paths=tuple(replace(path, text=" -> ".join(nodes(path)), nodes=nodes(path)) for path in scenario.paths),
    )


# --- law 12: controls compose in any order ---


@settings(max_examples=120)
@given(cases(controlled=True), st.randoms(use_true_random=False))
def test_controls_in_any_order_leave_the_same_findings(case: Case, chance: object) -> None:
    scenario, catalogue = case
    uses = list(scenario.controls) * 2
    chance.shuffle(uses)  # type: ignore[attr-defined]  # a random.Random that Hypothesis shrinks
    after = analysed(replace(scenario, controls=tuple(uses)), catalogue)
    assert findings(analysed(*case)) == findings(after)
    assert points(analysed(*case)) == points(after)


# --- law 9: what is replaced early is exposed least ---


@EXAMPLES
@given(cases(), st.data())
def test_pseudonymising_earlier_never_exposes_more(case: Case, more: st.DataObject) -> None:
    scenario, catalogue = case
    word, value = more.draw(st.sampled_from(REMOVING))
    known = more.draw(words("system"))
    start = more.draw(st.sampled_from(list(scenario.holders)))
    end = more.draw(st.sampled_from([name for name in scenario.holders if name != start] or ["ana"]))
    datum = more.draw(st.sampled_from(list(scenario.data)))
    consent = more.draw(consents(list(scenario.holders)))

    def removed_at(place: str) -> tuple[Scenario, Catalogue]:
        systems = {
            name: Element(
                name=name, type="system", words={**known, **({word: said(value)} if name == place else {})}, span=HERE
            )
            for name in ("first", "second")
        }
        path = Path(
            text=f"{start} -> first -> second -> {end}",
            nodes=(start, "first", "second", end),
            carries=(Carry(datum=datum, span=HERE),),
            span=HERE,
        )
        agreed = replace(scenario.data[datum], consent=consent)
        drawn = replace(
            scenario,
            holders={**scenario.holders, **systems},
            data={**scenario.data, datum: agreed},
            paths=(*scenario.paths, path),
        )
        return drawn, catalogue

    early, late = removed_at("first"), removed_at("second")
    assert never_less(findings(analysed(*early)), findings(analysed(*late)))
    for possible in (False, True):
        assert holdings(*early, possible=possible) <= holdings(*late, possible=possible)
