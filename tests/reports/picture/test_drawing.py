from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

import pytest

from tests.scenes import BEYOND, TODAY, UNAGREED, catalogue, control, leads_to, scene, threat, when
from tests.shipped import CATALOGUE, SCENARIOS
from tests.towns import town
from threatmodel import pipeline
from threatmodel.analysis.analyse import analyse
from threatmodel.formats.scenario import read_scenario
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.drawing import Arrow, Box, Drawing
from threatmodel.model.elements import EVERYONE, Scenario
from threatmodel.reports.picture.drawing import TOLD, people, picture

RECORDED: Final = threat("recorded", when(form="seen", holder=("person",), not_agreed="keep"), leads_to(form="kept"))
FORWARDED: Final = threat(
    "forwarded",
    when(form="kept", holder=("person",), not_agreed="share"),
    leads_to(to="contact", form="kept"),
)
TAKEN: Final = threat("taken", when(form="kept", holder=("person",)), leads_to(to="stranger", form="kept"))
POSTED: Final = threat("posted", when(form="kept", not_agreed="publish"), leads_to(to="everyone", form="published"))
ENCRYPT: Final = control("encrypt", sets={"end-to-end encrypted": True}, against=["unagreed-recipient"])
KNOWN: Final = catalogue(UNAGREED, BEYOND, RECORDED, FORWARDED, TAKEN, POSTED, controls=[ENCRYPT])

CALL: Final = """
people:
  ana: {role: subject}
  ben: {role: partner}
  cleo: {role: friend}
  dan: {role: subject}
systems:
  app: {operator: app company, end-to-end encrypted: no, keeps: 30d, connects: by relay}
  store: {operator: app company, end-to-end encrypted: no, keeps: 1y}
  post: {operator: post office, end-to-end encrypted: yes, connects: by relay}
data:
  picture: {about: ana, medium: video, sensitivity: intimate, live: yes, consent: {ben: see}}
  note: {about: ana, medium: text, sensitivity: ordinary, consent: {ben: keep}}
  letter: {about: dan, medium: text, sensitivity: ordinary, consent: {ben: publish, cleo: publish}}
flows:
  ana -> app -> ben: picture
  app -> store: picture
  ana -> post -> ben: note
  dan -> post -> cleo: letter
"""


def drawn(text: str = CALL, **options: Any) -> Drawing:
    scenario = scene(text, KNOWN)
    return picture(scenario, analyse(scenario, KNOWN, TODAY), **options)


def before_and_after() -> Drawing:
    """The call before and after its app is encrypted; the app sends nothing on, for which it would need a key."""
    after = scene(CALL.replace("  app -> store: picture\n", "") + "controls:\n  encrypt: app\n", KNOWN)
    before = analyse(replace(after, controls=()), KNOWN, TODAY)
    return picture(after, analyse(after, KNOWN, TODAY), before=before)


def box(drawing: Drawing, name: str) -> Box:
    return next(box for box in drawing.boxes if box.name == name)


def arrow(drawing: Drawing, source: str, target: str) -> Arrow:
    return next(arrow for arrow in drawing.arrows if (arrow.source, arrow.target) == (source, target))


def states(box: Box | Arrow) -> set[str]:
    return {badge.state for badge in box.badges}


def test_the_agreed_audience_stands_apart_and_operators_of_several_are_lanes() -> None:
    drawing = drawn()
    kinds = {lane.id: lane.kind for lane in drawing.lanes}
    assert {name: kinds.get(box(drawing, name).lane) for name in ("ana", "ben", "app", "store", "everyone")} == {
        "ana": None,
        "ben": "agreed",
        "app": "operator",
        "store": "operator",
        "everyone": "outside",
    }


def test_a_system_that_stands_alone_says_its_operator_itself() -> None:
    post = box(drawn(), "post")
    assert post.lane == ""
    assert "run by post office" in post.lines


def test_a_path_that_goes_past_what_was_agreed_is_drawn_as_crossing_and_its_end_carries_the_point() -> None:
    drawing = drawn()
    assert arrow(drawing, "ana", "app").crossing
    assert not arrow(drawing, "dan", "post").crossing
    assert states(box(drawing, "app")) == {"open"}
    assert not box(drawing, "cleo").badges


def test_what_a_threat_leads_to_is_drawn_as_what_may_follow() -> None:
    (found,) = (one for one in drawn().arrows if (one.source, one.target, one.crossing) == ("ben", "everyone", True))
    assert (found.kind, found.undecided, found.labels) == ("consequence", False, ("picture",))


