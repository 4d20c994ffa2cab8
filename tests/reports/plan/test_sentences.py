from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.plans import plan
from threatmodel.model.plan import Named, Plan, Wish
from threatmodel.reports.plan import sentences


def made() -> Plan:
    found = plan().plan
    assert isinstance(found, Plan)
    return found


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish(budget=1), "the least risk for 1 point of effort"),
        (Wish(target=40.0), "the least effort that leaves a risk of 40 points or less"),
        (Wish(target="medium", person="ana"), "the least effort that leaves no finding above medium risk, for ana"),
        (
            Wish(budget=3, musts=(Named(control="a", place="b"),), nevers=(Named(control="c"), Named(control="d"))),
            "the least risk for 3 points of effort, with a@b, without c and d",
        ),
        (
            Wish(),
            "the least effort that takes away half of what controls can take away (no --budget or --target was given)",
        ),
    ],
)
def test_what_was_asked_is_told(wish: Wish, told: str) -> None:
    assert sentences.asked(replace(made(), wish=wish)) == told


def test_a_step_that_changes_nothing_says_so() -> None:
    step = replace(made().steps[0], closes=(), reduces=())
    assert sentences.does(step) == "changes nothing that counts"
    assert sentences.does(replace(step, closes=("a",), reduces=("b", "c"))) == "closes 1 and lowers 2"


@pytest.mark.parametrize(("measures", "told"), [(0, "no measure bears on it"), (1, "the one measure there is would")])
def test_how_many_measures_there_are_is_said_in_words(measures: int, told: str) -> None:
    assert sentences.floor(replace(made(), measures=measures)).startswith(told)
