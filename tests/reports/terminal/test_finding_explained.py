from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.example import TODAY, catalogue, example, golden
from tests.house import HOUSE, house
from tests.shipped import CATALOGUE
from threatmodel import pipeline
from threatmodel.model.findings import Step
from threatmodel.model.source import Span
from threatmodel.reports.terminal.finding_explained import explained, tree
from threatmodel.reports.terminal.lines import plain


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("explain-open.txt", "forwarding/noor/picture"),
        ("explain-not.txt", "recording/backup/messages"),
        ("explain-undecided.txt", "insider/notebook/notes-of-mara-noor-12"),
        ("explain-accepted.txt", "forwarding/noor/messages"),
        ("explain-closed.txt", "readable-backup/backup/messages"),
        ("explain-scenario.txt", "no-assessment/scenario"),
    ],
)
def test_the_whole_explanation_is_as_expected(name: str, finding: str) -> None:
    text = explanation(finding)
    assert text == golden(name, text)


def test_why_not_names_the_part_that_stops_it() -> None:
    stopped = explanation("recording/backup/messages").split("What it takes")[0]
    assert "It does not hold" in stopped
    assert "[no] medium: video; messages says text (scenario.yaml:19:" in stopped
    assert "[yes]" not in stopped


def test_why_shows_every_step_with_its_place() -> None:
    text = explanation("forwarding/noor/picture")
    tree_of = text.split("How it gets there")[1].split("\n\n")[0].splitlines()[1:]
    assert len(tree_of) == 3
    assert all("scenario.yaml:" in row for row in tree_of)


def test_a_tree_shows_what_is_joined_as_branches() -> None:
    joined = replace(step("c"), premises=(step("a"), replace(step("b"), premises=(step("d"),))))
    rows = [row.replace("chat seen by ", "").partition(",")[0] for row in plain(tree(joined)).splitlines()]
    assert rows == ["  c", "  ├─ a", "  └─ b", "     └─ d"]


def test_a_tree_of_a_long_chain_does_not_run_off_the_screen() -> None:
    chain = step("start")
    for number in range(3000):
        chain = replace(chain, holder=f"h{number}", premises=(chain,))
    rows = plain(tree(chain)).splitlines()
    assert sum("chat seen by" in row for row in rows) == 3001
    assert max(map(len, rows)) <= 80


def step(holder: str) -> Step:
    return Step(
        kind="copy", holder=holder, datum="chat", form="seen", by="x", certain=True, agreed=True, span=Span("s", 1, 1)
    )


def explanation(finding: str) -> str:
    told = pipeline.explain(example().scenario, catalogue(), finding, today=TODAY)
    return plain(explained(told, example()))


def test_whom_it_is_about_is_said_and_of_whom_that_is_not_known() -> None:
    def told(finding: str) -> str:
        return plain(explained(pipeline.explain(HOUSE, CATALOGUE, finding, today=TODAY), house()))

    assert "\nabout oskar; of caretaker it is not known\n" in told("vulnerable-attribute-disclosure/eve/tour")
    assert "\nabout greta and caretaker\n" in told("unagreed-recipient/oskar/tour")
    assert "\nabout" not in told("missing-impact-assessment/scenario")
    assert "\nabout" not in told("device-spyware/eve")
