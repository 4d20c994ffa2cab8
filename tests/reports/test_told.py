from __future__ import annotations

from dataclasses import replace
from typing import get_args

from threatmodel.model.findings import Step, StepKind
from threatmodel.model.source import Span
from threatmodel.reports import told

SOURCE = Step(
    kind="source", holder="ana", datum="chat", form="kept", by="ana", certain=True, agreed=True, span=Span("s", 1, 1)
)
FLOW = replace(SOURCE, kind="flow", holder="ben", by="ana -> app -> ben -> cloud", form="seen", premises=(SOURCE,))
RECORDED = replace(FLOW, kind="threat", by="recording", form="kept", agreed=False, premises=(FLOW,))


def test_a_path_is_told_in_one_line_up_to_who_holds_it() -> None:
    assert told.path(RECORDED) == "ana -> app -> ben (seen), ben keeps it"


def test_a_path_goes_on_from_one_who_received_it() -> None:
    on = replace(FLOW, holder="cloud", by="ben -> cloud", form="kept", premises=(FLOW,))
    assert told.path(on) == "ana -> app -> ben (seen), then ben -> cloud (kept)"


def test_what_somebody_has_to_begin_with_is_said_where_no_path_says_it() -> None:
    forwarded = replace(RECORDED, holder="a contact of ana", premises=(SOURCE,))
    assert told.path(SOURCE) == "ana has chat"
    assert told.path(forwarded) == "ana has chat, a contact of ana keeps it"


def test_what_is_joined_is_named() -> None:
    known = replace(SOURCE, kind="inference", holder="ben", datum="who ana is", by="named", premises=(FLOW, RECORDED))
    assert told.path(known) == "ana -> app -> ben (seen), ben learns who ana is together with chat"


def test_everybody_finds_what_is_published() -> None:
    public = replace(RECORDED, holder="everyone", form="published", premises=(RECORDED,))
    assert told.path(public).endswith("everyone can find it")


def test_each_kind_of_step_is_a_sentence() -> None:
    kinds = get_args(StepKind)
    assert [told.sentence(replace(FLOW, kind=kind)) for kind in kinds] == [
        "ben has chat",
        "ben sees chat, to send it: ana -> app -> ben -> cloud",
        "ben sees chat: ana -> app -> ben",
        "ben sees chat: ana -> app -> ben",
        "ben sees chat, made from ana -> app -> ben -> cloud",
        "ben sees chat, as one of ana -> app -> ben -> cloud",
        "ben sees chat (ana -> app -> ben -> cloud)",
        "ben sees chat (ana -> app -> ben -> cloud)",
        "ben sees chat (ana -> app -> ben -> cloud)",
    ]


def test_agreement_is_said_in_words() -> None:
    agreements = [told.consent(replace(FLOW, agreed=agreed)) for agreed in (True, False, None)]
    assert agreements == ["agreed", "not agreed", "agreement unknown"]
    assert told.consent(SOURCE) == ""


def test_a_chain_of_thousands_of_steps_is_told() -> None:
    step = FLOW
    for number in range(5000):
        step = replace(step, kind="threat", holder=f"h{number}", premises=(step,))
    assert told.path(step).count("sees it") == 5000
