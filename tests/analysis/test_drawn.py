from __future__ import annotations

from tests.scenes import graph
from threatmodel.analysis.bits import FORM, KEPT_BY_DESIGN, SEEN_BY_DESIGN
from threatmodel.analysis.drawn import Drawing, Drawn

GRAPH = graph("""
    people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}, kim: {role: friend}}
    systems: {app: {end-to-end encrypted: yes, connects: by relay}}
    data:
      pic: {about: ana, medium: image, ephemeral: no, reveals: [face, home], consent: {ben: keep, eve: see}}
      clip: {about: ana, made from: pic, made by: ben, reveals: [face, name], consent: {ben: keep}}
      talk: {about: ana, medium: audio, consent: {}}
    flows: {ana -> app -> ben: pic, ana -> eve: pic, ana -> kim: [pic, talk]}
    """)


def to(drawing: Drawing, holder: str, datum: str) -> Drawn:
    """The only step that brings a datum to somebody from the outset."""
    target = GRAPH.holding(GRAPH.roster.number(holder), GRAPH.roster.datum_number[datum])
    [found] = [one for one in drawing.starts() if one.target == target]
    return found


def drawing(*, possible: bool = False) -> Drawing:
    return Drawing(graph=GRAPH, possible=possible)


def test_a_step_within_what_was_agreed_has_no_marks() -> None:
    agreed = to(drawing(), "ben", "pic")
    assert (agreed.form, agreed.allowed, agreed.marks, agreed.unsure) == (2, True, 0, False)


def test_a_step_past_what_was_agreed_is_marked_as_far_as_it_goes_past() -> None:
    assert (to(drawing(), "eve", "pic").allowed, to(drawing(), "eve", "pic").marks) == (False, KEPT_BY_DESIGN)
    assert to(drawing(), "kim", "pic").marks == SEEN_BY_DESIGN | KEPT_BY_DESIGN


def test_in_the_possible_run_what_is_not_known_takes_its_highest_form() -> None:
    sure, possible = to(drawing(), "kim", "talk"), to(drawing(possible=True), "kim", "talk")
    assert (sure.form, possible.form) == (1, 2)
    assert sure.unsure
    assert (sure.marks, possible.marks) == (SEEN_BY_DESIGN, SEEN_BY_DESIGN | KEPT_BY_DESIGN)


def test_what_is_known_is_made_ready_once_for_both_runs() -> None:
    sure = drawing()
    sure.starts()
    possible = Drawing(graph=GRAPH, possible=True, sure=sure)
    assert to(possible, "ben", "pic") is to(sure, "ben", "pic")
    assert to(possible, "kim", "talk") is not to(sure, "kim", "talk")


def test_who_begins_a_path_passes_on_all_that_the_datum_reveals() -> None:
    begun = drawing().begun(to(drawing(), "ben", "pic"))
    assert begun & FORM[-1] == FORM[2]
    assert set(GRAPH.bits.names(begun)) == {"face", "home"}


def test_a_copy_reveals_its_own_items_but_for_those_that_did_not_arrive() -> None:
    ben = GRAPH.holding(GRAPH.roster.number("ben"), GRAPH.roster.datum_number["pic"])
    [copy] = [one for one in drawing().steps(ben) if one.rule.kind == "copy"]
    whole, faceless = (FORM[2] | GRAPH.bits.items(names) for names in (("face", "home"), ("home",)))
    assert set(GRAPH.bits.names(drawing().arriving(copy, whole))) == {"face", "name"}
    assert set(GRAPH.bits.names(drawing().arriving(copy, faceless))) == {"name"}


def test_nothing_is_drawn_from_a_holding_that_starts_no_path() -> None:
    assert drawing().steps(10**9) == ()
