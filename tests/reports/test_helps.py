from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden.example import example
from threatmodel.model.findings import Finding
from threatmodel.reports.helps import help_line, redesign


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
            "no control closes this: draw the flow so that messages does not reach sam, or ask mara and noor to agree",
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
        "draw the flow so that messages is not kept by sam, or ask mara and noor to agree"
    )


def test_several_recipients_of_one_datum_are_one_sentence() -> None:
    one = found("unagreed-recipient/sam/messages")
    both = redesign(example().scenario, [one, replace(one, holder="backup")])
    assert both == "draw the flow so that messages does not reach sam or backup, or ask mara and noor to agree"