def test_what_may_or_may_not_be_a_crossing_is_undecided_and_no_crossing() -> None:
    found = arrow(drawn(), "ben", "a contact of ben")
    assert (found.crossing, found.undecided, found.labels) == (False, True, ("note",))
    assert "may go past what was agreed: a question is open" in drawn().description
    assert not any(one.crossing and one.undecided for one in drawn().arrows)


def test_data_of_which_nobody_has_said_who_may_have_it_goes_an_undecided_way() -> None:
    drawing = drawn(CALL.replace(", consent: {ben: keep}", ""))
    assert arrow(drawing, "post", "ben").undecided
    assert arrow(drawing, "dan", "post").undecided is False


def test_one_finding_is_drawn_with_its_path_alone_and_what_lies_one_hop_around_is_faint() -> None:
    drawing = drawn(finding="forwarded/ben/picture")
    assert [box.name for box in drawing.boxes if not box.faint] == ["ana", "ben", "app"]
    assert [box.name for box in drawing.boxes if box.faint] == ["store", "post"]
    assert arrow(drawing, "app", "store").faint
    assert not arrow(drawing, "ana", "app").faint
    assert "forwarded/ben/picture: open" in [line.text for line in drawing.legend]


def test_the_ways_of_a_finding_carry_its_disclosure_points() -> None:
    drawing = drawn(finding="unagreed-recipient/store/picture")
    assert states(arrow(drawing, "ana", "app")) == {"open"}
    assert states(arrow(drawing, "app", "store")) == set()


def test_one_person_is_drawn_with_everybody_who_holds_something_about_them() -> None:
    drawing = drawn(person="ana")
    assert {box.name for box in drawing.boxes} == {
        "ana",
        "app",
        "ben",
        "store",
        "post",
        "a contact of ben",
        "a stranger with access to ben",
        "everyone",
    }
    assert {label for arrow in drawing.arrows for label in arrow.labels} == {"picture", "note"}
    assert {box.name for box in drawn(person="dan").boxes} == {
        "cleo",
        "dan",
        "post",
        "a stranger with access to cleo",
    }


def test_somebody_whom_no_data_is_about_is_drawn_alone_and_that_is_said() -> None:
    drawing = drawn(person="cleo")
    assert [box.name for box in drawing.boxes] == ["cleo"]
    assert drawing.notices == ("no data of the scenario is about cleo",)


def test_what_somebody_shows_by_taking_part_is_drawn_also_where_no_data_is_about_them() -> None:
    direct = CALL.replace("connects: by relay}\n  store", "connects: directly}\n  store")
    drawing = drawn(direct, person="ben")
    assert drawing.notices == ("no data of the scenario is about ben",)
    address = "the network address of ben"
    assert [(one.source, one.target) for one in drawing.arrows if one.labels == (address,)] == [
        ("ben", "app"),
        ("app", "ana"),
    ]


def test_an_unknown_finding_or_person_is_named() -> None:
    with pytest.raises(KeyError, match="no/such/finding"):
        drawn(finding="no/such/finding")
    with pytest.raises(KeyError, match="app"):
        drawn(person="app")
    assert people(scene(CALL, KNOWN)) == ("ana", "ben", "cleo", "dan")


def test_before_and_after_draws_what_is_closed_faint_with_a_closed_badge() -> None:
    drawing = before_and_after()
    ways = {(one.crossing, one.faint): states(one) for one in drawing.arrows if one.target == "app"}
    assert ways == {(False, False): set(), (True, True): {"closed"}}
    assert states(box(drawing, "app")) == {"closed"}
    assert not box(drawing, "app").faint


def test_before_and_after_leaves_as_it_is_what_no_control_touches() -> None:
    before, after = drawn(), before_and_after()
    assert states(box(after, "ben")) == {"open"}
    assert box(after, "ben").badges == box(before, "ben").badges
    assert arrow(after, "ben", "a contact of ben").faint is False


def test_the_legend_tells_the_ten_gravest_and_how_many_more_there_are() -> None:
    drawing = generated(25, most=100)
    told = [line for line in drawing.legend if line.badge]
    assert [line.badge.number for line in told if line.badge] == list(range(1, TOLD + 1))
    badges = {badge.number for box in drawing.boxes for badge in box.badges}
    assert drawing.legend[TOLD].text == f"{len(badges) - TOLD} further disclosure points: see the list"


def _town(elements: int) -> Scenario:
    vocabulary = Vocabulary(words=KNOWN.words, kinds=KNOWN.kinds, controls=KNOWN.controls, threats=KNOWN.threats)
    return read_scenario(town(elements), "town.yaml", vocabulary)


def generated(elements: int, **options: Any) -> Drawing:
    scenario = _town(elements)
    return picture(scenario, analyse(scenario, KNOWN, TODAY), **options)


