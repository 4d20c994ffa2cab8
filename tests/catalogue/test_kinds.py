"""The kinds that come with the program: each can be named, stands on something, and says what it rests on."""

from __future__ import annotations

import re

import pytest

from tests.shipped import CATALOGUE, VOCABULARY
from threatmodel.formats.scenario import read_scenario
from threatmodel.model.catalogue import Kind
from threatmodel.model.names import slug

BY_KIND = pytest.mark.parametrize("kind", CATALOGUE.kinds.values(), ids=CATALOGUE.kinds.keys())

SCENARIO = """\
title: A scenario
content note: Nothing is described.
intensity: low
people: {{ana: {{role: subject}}{person}}}
systems: {{cloud: {{}}{system}}}
audiences: {{members: {{}}{audience}}}
data: {{chat: {{about: ana}}}}
flows: {{ana -> cloud: chat}}
"""

ASKED_FOR = [
    "IRC",
    "talker",
    "web chat",
    "instant messaging",
    "e-mail",
    "SMS",
    "voice chat",
    "one-to-one webcam",
    "commercial webcam site",
    "video conference",
    "social network",
    "video-sharing site",
    "dating page",
    "matching app",
    "dating app",
    "profile page",
    "online game",
    "MUD",
    "virtual world",
    "VR",
    "prerecorded video",
    "picture and story site",
    "dark-web site",
    "payment processor",
    "cryptocurrency",
    "cloud backup",
    "device gallery",
    "network provider",
    "search engine",
    "moderation",
    "hotline",
    "telehealth",
    "classroom",
    "seminar",
    "authority channel",
    "own server",
    "database",
    "advertising network",
    "learning platform",
]


def names(kind: Kind) -> tuple[str, ...]:
    return (kind.id, kind.id.replace("-", " "), *kind.also_called)


@BY_KIND
def test_a_kind_can_be_written_by_each_of_its_names_wherever_it_may_stand(kind: Kind) -> None:
    for name in names(kind):
        on = {on: f", it: {{kind: {name}}}" if on == kind.on[0] else "" for on in ("person", "system", "audience")}
        found = read_scenario(SCENARIO.format(**on), "a.yaml", VOCABULARY).holders["it"].words
        assert found["kind"].value == kind.id
        assert {word for word, written in found.items() if written.source == kind.id} <= kind.implies.keys()


@BY_KIND
def test_a_kind_says_something_of_each_thing_that_it_may_stand_on(kind: Kind) -> None:
    for on in kind.on:
        assert any(on in CATALOGUE.words[name].on for name in kind.implies), on


@BY_KIND
def test_a_kind_rests_on_sources_and_is_confident_only_with_a_document(kind: Kind) -> None:
    sources = kind.source.split(", ")
    assert all(re.fullmatch(r"S\d\d|K", source) for source in sources)
    assert kind.confidence != "high" or sources[0] != "K"
    assert kind.why.endswith(".")


def test_no_two_kinds_have_a_name_or_a_title_in_common() -> None:
    ids = [slug(name) for kind in CATALOGUE.kinds.values() for name in (kind.id, *kind.also_called)]
    assert len(set(ids)) == len(ids)
    titles = {kind.title for kind in CATALOGUE.kinds.values()}
    assert len(titles) == len(CATALOGUE.kinds) >= 73


@pytest.mark.parametrize("name", ASKED_FOR)
def test_every_channel_place_and_service_has_a_kind(name: str) -> None:
    known = {slug(each) for kind in CATALOGUE.kinds.values() for each in names(kind)}
    assert slug(name) in known


def test_no_kind_assumes_what_its_own_values_would_presume_otherwise() -> None:
    """What stands open to everybody is not end-to-end encrypted: others read it there."""
    for kind in CATALOGUE.kinds.values():
        shown = {name: written.value for name, written in kind.implies.items()}
        if shown.get("default visibility") == "public" and "end-to-end encrypted" in shown:
            assert shown["end-to-end encrypted"] is False, kind.id


@pytest.mark.parametrize("kind", ["shared-folder", "group-messenger", "cloud-backup", "e-mail", "video-sharing-site"])
def test_where_people_reach_a_company_and_not_each_other_nobody_is_asked_for_a_relay(kind: str) -> None:
    assert CATALOGUE.kinds[kind].implies["connects"].value == "by relay"
    assert "K" in CATALOGUE.kinds[kind].source.split(", ")


@pytest.mark.parametrize("kind", ["video-conference", "instant-messaging", "voice-chat", "virtual-world"])
def test_where_devices_may_reach_each_other_the_relay_stays_a_question(kind: str) -> None:
    assert "connects" not in CATALOGUE.kinds[kind].implies
