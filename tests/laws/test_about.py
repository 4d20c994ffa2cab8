from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.catalogues import HERE, one, some, threat
from tests.laws.engine import analysed
from tests.laws.reference import Reference
from tests.laws.reference_about import Whom, whom
from tests.laws.scenarios import TYPES, Case, cases
from threatmodel.model.catalogue import When
from threatmodel.model.elements import Data


@st.composite
def crowded(draw: st.DrawFn) -> Case:
    """Draw a case in which data is about several people, with a threat that asks nothing but who they are."""
    scenario, known = draw(cases())
    people = [name for name in scenario.holders if TYPES[name] != "system"]

    def about_several(datum: Data) -> Data:
        return replace(datum, about=tuple(dict.fromkeys(("ana", *draw(some(*people, most=3, least=1))))))

    facts = draw(one((), ("bystander-in-view",), ("named-in-public",), ("bystander-in-view", "subject-is-paid")))
    knows = draw(one(None, "identity", "persona"))
    asks = threat("threat-about", "holding", When(facts=facts, knows=knows, span=HERE))
    return Case(
        replace(scenario, data={name: about_several(datum) for name, datum in scenario.data.items()}),
        replace(known, threats={**known.threats, asks.id: asks}),
    )


@settings(max_examples=250)
@given(crowded())
def test_a_finding_is_about_whom_it_would_stand_for_alone(case: Case) -> None:
    reference = Reference(*case)
    expected = whom(reference)
    found = {
        finding.id: Whom(frozenset(finding.about), frozenset(finding.perhaps_about))
        for finding in analysed(*case).findings
        if finding.datum is not None and finding.state != "closed"
    }
    assert found == expected


@settings(max_examples=100)
@given(crowded())
def test_a_finding_is_about_somebody_and_never_about_who_holds_the_data(case: Case) -> None:
    for finding in analysed(*case).findings:
        about = {*finding.about, *finding.perhaps_about}
        if finding.datum is not None:
            written = case.scenario.data.get(finding.datum)
            assert finding.about
            assert not set(finding.about) & set(finding.perhaps_about)
            assert written is None or about <= set(written.about)
            assert finding.holder not in about or TYPES[finding.holder] == "audience"


@settings(max_examples=100)
@given(cases(), one(("ana", "ben"), ("ben", "ana")))
def test_one_more_subject_takes_no_finding_away_from_another(case: Case, both: tuple[str, str]) -> None:
    """What is about Ana alone may be about Ben as well: then nothing that was about her is no longer."""
    scenario, known = case
    if "ben" not in scenario.holders:
        return
    before = {name: replace(datum, about=("ana",)) for name, datum in scenario.data.items()}
    after = {name: replace(datum, about=both) for name, datum in scenario.data.items()}
    alone = analysed(replace(scenario, data=before), known)
    together = {one.id: one for one in analysed(replace(scenario, data=after), known).findings}
    for finding in alone.findings:
        if finding.datum in scenario.data and finding.state != "closed" and finding.holder not in ("ana", "ben"):
            assert "ana" in (*together[finding.id].about, *together[finding.id].perhaps_about)