def test_a_picture_that_is_too_large_shows_the_gravest_paths_and_says_so() -> None:
    drawing = generated(200)
    assert 8 < len(drawing.boxes) <= 16
    (notice,) = drawing.notices
    assert notice.startswith("too much for one picture")
    without = re.fullmatch(r".*, without (.*), (.*), (.*), (.*) and (\d+) more", notice)
    assert without is not None
    *named, more = without.groups()
    there = {box.name for box in drawing.boxes}
    assert there.isdisjoint(named)
    sending = {node for path in _town(200).paths for node in path.nodes}
    assert len(named) + int(more) == len(sending - there - {EVERYONE})
    assert notice in [line.text for line in drawing.legend]
    assert notice in drawing.description
    numbers = {badge.number for box in drawing.boxes for badge in box.badges}
    assert numbers == set(range(1, len(numbers) + 1))
    ends = {end for arrow in drawing.arrows for end in (arrow.source, arrow.target)}
    assert ends <= {box.name for box in drawing.boxes}


@pytest.mark.parametrize("name", ["webcam-platform", "game-streaming", "anonymous-interview"])
def test_nobody_is_said_to_be_left_out_who_is_in_the_picture(name: str) -> None:
    report = pipeline.study(SCENARIOS[name], CATALOGUE, today=TODAY, program="1")
    plainer = [one for one in pipeline.drawings(report) if any(", without " in notice for notice in one.notices)]
    assert plainer
    for drawing in plainer:
        [notice] = [notice for notice in drawing.notices if ", without " in notice]
        said = re.split(r", | and ", notice.partition(", without ")[2])
        assert {box.name for box in drawing.boxes}.isdisjoint(said)


def test_a_picture_of_ordinary_size_shows_everything() -> None:
    assert generated(10).notices == ()
    assert drawn().notices == ()


def test_of_many_disclosure_points_the_gravest_are_drawn_with_all_that_is_drawn_in_the_scenario() -> None:
    whole, fewer = generated(25, most=100), generated(25, most=26)
    assert fewer.notices == ("of 38 disclosure points the 10 gravest are in the picture; the list has all",)
    assert fewer.notices[0] in fewer.description
    assert {badge.number for box in fewer.boxes for badge in box.badges} == set(range(1, TOLD + 1))
    flows = {(one.source, one.target) for one in whole.arrows if one.kind == "flow"}
    assert flows == {(one.source, one.target) for one in fewer.arrows if one.kind == "flow"}
    assert len(fewer.arrows) < len(whole.arrows)


def test_a_picture_with_too_many_arrows_for_its_boxes_shows_less() -> None:
    boxes = len(generated(25, most=100).boxes)
    assert len(generated(25, most=100).arrows) > boxes + 2
    assert generated(25, most=boxes).notices


def test_a_large_picture_without_a_disclosure_point_shows_the_first_paths() -> None:
    scenario = scene(CALL, KNOWN)
    quiet = analyse(scenario, catalogue(), TODAY)
    drawing = picture(scenario, replace(quiet, points=(), findings=()), most=4)
    assert {box.name for box in drawing.boxes} == {"ana", "app", "ben", "store"}
    assert "the first 2 of its paths" in drawing.notices[0]


def test_the_description_is_the_outline_of_what_is_drawn() -> None:
    drawing = drawn(finding="forwarded/ben/picture")
    for line in ("- ana: person; subject", "- ana -> app: picture; goes past what was agreed", "dan"):
        assert (line in drawing.description) is (line != "dan"), line


def test_those_whom_something_may_reach_through_one_holder_share_a_box_in_a_larger_picture() -> None:
    shared = [box for box in generated(25, most=100).boxes if box.name.startswith("others around ")]
    assert shared
    for one in shared:
        source = one.name.removeprefix("others around ")
        assert one.lines == (f"a contact of {source}", f"a stranger with access to {source}")
        assert one.badges
    assert not [box for box in drawn().boxes if box.name.startswith("others around ")]


def test_up_to_two_data_are_named_with_what_may_be_done_with_them_and_of_more_the_acts_alone() -> None:
    lines = {box.name: box.lines for box in drawn().boxes}
    assert lines["ben"] == ("partner", "agreed: see, keep, publish")
    fewer = CALL.replace(", consent: {ben: publish, cleo: publish}", ", consent: {cleo: [keep, research]}")
    lines = {box.name: box.lines for box in drawn(fewer).boxes}
    assert lines["ben"] == ("partner", "may see picture", "may keep note")
    assert lines["cleo"] == ("friend", "may keep letter", "may keep letter to research")


