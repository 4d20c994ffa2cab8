from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from threatmodel.model.findings import Question, Step, StepKind
from threatmodel.model.source import Span
from threatmodel.reports import sentences

SOURCE = Step(
    kind="source", holder="ana", datum="chat", form="kept", by="ana", certain=True, agreed=True, span=Span("s", 1, 1)
)
FLOW = replace(SOURCE, kind="flow", holder="ben", by="ana -> app -> ben -> cloud", form="seen", premises=(SOURCE,))
RECORDED = replace(FLOW, kind="threat", by="recording", form="kept", agreed=False, premises=(FLOW,))


def test_a_path_is_told_in_one_line_up_to_who_holds_it() -> None:
    assert sentences.path(RECORDED) == "ana -> app -> ben (seen), kept by ben"


def test_a_path_goes_on_from_one_who_received_it() -> None:
    on = replace(FLOW, holder="cloud", by="ben -> cloud", form="kept", premises=(FLOW,))
    assert sentences.path(on) == "ana -> app -> ben (seen), then ben -> cloud (kept)"


def test_what_somebody_has_to_begin_with_is_said_where_no_path_says_it() -> None:
    forwarded = replace(RECORDED, holder="a contact of ana", premises=(SOURCE,))
    assert sentences.path(SOURCE) == "chat from ana"
    assert sentences.path(forwarded) == "chat from ana, kept by a contact of ana"


def test_what_is_joined_is_named() -> None:
    known = replace(SOURCE, kind="inference", holder="ben", datum="who ana is", by="named", premises=(FLOW, RECORDED))
    assert sentences.path(known) == "ana -> app -> ben (seen), ben can tell who ana is together with chat"


def test_everybody_finds_what_is_published() -> None:
    public = replace(RECORDED, holder="everyone", form="published", premises=(RECORDED,))
    assert sentences.path(public).endswith("everyone can find it")


def test_each_kind_of_step_is_a_sentence() -> None:
    kinds = get_args(StepKind)
    assert [sentences.sentence(replace(FLOW, kind=kind)) for kind in kinds] == [
        "chat from ben",
        "chat seen by ben, to send it: ana -> app -> ben -> cloud",
        "chat seen by ben: ana -> app -> ben",
        "chat seen by ben: ana -> app -> ben",
        "chat seen by ben, made from ana -> app -> ben -> cloud",
        "chat seen by ben, as one of ana -> app -> ben -> cloud",
        "chat seen by ben (ana -> app -> ben -> cloud)",
        "chat seen by ben (ana -> app -> ben -> cloud)",
        "chat seen by ben (ana -> app -> ben -> cloud)",
    ]


def test_no_verb_agrees_with_a_name_so_that_one_and_many_read_well() -> None:
    assert sentences.held("viewers", "messages", "kept") == "messages kept by viewers"
    assert sentences.held("viewers", "who ana is", "kept") == "viewers can tell who ana is"
    assert sentences.held("viewers", "the persona of ana", "kept") == "the persona of ana known to viewers"
    assert sentences.held("everyone", "messages", "published") == "everyone can find messages"
    assert sentences.held("everyone", "messages", "seen") == "everyone can see messages"


def test_agreement_is_said_in_words() -> None:
    agreements = [sentences.consent(replace(FLOW, agreed=agreed)) for agreed in (True, False, None)]
    assert agreements == ["agreed", "not agreed", "agreement unknown"]
    assert sentences.consent(SOURCE) == ""


def test_a_chain_of_thousands_of_steps_is_told() -> None:
    step = FLOW
    for number in range(5000):
        step = replace(step, kind="threat", holder=f"h{number}", premises=(step,))
    assert sentences.path(step).count("seen by h") == 5000


@pytest.mark.parametrize(
    ("settles", "bears_on", "told"),
    [
        (0, 1, "settles nothing alone; one depends on it"),
        (1, 1, "settles the one that depends on it"),
        (0, 3, "settles nothing alone; 3 depend on it"),
        (1, 3, "settles 1 of the 3 that depend on it"),
        (3, 3, "settles all 3 that depend on it"),
    ],
)
def test_what_an_answer_settles_is_told_beside_what_depends_on_it(settles: int, bears_on: int, told: str) -> None:
    ids = tuple(f"finding-{number}" for number in range(bears_on))
    asked = Question(word="join", place="", ask="?", bears_on=ids, settles=ids[:settles], span=Span("s.yaml", 1, 1))
    assert sentences.settling(asked) == told
