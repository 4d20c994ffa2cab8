"""What a word may say, by brute force: every value that it could have, tried one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from math import inf

from threatmodel.model.catalogue import Catalogue, Control, Word
from threatmodel.model.elements import EVERYWHERE, UNKNOWN, AppliedControl, Scenario, Value, Written

Truth = bool | None
Caps = Mapping[str, tuple[Value, ...]]
"""What controls at one place see to, by word."""


def verdict(answers: Iterable[bool]) -> Truth:
    """True or False where all possible answers agree, None where they do not."""
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def conjunction(truths: Iterable[Truth]) -> Truth:
    """The verdict over every way in which what is not known may turn out."""
    return verdict(all(world) for world in product(*(_worlds(truth) for truth in truths)))


def disjunction(truths: Iterable[Truth]) -> Truth:
    """The verdict over every way in which what is not known may turn out."""
    return verdict(any(world) for world in product(*(_worlds(truth) for truth in truths)))


def _worlds(truth: Truth) -> tuple[bool, ...]:
    return (True, False) if truth is None else (truth,)


def unsafe(word: Word, value: Value) -> float:
    """The place of a value in the order from safe to unsafe."""
    if isinstance(value, bool):
        return word.values.index("yes" if value else "no")
    return word.values.index(value) if isinstance(value, str) else float(value)  # type: ignore[arg-type]  # a number


def possible(
    word: Word, written: Written | None, caps: tuple[Value, ...] = (), probes: Iterable[Value] = ()
) -> set[Value]:
    """Every value that a word may have at a place, given what is written and what controls there see to."""
    if written is not None and written.value is not UNKNOWN:
        values = {written.value}
    elif written is not None or word.question:
        values = set(_domain(word, (*probes, *caps)))
    else:
        values = {() if word.type in ("list", "names") else False if word.type == "yes/no" else ""}
    for cap in caps:
        if isinstance(cap, tuple):
            values = {(*value, *cap) for value in values if isinstance(value, tuple)}
        else:
            values = {min(value, cap, key=lambda one: unsafe(word, one)) for value in values}
    return values


def _domain(word: Word, probes: tuple[Value, ...]) -> Iterator[Value]:
    if word.type == "yes/no":
        yield from (True, False)
    elif word.type == "choice":
        yield from word.values
    elif word.type == "list":
        yield from ((), word.values)
    elif word.type == "text":
        yield from (*probes, "none of these")
    else:
        for probe in (*(float(one) for one in probes if isinstance(one, int | float)), inf):
            yield from (probe, probe / 2)


def matches(word: Word, wanted: tuple[Value, ...]) -> Callable[[Value], bool]:
    """Return the test that a condition makes: this or less safe, or any of these."""
    if word.ordered:
        return lambda value: unsafe(word, value) >= unsafe(word, wanted[0])
    return lambda value: bool(set(value) & set(wanted)) if isinstance(value, tuple) else value in wanted


class InPlace:
    """What the controls of a scenario see to at each place: the values of all of them, in no order."""

    def __init__(self, scenario: Scenario, catalogue: Catalogue, *, on: bool) -> None:
        self.caps: dict[str, dict[str, tuple[Value, ...]]] = {}
        for use in scenario.controls if on else ():
            control = catalogue.controls[use.control]
            for place, kind in _stands(scenario, control, use):
                for word, value in _sees_to(control, use):
                    if kind == "path" or kind in catalogue.words[word].on:
                        there = self.caps.setdefault(place, {})
                        there[word] = (*there.get(word, ()), value)

    def at(self, place: str, word: str) -> tuple[Value, ...]:
        """What controls at a place see to of a word; the scenario as a whole has the empty name."""
        return self.caps.get(place, {}).get(word, ())


def _sees_to(control: Control, use: AppliedControl) -> Iterator[tuple[str, Value]]:
    for word, value in control.sets.items():
        yield word, use.values[word].value if word in use.values else value
    if control.removes:
        yield "removes", control.removes


def _stands(scenario: Scenario, control: Control, use: AppliedControl) -> Iterator[tuple[str, str]]:
    if "scenario" in control.on:
        yield "", "scenario"
    on_things = {"person", "system", "audience"} & set(control.on)
    for name, element in scenario.holders.items():
        anywhere = EVERYWHERE in use.places and element.type in control.on and not _silenced(scenario, control, name)
        if name in use.places or anywhere:
            yield name, element.type
    for path in scenario.paths:
        if path.text in use.places or (EVERYWHERE in use.places and "path" in control.on and not on_things):
            yield path.text, "path"


def _silenced(scenario: Scenario, control: Control, name: str) -> bool:
    """Whether somebody sends on what they could not read any more."""
    return control.sets.get("end-to-end encrypted") is True and name in {path.nodes[0] for path in scenario.paths}
