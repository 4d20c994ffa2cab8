from __future__ import annotations

from threatmodel.model.source import InputError, Problem, Span


def test_a_place_is_told_as_editors_do() -> None:
    assert str(Span("my.yaml", 16, 66)) == "my.yaml:16:66"


def test_places_are_ordered_by_file_then_line_then_column() -> None:
    places = [Span("b.yaml", 1, 1), Span("a.yaml", 10, 1), Span("a.yaml", 2, 30), Span("a.yaml", 2, 4)]
    assert [str(place) for place in sorted(places)] == ["a.yaml:2:4", "a.yaml:2:30", "a.yaml:10:1", "b.yaml:1:1"]


def test_a_problem_is_told_with_its_place_and_a_way_out() -> None:
    place = Span("my.yaml", 16, 66)
    assert (
        str(Problem(span=place, message="unknown attribute 'revaels'")) == "my.yaml:16:66: unknown attribute 'revaels'"
    )
    hinted = Problem(span=place, message="unknown attribute 'revaels'", hint="did you mean 'reveals'?")
    assert str(hinted) == "my.yaml:16:66: unknown attribute 'revaels' (did you mean 'reveals'?)"


def test_bad_input_tells_every_problem_in_the_order_of_the_file() -> None:
    later, earlier, same = (
        Problem(span=Span("my.yaml", line, 1), message=message) for line, message in ((9, "late"), (2, "b"), (2, "a"))
    )
    error = InputError([later, earlier, same])
    assert error.problems == (same, earlier, later)
    assert str(error) == "my.yaml:2:1: a\nmy.yaml:2:1: b\nmy.yaml:9:1: late"
