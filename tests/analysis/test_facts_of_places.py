from __future__ import annotations

import pytest

from tests.analysis.test_facts import asked
from threatmodel.analysis.readings import Truth

HOME = """
    people: {{ana: {{role: subject}}, ben: {{role: partner{ben}}}, dora: {{{dora}}}}}
    systems: {{app: {{{app}}}}}
    data: {{pic: {{about: ana, medium: video{pic}}}}}
    flows: {{ana -> app -> ben: pic}}
    """


def at_home(fact: str, ben: str = "", dora: str = "", app: str = "", pic: str = "") -> Truth:
    return asked(fact, HOME.format(ben=ben, dora=dora, app=app, pic=pic)).truth


@pytest.mark.parametrize(
    ("ben", "dora", "truth"),
    [
        (", device: own", "", False),
        (", device: own", "lives with: [ben]", True),
        (", device: own, lives with: [dora]", "", True),
        (", device: shared", "", True),
        ("", "", None),
    ],
)
def test_somebody_is_near_who_shares_the_home_or_the_device(ben: str, dora: str, truth: Truth) -> None:
    assert at_home("others-nearby", ben, dora) is truth


@pytest.mark.parametrize(
    ("about", "dora", "truth"),
    [
        ("dora", "lives with: [ben]", False),
        ("[ben, dora]", "lives with: [ben]", False),
        ("[ana, dora]", "lives with: [ben]", True),
        ("[ana, ben]", "lives with: [ben]", True),
        ("[ana, ben]", "", False),
    ],
)
def test_nobody_is_near_who_is_the_only_one_it_is_about(about: str, dora: str, truth: Truth) -> None:
    text = HOME.replace("about: ana", f"about: {about}")
    assert (
        asked("others-nearby", text.format(ben=", device: own", dora=dora, app="", pic=", made by: ana")).truth is truth
    )


def test_of_a_person_as_a_whole_anybody_at_home_is_near() -> None:
    text = HOME.format(ben=", device: own", dora="lives with: [ben]", app="", pic="")
    assert asked("others-nearby", text, datum=None).truth is True
    assert asked("others-nearby", text, holder="ana", datum=None).truth is None


@pytest.mark.parametrize(
    ("app", "pic", "truth"),
    [
        ("notification preview: no", ", live: yes", True),
        ("notification preview: yes", ", live: no", True),
        ("notification preview: no", ", live: no", False),
        ("notification preview: no", "", None),
        ("", ", live: no", None),
    ],
)
def test_what_is_live_or_told_in_a_notification_can_be_noticed(app: str, pic: str, truth: Truth) -> None:
    assert at_home("noticeable", app=app, pic=pic) is truth


def test_nothing_can_be_noticed_where_no_way_leads() -> None:
    text = HOME.format(ben="", dora="", app="", pic=", live: yes")
    assert asked("noticeable", text, "dora").truth is False


@pytest.mark.parametrize(
    ("app", "truth"),
    [
        ("default visibility: public", True),
        ("default visibility: private, live indicator: no", True),
        ("default visibility: private, live indicator: yes", False),
        ("default visibility: private", None),
    ],
)
def test_somebody_can_be_live_by_mistake_where_a_session_begins(app: str, truth: Truth) -> None:
    assert asked("live-by-mistake", HOME.format(ben="", dora="", app=app, pic=""), "app").truth is truth


def test_nobody_is_live_by_mistake_at_a_system_behind_another() -> None:
    text = """
    people: {ana: {role: subject}}
    systems: {app: {}, desk: {default visibility: public}}
    data: {pic: {about: ana, medium: video}}
    flows: {ana -> app -> desk: pic}
    """
    assert asked("live-by-mistake", text, "desk").truth is False
    assert asked("live-by-mistake", text, "app").truth is None


@pytest.mark.parametrize(("known", "truth"), [("", True), (", knows: [ana]", False)])
def test_who_knows_somebody_needs_no_window_to_place_them(known: str, truth: Truth) -> None:
    assert at_home("not-known-by-name", known) is truth


SERVICE = """
    people: {{ana: {{role: subject{ana}}}}}
    systems: {{app: {{{app}}}, backend: {{}}}}
    data: {{pic: {{about: ana, medium: image{pic}}}}}
    flows: {{ana -> app -> backend: pic}}
    """


def at_service(
    fact: str, *, ana: str = "", app: str = "", pic: str = ", sensitivity: intimate", holder: str = "app"
) -> Truth:
    return asked(fact, SERVICE.format(ana=ana, app=app, pic=pic), holder, None).truth


def test_a_screen_is_sensitive_where_people_send_or_get_what_is_sensitive() -> None:
    assert at_service("sensitive-screen") is True
    assert at_service("sensitive-screen", pic=", sensitivity: ordinary") is False
    assert at_service("sensitive-screen", pic="") is None
    assert at_service("sensitive-screen", holder="backend") is False
    text = """
    people: {ana: {role: subject}, ben: {}}
    systems: {relay: {}, backend: {}, app: {}}
    data: {pic: {about: ana, sensitivity: intimate}}
    flows: {ana -> relay -> backend -> app -> ben: pic}
    """
    read = {holder: asked("sensitive-screen", text, holder, None).truth for holder in ("relay", "backend", "app")}
    assert read == {"relay": True, "backend": False, "app": True}


