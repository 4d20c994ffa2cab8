"""Who is in a picture although nothing starts at them: those whom what is drawn is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest

from tests.scenes import TODAY, UNAGREED, catalogue, leads_to, scene, threat, when
from threatmodel.analysis.analyse import analyse
from threatmodel.model.drawing import Drawing
from threatmodel.reports.picture.drawing import SIZES, picture

RECORDED: Final = threat("recorded", when(form="seen", holder=("person",), not_agreed="keep"), leads_to(form="kept"))
KNOWN: Final = catalogue(UNAGREED, RECORDED)

CALL: Final = """
people:
  ana: {role: subject}
  ben: {role: partner}
  eve: {role: bystander}
  fay: {role: subject}
systems:
  app: {operator: app company, end-to-end encrypted: no, keeps: 30d, connects: by relay}
data:
  picture: {about: ana, medium: video, sensitivity: intimate, live: yes, consent: {ben: see}}
  doorbell: {about: eve, medium: audio, made by: ana, live: yes, consent: nothing}
  minutes: {about: [ana, fay], medium: text, made by: ben, consent: {app: keep}}
  summary: {made from: minutes, made by: app}
flows:
  ana -> app -> ben: [picture, doorbell]
  ben -> app: minutes
  app -> ana: summary
"""


def drawn(text: str = CALL, **options: Any) -> Drawing:
    scenario = scene(text, KNOWN)
    return picture(scenario, analyse(scenario, KNOWN, TODAY), **options)


def about(drawing: Drawing) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(arrow.source, arrow.target, arrow.labels) for arrow in drawing.arrows if arrow.kind == "about"]


def lines(drawing: Drawing) -> dict[str, tuple[str, ...]]:
    return {box.name: box.lines for box in drawing.boxes}


def test_whoever_sends_nothing_of_what_is_about_them_is_drawn_with_a_line_to_who_does() -> None:
    assert about(drawn()) == [("eve", "ana", ("doorbell",)), ("fay", "ben", ("minutes",))]
    assert not any(box.faint for box in drawn().boxes)


def test_the_words_say_whom_it_is_about_and_who_sends_it() -> None:
    told = drawn().description.splitlines()
    assert "- eve: person; bystander" in told
    assert "- eve -> ana: doorbell; about eve, sent by ana" in told


def test_whoever_is_in_the_picture_anyway_says_what_is_about_them_that_others_send() -> None:
    assert lines(drawn(CALL.replace("  app -> ana: summary\n", "")))["ana"] == ("subject", "about them: minutes")
    assert "about them" not in " ".join(lines(drawn())["eve"])


def test_a_person_alone_is_drawn_with_the_line_to_who_sends_what_is_about_them() -> None:
    drawing = drawn(person="eve")
    assert about(drawing) == [("eve", "ana", ("doorbell",))]
    assert {label for arrow in drawing.arrows for label in arrow.labels} == {"doorbell"}


def test_the_way_to_a_finding_begins_with_whom_it_is_about_and_leaves_out_whom_it_is_not() -> None:
    drawing = drawn(finding="unagreed-recipient/ben/doorbell")
    assert about(drawing) == [("eve", "ana", ("doorbell",))]
    assert "fay" not in lines(drawing)


@pytest.mark.parametrize("most", SIZES)
def test_of_all_that_a_plainer_picture_shows_it_shows_whom_it_is_about(most: int) -> None:
    drawing = drawn(most=most)
    data = {label for arrow in drawing.arrows for label in arrow.labels}
    assert data & {"doorbell", "minutes"}
    assert ("doorbell" in data) == ("eve" in lines(drawing))
    assert ("minutes" in data) == ("fay" in lines(drawing))


def test_who_sends_what_is_about_them_gets_no_such_line_where_a_plainer_picture_leaves_that_way_out() -> None:
    elsewhere = CALL.replace("  ben -> app: minutes\n", "  fay -> app -> ben: minutes\n").replace(
        "made by: ben, consent: {app: keep}", "made by: fay, consent: {app: keep, ben: keep, ana: keep}"
    )
    for most in SIZES:
        assert ("fay", "app", ("minutes",)) not in about(drawn(elsewhere, most=most))
        assert not [one for one in about(drawn(elsewhere, most=most)) if one[0] == "fay"]


def test_a_member_of_a_group_that_something_is_about_says_so() -> None:
    grouped = CALL.replace("  eve: {role: bystander}", "  eve: {role: bystander, in: team}").replace(
        "systems:", "audiences:\n  team: {size: 4}\nsystems:"
    )
    drawing = drawn(grouped.replace("about: eve", "about: team"), person="eve")
    assert ("eve", "ana", ("doorbell",)) in about(drawing)


def test_who_makes_what_is_about_another_and_may_not_have_it_is_drawn_with_them_even_if_it_goes_no_further() -> None:
    scenario = scene(CALL, KNOWN)
    found = analyse(scenario, KNOWN, TODAY)
    (mine,) = (point for point in found.points if (point.holder, point.datum) == ("ana", "doorbell"))
    drawing = picture(scenario, replace(found, points=(mine,)), most=1)
    assert about(drawing) == [("eve", "ana", ("doorbell",))]
    assert {label for arrow in drawing.arrows for label in arrow.labels} == {"doorbell"}
