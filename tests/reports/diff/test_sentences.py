from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes import SPAN, analysed, threat, when
from threatmodel.model.comparison import Cause, Change, Comparison, Difference
from threatmodel.model.findings import Finding, State
from threatmodel.model.risk import Chance, Risk
from threatmodel.reports.diff.sentences import changed, headings, states

NOTHING = Risk(low=0.0, high=0.0, ceiling=0.0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(kind="added", thing="person", name="eve"), "person eve added"),
        (Change(kind="changed", thing="system", name="cleo"), "cleo is now under systems"),
        (
            Change(kind="removed", thing="person", name="ben", part="device", before="own"),
            "device of ben: own -> not written",
        ),
        (
            Change(kind="changed", thing="scenario", name="", part="period", before="1y", after="30d"),
            "period: 1y -> 30d",
        ),
        (Change(kind="added", thing="consent", name="pic", after="ben"), "consent to pic: nothing said -> ben"),
        (
            Change(kind="changed", thing="consent", name="pic", part="ben", before="see", after="keep"),
            "consent to pic for ben: see -> keep",
        ),
        (Change(kind="removed", thing="path", name="a -> b", before="pic"), "path a -> b removed, with pic"),
        (Change(kind="added", thing="path", name="a -> b", part="pic"), "pic added on a -> b"),
        (
            Change(kind="changed", thing="path", name="a -> b", part="pic", after="bill"),
            "purpose of pic on a -> b: none said -> bill",
        ),
        (Change(kind="added", thing="control", name="lock", part="ben", after="ben"), "control lock added: ben"),
        (Change(kind="removed", thing="control", name="lock", before="ben"), "control lock removed: ben"),
        (Change(kind="changed", thing="control", name="lock", before="1d", after="2d"), "control lock: 1d -> 2d"),
        (
            Change(kind="added", thing="accepted", name="a/b", after="by x until 2030-01-01"),
            "acceptance of a/b added (by x until 2030-01-01)",
        ),
        (Change(kind="changed", thing="twist", name="night"), "twist night changed"),
    ],
)
def test_a_change_is_said_in_one_line(change: Change, said: str) -> None:
    assert changed(change) == said


SEEN_BY_BEN = analysed(
    """
    people: {ana: {role: subject}, ben: {role: friend}}
    data: {pic: {about: ana, medium: image, consent: {}}}
    flows: {ana -> ben: pic}
    """,
    threat("seen", when()),
).findings[0]


@pytest.mark.parametrize(
    ("state", "sure", "said"), [("open", 1.0, "risk 1 to 2 -> 1.5 to 3"), ("undecided", 0.0, "risk up to 2 -> up to 3")]
)
def test_of_what_changed_the_risk_is_told_and_of_what_is_undecided_how_far_it_may_come(
    state: State, sure: float, said: str
) -> None:
    def at_most(high: float) -> Finding:
        chance = Chance(low=sure * high / 2, high=sure * high, ceiling=high)
        return replace(SEEN_BY_BEN, state=state, severity=4, chance=chance)

    assert states(Difference(id=SEEN_BY_BEN.id, before=at_most(0.25), after=at_most(0.375))).endswith(f", {said}")


@pytest.mark.parametrize(
    ("causes", "said"),
    [
        ([Cause(changes=(0,))], ["person a added"]),
        ([Cause(changes=(0,)), Cause(changes=(1,))], ["person a added", "together with: person b added"]),
        ([Cause(changes=(0, 1))], ["any of these would do: person a added", "or: person b added"]),
        ([Cause(changes=(0,), tried=False)], ["perhaps: person a added"]),
        ([], ["No change of the file explains this"]),
    ],
)
def test_it_is_said_whether_each_is_needed_or_any_would_do(causes: list[Cause], said: list[str]) -> None:
    changes = tuple(Change(kind="added", thing="person", name=name, new=SPAN) for name in "ab")
    comparison = Comparison(
        differences=(), same=0, asked=(), answered=(), before=NOTHING, after=NOTHING, changes=changes
    )
    assert [text for text, _ in headings(comparison, causes)] == said
