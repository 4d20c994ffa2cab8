from __future__ import annotations

import pytest

from tests.scenes import BEYOND, HEAD_LINES, KEPT, SEEN, UNAGREED, analysed, leads_to, studied, threat, told, when
from threatmodel.model.catalogue import Threat
from threatmodel.model.findings import Finding

SCENE = """
    people:
      Ana Maria: {role: subject}
      ben: {role: partner}
    systems:
      Ben's cloud: {end-to-end encrypted: no, keeps: forever}
    data:
      live picture: {about: Ana Maria, live: yes, sensitivity: intimate, consent: {ben: see}}
      chat: {about: Ana Maria, medium: text, ephemeral: no, consent: {ben: keep}}
    flows:
      Ana Maria -> ben: [live picture, chat]
      ben -> Ben's cloud: chat
    """


def found(text: str, *threats: Threat) -> dict[str, Finding]:
    return dict(studied(text, *threats).findings)


def test_an_id_is_the_threat_the_holder_and_the_datum_in_slugs() -> None:
    assert set(found(SCENE, SEEN)) == {"seen/ben/live-picture", "seen/ben/chat", "seen/ben-s-cloud/chat"}


def test_of_a_threat_that_is_about_no_datum_the_id_is_the_threat_and_the_place() -> None:
    threats = (
        threat("system", when(), on="system"),
        threat("person", when(), on="person"),
        threat("scenario", when(), on="scenario"),
    )
    places = found(SCENE, *threats)
    assert set(places) == {"system/ben-s-cloud", "person/ana-maria", "person/ben", "scenario/scenario"}
    assert {(one.datum, one.form, one.witness, one.reach) for one in places.values()} == {(None, None, None, 1)}
    assert places["scenario/scenario"].holder == ""
    assert places["person/ben"].span.line == HEAD_LINES + 3


def test_a_thing_on_no_path_carries_no_finding() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        data: {pic: {about: ana, live: yes, consent: {ben: see}}}
        flows: {ana -> ben: pic}
        """
    assert set(found(text, threat("person", when(), on="person"))) == {"person/ana", "person/ben"}


@pytest.mark.parametrize(("old", "new"), [("Ben's cloud", "the attic"), ("live picture", "the stream")])
def test_an_id_stays_when_anything_else_is_renamed(old: str, new: str) -> None:
    before, after = set(found(SCENE, SEEN)), set(found(SCENE.replace(old, new), SEEN))
    assert len(before & after) == 2
    assert len(before) == len(after)


def test_an_id_stays_when_anything_else_is_added() -> None:
    added = SCENE.replace("    flows:\n", "    flows:\n      Ana Maria -> Ben's cloud: live picture\n")
    assert set(found(SCENE, SEEN)) < set(found(added, SEEN))


def test_a_finding_says_who_holds_what_how_grave_it_is_for_how_many_and_where() -> None:
    finding = found(SCENE, threat("record", when(form="seen", words={"live": (True,)}), leads_to(to="contact")))[
        "record/ben/live-picture"
    ]
    assert (finding.holder, finding.datum, finding.form, finding.state) == ("ben", "live picture", "seen", "open")
    assert (finding.severity, finding.reach) == (4, 2)
    assert finding.span.line == HEAD_LINES + 10
    assert finding.witness is not None
    assert told(finding.witness) == "source Ana Maria:live picture seen > flow ben:live picture seen"


def test_the_least_form_at_which_the_threat_holds_is_told() -> None:
    assert {one.form for one in found(SCENE, SEEN).values()} == {"seen"}
    assert {one.form for one in found(SCENE, KEPT).values()} == {"kept"}


def test_open_is_what_the_sure_run_has_and_undecided_what_only_the_possible_run_has() -> None:
    text = SCENE.replace("end-to-end encrypted: no, ", "")
    states = {finding_id: one.state for finding_id, one in found(text, SEEN).items()}
    assert states == {"seen/ben/live-picture": "open", "seen/ben/chat": "open", "seen/ben-s-cloud/chat": "undecided"}


def test_an_undecided_finding_of_a_whole_thing_says_what_it_hangs_on() -> None:
    places = found(SCENE, threat("silent", when(words={"notice": ("none",)}), on="system"))
    [unsettled] = places["silent/ben-s-cloud"].unsettled
    assert (unsettled.word, unsettled.place) == ("notice", "Ben's cloud")


def test_made_holders_what_is_learned_and_the_subject_alone_carry_no_finding() -> None:
    forward = threat("forward", when(form="seen"), leads_to(to="contact", learns="identity", form="kept"))
    assert {one.holder for one in found(SCENE, forward).values()} == {"ben", "Ben's cloud"}


def test_crossings_by_design_are_found_where_they_arrive() -> None:
    crossings = found(SCENE, UNAGREED, BEYOND)
    assert set(crossings) == {"unagreed-recipient/ben-s-cloud/chat", "kept-beyond-consent/ben-s-cloud/chat"}


def test_a_threat_that_needs_what_is_known_rests_on_it_too() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: viewer}}
        data:
          call: {about: ana, live: yes, reveals: [face], consent: {ben: see}}
          post: {about: ana, medium: text, ephemeral: no, reveals: [face, name], consent: {ben: keep}}
        flows: {ana -> ben: [call, post]}
        """
    known = threat("known", when(form="seen", knows="identity"))
    looked_at = studied(text, known)
    assert {len(looked_at.premises(place)) for place in looked_at.places.values()} == {2}
    assert set(looked_at.findings) == {"known/ben/call", "known/ben/post"}


