from __future__ import annotations

import pytest

from threatmodel.formats.sources import read_sources, unknown_sources
from threatmodel.model.source import InputError

TEXT = """\
S01:
  title: How things spread
  author: Somebody
  year: 2016-2018
  type: research
  address: https://example.org/spread
  supports: That most copies go one step.
  confidence: high
K:
  title: Experience
  author: us
  year: 2026
  type: judgement
  supports: What is commonly known.
  confidence: low
"""
SOURCES = read_sources(TEXT, "sources.yaml")
UNKNOWN = "is not a source in the catalogue"


def test_a_source_says_who_wrote_what_when_and_how_far_it_carries() -> None:
    source = SOURCES["S01"]
    assert source.citation == "Somebody: How things spread (2016-2018)"
    assert (source.address, source.confidence) == ("https://example.org/spread", "high")
    assert SOURCES["K"].address == ""
    assert str(SOURCES["K"].span) == "sources.yaml:9:1"


def test_everything_that_is_wrong_with_the_sources_is_told_at_once() -> None:
    wrong = TEXT.replace("type: research", "type: paper").replace("https://", "ftp://").replace("K:", "my own:")
    with pytest.raises(InputError) as caught:
        read_sources(wrong.replace("  year: 2026\n", ""), "sources.yaml")
    assert [str(problem).partition(" (")[0] for problem in caught.value.problems] == [
        "sources.yaml:5:9: 'paper' is not a value of 'type'",
        "sources.yaml:6:12: 'address' begins with https://",
        "sources.yaml:9:1: 'my own' is not an id such as 'S01'",
        "sources.yaml:10:3: 'my own' needs 'year'",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "title: T\nsources: [S01, S02]\n",
            ["t.yaml:2:16: 'S02' is not a source in the catalogue (did you mean 'S01'?)"],
        ),
        ("source: S02, K\n", ["t.yaml:1:9: 'S02' is not a source in the catalogue (did you mean 'S01'?)"]),
        (
            "strengths:\n  partial: {sources: [nowhere]}\n",
            [f"t.yaml:2:23: 'nowhere' {UNKNOWN} (an id of sources.yaml, or a source said in full)"],
        ),
        ("sources: [S01, K]\nsource: Own experience, of ten years\n", []),
        ("examples: [{scenario: {data: {note: {consent: {source: keep}}}}}]\n", []),
    ],
)
def test_an_id_that_there_is_not_is_told_with_its_place_and_the_nearest(text: str, told: list[str]) -> None:
    assert [str(problem) for problem in unknown_sources(text, "t.yaml", SOURCES)] == told
