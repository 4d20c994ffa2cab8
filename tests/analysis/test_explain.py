from __future__ import annotations

import pytest

from tests.scenes import BEYOND, TODAY, UNAGREED, catalogue, control, scene, threat, when
from threatmodel.analysis.explain import explain
from threatmodel.model.catalogue import Threat
from threatmodel.model.explanation import Explanation, UnknownPartError

MANAGED = control("managed", on=("person",), sets={"device": "own"}, against=("shared",))
SCENE = """
    people:
      ana: {role: subject}
      ben: {role: partner, device: shared}
      eve: {role: friend, device: compromised}
    systems:
      app: {kind: video conference, end-to-end encrypted: yes, connects: by relay}
      cloud: {end-to-end encrypted: no}
    data:
      call: {about: ana, live: yes, reveals: [face], consent: {ben: see}}
      pic: {about: ana, medium: image, reveals: [home], consent: {ben: keep}}
      note: {about: ana, medium: text, ephemeral: no}
    flows:
      ana -> app -> ben: [call, pic, note]
      ana -> cloud: pic
      ana -> eve: call
    controls: {managed: eve}
    """


def explained(finding: str, *threats: Threat) -> Explanation:
    known = catalogue(*threats, controls=[MANAGED])
    return explain(scene(SCENE, known), known, finding, TODAY)


def clauses(finding: str, *threats: Threat) -> list[tuple[str, bool | None, str]]:
    return [(clause.asks, clause.holds, clause.because) for clause in explained(finding, *threats).clauses]


def test_a_finding_is_explained_part_by_part() -> None:
    it = threat(
        "it",
        when(
            form="seen",
            holder=("person",),
            reveals=("face", "voice"),
            not_agreed="keep",
            words={"device": ("shared",), "join": ("link",)},
            facts=("meant-for-few",),
        ),
    )
    assert clauses("it/ben/call", it) == [
        ("it is seen there", True, "it gets there"),
        ("it reveals face or voice", True, "face"),
        ("the holder is a person", True, ""),
        ("nobody agreed that the holder may keep it", True, "agreed: see"),
        ("device: shared, or less safe", True, "ben says shared"),
        ("join: link, or less safe", True, "app says link, assumed of video-conference"),
        ("meant for few", True, "said nowhere for ben"),
    ]
    explanation = explained("it/ben/call", it)
    assert explanation.finding is not None
    assert explanation.finding.state == "open"
    assert (explanation.holder, explanation.datum, explanation.gateways) == ("ben", "call", ("ana", "app"))


def test_where_there_is_no_finding_the_parts_that_keep_it_away_are_shown() -> None:
    it = threat("it", when(form="kept", reveals=("gps",), words={"device": ("compromised",)}))
    explanation = explained("it/ben/call", it)
    assert explanation.finding is None
    assert [(clause.asks, clause.holds, clause.because) for clause in explanation.clauses] == [
        ("it is kept there", False, "it is only seen there"),
        ("it reveals gps", False, "it reveals none of these there"),
        ("device: compromised, or less safe", False, "ben says shared"),
    ]


def test_what_never_gets_there_is_said() -> None:
    [form, *_] = clauses("it/eve/pic", threat("it", when(form="seen")))
    assert form == ("it is seen there", False, "it never gets there")


def test_what_is_not_known_is_named() -> None:
    it = threat("it", when(form="kept", words={"app lock": (False,)}))
    assert clauses("it/ben/pic", it) == [
        ("it is kept there", None, "not known: ephemeral of pic"),
        ("app lock: no", None, "not known: app lock of ben"),
    ]


def test_where_nothing_was_said_of_consent_that_is_what_is_not_known() -> None:
    assert clauses("it/ben/note", threat("it", when(not_agreed="share")))[1] == (
        "nobody agreed that the holder may share it",
        None,
        "not known: consent of note",
    )


def test_what_a_control_says_is_put_down_to_the_control() -> None:
    shared = threat("shared", when(words={"device": ("shared",)}))
    assert clauses("shared/eve/call", shared)[-1] == (
        "device: shared, or less safe",
        False,
        "eve says own, by managed",
    )


@pytest.mark.parametrize(
    ("finding", "holds", "because"),
    [
        ("unagreed-recipient/eve/call", True, "it does"),
        ("unagreed-recipient/ben/call", False, "no drawn flow does"),
        ("unagreed-recipient/ben/note", None, "nothing was said of consent, or the flow itself is not known"),
    ],
)
def test_a_crossing_by_design_is_explained_by_the_drawn_flow(finding: str, *, holds: bool | None, because: str) -> None:
    assert clauses(finding, UNAGREED, BEYOND)[1] == (
        "a drawn flow brings it there past what was agreed",
        holds,
        because,
    )


def test_what_must_be_known_of_the_person_is_a_part_too() -> None:
    assert clauses("it/ben/call", threat("it", when(knows="identity")))[1] == (
        "the holder knows who the person is",
        False,
        "nothing that is held there tells it",
    )


def test_every_part_that_was_read_from_the_file_has_its_place() -> None:
    it = threat("it", when(form="seen", words={"device": ("shared",)}))
    assert all(clause.span is not None for clause in explained("it/ben/call", it).clauses)


def test_a_threat_about_a_thing_or_the_scenario_is_explained_without_a_datum() -> None:
    silent = threat("silent", when(words={"notice": ("none",)}), on="system")
    assert clauses("silent/app", silent) == [("notice: none, or less safe", None, "not known: notice of app")]
    unassessed = threat("unassessed", when(words={"assessment done": (False,)}), on="scenario")
    explanation = explained("unassessed/scenario", unassessed)
    assert (explanation.holder, explanation.datum, explanation.gateways) == ("", None, ())


@pytest.mark.parametrize(
    ("finding", "named"), [("none/ben/call", "none"), ("it/nobody/call", "nobody"), ("it/ben/nothing", "nothing")]
)
def test_an_id_that_names_nothing_raises_with_the_part_that_is_wrong(finding: str, named: str) -> None:
    with pytest.raises(UnknownPartError, match=named):
        explained(finding, threat("it", when()))
