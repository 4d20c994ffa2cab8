from __future__ import annotations

from hypothesis import given, settings

from tests.laws.engine import analysed, findings, points
from tests.laws.reference import Reference
from tests.laws.scenarios import Case, cases


@settings(max_examples=250)
@given(cases())
def test_the_engine_finds_what_the_reference_finds(case: Case) -> None:
    reference = Reference(*case)
    assert findings(analysed(*case)) == reference.findings


@settings(max_examples=250)
@given(cases())
def test_the_engine_sees_the_disclosure_points_that_the_reference_sees(case: Case) -> None:
    reference = Reference(*case)
    assert points(analysed(*case)) == reference.points
