"""Changes to a case that a law speaks of: one more flow, another name, one more answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from tests.laws.catalogues import HERE
from tests.laws.scenarios import Case, said
from threatmodel.model.elements import (
    ACTS,
    EVERYONE,
    EVERYWHERE,
    UNKNOWN,
    AppliedControl,
    Consent,
    Data,
    Element,
    Path,
    Scenario,
    Value,
)
from threatmodel.model.findings import Step

T = TypeVar("T")


def with_path(scenario: Scenario, path: Path) -> Scenario:
    """Draw one more flow; one that is drawn already carries more."""
    carried = {carry.datum for drawn in scenario.paths if drawn.text == path.text for carry in drawn.carries}
    more = tuple(carry for carry in path.carries if carry.datum not in carried)
    if not carried:
        return replace(scenario, paths=(*scenario.paths, path))
    paths = (replace(one, carries=(*one.carries, *more)) if one.text == path.text else one for one in scenario.paths)
    return replace(scenario, paths=tuple(paths))


def without_path(scenario: Scenario, number: int) -> Scenario:
    """Take a flow away, and what names it."""
    gone = scenario.paths[number].text
    uses = (replace(use, places=tuple(one for one in use.places if one != gone)) for use in scenario.controls)
    return replace(
        scenario,
        paths=tuple(path for path in scenario.paths if path.text != gone),
        controls=tuple(use for use in uses if use.places),
    )


def with_word(scenario: Scenario, place: str, word: str, value: Value) -> Scenario:
    """Write a word on a thing, or on the scenario as a whole."""
    if not place:
        return replace(scenario, words={**scenario.words, word: said(value)})
    if place in scenario.data:
        datum = scenario.data[place]
        changed = replace(datum, words={**datum.words, word: said(value)})
        return replace(scenario, data={**scenario.data, place: changed})
    element = scenario.holders[place]
    known = replace(element, words={**element.words, word: said(value)})
    return replace(scenario, holders={**scenario.holders, place: known})


def with_consent(scenario: Scenario, datum: str, consent: Consent | None) -> Scenario:
    """Say what was agreed."""
    return replace(scenario, data={**scenario.data, datum: replace(scenario.data[datum], consent=consent)})


def wider(consent: Consent, recipient: str) -> Consent:
    """Return what was agreed with the next wider act for one recipient."""
    grant = consent.grants[recipient]
    act = ACTS[min(ACTS.index(grant.act) + 1, len(ACTS) - 1)]
    return replace(consent, grants={**consent.grants, recipient: replace(grant, act=act)})


def unknowns(case: Case) -> Iterator[tuple[str, str]]:
    """Yield every word that could stand somewhere, has a question and says nothing: place and word."""
    places: Mapping[str, Element] = {**case.scenario.holders, **case.scenario.data}
    for word in case.catalogue.words.values():
        for name, element in places.items():
            written = element.words.get(word.name)
            if element.type in word.on and word.question and (written is None or written.value is UNKNOWN):
                yield name, word.name


def reordered(case: Case, order: int) -> Case:
    """Put everything in another order: people, data, paths, controls, threats, inferences."""
    scenario, catalogue = case
    mixed = replace(
        scenario,
        holders=_shuffled(scenario.holders, order),
        data=_shuffled(scenario.data, order),
        paths=tuple(_turned(scenario.paths, order)),
        controls=tuple(_turned(scenario.controls, order)),
    )
    other = replace(
        catalogue,
        threats=_shuffled(catalogue.threats, order),
        inferences=tuple(_turned(catalogue.inferences, order)),
        words=_shuffled(catalogue.words, order),
    )
    return Case(mixed, other)


def _shuffled(mapping: Mapping[str, T], order: int) -> dict[str, T]:
    return dict(_turned(tuple(mapping.items()), order))


def _turned(items: tuple[T, ...], order: int) -> tuple[T, ...]:
    turned = items[order % len(items) :] + items[: order % len(items)] if items else items
    return turned[::-1] if order % 2 else turned


def renamed(scenario: Scenario, names: Mapping[str, str]) -> Scenario:
    """Call everybody, everything and all data by other names."""

    def new(name: str) -> str:
        return names.get(name, name)

    def path_text(text: str) -> str:
        return " -> ".join(new(name) for name in text.split(" -> "))

    return replace(
        scenario,
        holders={new(name): _renamed(element, names) for name, element in scenario.holders.items()},
        data={new(name): _renamed_datum(datum, names) for name, datum in scenario.data.items()},
        paths=tuple(
            replace(
                path,
                text=path_text(path.text),
                nodes=tuple(map(new, path.nodes)),
                carries=tuple(replace(carry, datum=new(carry.datum)) for carry in path.carries),
            )
            for path in scenario.paths
        ),
        controls=tuple(replace(use, places=tuple(map(path_text, use.places))) for use in scenario.controls),
    )


def _renamed(element: Element, names: Mapping[str, str]) -> Element:
    words = {
        word: replace(written, value=tuple(names.get(name, name) for name in element.names(word)))
        if word in ("in", "knows", "lives with")
        else written
        for word, written in element.words.items()
    }
    return replace(element, name=names.get(element.name, element.name), words=words)


def _renamed_datum(datum: Data, names: Mapping[str, str]) -> Data:
    grants = datum.consent.grants.items() if datum.consent is not None else ()
    return replace(
        datum,
        name=names.get(datum.name, datum.name),
        about=tuple(names.get(name, name) for name in datum.about),
        made_from=names.get(datum.made_from, datum.made_from) if datum.made_from is not None else None,
        made_by=tuple(names.get(name, name) for name in datum.made_by),
        consent=None
        if datum.consent is None
        else replace(datum.consent, grants={names.get(name, name): grant for name, grant in grants}),
    )


def everywhere(control: str) -> AppliedControl:
    """Put a control in place wherever it may stand."""
    return AppliedControl(control=control, places=(EVERYWHERE,), span=HERE)


def all_steps(step: Step) -> Iterator[Step]:
    """Yield a step and all that it rests on."""
    yield step
    for premise in step.premises:
        yield from all_steps(premise)


def recipients(scenario: Scenario) -> tuple[str, ...]:
    """Return everybody who may be named in a consent."""
    return (*scenario.holders, EVERYONE)
