from __future__ import annotations

import pytest

from tests.scenes import catalogue, scene, written
from threatmodel.analysis.arrival import (
    KEPT,
    NOTHING,
    SEEN,
    Arrival,
    at_end,
    at_start,
    keeping,
    kept_at,
    kept_for,
    truth_of,
)
from threatmodel.analysis.readings import Truth
from threatmodel.model.elements import UNKNOWN, Written
from threatmodel.model.findings import Unsettled

WORDS = catalogue().words
LIVE = Unsettled(word="live", place="it")
EPHEMERAL = Unsettled(word="ephemeral", place="it")
ENCRYPTED = Unsettled(word="end-to-end encrypted", place="app")
KEEPS = Unsettled(word="keeps", place="app")
RECORDS = Unsettled(word="records", place="app")


def arriving(data: str, system: str = "") -> tuple[Arrival, Arrival, Arrival]:
    """How a datum is at who starts, at a person at the end, and at a system."""
    read = scene(f"""
        people: {{ana: {{role: subject}}, ben: {{}}}}
        systems: {{app: {{{system}}}}}
        data: {{it: {{about: ana, {data}}}}}
        flows: {{ana -> app -> ben: it}}
        """)
    known, datum, app = catalogue(), read.data["it"], read.holders["app"]
    return at_start(known, datum), at_end(known, datum), kept_at(known, app, keeping(known, app.words), datum)


@pytest.mark.parametrize(
    ("data", "start", "end"),
    [
        ("live: yes", Arrival(SEEN, SEEN), Arrival(SEEN, SEEN)),
        ("live: no, ephemeral: yes", Arrival(KEPT, KEPT), Arrival(SEEN, SEEN)),
        ("live: no, ephemeral: no", Arrival(KEPT, KEPT), Arrival(KEPT, KEPT)),
        ("live: no", Arrival(KEPT, KEPT), Arrival(SEEN, KEPT, (EPHEMERAL,))),
        ("ephemeral: no", Arrival(SEEN, KEPT, (LIVE,)), Arrival(SEEN, KEPT, (LIVE,))),
        ("ephemeral: yes", Arrival(SEEN, KEPT, (LIVE,)), Arrival(SEEN, SEEN)),
        ("live: unknown", Arrival(SEEN, KEPT, (LIVE,)), Arrival(SEEN, KEPT, (LIVE, EPHEMERAL))),
    ],
)
def test_people_see_what_is_live_or_disappears_and_keep_the_rest(data: str, start: Arrival, end: Arrival) -> None:
    assert arriving(data)[:2] == (start, end)


@pytest.mark.parametrize(
    ("data", "system", "arrival"),
    [
        ("live: no", "end-to-end encrypted: yes", Arrival(NOTHING, NOTHING)),
        ("live: no", "end-to-end encrypted: no, keeps: nothing", Arrival(SEEN, SEEN)),
        ("live: no", "end-to-end encrypted: no, keeps: 10s", Arrival(KEPT, KEPT)),
        ("live: yes", "end-to-end encrypted: no, keeps: 1d, records: by default", Arrival(KEPT, KEPT)),
        ("live: yes", "end-to-end encrypted: no, keeps: 1d, records: on request", Arrival(SEEN, SEEN)),
        ("live: yes", "end-to-end encrypted: no, keeps: 1d, records: never", Arrival(SEEN, SEEN)),
        ("live: no", "end-to-end encrypted: no", Arrival(SEEN, KEPT, (KEEPS,))),
        ("live: no", "keeps: 1d", Arrival(NOTHING, KEPT, (ENCRYPTED,))),
        ("live: no", "keeps: nothing", Arrival(NOTHING, SEEN, (ENCRYPTED,))),
        ("live: yes", "end-to-end encrypted: no, keeps: 1d", Arrival(SEEN, KEPT, (RECORDS,))),
        ("live: unknown", "end-to-end encrypted: no, keeps: 1d", Arrival(SEEN, KEPT, (LIVE, RECORDS))),
        ("live: unknown", "end-to-end encrypted: no, keeps: 1d, records: by default", Arrival(KEPT, KEPT)),
        ("live: yes", "", Arrival(NOTHING, KEPT, (ENCRYPTED, KEEPS, RECORDS))),
    ],
)
def test_a_system_gets_what_it_can_read_and_keeps_what_it_records_or_what_is_not_live(
    data: str, system: str, arrival: Arrival
) -> None:
    assert arriving(data, system)[2] == arrival


def test_a_control_that_sees_to_short_keeping_leaves_open_whether_anything_is_kept() -> None:
    read = scene("""
        people: {ana: {role: subject}}
        systems: {app: {end-to-end encrypted: no}}
        data: {it: {about: ana, live: no}}
        flows: {ana -> app: it}
        """)
    app = read.holders["app"]
    words = {**app.words, "keeps": written(60.0, or_safer=True)}
    assert kept_at(catalogue(), app, keeping(catalogue(), words), read.data["it"]) == Arrival(SEEN, KEPT, (KEEPS,))


@pytest.mark.parametrize(
    ("word", "said", "wanted", "truth"),
    [
        ("live", written(value=True), "yes", True),
        ("live", written(value=False), "yes", False),
        ("live", None, "yes", None),
        ("live", written(UNKNOWN), "yes", None),
        ("records", written("by default"), "by default", True),
        ("records", written("on request"), "by default", False),
        ("records", written("on request", or_safer=True), "on request", None),
        ("records", written("never", or_safer=True), "never", True),
        ("pseudonymises", None, "yes", False),
        ("pseudonymises", None, "no", True),
    ],
)
def test_a_word_says_exactly_this(word: str, said: Written | None, wanted: str, truth: Truth) -> None:
    assert truth_of(WORDS[word], said, wanted) is truth


def test_what_a_control_sees_to_at_least_is_not_anything_worse() -> None:
    assert truth_of(WORDS["records"], written("on request", or_safer=True), "by default") is False


@pytest.mark.parametrize(
    ("said", "seconds", "truth"),
    [
        (written(60.0), 0, True),
        (None, 0, True),
        (None, 60, None),
        (written(UNKNOWN), 60, None),
        (written(60.0), 60, True),
        (written(59.0), 60, False),
        (written(float("inf")), 60, True),
        (written(90.0, or_safer=True), 60, None),
        (written(30.0, or_safer=True), 60, False),
    ],
)
def test_a_place_keeps_for_as_long_as_it_says(said: Written | None, seconds: float, truth: Truth) -> None:
    assert kept_for(WORDS["keeps"], said, seconds) is truth
