from __future__ import annotations

from threatmodel.model.findings import Step
from threatmodel.model.source import Span
from threatmodel.reports.witness_rows import DEEPEST, Row, trail


def test_a_chain_is_told_from_its_beginning_with_places_and_consent() -> None:
    rows = trail(step("ben", step("app", step("ana", kind="source", agreed=True), agreed=True), agreed=False))
    assert [(row.text.split(":")[0].split()[-1], row.consent) for row in rows] == [
        ("ana", ""),
        ("app", "agreed"),
        ("ben", "not agreed"),
    ]
    assert {row.place for row in rows} == {"s.yaml:3:4"}
    assert all(row.ways == () for row in rows)


def test_ways_that_come_together_are_nested_where_they_do() -> None:
    joined = step("ben", step("ben", kind="source", datum="face"), step("ben", kind="source", datum="name"))
    rows = trail(step("cleo", joined))
    assert [len(row.ways) for row in rows] == [2, 0]
    assert [[row.text for row in way] for way in rows[0].ways] == [["face from ben"], ["name from ben"]]


def test_what_two_ways_share_is_told_once() -> None:
    shared = step("ana", kind="source")
    rows = trail(step("ben", shared, step("app", shared)))
    (first,), second = rows[0].ways
    assert first.text == "picture from ana"
    assert [row.text for row in second] == ["as told above: picture from ana", "picture seen by app: ana -> app"]


def test_a_way_that_comes_twice_is_told_once() -> None:
    shared = step("ana", kind="source")
    rows = trail(step("ben", shared, shared))
    assert [[row.text for row in way] for way in rows[0].ways] == [
        ["picture from ana"],
        ["as told above: picture from ana"],
    ]


def test_a_chain_of_thousands_and_ways_nested_deeply_are_told_all_the_same() -> None:
    long = step("ana", kind="source")
    for number in range(5000):
        long = step(f"holder {number}", long)
    assert len(trail(long)) == 5001
    deep = step("ana", kind="source")
    for number in range(400):
        deep = step(f"holder {number}", deep, step("ana", kind="source", datum=f"name {number}"))
    assert depth(trail(deep)) <= DEEPEST + 2


def test_doubt_is_kept() -> None:
    assert [row.certain for row in trail(step("ben", step("ana", kind="source"), certain=False))] == [True, False]


def depth(rows: tuple[Row, ...]) -> int:
    return 1 + max((depth(way) for row in rows for way in row.ways), default=0)


def step(
    holder: str,
    *premises: Step,
    kind: str = "flow",
    datum: str = "picture",
    certain: bool = True,
    agreed: bool | None = True,
) -> Step:
    return Step(
        kind=kind,  # type: ignore[arg-type] # a word from above
        holder=holder,
        datum=datum,
        form="seen",
        by=f"ana -> {holder}",
        certain=certain,
        agreed=agreed,
        span=Span("s.yaml", 3, 4),
        premises=premises,
    )
