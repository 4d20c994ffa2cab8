from __future__ import annotations

import pytest

from tests.scenes import KEPT, SEEN, UNAGREED, leads_to, studied, threat, when
from threatmodel.analysis.findings import Study
from threatmodel.model.catalogue import Threat


def hanging(text: str, *threats: Threat) -> dict[str, list[str]]:
    """What each undecided finding hangs on."""
    found = studied(text, *threats).findings.values()
    return {
        finding.id: [f"{one.word} of {one.place}" for one in finding.unsettled]
        for finding in found
        if finding.state == "undecided"
    }


PEOPLE = """
    people: {{ana: {{role: subject}}, ben: {{role: partner{ben}}}}}
    systems: {{app: {{end-to-end encrypted: yes, connects: by relay{app}}}}}
    data: {{pic: {{about: ana, medium: image{pic}}}}}
    flows: {{ana -> app -> ben: pic}}
    """
AGREED = ", ephemeral: no, consent: {ben: keep}"


def test_what_is_sure_hangs_on_nothing() -> None:
    assert hanging(PEOPLE.format(ben="", app="", pic=AGREED), KEPT, SEEN) == {}


def test_a_finding_hangs_on_the_words_of_its_condition_that_are_not_known() -> None:
    unlocked = threat("unlocked", when(words={"app lock": (False,), "notice": ("none",), "sensitivity": ("intimate",)}))
    assert hanging(PEOPLE.format(ben="", app="", pic=f"{AGREED}, sensitivity: intimate"), unlocked) == {
        "unlocked/ben/pic": ["app lock of ben", "notice of app"]
    }


def test_a_finding_hangs_on_what_brings_the_holding_there() -> None:
    assert hanging(PEOPLE.format(ben="", app="", pic=", consent: {ben: keep}"), KEPT) == {
        "kept/ben/pic": ["ephemeral of pic"]
    }


def test_a_finding_hangs_on_what_the_threats_before_it_hang_on() -> None:
    record = threat("record", when(form="seen", words={"device": ("shared",)}), leads_to(form="kept"))
    scene = PEOPLE.format(ben="", app="", pic=", ephemeral: yes, consent: {ben: keep}")
    assert hanging(scene, record, KEPT) == {"record/ben/pic": ["device of ben"], "kept/ben/pic": ["device of ben"]}


def test_a_consequence_that_takes_time_hangs_on_how_long_the_holder_keeps() -> None:
    later = threat("later", when(form="seen"), leads_to(form="kept", after=86400))
    scene = PEOPLE.format(ben="", app="", pic=", ephemeral: yes, consent: {ben: keep}")
    assert hanging(scene, later, KEPT) == {"kept/ben/pic": ["keeps of ben"]}


def test_of_several_consequences_only_the_one_that_was_needed_is_asked_about() -> None:
    both = threat(
        "both",
        when(form="seen", words={"device": ("shared",)}),
        leads_to(form="kept"),
        leads_to(to="stranger", after=86400),
    )
    scene = PEOPLE.format(ben="", app="", pic=", ephemeral: yes, consent: {ben: keep}")
    assert hanging(scene, both, KEPT)["kept/ben/pic"] == ["device of ben"]


def test_where_several_ways_may_bring_it_a_finding_hangs_on_what_is_not_known_of_each() -> None:
    record = threat("record", when(form="seen", words={"device": ("shared",)}), leads_to(form="kept"))
    scene = PEOPLE.format(ben="", app="", pic=", consent: {ben: keep}")
    assert set(hanging(scene, record, KEPT)["kept/ben/pic"]) == {"ephemeral of pic", "device of ben"}


def test_a_crossing_by_design_hangs_on_consent_where_nothing_was_said() -> None:
    assert hanging(PEOPLE.format(ben="", app="", pic=", ephemeral: no"), UNAGREED) == {
        "unagreed-recipient/ben/pic": ["consent of pic"]
    }


@pytest.mark.parametrize("word", ["pseudonymises", "aggregates", "removes"])
def test_what_is_revealed_hangs_on_what_may_be_removed(word: str) -> None:
    named = threat("named", when(reveals=("name",)))
    scene = PEOPLE.format(ben="", app=f", {word}: unknown", pic=f"{AGREED}, reveals: [name]")
    assert hanging(scene, named) == {"named/ben/pic": [f"{word} of app"]}


