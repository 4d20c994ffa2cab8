from __future__ import annotations

import json

from tests.golden.example import FOLDER, example, report
from threatmodel.reports.acceptances import lapsed, sentence
from threatmodel.reports.report import Report
from threatmodel.reports.terminal.lines import plain
from threatmodel.reports.terminal.to_text import to_text
from threatmodel.reports.to_comment import to_comment
from threatmodel.reports.to_json import to_json

GONE = """
  - finding: recording/sam/picture
    because: It was there once.
    by: lead
    until: 2030-01-01
  - finding: readable-backup/backup/messages
    because: Before it was encrypted.
    by: lead
    until: 2030-01-01
"""


def with_more() -> Report:
    return report((FOLDER / "scenario.yaml").read_text("utf-8").rstrip("\n") + GONE, "scenario.yaml")


def test_an_acceptance_whose_day_has_passed_has_no_effect_and_one_in_force_has() -> None:
    assert [(one.entry.finding, one.why) for one in lapsed(example())] == [("forwarding/mara/messages", "expired")]


def test_an_acceptance_of_what_is_not_there_or_is_closed_has_no_effect() -> None:
    assert [(one.entry.finding, one.why) for one in lapsed(with_more())] == [
        ("forwarding/mara/messages", "expired"),
        ("recording/sam/picture", "not found"),
        ("readable-backup/backup/messages", "closed"),
    ]


def test_each_is_told_in_every_output_with_its_place() -> None:
    found = with_more()
    text, comment = plain(to_text([found])), to_comment([found])
    for one in lapsed(found):
        assert str(one.entry.span) in text
        assert str(one.entry.span) in comment
        assert one.entry.finding in text
    [scenario] = json.loads(to_json([found]))["scenarios"]
    assert [one["why"] for one in scenario["lapsed"]] == ["expired", "not found", "closed"]
    assert scenario["lapsed"][0]["place"] == {"file": "scenario.yaml", "line": 38, "column": 5}


def test_the_day_that_passed_is_said() -> None:
    [one] = lapsed(example())
    assert sentence(one) == (
        "forwarding/mara/messages: accepted until 2020-01-01 by lead: that day has passed, so it counts again"
    )
