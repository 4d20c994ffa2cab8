from __future__ import annotations

from tests.scenes import catalogue, scene, threat, when
from threatmodel.analysis.bits import FORM, KEPT_BY_DESIGN, SEEN_BY_DESIGN, Bits

DATA = scene("""
    people: {ana: {role: subject}, ben: {}}
    data: {pic: {about: ana, reveals: [face, home]}, note: {about: ana, reveals: [home, name]}}
    flows: {ana -> ben: [pic, note]}
    """).data.values()
BITS = Bits(catalogue(threat("shared", when(words={"device": ("shared",)}))), DATA)


def test_each_form_includes_those_before_it() -> None:
    nothing, seen, kept, published = FORM
    assert nothing == 0
    assert seen & kept == seen
    assert kept & published == kept
    assert len({seen, kept, published}) == 3


def test_items_have_bits_apart_from_those_of_forms_of_crossings_and_of_each_other() -> None:
    taken = FORM[-1] | SEEN_BY_DESIGN | KEPT_BY_DESIGN
    face, home, name = (BITS.items([item]) for item in ("face", "home", "name"))
    assert all((face, home, name))
    assert not taken & (face | home | name)
    assert face & home == home & name == face & name == 0
    assert BITS.items(["face", "home", "face"]) == face | home
    assert BITS.all_seen == face | home | name


def test_an_item_that_no_datum_reveals_has_no_bit() -> None:
    assert BITS.items(["gps"]) == 0


def test_what_arrives_has_its_items_in_the_form_it_arrives_in() -> None:
    held = FORM[2] | BITS.items(["face", "home"])
    seen, kept = BITS.arrive(held, 1), BITS.arrive(held, 2)
    assert seen & FORM[-1] == FORM[1]
    assert kept & FORM[-1] == FORM[2]
    assert seen & kept == seen
    assert kept & BITS.items(["face"]) << 1
    assert not seen & BITS.items(["face"]) << 1


def test_what_is_removed_does_not_arrive_and_other_items_do() -> None:
    held = FORM[2] | BITS.items(["face", "home"])
    assert BITS.names(BITS.arrive(held, 2, BITS.items(["home"]))) == ("face",)


def test_what_arrives_keeps_the_routes_it_came_by_and_not_how_it_crossed() -> None:
    route = 1 << BITS.via
    arrived = BITS.arrive(FORM[1] | SEEN_BY_DESIGN | route, 1)
    assert arrived & route
    assert BITS.routes(arrived) == route
    assert not arrived & SEEN_BY_DESIGN


def test_the_words_that_conditions_read_are_known() -> None:
    assert BITS.read_words == {"device"}