def test_what_is_learned_hangs_on_what_may_be_removed_from_the_data_that_tell_it() -> None:
    known = threat("known", when(knows="identity"))
    scene = PEOPLE.format(ben="", app=", pseudonymises: unknown", pic=f"{AGREED}, reveals: [name]")
    assert hanging(scene, known) == {"known/ben/pic": ["pseudonymises of app"]}


def ways(looked_at: Study, holder: str, datum: str) -> list[str]:
    roster = looked_at.graph.roster
    return [route.place for route in looked_at.doubts.routes(roster.number(holder), roster.datum_number[datum])]


def test_all_systems_that_data_came_through_are_known_by_name_and_direct_ways_come_last() -> None:
    looked_at = studied("""
        people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
        systems:
          app: {end-to-end encrypted: yes, connects: by relay}
          hall: {end-to-end encrypted: yes, connects: by relay}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {}}}
        flows: {ana -> ben: pic, ana -> app -> ben: pic, ben -> hall -> eve: pic}
        """)
    assert ways(looked_at, "ben", "pic") == ["app", "ana -> ben"]
    assert sorted(ways(looked_at, "eve", "pic")) == ["ana -> ben", "app", "hall"]
    assert ways(looked_at, "ana", "pic") == []


def test_the_parts_of_a_condition_are_read_with_those_systems() -> None:
    looked_at = studied(PEOPLE.format(ben=", device: own", app=", notice: none", pic=AGREED))
    unnoticed = threat("it", when(words={"notice": ("none",), "device": ("shared",)}, facts=("meant-for-few",)))
    roster = looked_at.graph.roster
    readings = looked_at.doubts.readings(unnoticed, roster.number("ben"), roster.datum_number["pic"])
    assert [(reading.word, reading.place, reading.truth) for reading in readings] == [
        ("notice", "app", True),
        ("device", "ben", False),
        ("", "ben", True),
    ]


BY_CLOUD = """
    people: {{ana: {{role: subject}}, ben: {{role: viewer}}, eve: {{role: viewer}}}}
    systems: {{cloud: {{connects: by relay, keeps: 7d{cloud}}}}}
    data: {{pic: {{about: [ana, ben], medium: image, ephemeral: no}}}}
    flows: {{ana -> cloud: pic, cloud -> ana: pic}}
    """
UNNOTICED = threat("unnoticed", when(holder=("person",), words={"notice": ("buried",)}), leads_to(to="contact"))


def hangs_on(text: str, finding_id: str, *threats: Threat) -> set[str]:
    return {f"{one.word} of {one.place}" for one in studied(text, *threats).findings[finding_id].unsettled}


def test_what_reads_a_word_on_the_way_hangs_on_whether_it_came_that_way() -> None:
    """Ana has it in any case; whether it also came back through the cloud hangs on what the cloud gets."""
    asked = hangs_on(BY_CLOUD.format(cloud=""), "unnoticed/ana/pic", UNNOTICED)
    assert asked == {"notice of cloud", "end-to-end encrypted of cloud"}
    asked = hangs_on(BY_CLOUD.format(cloud=", notice: buried"), "unnoticed/ana/pic", UNNOTICED)
    assert asked == {"end-to-end encrypted of cloud"}


def test_so_does_what_follows_from_it() -> None:
    kept = threat("kept", when(form="kept", reveals=("face",)))
    text = """
        people: {ana: {role: subject}, ben: {role: viewer}}
        systems: {cloud: {connects: by relay, keeps: 7d, records: never, notice: buried}}
        data: {show: {about: [ana, ben], medium: video, live: yes, reveals: [face]}}
        flows: {ana -> cloud: show, cloud -> ana: show}
        """
    keeps = threat("keeps", when(holder=("person",), words={"notice": ("buried",)}), leads_to(to="same", form="kept"))
    assert hangs_on(text, "kept/ana/show", keeps, kept) == {"end-to-end encrypted of cloud"}
