"""View -> view with everybody whom what it shows is about, also those who send nothing of it themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from threatmodel.model.elements import Path, Scenario
from threatmodel.reports.picture.views import View
from threatmodel.reports.picture.ways import Way, ends, gathered


def with_subjects(scenario: Scenario, view: View) -> View:
    """Draw data subjects at whom nothing starts or ends too, with a line to where what is about them starts."""
    connected = ends(view.ways)
    taken = [
        (Way(source=subject, target=_start(view, datum), kind="about"), datum)
        for subject, data in _unsent(scenario, view).items()
        if subject not in connected
        for datum in data
    ]
    return replace(view, ways={**view.ways, **gathered(taken)})


def unsent(scenario: Scenario, view: View) -> Mapping[str, tuple[str, ...]]:
    """Return what is about somebody and goes neither from them nor to them, of those who have no line for it."""
    told = {way.source for way in view.ways if way.kind == "about"}
    return {subject: data for subject, data in _unsent(scenario, view).items() if subject not in told}


def _unsent(scenario: Scenario, view: View) -> Mapping[str, tuple[str, ...]]:
    """Return of whom a view shows data that no path of the scenario takes from them or to them."""
    found: dict[str, dict[str, None]] = {}
    shown = {datum for way, data in view.ways.items() if not way.faint and way.kind != "about" for datum in data}
    shown |= {mark.point.datum for mark in view.marks}
    drawn = view.drawn()
    for name, datum in scenario.data.items():
        if name not in shown or any(original in shown for original in scenario.originals_of(name)):
            continue  # what a copy is about is told of what it was made from
        takes_part = {node for path in scenario.paths if _carries(path, name) for node in path.nodes}
        subjects = [subject for subject in datum.about if subject not in takes_part]
        members = (
            one for one in drawn if one not in takes_part and not {*scenario.audiences_of(one)}.isdisjoint(subjects)
        )
        for subject in (*subjects, *members):
            found.setdefault(subject, {})[name] = None
    return {subject: tuple(data) for subject, data in found.items()}


def _carries(path: Path, datum: str) -> bool:
    return any(carry.datum == datum for carry in path.carries)


def _start(view: View, datum: str) -> str:
    """Return from whom a datum goes first, along a drawn path where one is there; else at whom it is told of."""
    taking = [way for way, data in view.ways.items() if datum in data and not way.faint]
    first = next((way for way in taking if way.kind == "flow"), next(iter(taking), None))
    return first.source if first else next(mark.point.holder for mark in view.marks if mark.point.datum == datum)
