from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from threatmodel.formats.chains import circles, in_order

NAMES = st.sampled_from("abcdefgh")


def test_a_circle_is_found_once_without_what_leads_into_it() -> None:
    assert circles({"x": "a", "a": "b", "b": "c", "c": "a", "y": "b"}) == [("a", "b", "c")]


def test_what_follows_itself_is_a_circle() -> None:
    assert circles({"a": "a", "b": "a"}) == [("a",)]


@given(st.dictionaries(NAMES, NAMES))
def test_without_the_circles_all_stand_after_what_they_follow(follows: dict[str, str]) -> None:
    for circle in circles(follows):
        for name in circle:
            del follows[name]
    order = in_order(follows, follows)
    assert sorted(order) == sorted({*follows, *follows.values()})
    assert all(order.index(other) < order.index(name) for name, other in follows.items())


def test_a_long_chain_is_no_problem() -> None:
    follows = {str(number): str(number + 1) for number in range(100_000)}
    assert circles(follows) == []
    assert in_order(follows, follows)[0] == "100000"
