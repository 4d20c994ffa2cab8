from __future__ import annotations

from tests.scenes import HEAD_LINES, KEPT, SEEN, analysed, threat, when
from threatmodel.model.catalogue import Threat

SCENE = """
    people: {ana: {role: subject}, ben: {role: partner}}
    systems:
      cloud: {kind: cloud backup}
      call: {kind: video conference, end-to-end encrypted: yes, connects: by relay}
      unused: {kind: cloud backup}
    data:
      chat: {about: ana, medium: text, ephemeral: no, consent: {}}
    flows:
      ana -> call -> ben: chat
      ana -> cloud: chat
    """


def assumed(text: str, *threats: Threat) -> list[tuple[str, str, str, str]]:
    return [(one.word, one.place, one.value, one.kind) for one in analysed(text, *threats).assumptions]


def test_all_that_a_kind_or_a_medium_presets_is_shown() -> None:
    assert assumed(SCENE, KEPT) == [
        ("keeps", "cloud", "forever", "cloud-backup"),
        ("end-to-end encrypted", "cloud", "no", "cloud-backup"),
        ("connects", "cloud", "by relay", "cloud-backup"),
        ("recording light", "cloud", "yes", "cloud-backup"),
        ("records", "call", "on request", "video-conference"),
        ("recording light", "call", "yes", "video-conference"),
        ("join", "call", "link", "video-conference"),
        ("live indicator", "call", "yes", "video-conference"),
        ("default visibility", "call", "private", "video-conference"),
        ("live", "chat", "no", "medium: text"),
    ]


def test_a_preset_towards_safe_that_keeps_something_from_being_found_is_shown() -> None:
    unlit = threat("unlit", when(words={"recording light": (False,)}))
    assert "unlit/ben/chat" not in [finding.id for finding in analysed(SCENE, unlit).findings]
    without = SCENE.replace("kind: video conference, ", "")
    assert "unlit/ben/chat" in [finding.id for finding in analysed(without, unlit).findings]
    assert ("recording light", "call", "yes", "video-conference") in assumed(SCENE, unlit)


def test_an_assumption_says_what_its_kind_rests_on() -> None:
    shown = {(one.kind, one.source, one.confidence) for one in analysed(SCENE, SEEN).assumptions}
    assert ("cloud-backup", "S55, K", "medium") in shown
    assert ("video-conference", "S36", "high") in shown
    assert ("medium: text", "", "") in shown


def test_what_the_author_wrote_is_no_assumption() -> None:
    text = SCENE.replace("{kind: cloud backup}\n      call", "{kind: cloud backup, keeps: 30d}\n      call")
    assert ("keeps", "cloud") not in [(word, place) for word, place, *_ in assumed(text, KEPT)]


def test_what_stands_on_no_path_is_not_shown() -> None:
    assert "unused" not in [place for _, place, *_ in assumed(SCENE, KEPT)]


def test_an_assumption_stands_where_its_kind_is_written() -> None:
    [first, *_] = analysed(SCENE, KEPT).assumptions
    assert first.span.line == HEAD_LINES + 3
