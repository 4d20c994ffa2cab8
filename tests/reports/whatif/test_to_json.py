from __future__ import annotations

import json

from tests.golden.example import example, golden
from tests.golden.plans import attempt, hostile_report
from threatmodel.reports.whatif.to_json import to_json


def test_the_whole_document_is_as_expected() -> None:
    text = to_json(attempt(example(), "encrypted-backup", "reminder@call"))
    assert text == golden("whatif.json", text)


def test_counts_stand_before_and_after() -> None:
    found = json.loads(to_json(attempt(example(), "encrypted-backup")))
    assert found["tried"] == {"with": ["encrypted-backup"], "without": [], "twists": []}
    assert found["counts"]["before"]["closed"] < found["counts"]["after"]["closed"]


def test_hostile_names_stay_text() -> None:
    assert "\u202e" not in to_json(attempt(hostile_report(), "reminder"))
