from __future__ import annotations

import pytest

from tests.scenes import KEPT, analysed, catalogue, control, findings, points, questions, scene, threat, when
from threatmodel.analysis.analyse import analyse

UNLOCKED = threat("unlocked", when(form="kept", words={"app lock": (False,)}))
MISUSE = threat("misuse", when(form="kept", not_agreed="share"))
LOCK = control("lock", on=("person",), sets={"app lock": True}, against=("unlocked",))
MARK = control("mark", on=("person",), against=("misuse",))
SCENE = """
    people: {{ana: {{role: subject}}, ben: {{role: partner, app lock: {lock}}}}}
    data: {{pic: {{about: ana, medium: image, ephemeral: no, consent: {{ben: keep}}}}}}
    flows: {{ana -> ben: pic}}
    {rest}
    """


@pytest.mark.parametrize(
    ("lock", "rest", "states"),
    [
        ("no", "", {"unlocked/ben/pic": "open", "misuse/ben/pic": "open"}),
        ("yes", "", {"misuse/ben/pic": "open"}),
        ("unknown", "", {"unlocked/ben/pic": "undecided", "misuse/ben/pic": "open"}),
        ("no", "controls: {lock: ben}", {"unlocked/ben/pic": "closed", "misuse/ben/pic": "open"}),
        ("unknown", "controls: {lock: ben}", {"unlocked/ben/pic": "closed", "misuse/ben/pic": "open"}),
        ("yes", "controls: {lock: ben}", {"misuse/ben/pic": "open"}),
        ("no", "controls: {mark: ben}", {"unlocked/ben/pic": "open", "misuse/ben/pic": "reduced"}),
    ],
)
def test_the_state_of_a_finding_comes_from_the_same_scenario_without_controls(
    lock: str, rest: str, states: dict[str, str]
) -> None:
    scene_text = SCENE.format(lock=lock, rest=rest)
    assert findings(analysed(scene_text, UNLOCKED, MISUSE, controls=[LOCK, MARK])) == states


def test_an_undecided_finding_that_a_control_helps_stays_undecided_and_names_the_control() -> None:
    shared = threat("shared", when(words={"device": ("shared",)}))
    aware = control("aware", on=("person",), against=("shared",))
    [finding] = analysed(SCENE.format(lock="yes", rest="controls: {aware: ben}"), shared, controls=[aware]).findings
    assert (finding.state, finding.helped_by) == ("undecided", ("aware",))


ACCEPTED = "accepted: [{finding: misuse/ben/pic, because: They talked., by: lead, until: 2026-06-30}]"


@pytest.mark.parametrize(
    ("today", "state"), [("2026-06-29", "accepted"), ("2026-06-30", "accepted"), ("2026-07-01", "open")]
)
def test_a_finding_is_accepted_until_the_date_has_passed(today: str, state: str) -> None:
    known = catalogue(MISUSE)
    read = scene(SCENE.format(lock="yes", rest=ACCEPTED), known)
    [finding] = analyse(read, known, today).findings
    assert finding.state == state
    assert (finding.accepted is not None) is (state == "accepted")


def test_an_accepted_finding_says_by_whom_and_why_and_still_stands_under_its_point() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {}}}
        flows: {ana -> ben: pic}
        accepted: [{finding: kept/ben/pic, because: They talked., by: lead, until: 2026-06-30}]
        """
    analysis = analysed(text, KEPT)
    [finding] = analysis.findings
    assert finding.accepted is not None
    assert (finding.accepted.by, finding.accepted.because) == ("lead", "They talked.")
    assert finding.points == ("ben/pic",)
    assert points(analysis) == {"ben/pic": "kept"}


def test_a_closed_finding_asks_nothing_and_stands_under_no_point() -> None:
    text = """
        people: {ana: {role: subject}}
        systems: {app: {keeps: 1d}}
        data: {pic: {about: ana, medium: image, consent: {}}}
        flows: {ana -> app: pic}
        controls: {sealed: app}
        """
    sealed = control("sealed", on=("system",), sets={"end-to-end encrypted": True})
    analysis = analysed(text, KEPT, controls=[sealed])
    [finding] = analysis.findings
    assert (finding.state, finding.points, finding.unsettled) == ("closed", (), ())
    assert points(analysis) == {}
    assert questions(analysis) == []


def test_without_threats_nothing_is_found_and_crossings_by_design_still_are_points() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {}}}
        flows: {ana -> ben: pic}
        """
    analysis = analysed(text)
    assert (analysis.findings, points(analysis)) == ((), {"ben/pic": "kept"})


def test_the_same_scenario_gives_the_same_analysis() -> None:
    text = SCENE.format(lock="no", rest="controls: {mark: ben}")
    assert analysed(text, UNLOCKED, MISUSE, controls=[MARK]) == analysed(text, UNLOCKED, MISUSE, controls=[MARK])
