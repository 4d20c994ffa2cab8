"""Control + scenario -> whether it is offered: what fits no part of a scene is no help there, whatever its strength."""

from __future__ import annotations

from collections.abc import Iterator

from threatmodel.model.catalogue import Catalogue, Control, Threat, Word
from threatmodel.model.elements import UNKNOWN, Element, Scenario, Value


def is_offered(control: Control, threat: Threat, datum: str | None, scenario: Scenario, catalogue: Catalogue) -> bool:
    """Return whether a control is offered against a threat that stands at a datum, or at none.

    One that only takes away what data reveals fits where it takes something.
    """
    return fits_scene(control, threat, scenario, catalogue) and _takes_something(control, datum, scenario)


def fits_scene(control: Control, threat: Threat, scenario: Scenario, catalogue: Catalogue) -> bool:
    """Return whether something in the scenario says one of the `needs` of a control, or the threat asks for one.

    Where the threat itself asks, the same question decides about both.
    """
    if not control.needs or not control.needs.keys().isdisjoint(_asked(threat, catalogue)):
        return True
    return _said(control, scenario, catalogue)


def _asked(threat: Threat, catalogue: Catalogue) -> set[str]:
    """Return the words that the condition of a threat reads, by itself or through named facts."""
    facts = (catalogue.facts[name] for name in threat.when.facts if name in catalogue.facts)
    return {*threat.when.words, *(word for fact in facts for word in fact.reads)}


def _said(control: Control, scenario: Scenario, catalogue: Catalogue) -> bool:
    return any(
        _matches(catalogue.words[name], thing.words[name].value, wanted)
        for thing in _things(scenario)
        for name, wanted in control.needs.items()
        if name in thing.words
    )


def _things(scenario: Scenario) -> Iterator[Element]:
    yield from scenario.holders.values()
    yield from scenario.data.values()


def _matches(word: Word, value: Value, wanted: Value) -> bool:
    """Whether a value is the one that is wanted; of an ordered choice that or less safe, of a list one of it."""
    if value is UNKNOWN:
        return False
    if isinstance(value, tuple) and isinstance(wanted, tuple):
        return not set(value).isdisjoint(wanted)
    if word.ordered and word.type == "choice":
        return word.values.index(str(value)) >= word.values.index(str(wanted))
    return value == wanted


def _takes_something(control: Control, datum: str | None, scenario: Scenario) -> bool:
    """Whether a control that works only by what it takes away finds any of it; data that reveal nothing say nothing."""
    written = scenario.data.get(datum or "")
    revealed = written.names("reveals") if written is not None else ()
    if not control.removes or control.sets or not revealed:
        return True
    return not set(control.removes).isdisjoint(revealed)
