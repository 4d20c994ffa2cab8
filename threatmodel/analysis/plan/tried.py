"""Scenario + what is tried -> Scenario: a twist played, controls put in place and taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from threatmodel.analysis.controls import places_of
from threatmodel.analysis.plan.measures import as_control, fitting_measures
from threatmodel.analysis.plan.wishes import each_named, near, raise_all
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import AppliedControl, Scenario, Twist
from threatmodel.model.names import slug
from threatmodel.model.plan import Measure, Named
from threatmodel.model.tried import Tried


def read_tried(
    scenario: Scenario, catalogue: Catalogue, added: Iterable[str], removed: Iterable[str], twists: Iterable[str]
) -> Tried:
    """Return what is tried; places may be those that a twist adds. Raises WishError with all that is wrong with it."""
    played = _names(scenario, twists)
    after = twisted(scenario, played)
    wrong: list[str] = []
    found = [each_named(after, catalogue, texts, wrong) for texts in (added, removed)]
    raise_all(wrong)
    return Tried(added=found[0], removed=found[1], twists=played)


def tried_on(scenario: Scenario, catalogue: Catalogue, tried: Tried) -> Scenario:
    """Return a scenario as it is with what is tried. Raises WishError with all that is wrong with that."""
    return with_tried(twisted(scenario, tried.twists), catalogue, tried)


def twisted(scenario: Scenario, names: tuple[str, ...]) -> Scenario:
    """Return the scenario after twists. Raises WishError where several do not come after one another."""
    if not names:
        return scenario
    known = {twist.name: twist for twist in _twists(scenario)}
    last = max(names, key=lambda name: len(_chain(known, name)))
    apart = [name for name in names if name not in _chain(known, last)]
    raise_all([f"the twists {last!r} and {name!r} do not come after one another: try one of them" for name in apart])
    return replace(known[last].scenario, workshop=scenario.workshop)


def with_tried(scenario: Scenario, catalogue: Catalogue, tried: Tried) -> Scenario:
    """Return a scenario, its twists already played, with controls added and removed.

    Raises WishError with every control that is not there to be removed, or is there already.
    """
    standing = tuple(_standing(scenario, catalogue))
    there = {one.name: one for one, _ in standing}
    gone = {name for removed in tried.removed for name, one in there.items() if removed.names(one)}
    fitting = {one.name: one for one in fitting_measures(scenario, catalogue)}
    left = there.keys() - gone
    new = [name for name, one in fitting.items() if name not in left and any(each.names(one) for each in tried.added)]
    wrong = [_absent(each, there) for each in tried.removed if not any(each.names(one) for one in there.values())]
    wrong += [f"{one} is in place already" for one in tried.added if not any(one.names(fitting[name]) for name in new)]
    wrong += [f"--with {one} contradicts --without {one}" for one in tried.added if one in tried.removed]
    raise_all(wrong)
    kept = tuple(use for one, use in standing if one.name not in gone)
    return replace(scenario, controls=(*kept, *(as_control(scenario, fitting[name]) for name in new)))


def _standing(scenario: Scenario, catalogue: Catalogue) -> Iterator[tuple[Measure, AppliedControl]]:
    """Yield the controls in place, each place by itself with the values that were chosen for it."""
    for use in scenario.controls:
        control = catalogue.controls[use.control]
        points = catalogue.assumed.points(control.effort)
        on_things = {"person", "system", "audience", "path"}.intersection(control.on)
        for place in places_of(scenario, control, use) if on_things else ("",):
            yield (
                Measure(control=control, place=place, effort=points),
                replace(use, places=(place,) if place else use.places),
            )


def _absent(removed: Named, there: Iterable[str]) -> str:
    in_place = sorted(there)
    hint = near(str(removed), in_place) or (f"; in place: {', '.join(in_place)}" if in_place else "; no control is")
    return f"{removed} is not in place{hint}"


def _names(scenario: Scenario, wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the names of twists that are called by their names or ids."""
    ids = {slug(twist.name): twist.name for twist in _twists(scenario)}
    asked = tuple(wanted)
    raise_all([_no_twist(each, ids.values()) for each in asked if slug(each) not in ids])
    return tuple(dict.fromkeys(ids[slug(each)] for each in asked))


def _no_twist(name: str, known: Iterable[str]) -> str:
    there = sorted(known)
    hint = near(name, there) or (f"; there are {', '.join(map(repr, there))}" if there else "; it has none")
    return f"{name!r} is no twist of this scenario{hint}"


def _twists(scenario: Scenario) -> tuple[Twist, ...]:
    return scenario.workshop.twists if scenario.workshop is not None else ()


def _chain(known: dict[str, Twist], name: str) -> list[str]:
    """Return the twists that one comes after, itself first."""
    found, now = [name], known[name].after
    while now is not None:
        found.append(now)
        now = known[now].after
    return found
