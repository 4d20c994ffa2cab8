"""Scenario -> named facts about a scenario as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from threatmodel.analysis.fact_readings import Place, all_of, may_be_minor, one_of, said_of, systems_among
from threatmodel.analysis.readings import Reading


def assessment_due(place: Place) -> Reading:
    """Two of the screening criteria are met that a scenario shows: sensitive, vulnerable, many, watched, new."""
    criteria = [one_of(list(criterion(place))) for criterion in _CRITERIA]
    met = [reading for reading in criteria if reading.truth]
    unknown = tuple(one for reading in criteria if reading.truth is None for one in reading.unsettled)
    if len(met) >= _TWO:
        return met[1]
    open_ = len(met) + sum(reading.truth is None for reading in criteria) >= _TWO
    return Reading(None if open_ else False, unsettled=unknown if open_ else ())


def _sensitive_data(place: Place) -> Iterator[Reading]:
    return (said_of(place, datum, "sensitivity", "sensitive") for datum in place.graph.scenario.data.values())


def _vulnerable_people(place: Place) -> Iterator[Reading]:
    holders = place.graph.scenario.holders
    about = (name for datum in place.graph.scenario.data.values() for name in datum.about)
    for subject in (holders[name] for name in dict.fromkeys(about)):
        if subject.type == "person":
            yield said_of(place, subject, "vulnerable", True)
        yield may_be_minor(place, subject)


def _many_people(place: Place) -> Iterator[Reading]:
    audiences = (one for one in place.graph.scenario.holders.values() if one.type == "audience")
    return (said_of(place, audience, "size", _MANY) for audience in audiences)


def _watched(place: Place) -> Iterator[Reading]:
    """A system records by default what passes it live."""
    data = place.graph.scenario.data
    for path in place.graph.scenario.paths:
        live = [said_of(place, data[carry.datum], "live", True) for carry in path.carries]
        for system in systems_among(place, path.nodes):
            yield all_of([said_of(place, system, "records", "by default"), one_of(live)])


def _new_technology(place: Place) -> Iterator[Reading]:
    return (said_of(place, datum, "medium", "avatar") for datum in place.graph.scenario.data.values())


_TWO: Final = 2
_MANY: Final = 1000.0
"""How many people in one audience count as large scale: an assumption, the criteria give no number."""
_CRITERIA: Final = (_sensitive_data, _vulnerable_people, _many_people, _watched, _new_technology)
