from __future__ import annotations

import pytest

from tests.scenes import SPAN
from threatmodel.model.comparison import Cause, Change, Comparison
from threatmodel.model.risk import Risk
from threatmodel.reports.diff.sentences import changed, headings

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
