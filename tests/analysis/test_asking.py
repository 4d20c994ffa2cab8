from __future__ import annotations

from tests.scenes import graph, rules, threat, when
from threatmodel.analysis.asking import Asking
from threatmodel.analysis.graph import Graph
from threatmodel.analysis.readings import Reading
from threatmodel.model.catalogue import Threat
from threatmodel.model.elements import Value

SCENE = """
    assessment done: no
    people:
      ana: {role: subject}
      ben: {role: partner, device: shared}
      eve: {role: friend}
    systems:
      app: {end-to-end encrypted: yes, connects: by relay, notice: buried}
      hall: {end-to-end encrypted: yes, connects: by relay}
    data:
      pic: {about: ana, medium: image, ephemeral: no, sensitivity: sensitive, reveals: [face], consent: {ben: keep}}
      note: {about: ana, medium: text, ephemeral: no}
    flows: {ana -> app -> ben: pic, ana -> eve: note}
    """


def asking(*threats: Threat) -> Asking:
    return Asking(graph=graph(SCENE, *threats))


def number(compiled: Graph, holder: str, datum: str) -> tuple[int, int]:
    return compiled.roster.number(holder), compiled.roster.datum_number[datum]


def read(
    word: str, wanted: tuple[Value, ...], holder: str | None, datum: str | None, through: tuple[str, ...] = ()
) -> Reading:
    asked = asking(threat("reads", when(words={word: wanted})))
    compiled = asked.graph
    routes = [
        way for rule in rules(compiled) for way in rule.ways if way.place in through or (not through and not way.place)
    ]
    return asked.word(
        compiled.catalogue.words[word],
        wanted,
        compiled.roster.number(holder) if holder else None,
        compiled.roster.datum_number[datum] if datum else None,
        routes,
    )


def test_a_word_is_read_from_the_holder_first() -> None:
    reading = read("device", ("shared",), "ben", "pic")
    assert (reading.truth, reading.place, reading.word) == (True, "ben", "device")


def test_then_from_the_datum() -> None:
    reading = read("sensitivity", ("sensitive",), "ben", "pic")
    assert (reading.truth, reading.place) == (True, "pic")


def test_then_from_the_systems_that_it_came_through() -> None:
    reading = read("notice", ("buried",), "ben", "pic", ("app",))
    assert (reading.truth, reading.place) == (True, "app")


def test_of_the_scenario_as_a_whole_where_it_can_stand_nowhere_nearer() -> None:
    reading = read("assessment done", (False,), None, None)
    assert (reading.truth, reading.place) == (True, "")


def test_what_nobody_wrote_is_asked_at_the_nearest_place_where_it_could_stand() -> None:
    reading = read("device", ("shared",), "eve", "note")
    assert reading.truth is None
    assert [(one.word, one.place) for one in reading.unsettled] == [("device", "eve")]


def test_a_word_that_nobody_asks_for_says_no_where_it_is_left_out() -> None:
    reading = read("removes", ("gps",), "ben", "pic")
    assert (reading.truth, reading.place, reading.unsettled) == (False, "ben", ())


def test_a_word_that_can_stand_nowhere_here_is_false() -> None:
    assert read("size", (50.0,), "ben", "pic").truth is False


def test_the_parts_of_a_condition_are_read_in_the_order_of_type_agreement_and_words() -> None:
    everything = threat(
        "all",
        when(holder=("person",), not_agreed="share", words={"device": ("shared",), "sensitivity": ("sensitive",)}),
    )
    asked = asking(everything)
    readings = list(asked.readings(everything, *number(asked.graph, "ben", "pic"), ()))
    assert [(reading.word, reading.truth) for reading in readings] == [
        ("", True),
        ("consent", True),
        ("device", True),
        ("sensitivity", True),
    ]
