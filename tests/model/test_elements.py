from __future__ import annotations

from threatmodel.model.elements import ACTS, UNKNOWN, Element, Written
from threatmodel.model.source import Span

SPAN = Span("my.yaml", 1, 1)


def person(**words: Written) -> Element:
    return Element(name="ben", type="person", words=words, span=SPAN)


def test_a_list_that_is_written_gives_its_names() -> None:
    assert person(knows=Written(value=("ana", "eve"), span=SPAN)).names("knows") == ("ana", "eve")


def test_a_list_that_is_left_out_or_unknown_is_empty() -> None:
    assert person().names("knows") == ()
    assert person(knows=Written(value=UNKNOWN, span=SPAN)).names("knows") == ()


def test_acts_run_from_nothing_to_publishing_and_each_includes_those_before_it() -> None:
    assert ACTS == ("nothing", "see", "keep", "share", "publish")


def test_where_a_value_was_written_does_not_make_it_another_value() -> None:
    elsewhere = Span("my.yaml", 9, 9)
    assert Written(value="own", span=SPAN) == Written(value="own", span=elsewhere)
    assert person() == Element(name="ben", type="person", span=elsewhere)
    assert Written(value="own", span=SPAN) != Written(value="own", span=SPAN, origin="preset")


def test_unknown_is_told_as_it_is_written() -> None:
    assert repr(UNKNOWN) == "unknown"
