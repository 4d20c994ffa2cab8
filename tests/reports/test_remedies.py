from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.example import example
from tests.shipped import CATALOGUE, TODAY
from threatmodel import pipeline
from threatmodel.model.findings import Finding
from threatmodel.reports.remedies import help_line, redesign

ANOTHER = "change the design so that messages cannot reach sam, or ask mara and noor to agree"


def found(id_: str) -> Finding:
    finding = example().analysis.finding(id_)
    assert finding is not None
    return finding


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("insider/archive/notes-of-mara-noor-12", "helps: access-log (strong)"),
        ("forwarding/mara/messages", "no control closes this; helps: reminder (deterrent)"),
        (
            "recording/noor/picture",
            "no control closes this; in place: capture-block; helps: reminder (deterrent)",
        ),
        (
            "unagreed-recipient/sam/messages",
            f"no control closes this; to remove it, {ANOTHER}",
        ),
    ],
)
def test_one_line_says_what_helps(id_: str, said: str) -> None:
    assert help_line(example(), [found(id_)]) == said


def test_nothing_is_said_to_help_where_nothing_does() -> None:
    catalogue = replace(example().catalogue, controls={})
    line = help_line(replace(example(), catalogue=catalogue), [found("forwarding/mara/messages")])
    assert line == "no control closes this; nothing more in the catalogue helps"


def test_keeping_is_another_thing_to_agree_to_than_getting() -> None:
    kept = found("kept-beyond-consent/sam/messages")
    assert redesign(example().scenario, [kept]) == (
        "change the design so that sam cannot keep messages, or ask mara and noor to agree"
    )


def test_several_recipients_of_one_datum_are_one_sentence() -> None:
    one = found("unagreed-recipient/sam/messages")
    both = redesign(example().scenario, [one, replace(one, holder="backup")])
    assert both == "change the design so that messages cannot reach sam or backup, or ask mara and noor to agree"


def test_another_use_is_removed_by_not_using_it_so() -> None:
    text = (
        "title: T\ncontent note: Nothing is described.\nintensity: low\npeople: {ana: {role: subject}}\n"
        "systems: {store: {end-to-end encrypted: no}, desk: {end-to-end encrypted: no}}\n"
        "data: {log: {about: ana, medium: document, consent: {store: keep, desk: [bill]}}}\n"
        "flows:\n  ana -> store: log\n  store -> desk: {carries: log, purpose: [bill, analyse]}\n"
    )
    report = pipeline.study(pipeline.read(text, "log.yaml", CATALOGUE), CATALOGUE, today=TODAY, program="1")
    (crept,) = [finding for finding in report.analysis.findings if finding.threat.id == "purpose-creep"]
    said = "change the design so that desk cannot use log to analyse, or ask ana to agree"
    assert redesign(report.scenario, [crept]) == said
    assert f"to remove it, {said}" in help_line(report, [crept])
