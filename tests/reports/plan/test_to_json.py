from __future__ import annotations

import json

from tests.golden.example import golden
from tests.golden.plans import curve, hostile_report, plan, planned
from threatmodel.model.plan import Wish
from threatmodel.reports.plan.to_json import to_json


def test_the_whole_document_is_as_expected() -> None:
    text = to_json(plan())
    assert text == golden("plan.json", text)
    assert to_json(plan()) == text


def test_a_curve_is_a_list_of_points() -> None:
    text = to_json(curve())
    assert text == golden("frontier.json", text)
    assert json.loads(text)["points"][0]["effort"] == 0


def test_hostile_names_stay_text() -> None:
    text = to_json(planned(hostile_report(), Wish(budget=4)))
    assert "\u202e" not in text
    assert json.loads(text)["scenario"]["file"] == "a`b @x.yaml"
