from __future__ import annotations

from dataclasses import replace

from tests.scenes import catalogue, scene, vocabulary
from threatmodel.analysis.controls import applied, with_additions
from threatmodel.formats.control import read_control
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.catalogue import Catalogue, Control
from threatmodel.model.elements import Scenario

CONTROL = """\
title: It brings something
class: detect
on: [system, path, audience, person]
strength: {{}}
effort: S
bypass: Around it.
does: Do it.
who: a team
verify: Look.
adds:
{adds}
"""

STORE = """\
  systems:
    store of {place}: {end-to-end encrypted: no, keeps: 1y}
  data:
    paper of {person}:
      {about: "{person}", medium: document, consent: {"{place}": see}, made by: "store of {place}"}
"""

WATCH = """\
  of: [video]
  people:
    watcher of {place}: {role: staff}
  flows:
    "{place} -> watcher of {place}": {carries: "{data}", purpose: moderate}
"""

ABOUT = """\
  data:
    report on {place}: {about: "{subject}", medium: document, made by: "{place}"}
"""

SCENE = """
    people: {ana: {role: subject}, ben: {}}
    audiences: {crowd: {size: 9}}
    systems: {app: {end-to-end encrypted: no}, other: {}}
    data: {show: {about: ana, medium: video}, chat: {about: ana, medium: text}, note: {about: ben, medium: text}}
    flows: {ana -> app -> crowd: [show, chat], ana -> app -> ben: chat, ben -> other: note}
    """


def control(adds: str, name: str = "it") -> Control:
    words, kinds = vocabulary()
    return read_control(CONTROL.format(adds=adds), "c.yaml", name, Vocabulary(words=words, kinds=kinds), ())


def with_it(adds: str, where: str, text: str = SCENE) -> tuple[Scenario, Catalogue]:
    known = catalogue(controls=[control(adds)])
    return scene(text + f"controls: {{it: {where}}}", known), known


def brought(adds: str, where: str) -> tuple[set[str], set[str], dict[str, set[str]]]:
    """The names of holders and data, and what each path carries, that are there with the control only."""
    before, known = with_it(adds, where)
    after = with_additions(before, known)
    paths = {path.text: {carry.datum for carry in path.carries} for path in after.paths if path not in before.paths}
    return after.holders.keys() - before.holders.keys(), after.data.keys() - before.data.keys(), paths


def test_names_are_filled_in_with_the_place_and_with_everybody_at_the_ends_of_its_paths() -> None:
    assert brought(STORE, "app") == ({"store of app"}, {"paper of ana", "paper of crowd", "paper of ben"}, {})


def test_on_a_person_or_an_audience_it_is_about_them_alone() -> None:
    assert brought(STORE, "crowd") == ({"store of crowd"}, {"paper of crowd"}, {})


def test_on_a_path_it_comes_to_each_system_there() -> None:
    assert brought(STORE, "ana -> app -> ben")[0] == {"store of app"}


def test_of_certain_media_only_those_are_carried_on() -> None:
    assert brought(WATCH, "app") == ({"watcher of app"}, set(), {"app -> watcher of app": {"show"}})


def test_subjects_are_those_whom_the_data_is_about() -> None:
    before, known = with_it(ABOUT, "app")
    assert with_additions(before, known).data["report on app"].about == ("ana",)


def test_where_nobody_is_nothing_comes() -> None:
    before, known = with_it(WATCH, "other")
    assert with_additions(before, known).paths == before.paths


def test_what_is_there_by_that_name_stays_as_it_is_drawn() -> None:
    text = SCENE.replace("other: {}", "other: {}, store of app: {keeps: 5y}")
    before, known = with_it(STORE, "app", text)
    after = with_additions(before, known)
    assert after.holders["store of app"] is before.holders["store of app"]


def test_what_comes_is_of_the_control_and_stands_where_the_control_is_written() -> None:
    before, known = with_it(STORE, "app")
    store = with_additions(before, known).holders["store of app"]
    assert store.span == before.controls[0].span
    assert {(word.origin, word.source) for word in store.words.values()} == {("control", "it")}


def test_the_order_of_controls_brings_the_same() -> None:
    known = catalogue(controls=[control(STORE, "one"), control(WATCH, "two")])
    uses = scene(SCENE + "controls: {one: everywhere, two: everywhere}", known)
    turned = replace(uses, controls=uses.controls[::-1])
    one, other = applied(uses, known), applied(turned, known)
    assert (one.holders, one.data) == (other.holders, other.data)
    assert {path.text: set(path.carries) for path in one.paths} == {
        path.text: set(path.carries) for path in other.paths
    }


def test_a_name_in_the_file_that_looks_like_one_to_fill_in_is_only_a_name() -> None:
    people = SCENE.replace("ben: {}", '"{place}": {}').replace("about: ben", 'about: "{place}"')
    text = people.replace("ana -> app -> ben: chat, ben -> other", '"{place} -> app": note, "{place} -> other"')
    before, known = with_it(STORE.replace("paper of {person}", "kept by {place} of {person}"), "app", text)
    assert with_additions(before, known).data.keys() - before.data.keys() == {
        "kept by app of ana",
        "kept by app of crowd",
        "kept by app of {place}",
    }
