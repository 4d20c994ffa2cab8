from __future__ import annotations

import pytest

from tests.scenes import graph, rules
from threatmodel.analysis.arrival import KEPT, SEEN
from threatmodel.analysis.graph import Graph, Rule


def starts(compiled: Graph, holder: str, datum: str) -> list[Rule]:
    """The rules by which somebody has a datum that no drawn way brings."""
    target = compiled.holding(compiled.roster.number(holder), compiled.roster.datum_number[datum])
    return [rule for rule in rules(compiled) if rule.target == target and rule.kind in ("source", "start", "copy")]


SCENE = """
    people: {ana: {role: subject}, eve: {role: subject}, ben: {role: partner}}
    systems: {cloud: {end-to-end encrypted: no, keeps: forever}}
    data:
      call: {about: [ana, eve], live: yes}
      pic: {about: ana, medium: image, ephemeral: no}
      report: {about: ana, medium: text, made by: [ben]}
      tape: {made from: call, made by: [ben], live: no}
    flows: {ana -> ben: [call, pic], ben -> cloud: [pic, report, tape]}
    """
COMPILED = graph(SCENE)


def test_a_subject_has_what_is_about_others_too_from_the_outset() -> None:
    [start] = starts(COMPILED, "ana", "call")
    assert (start.kind, start.by, start.premise, start.own, start.low, start.high) == (
        "source",
        "ana",
        None,
        True,
        SEEN,
        SEEN,
    )


def test_what_is_about_the_starter_alone_is_no_holding() -> None:
    assert starts(COMPILED, "ana", "pic") == []


def test_who_is_no_subject_has_it_whole_once_they_received_it() -> None:
    [start] = starts(COMPILED, "ben", "pic")
    assert (start.kind, start.premise, start.own, start.low) == ("start", start.target, False, KEPT)


@pytest.mark.parametrize("datum", ["report"])
def test_a_maker_has_it_from_the_outset(datum: str) -> None:
    kinds = {start.kind: start.premise for start in starts(COMPILED, "ben", datum)}
    assert kinds["source"] is None


def test_the_maker_of_a_copy_keeps_it_once_they_hold_the_original() -> None:
    [copy, *_] = starts(COMPILED, "ben", "tape")
    original = COMPILED.holding(COMPILED.roster.number("ben"), COMPILED.roster.datum_number["call"])
    assert (copy.kind, copy.by, copy.premise, copy.low, copy.high) == ("copy", "call", original, KEPT, KEPT)


def test_a_copy_of_a_copy_is_made_from_whatever_earlier_one_somebody_has() -> None:
    compiled = graph(
        """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        data:
          call: {about: ana, medium: audio, live: yes}
          tape: {made from: call, live: no}
          notes: {made from: tape, medium: text}
        flows: {ana -> ben: call, ben -> eve: notes}
        """
    )
    made = [rule for rule in starts(compiled, "ben", "notes") if rule.kind == "copy"]
    ben = compiled.roster.number("ben")
    assert [(rule.by, rule.premise) for rule in made] == [
        (name, compiled.holding(ben, compiled.roster.datum_number[name])) for name in ("tape", "call")
    ]