def test_what_a_made_holder_publishes_may_tell_a_named_one_who_somebody_is() -> None:
    made = found(
        """
        people: {ana: {role: subject}, ben: {role: friend}, eve: {role: viewer}}
        data:
          card: {about: ana, medium: text, ephemeral: no, reveals: [handle, name], consent: {ben: keep}}
          chat: {about: ana, medium: text, ephemeral: no, reveals: [handle], consent: {eve: keep}}
        flows: {ana -> ben: card, ana -> eve: chat}
        """,
        threat("pass-on", when(form="kept", reveals=("name",)), leads_to(to="contact", form="kept")),
        threat("post", when(form="kept", not_agreed="keep"), leads_to(to="everyone", form="published")),
        threat("named", when(knows="name behind persona")),
    )
    assert "named/eve/chat" in made


def test_what_a_made_holder_leaves_lying_about_gets_to_who_lives_there() -> None:
    made = found(
        """
        people: {ana: {role: subject}, ben: {role: friend}, eve: {role: friend, lives with: [ben]}}
        data: {card: {about: ana, medium: text, ephemeral: no, consent: {ben: keep}}}
        flows: {ana -> ben: card}
        """,
        threat("pass-on", when(form="kept"), leads_to(to="contact", form="kept")),
        threat("lie-about", when(form="kept", not_agreed="keep"), leads_to(to="household", form="kept")),
    )
    assert "pass-on/eve/card" in made


def test_what_the_design_publishes_past_what_was_agreed_is_found_at_everyone() -> None:
    text = """
        people: {{ana: {{role: subject}}, ben: {{role: partner}}}}
        data: {{clip: {{about: ana, medium: video, live: no, ephemeral: no{consent}}}}}
        flows: {{ana -> ben: clip, ben -> everyone: clip}}
        """
    for consent, state in ((", consent: {ben: share}", "open"), ("", "undecided")):
        made = found(text.format(consent=consent), UNAGREED, BEYOND)
        assert {id_: one.state for id_, one in made.items() if "everyone" in id_} == {
            "unagreed-recipient/everyone/clip": state
        }
    agreed = found(text.format(consent=", consent: {ben: share, everyone: see}"), UNAGREED, BEYOND)
    assert not any("everyone" in finding_id for finding_id in agreed)


@pytest.mark.parametrize(("reveals", "there"), [("face", True), ("style", False)])
def test_what_the_design_publishes_has_to_reveal_what_the_threat_asks_for(reveals: str, *, there: bool) -> None:
    text = f"""
        people: {{ana: {{role: subject}}, ben: {{role: friend}}}}
        data: {{clip: {{about: ana, medium: video, ephemeral: no, reveals: [{reveals}], consent: {{ben: share}}}}}}
        flows: {{ana -> ben: clip, ben -> everyone: clip}}
        """
    shown = threat("shown", when(form="seen", by_design=True, not_agreed="see", reveals=("face",)))
    assert ("shown/everyone/clip" in found(text, shown)) is there


def test_nothing_else_is_found_at_everyone_and_nothing_follows_there() -> None:
    text = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {clip: {about: ana, medium: video, live: no, ephemeral: no, consent: {ben: share}}}
        flows: {ana -> ben: clip, ben -> everyone: clip}
        """
    follows = threat("follows", when(form="seen", by_design=True, not_agreed="see"), leads_to(to="contact"))
    made = found(text, follows, threat("other", when(form="seen")))
    assert {id_ for id_ in made if "everyone" in id_} == {"follows/everyone/clip"}
    assert not any("contact-of-everyone" in point.id for point in analysed(text, follows).points)