@pytest.mark.parametrize(
    ("consent", "said"), [("", []), ("consent: {ben: see}", []), ("consent: {ben: keep}", ["may keep tape"])]
)
def test_of_a_copy_it_is_said_what_was_agreed_to_it_where_that_is_not_what_was_agreed_to_the_original(
    consent: str, said: list[str]
) -> None:
    text = f"""
people: {{ana: {{role: subject}}, ben: {{role: friend}}}}
data:
  talk: {{about: ana, medium: audio, consent: {{ben: see}}}}
  tape: {{made from: talk, {consent}}}
flows: {{ana -> ben: [talk, tape]}}
"""
    assert [line for line in box(drawn(text), "ben").lines if "may" in line] == ["may see talk", *said]


def test_a_data_subject_who_takes_part_stands_with_the_agreed_audience() -> None:
    both = CALL.replace("note: {about: ana,", "note: {about: [ana, cleo],").replace(
        "dan -> post -> cleo: letter",
        "dan -> post -> cleo: letter\n  cleo -> post -> ben: note\n  app -> cleo: picture",
    )
    told = both.replace("cleo: publish", "dan: keep")
    assert box(drawn(told), "cleo").badges
    assert box(drawn(told), "cleo").lane == "agreed"
    overheard = told.replace("  cleo -> post -> ben: note\n", "")
    assert box(drawn(overheard), "cleo").lane == "outside"


def test_what_gets_past_what_was_agreed_at_a_person_is_no_point_about_that_person() -> None:
    shared = CALL.replace("note: {about: ana,", "note: {about: [ana, ben],").replace("{ben: keep}}", "{cleo: keep}}")
    at_ben = {person: states(box(drawn(shared, person=person), "ben")) for person in ("ana", "ben")}
    assert at_ben == {"ana": {"open"}, "ben": set()}


PUBLISHED: Final = """
people:
  ana: {role: subject}
data:
  chapter: {about: ana, medium: text, consent: {everyone: publish}}
  letter: {about: ana, medium: text, consent: nothing}
flows:
  ana -> everyone: [chapter, letter]
"""


def test_everyone_stands_with_the_agreed_audience_where_all_that_they_find_was_agreed() -> None:
    agreed = drawn(PUBLISHED.replace("[chapter, letter]", "chapter"))
    assert box(agreed, "everyone").lane == "agreed"
    assert box(agreed, "everyone").lines == ("may find chapter",)
    assert not [arrow for arrow in agreed.arrows if arrow.crossing]


@pytest.mark.parametrize(("consent", "state"), [("consent: nothing", "open"), ("sensitivity: ordinary", "undecided")])
def test_what_the_design_publishes_past_what_was_agreed_stands_outside_with_its_point(consent: str, state: str) -> None:
    drawing = drawn(PUBLISHED.replace("consent: nothing", consent))
    everyone = box(drawing, "everyone")
    assert (everyone.lane, everyone.lines) == ("outside", ("may find chapter",))
    assert states(everyone) == {state}
    past = [one.labels for one in drawing.arrows if one.crossing or one.undecided]
    assert past == [("letter",)]


def test_of_a_copy_that_is_published_it_is_named_what_was_agreed() -> None:
    copied = PUBLISHED.replace(
        "flows:",
        "  reprint: {made from: chapter}\n  summary: {made from: letter, consent: {everyone: publish}}\nflows:",
    )
    assert box(drawn(copied), "everyone").lines == ("may find chapter and summary",)


def test_nobody_may_find_what_nobody_agreed_to_publish() -> None:
    assert box(drawn(), "everyone").lines == ()


def test_everyone_stands_outside_where_something_may_get_there_that_is_told_of_another_point() -> None:
    both = CALL.replace("data:\n", "data:\n  chapter: {about: dan, medium: text, consent: {everyone: publish}}\n")
    scenario = scene(both + "  dan -> everyone: chapter\n", KNOWN)
    unmarked = replace(analyse(scenario, KNOWN, TODAY), points=())
    everyone = box(picture(scenario, unmarked), "everyone")
    assert (everyone.badges, everyone.lines) == ((), ("may find chapter",))
    assert everyone.lane == "outside"


def test_a_way_to_the_gravest_points_names_nothing_that_does_not_lead_there() -> None:
    two = """
people:
  ana: {role: subject}
  ben: {}
  cleo: {}
data:
  letter: {about: ana, medium: text, consent: {ben: share}}
  note: {about: ana, medium: text, consent: {ben: share}}
flows:
  ana -> ben: [letter, note]
  ben -> cleo: letter
"""
    labels = {(one.source, one.target): one.labels for one in drawn(two).arrows if one.kind == "flow"}
    fewer = {(one.source, one.target): one.labels for one in drawn(two, most=0).arrows if one.kind == "flow"}
    assert labels["ana", "ben"] == ("letter", "note")
    assert fewer == {("ana", "ben"): ("letter",)}
