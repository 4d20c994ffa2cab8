from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.example import example
from threatmodel.model.gate import Gate
from threatmodel.reports import gating
from threatmodel.reports.report import Report
from threatmodel.reports.terminal.lines import plain
from threatmodel.reports.terminal.to_text import to_text
from threatmodel.reports.to_comment import to_comment


def gated(gate: Gate) -> Report:
    return replace(example(), gate=gate)


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        (Gate(), ""),
        (Gate(level="medium"), "At the gate: 3 findings of medium risk or more"),
        (Gate(level="critical"), "At the gate: 0 findings of critical risk or more"),
        (Gate(known={}), "At the gate: 5 findings that the baseline does not know"),
        (
            Gate(level="high", known={"forwarding/mara/messages": "open"}),
            "At the gate: 1 finding of high risk or more that the baseline does not know",
        ),
    ],
)
def test_what_counts_is_said_where_a_gate_was_set(gate: Gate, said: str) -> None:
    assert gating.title(gated(gate)) == said


def test_what_is_gone_and_what_is_not_listed_is_said() -> None:
    known = {"a/b": "open", "c/d": "open"}
    assert [*gating.remarks(gated(Gate(known=dict.fromkeys(known, "open"))))] == [
        "2 of the baseline are gone: write it anew with --write-baseline."
    ]
    assert [*gating.remarks(gated(Gate(known={}, is_listed=False)))] == [
        "The baseline does not have this scenario: all its findings are new."
    ]
    assert [*gating.remarks(example())] == []


def test_text_and_markdown_name_each_finding_that_counts() -> None:
    found = gated(Gate(level="critical"))
    text, comment = plain(to_text([found])), to_comment([found])
    for finding in found.failing:
        assert f"   {finding.id} open, critical risk, {finding.span}" in text
        assert f"- `{finding.id}`: open, critical risk at `{finding.span}`" in comment
