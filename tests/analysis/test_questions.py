from __future__ import annotations

from tests.scenes import BEYOND, HEAD_LINES, KEPT, UNAGREED, analysed, catalogue, questions, scene, threat, when
from threatmodel.analysis.questions import questions as asked
from threatmodel.model.catalogue import Threat
from threatmodel.model.findings import Question


def question(text: str, word: str, *threats: Threat) -> Question:
    return next(one for one in analysed(text, *threats).questions if one.word == word)


SCENE = """
    people:
      ana: {role: subject}
      ben: {role: partner}
    data: {pic: {about: ana, medium: image}}
    flows: {ana -> ben: pic}
    """
OPEN_GALLERY = threat("open-gallery", when(form="kept", words={"app lock": (False,)}))
SHARED = threat("shared", when(words={"device": ("shared",)}))


def test_what_several_findings_hang_on_is_asked_once_and_first() -> None:
    found = analysed(SCENE, KEPT, OPEN_GALLERY)
    assert questions(found) == ["ephemeral of pic", "app lock of ben"]
    [first, second] = found.questions
    assert set(first.bears_on) == {"kept/ben/pic", "open-gallery/ben/pic"}
    assert first.settles == ("kept/ben/pic",)
    assert (second.bears_on, second.settles) == (("open-gallery/ben/pic",), ())


def test_a_finding_that_hangs_on_one_answer_counts_more_than_one_that_hangs_on_two() -> None:
    assert questions(analysed(SCENE, OPEN_GALLERY, SHARED)) == ["device of ben", "app lock of ben", "ephemeral of pic"]


def test_ties_are_broken_by_the_order_of_the_file() -> None:
    found = analysed(SCENE, threat("both", when(words={"app lock": (False,), "sensitivity": ("intimate",)})))
    assert questions(found) == ["app lock of ben", "sensitivity of pic"]


def test_a_question_names_the_place_and_whose_data_it_is() -> None:
    assert question(SCENE, "device", SHARED).ask == "Who else can open or control the device that “ben” uses?"
    assert question(SCENE, "consent", UNAGREED).ask == (
        "To what did “ana” agree for “pic”: who may see it, keep it, pass it on or publish it?"
    )


def test_of_data_about_several_people_all_are_named() -> None:
    text = SCENE.replace("about: ana", "about: [ana, ben]")
    assert question(text, "consent", UNAGREED).ask.startswith("To what did “ana” and “ben” agree for “pic”: ")


def test_a_question_stands_at_what_it_asks_about() -> None:
    assert question(SCENE, "device", SHARED).span.line == HEAD_LINES + 3
    assert question(SCENE, "consent", UNAGREED).span.line == HEAD_LINES + 4


def test_a_question_about_the_scenario_as_a_whole_has_no_place() -> None:
    [only] = analysed(SCENE, threat("unassessed", when(words={"assessment done": (False,)}), on="scenario")).questions
    assert (only.word, only.place) == ("assessment done", "")
    assert only.ask == "Has somebody assessed in writing what this may do to people?"


def test_names_that_look_like_a_place_to_fill_in_stay_text() -> None:
    text = """
        people:
          ana: {role: subject}
          "{about} {place}": {role: partner}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {"{about} {place}": keep}}}
        flows: {"ana -> {about} {place}": pic}
        """
    asked_of = question(text, "device", SHARED).ask
    assert asked_of == "Who else can open or control the device that “{about} {place}” uses?"


def test_without_undecided_findings_nothing_is_asked() -> None:
    assert asked(scene(SCENE), catalogue(), []) == ()


def test_answering_a_question_settles_what_it_says() -> None:
    before = analysed(SCENE, KEPT, BEYOND)
    [ephemeral] = (one for one in before.questions if one.word == "ephemeral")
    after = analysed(SCENE.replace("medium: image", "medium: image, ephemeral: no"), KEPT, BEYOND)
    assert {one.id for one in after.findings if one.state != "undecided"} >= set(ephemeral.settles)


def test_whether_somebody_is_an_adult_and_whether_there_are_minors_is_one_question() -> None:
    minor = threat("minor", when(words={"age": ("minor",)}))
    possible = threat("possible", when(words={"minors possible": (True,)}))
    [asked_once] = [one for one in analysed(SCENE, minor, possible).questions if one.place == "ben"]
    assert asked_once.word == "age"
    assert asked_once.bears_on == ("minor/ben/pic", "possible/ben/pic")
    assert asked_once.settles == ("minor/ben/pic",)
    alone = analysed(SCENE.replace("{role: partner}", "{role: partner, age: adult stated}"), minor, possible)
    assert [one.word for one in alone.questions if one.place == "ben"] == ["minors possible"]
    verified = analysed(SCENE.replace("partner}", "partner, age: adult verified}"), minor, possible)
    assert [one for one in verified.questions if one.place == "ben"] == []


def test_the_rule_on_recordings_is_not_asked_for_beside_the_country_that_may_settle_it() -> None:
    abroad = threat("abroad", when(words={"lives in": ("Spain",)}))
    rule = threat("rule", when(words={"recording needs": ("everybody",)}))
    assert [(one.word, one.bears_on) for one in analysed(SCENE, abroad, rule).questions if one.place == "ben"] == [
        ("lives in", ("abroad/ben/pic", "rule/ben/pic"))
    ]
    told = analysed(SCENE.replace("{role: partner}", "{role: partner, lives in: Spain}"), rule)
    assert [one.word for one in told.questions if one.place == "ben"] == ["recording needs"]


def test_what_settles_more_stands_before_what_only_bears_on_more() -> None:
    beside = [
        threat(f"beside-{word}", when(words={"app lock": (False,), word: (True,)})) for word in ("live", "ephemeral")
    ]
    found = analysed(SCENE.replace("image}", "video}"), *beside, SHARED).questions
    assert [(one.word, len(one.settles), len(one.bears_on)) for one in found] == [
        ("device", 1, 1),
        ("app lock", 0, 2),
        ("ephemeral", 0, 1),
        ("live", 0, 1),
    ]


def test_one_person_is_asked_about_as_one_and_an_audience_as_many() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner, age: adult stated}}
        audiences: {fans: {role: viewer}}
        data: {pic: {about: ana, medium: image}}
        flows: {ana -> ben: pic, ana -> fans: pic}
        """
    young = threat("young", when(words={"minors possible": (True,)}))
    assert [one.ask for one in analysed(text, young).questions if one.word == "minors possible"] == [
        "Could “ben” be younger than stated?",
        "Could there be young people among “fans”?",
    ]


def test_what_has_no_question_of_its_own_is_asked_for_by_its_name() -> None:
    text = SCENE.replace("data:", "systems: {app: {amplified: unknown}}\n    data:").replace("ana -> ben", "ana -> app")
    loud = threat("loud", when(words={"amplified": (True,)}))
    assert question(text, "amplified", loud).ask == "What should 'amplified' say of “app”?"
