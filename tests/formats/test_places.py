from __future__ import annotations

import pytest

from tests.scenes import analysed, scene, vocabulary
from threatmodel.formats.places import joined, read_places, with_places
from threatmodel.model.source import InputError

BAVARIA = """\
Bavaria:
  country: Germany
  implies: {recording needs: everybody}
  as of: 2026-01-31
  source: S49
  confidence: low
France: {}
"""

PEOPLE = """
    people: {{ana: {{role: subject, lives in: {place}{more}}}, ben: {{}}}}
    data: {{talk: {{about: ana, medium: audio}}}}
    flows: {{ana -> ben: talk}}
    """


def said(place: str, more: str = "") -> tuple[object, str, str]:
    word = scene(PEOPLE.format(place=place, more=more)).holders["ana"].words["recording needs"]
    return word.value, word.origin, word.source


def test_a_place_belongs_to_a_country_and_presets_what_is_stricter_there() -> None:
    words, _ = vocabulary()
    places = read_places(BAVARIA, "places.yaml", words)
    assert places.countries == {"Bavaria": "Germany", "France": "France"}
    assert places.implies == {"Bavaria": {"recording needs": "everybody"}}
    assert places.notes == {"Bavaria": "S49, as of 2026-01-31, confidence low"}
    assert with_places(words, places)["lives in"].implies == places.implies


def test_what_rests_on_nothing_is_refused_with_all_that_is_missing() -> None:
    words, _ = vocabulary()
    with pytest.raises(InputError) as caught:
        read_places("Bavaria: {implies: {recording needs: everybody, size: 3}}\n", "places.yaml", words)
    told = "\n".join(str(problem) for problem in caught.value.problems)
    assert "'as of'" in told
    assert "'source'" in told
    assert "'confidence'" in told
    assert "'size'" in told


def test_living_somewhere_presets_an_assumption_that_names_its_source_and_day() -> None:
    value, origin, source = said("California")
    assert (value, origin) == ("everybody", "preset")
    assert source.startswith("lives in: California (L01, as of 2026-")


def test_what_the_author_writes_counts_before_the_place() -> None:
    assert said("California", ", recording needs: one party")[:2] == ("one party", "file")


def test_a_place_that_nobody_entered_stays_a_question() -> None:
    person = scene(PEOPLE.format(place="Atlantis", more="")).holders["ana"]
    assert "recording needs" not in person.words


def test_the_assumption_is_shown() -> None:
    shown = analysed(PEOPLE.format(place="Germany", more="")).assumptions
    assert [(one.word, one.value) for one in shown if one.place == "ana" and "L09" in one.kind] == [
        ("recording needs", "everybody")
    ]


def test_what_is_said_again_of_a_place_replaces_what_was_said() -> None:
    words, _ = vocabulary()
    shipped = read_places(BAVARIA, "places.yaml", words)
    stricter = BAVARIA.replace("recording needs: everybody", "legal risk: yes").replace("S49", "K")
    own = read_places(f"{stricter}Utopia: {{country: Nowhere}}\n", "own/places.yaml", words)
    both = joined(shipped, own)
    assert both.countries == {"Bavaria": "Germany", "France": "France", "Utopia": "Nowhere"}
    assert both.implies == {"Bavaria": {"legal risk": True}}
    assert both.notes == {"Bavaria": "K, as of 2026-01-31, confidence low"}
    silent = joined(shipped, read_places("Bavaria: {country: Germany}\n", "own/places.yaml", words))
    assert (silent.implies, silent.notes) == ({}, {})
