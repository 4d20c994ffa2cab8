from __future__ import annotations

from tests.golden.example import example
from threatmodel.model.literature import Source
from threatmodel.model.source import Span
from threatmodel.reports.references import assumed_from, named_in, references
from threatmodel.reports.terminal.lines import plain
from threatmodel.reports.terminal.source_lines import source_lines


def source(id_: str, address: str = "") -> Source:
    return Source(
        id=id_,
        title="How things spread",
        author="Somebody",
        year="2016",
        type="research",
        address=address,
        supports="That most copies go one step.",
        confidence="medium",
        span=Span("sources.yaml", 1, 1),
    )


KNOWN = {"S01": source("S01", "https://example.org/spread"), "K": source("K")}


def test_what_is_cited_is_told_once_in_the_order_of_the_list() -> None:
    assert [id_ for id_, _ in references(["K", "S01, K", "own experience"], KNOWN)] == ["S01", "K", "own experience"]
    assert references(["own experience"], KNOWN) == (("own experience", None),)


def test_a_source_is_told_with_its_title_and_its_address() -> None:
    assert plain(source_lines(["K, S01", "own experience"], KNOWN)).split("\n") == [
        "",
        "Sources",
        "  S01 Somebody: How things spread (2016), https://example.org/spread; medium",
        "    confidence",
        "  K Somebody: How things spread (2016); medium confidence",
        "  own experience",
        "",
    ]
    assert plain(source_lines([], KNOWN)) == ""


def test_a_report_names_what_its_threats_and_its_assumed_values_rest_on() -> None:
    assert [*assumed_from(example())] == ["own experience"]
    assert [*named_in(example())] == ["own experience"]
