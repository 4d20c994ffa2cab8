from __future__ import annotations

from tests.scenes import SEEN, analysed
from threatmodel.model.findings import Analysis

SCENE = """
    people: {ana: {role: subject}, ben: {role: partner}}
    data: {call: {about: ana, live: yes, consent: {ben: see}}}
    flows: {ana -> ben: call}
    """


def test_a_finding_is_found_by_its_id() -> None:
    finding = analysed(SCENE, SEEN).finding("seen/ben/call")
    assert finding is not None
    assert finding.id == "seen/ben/call"


def test_where_there_is_none_of_that_id_there_is_none() -> None:
    assert analysed(SCENE, SEEN).finding("seen/ana/call") is None
    assert Analysis(findings=(), points=(), questions=()).finding("seen/ben/call") is None
