"""The range of a cause: a year at one person, read for other times and for audiences."""

from __future__ import annotations

import pytest

from tests.scenes import SPAN, graph, threat, when
from threatmodel.analysis.likelihood.causes import SURE, Ends, cause_of, ends
from threatmodel.model.catalogue import Likelihood

SCENE = """
    period: {period}
    people: {{ana: {{role: subject}}, ben: {{role: partner}}}}
    audiences: {{club: {{size: 10}}, crowd: {{}}}}
    data: {{pic: {{about: ana, medium: image}}}}
    flows: {{ana -> ben: pic, ana -> club: pic, ana -> crowd: pic}}
    """


def likely(low: float, high: float, cap: float = 1.0) -> Likelihood:
    return Likelihood(low=low, high=high, cap=cap, basis="made up", span=SPAN)


def told(at: str, likelihood: Likelihood | None, period: str = "1y") -> Ends:
    compiled = graph(SCENE.format(period=period))
    return ends(compiled, threat("misuse", when(), likelihood=likelihood), compiled.roster.number(at))


def test_at_one_person_in_a_year_it_is_as_the_catalogue_says() -> None:
    found = told("ben", likely(0.1, 0.3))
    assert (found.low, found.high, found.ceiling) == pytest.approx((0.1, 0.3, 0.3))


@pytest.mark.parametrize(("period", "times"), [("2y", 2.0), ("73d", 0.2)])
def test_a_longer_or_shorter_time_is_so_many_years(period: str, times: float) -> None:
    assert told("ben", likely(0.1, 0.3), period).high == pytest.approx(1 - 0.7**times)


def test_in_an_audience_any_of_its_members_is_enough() -> None:
    assert told("club", likely(0.1, 0.3)).low == pytest.approx(1 - 0.9**10)


def test_no_audience_exceeds_the_cap() -> None:
    assert told("club", likely(0.1, 0.3, cap=0.5)) == Ends(low=0.5, high=0.5, ceiling=0.5)


def test_an_audience_of_unknown_size_has_two_people_for_sure_and_perhaps_any_number() -> None:
    found = told("crowd", likely(0.1, 0.3, cap=0.8))
    assert found.low == pytest.approx(1 - 0.9**2)
    assert found.high == pytest.approx(1 - 0.7**2)
    assert found.ceiling == 0.8


def test_what_is_never_likely_is_not_likely_in_any_audience() -> None:
    assert told("crowd", likely(0.0, 0.0)) == Ends(low=0.0, high=0.0, ceiling=0.0)


def test_without_a_likelihood_it_is_certain_and_so_it_is_of_everyone() -> None:
    assert told("ben", None) == SURE
    compiled = graph(SCENE.format(period="1y"))
    assert ends(compiled, threat("misuse", when(), likelihood=likely(0.1, 0.2)), compiled.roster.everyone) == SURE


def test_a_cause_is_about_a_datum_only_where_the_threat_is_about_a_holding() -> None:
    assert cause_of(threat("misuse", when()), 1, 2) == ("misuse", 1, 2)
    assert cause_of(threat("misuse", when(), on="system"), 1, 2) == ("misuse", 1, None)
