from __future__ import annotations

import pytest

from tests.scenes import SEEN as ANY
from tests.scenes import graph, threat, when
from threatmodel.analysis.bits import FORM
from threatmodel.analysis.derivation import Fact
from threatmodel.analysis.profile import Candidate
from threatmodel.analysis.situation import Situation

GRAPH = graph("""
    people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend, knows: [ana]}}
    data: {call: {about: ana, live: yes}}
    flows: {ana -> ben: call, ana -> eve: call}
    """)
BEN, EVE = (GRAPH.roster.number(name) for name in ("ben", "eve"))
AT_BEN, AT_EVE = GRAPH.holding(BEN, 0), GRAPH.holding(EVE, 0)
WHO = GRAPH.holding(BEN, GRAPH.roster.learned(GRAPH.roster.subject_number["ana"], "identity"))
NAMED = threat("named", when(knows="identity"))


def situation(*learned: int, possible: bool = False) -> Situation:
    seen = (AT_BEN, AT_EVE, *learned)
    return Situation(graph=GRAPH, possible=possible, held=dict.fromkeys(seen, FORM[1]))


def test_a_holder_knows_what_it_learned_and_what_is_written_which_needs_no_fact() -> None:
    assert situation().knows(BEN, 0, "identity") is None
    assert situation(WHO).knows(BEN, 0, "identity") == (Fact(WHO, 1),)
    assert situation().knows(EVE, 0, "identity") == ()
    assert situation(WHO).knows(EVE, 0, "persona") is None


@pytest.mark.parametrize(("needs", "holds"), [(FORM[1], True), (FORM[2], False)])
def test_a_threat_holds_where_what_it_needs_is_held(needs: int, *, holds: bool) -> None:
    assert situation().holds(Candidate(ANY, 0, True, needs, 0, None), AT_BEN) is holds


def test_what_is_not_known_holds_only_as_a_possibility() -> None:
    unknown = Candidate(ANY, 0, None, FORM[1], 0, None)
    assert not situation().holds(unknown, AT_BEN)
    assert situation(possible=True).holds(unknown, AT_BEN)


def test_a_threat_that_asks_for_knowledge_rests_on_it_where_it_was_learned() -> None:
    named = Candidate(NAMED, 0, True, FORM[1], 0, "identity")
    assert not situation().holds(named, AT_BEN)
    assert situation(WHO).holds(named, AT_BEN)
    assert situation(WHO).premises(named, AT_BEN) == (Fact(AT_BEN, 1), Fact(WHO, 1))
    assert situation().premises(named, AT_EVE) == (Fact(AT_EVE, 1),)
