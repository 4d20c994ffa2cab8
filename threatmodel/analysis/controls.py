"""Scenario + controls in place -> Scenario: words moved towards safe, revealed items removed, what they bring added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from threatmodel.analysis.additions import site, with_addition
from threatmodel.analysis.readings import overlaid, safer
from threatmodel.model.catalogue import Catalogue, Control
from threatmodel.model.elements import EVERYWHERE, AppliedControl, Element, Scenario, Written


def applied(scenario: Scenario, catalogue: Catalogue) -> Scenario:
    """Return the scenario as its controls make it; of what an author and a control say, the safer value counts."""
    scenario = with_additions(scenario, catalogue)
    holders: dict[str, Element] = dict(scenario.holders)
    paths = {path.text: path for path in scenario.paths}
    words = scenario.words
    for use in scenario.controls:
        control = catalogue.controls[use.control]
        changes = _changes(control, use)
        for place in places_of(scenario, control, use):
            if place in holders:
                element = holders[place]
                holders[place] = replace(element, words=_changed(catalogue, element.words, changes, element.type))
            elif place in paths:
                path = paths[place]
                paths[place] = replace(path, words=_changed(catalogue, path.words, changes, None))
        if "scenario" in control.on:
            words = _changed(catalogue, words, changes, "scenario")
    return replace(scenario, holders=holders, paths=tuple(paths.values()), words=words)


def with_additions(scenario: Scenario, catalogue: Catalogue) -> Scenario:
    """Return the scenario with what its controls bring, each to what was there before any of them."""
    found = scenario
    for use in scenario.controls:
        control = catalogue.controls[use.control]
        if control.adds is not None:
            for place in _standing(scenario, control, use):
                found = with_addition(found, control.adds, site(scenario, catalogue, place, control.id, use.span))
    return found


def _standing(scenario: Scenario, control: Control, use: AppliedControl) -> Iterator[str]:
    """Yield the things where a use of a control stands; of a path, the systems on it."""
    paths = {path.text: path for path in scenario.paths}
    for place in places_of(scenario, control, use):
        nodes = paths[place].nodes if place in paths else (place,)
        yield from (node for node in nodes if place == node or scenario.holders[node].type == "system")


def _changes(control: Control, use: AppliedControl) -> Mapping[str, Written]:
    """Return what one use of a control sets, with the values that the scenario chose for it."""
    sets = {
        word: use.values.get(word) or Written(value=value, span=use.span, origin="control", source=control.id)
        for word, value in control.sets.items()
    }
    if control.removes:
        sets["removes"] = Written(value=control.removes, span=use.span, origin="control", source=control.id)
    return {word: replace(written, origin="control", source=control.id) for word, written in sets.items()}


def _changed(
    catalogue: Catalogue, words: Mapping[str, Written], changes: Mapping[str, Written], on: str | None
) -> Mapping[str, Written]:
    """Lay changes over what stands at a place; on a path every change lies, for the systems that it passes."""
    standing = {name: written for name, written in changes.items() if on is None or on in catalogue.words[name].on}
    if on is not None:
        return overlaid(catalogue.words, words, standing)
    return {
        **words,
        **{
            name: safer(catalogue.words[name], words[name], change) if name in words else change
            for name, change in standing.items()
        },
    }


def places_of(scenario: Scenario, control: Control, use: AppliedControl) -> Iterator[str]:
    """Yield where a use of a control stands; everywhere means each thing that it may stand on and does not silence."""
    if use.places != (EVERYWHERE,):
        yield from use.places
        return
    paths = [path.text for path in scenario.paths]
    fitting = (name for name, element in scenario.holders.items() if control.fits(element))
    yield from (name for name in fitting if not control.silences(name, paths))
    if "path" in control.on and not {"person", "system", "audience"}.intersection(control.on):
        yield from (path.text for path in scenario.paths)