@pytest.mark.parametrize(
    ("app", "pic", "truth"),
    [
        ("end-to-end encrypted: no", ", sensitivity: intimate", True),
        ("end-to-end encrypted: no", ", sensitivity: sensitive", False),
        ("end-to-end encrypted: no", ", sensitivity: ordinary, reveals: [health]", True),
        ("end-to-end encrypted: yes", ", sensitivity: intimate", False),
        ("", ", sensitivity: intimate", None),
    ],
)
def test_what_is_specially_protected_counts_where_it_can_be_read(app: str, pic: str, truth: Truth) -> None:
    assert at_service("specially-protected-here", app=app, pic=pic) is truth


@pytest.mark.parametrize(
    ("ana", "app", "truth"),
    [
        (", lives in: France", "based in: Peru", True),
        (", lives in: France", "based in: France", False),
        (", lives in: 'Brittany, France'", "based in: France", False),
        ("", "based in: Peru", None),
        (", lives in: France", "", None),
    ],
)
def test_a_border_is_between_two_countries_and_not_between_two_parts_of_one(ana: str, app: str, truth: Truth) -> None:
    assert at_service("answers-abroad", ana=ana, app=app) is truth


@pytest.mark.parametrize(
    ("app", "truth"),
    [
        ("removal within: forever", True),
        ("removal within: 2d, attention halves within: 1d", True),
        ("removal within: 1d, attention halves within: 1d", False),
        ("removal within: 2d", None),
        ("attention halves within: 1d", None),
    ],
)
def test_a_removal_is_late_when_half_of_all_have_seen_it(app: str, truth: Truth) -> None:
    assert at_service("removal-slower-than-attention", app=app) is truth


ASKED = """
    people: {{ana: {{role: subject, in: [group]}}, ben: {{}}}}
    audiences: {{group: {{}}}}
    data: {{pic: {{about: {about}, medium: image, sensitivity: sensitive{pic}}}}}
    flows: {{ana -> ben: pic}}
    """


@pytest.mark.parametrize(
    ("about", "pic", "truth"),
    [
        ("ana", ", asked: no", True),
        ("group", ", asked: bundled", True),
        ("ana", ", asked: explicit", False),
        ("ana", "", None),
    ],
)
def test_people_are_asked_about_what_concerns_them_or_their_group(about: str, pic: str, truth: Truth) -> None:
    assert asked("not-asked-clearly", ASKED.format(about=about, pic=pic), "ana", None).truth is truth
    assert asked("not-asked-clearly", ASKED.format(about=about, pic=pic), "ben", None).truth is False


YOUNG = """
    people: {{ana: {{role: subject, age: {age}, minors possible: {possible}}}, ben: {{age: adult verified}}}}
    systems: {{app: {{}}}}
    data: {{pic: {{about: ana, medium: {medium}}}}}
    flows: {{ana -> app -> ben: pic}}
    """


@pytest.mark.parametrize(
    ("age", "possible", "medium", "truth"),
    [
        ("minor", "unknown", "text", True),
        ("minor", "unknown", "video", False),
        ("adult verified", "yes", "text", False),
        ("adult stated", "yes", "text", True),
        ("adult stated", "unknown", "text", None),
    ],
)
def test_young_people_are_written_to_where_text_passes(age: str, possible: str, medium: str, truth: Truth) -> None:
    text = YOUNG.format(age=age, possible=possible, medium=medium)
    assert asked("young-people-written-to", text, "app", None).truth is truth


SCREENED = """
    people: {{ana: {{role: subject, vulnerable: {vulnerable}, age: adult verified}}}}
    audiences: {{crowd: {{size: {size}}}}}
    systems: {{app: {{records: {records}}}}}
    data: {{pic: {{about: ana, medium: {medium}, live: yes, sensitivity: {sensitivity}}}}}
    flows: {{ana -> app -> crowd: pic}}
    """


@pytest.mark.parametrize(
    ("vulnerable", "size", "records", "medium", "sensitivity", "truth"),
    [
        ("no", "9", "never", "video", "ordinary", False),
        ("no", "9", "never", "video", "intimate", False),
        ("yes", "9", "never", "video", "intimate", True),
        ("no", "1000", "by default", "video", "ordinary", True),
        ("no", "999", "by default", "video", "ordinary", False),
        ("no", "9", "by default", "avatar", "ordinary", True),
        ("unknown", "9", "never", "video", "intimate", None),
        ("unknown", "9", "never", "video", "ordinary", False),
    ],
)
def test_two_screening_criteria_make_an_assessment_due(
    vulnerable: str, size: str, records: str, medium: str, sensitivity: str, truth: Truth
) -> None:
    text = SCREENED.format(vulnerable=vulnerable, size=size, records=records, medium=medium, sensitivity=sensitivity)
    assert asked("assessment-due", text, None, None).truth is truth
