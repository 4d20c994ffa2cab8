from __future__ import annotations

import math

import pytest

from tests.texts import THREATS, changed, vocabulary
from threatmodel.formats.control import read_control
from threatmodel.model.catalogue import Control
from threatmodel.model.source import InputError

CONTROL = """\
title: Delete early
class: limit
on: [system, person]
sets: {keeps: 30d, records: never}
removes: [gps, author tag]
takes: [keeps]
strength: {covert-recording: strong, onward-forwarding: partial}
effort: M
bypass: A copy made before.
does: Delete what is not needed.
who: operations
verify: Look at the oldest entry.
side effects: [Evidence is gone earlier.]
sources: [S12]
needs: {medium: [payment], keeps: 1y}
"""


def read(text: str = CONTROL, id_: str = "short-retention") -> Control:
    return read_control(text, "c.yaml", id_, vocabulary(), THREATS)


def test_a_control_is_read() -> None:
    control = read()
    assert (control.id, control.title, control.kind, control.on) == (
        "short-retention",
        "Delete early",
        "limit",
        ("system", "person"),
    )
    assert control.needs == {"medium": ("payment",), "keeps": 365 * 86400.0}
    assert control.sets == {"keeps": 30 * 86400.0, "records": "never"}
    assert (control.removes, control.takes) == (("gps", "author tag"), ("keeps",))
    assert control.strength == {"covert-recording": "strong", "onward-forwarding": "partial"}
    assert (control.effort, control.who, control.side_effects, control.sources) == (
        "M",
        "operations",
        ("Evidence is gone earlier.",),
        ("S12",),
    )


def test_a_control_may_set_nothing() -> None:
    control = read(changed("sets: {keeps: 30d, records: never}\n", "", changed("takes: [keeps]\n", "", CONTROL)))
    assert (control.sets, control.takes) == ({}, ())
    assert math.inf not in control.sets.values()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("class: limit", "class: limits", "2:8: 'limits' is not a value of 'class' (did you mean 'limit'?)"),
        ("[system, person]", "[system, flow]", "3:14: 'flow' is not a value of 'on'"),
        ("[system, person]", "[]", "3:5: 'on' needs a value"),
        (
            "records: never",
            "recods: never",
            "4:20: 'recods' is not a word that 'sets' can say something of (did you mean 'records'?)",
        ),
        (
            "records: never",
            "records: nver",
            "4:29: 'nver' is not a value of 'records' (did you mean 'never'?)",
        ),
        ("records: never", "records: unknown", "4:29: a control cannot make something unknown"),
        (
            "records: never",
            "live: no",
            "4:26: 'live' has no order from safe to unsafe, so a control cannot set it",
        ),
        ("[gps, author tag]", "[gsp]", "5:11: 'gsp' is not a value of 'removes' (did you mean 'gps'?)"),
        ("takes: [keeps]", "takes: [notice]", "6:9: 'notice' is not a value of 'takes'"),
        (
            "covert-recording: strong",
            "covert-recordng: strong",
            "7:12: 'covert-recordng' is not a threat in the catalogue (did you mean 'covert-recording'?)",
        ),
        (
            "covert-recording: strong",
            "covert-recording: stron",
            "7:30: 'stron' is not a value of 'covert-recording' (did you mean 'strong'?)",
        ),
        ("[payment]", "[pay]", "15:18: 'pay' is not a value of 'medium'"),
        ("effort: M", "effort: XL", "8:9: 'XL' is not a value of 'effort' (did you mean 'L'?)"),
        ("who: operations\n", "", "1:1: a control needs 'who'"),
        ("[Evidence is gone earlier.]", "{a: b}", "13:15: 'side effects': expected a list, not a mapping"),
        ("sources", "source", "14:1: unknown key 'source' in a control (did you mean 'sources'?)"),
    ],
)
def test_a_control_that_cannot_be_used_is_complained_about(old: str, new: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        read(changed(old, new, CONTROL))
    (problem,) = caught.value.problems
    assert str(problem).split(" (one of")[0] == f"c.yaml:{expected}"


def test_an_id_is_a_slug() -> None:
    with pytest.raises(InputError, match="'Short' is not an id such as 'relay-only-calls'"):
        read(id_="Short")
