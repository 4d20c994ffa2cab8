from __future__ import annotations

from dataclasses import replace

from threatmodel.model.drawing import PlacedArrow, Rect
from threatmodel.reports.picture.labels import on_lines

WHOLE = Rect(0, 0, 400, 300)
ACROSS = PlacedArrow(
    id="a", points=((0, 100), (0, 100), (290, 100), (290, 100)), tip=(300, 100), label=Rect(130, 40, 60, 20)
)
DOWN = PlacedArrow(id="b", points=((150, 0), (150, 0), (150, 200), (150, 200)), tip=(150, 210))


def test_a_label_stands_in_the_middle_of_its_line() -> None:
    (drawn,), hidden = on_lines([ACROSS], [], [], WHOLE)
    assert drawn.label is not None
    assert drawn.label.centre[1] == 100
    assert abs(drawn.label.centre[0] - 150) < 15
    assert hidden < 1


def test_a_label_keeps_off_boxes_and_titles() -> None:
    box, title = Rect(120, 80, 60, 40), Rect(30, 90, 60, 20)
    (drawn,), _ = on_lines([ACROSS], [box], [title], WHOLE)
    assert drawn.label is not None
    assert drawn.label.centre[1] == 100
    assert not drawn.label.overlaps(box, 0)
    assert not drawn.label.overlaps(title, 0)


def test_a_label_keeps_off_other_lines() -> None:
    crossed, other = on_lines([ACROSS, DOWN], [], [], WHOLE)[0]
    assert crossed.label is not None
    assert other.label is None
    assert not crossed.label.x < 150 < crossed.label.right


def test_two_labels_never_lie_on_one_another_where_there_is_room() -> None:
    drawn, _ = on_lines([ACROSS, replace(ACROSS, id="b"), replace(ACROSS, id="c")], [], [], WHOLE)
    rects = [one.label for one in drawn if one.label]
    assert len(rects) == 3
    assert not any(here.overlaps(there, 0) for n, here in enumerate(rects) for there in rects[n + 1 :])


def test_a_label_stays_within_the_picture() -> None:
    rim = replace(ACROSS, points=((0, 5), (0, 5), (290, 5), (290, 5)), tip=(300, 5))
    (drawn,), _ = on_lines([rim], [], [], WHOLE)
    assert drawn.label is not None
    assert WHOLE.contains(drawn.label)


def test_a_label_that_finds_no_free_place_stays_and_that_costs() -> None:
    (drawn,), hidden = on_lines([ACROSS], [Rect(-50, 80, 500, 500)], [], Rect(0, 30, 400, 100))
    assert drawn.label == ACROSS.label
    assert hidden > 0


def test_a_label_rather_hides_a_line_from_its_own_than_standing_beside_it_on_another_whose_it_would_seem() -> None:
    def beside(y: float) -> PlacedArrow:
        return PlacedArrow(id=f"at {y}", points=((0, y), (0, y), (290, y), (290, y)), tip=(300, y))

    own = replace(ACROSS, label=Rect(130, 74, 60, 20))
    drawn = on_lines([own, beside(84), beside(106)], [], [], WHOLE)[0][0]
    assert drawn.label is not None
    assert drawn.label.centre[1] == 100
