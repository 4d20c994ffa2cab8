"""What somebody asks of a plan -> what of it cannot be meant, and what has to be chosen and what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import isfinite

from threatmodel.analysis.plan.measures import fitting_measures
from threatmodel.analysis.plan.problem import as_set
from threatmodel.analysis.totals import people
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario
from threatmodel.model.findings import Finding
from threatmodel.model.names import nearest, slug
from threatmodel.model.plan import Measure, Named, Wish


class WishError(ValueError):
    """What was asked cannot be done; `problems` says why, and `findings` which findings stand in the way."""

    def __init__(self, problems: Iterable[str], findings: Iterable[Finding] = ()) -> None:
        self.problems = tuple(problems)
        self.findings = tuple(findings)
        super().__init__("\n".join(self.problems))


def read_wish(
    scenario: Scenario, catalogue: Catalogue, wish: Wish, musts: Iterable[str], nevers: Iterable[str]
) -> Wish:
    """Return a wish with the controls that are named as `named` reads them. Raises WishError with all that is wrong."""
    wrong: list[str] = [*_mistakes(scenario, wish)]
    found = [each_named(scenario, catalogue, texts, wrong) for texts in (musts, nevers)]
    raise_all(wrong)
    return replace(wish, musts=found[0], nevers=found[1])


def each_named(scenario: Scenario, catalogue: Catalogue, texts: Iterable[str], wrong: list[str]) -> tuple[Named, ...]:
    """Return what is named, each once; what is wrong with the others is added to `wrong`."""
    found: dict[Named, None] = {}
    for text in texts:
        try:
            found[named(scenario, catalogue, text)] = None
        except WishError as error:
            wrong += error.problems
    return tuple(found)


def named(scenario: Scenario, catalogue: Catalogue, text: str) -> Named:
    """Read `CONTROL` or `CONTROL@PLACE`; a place is a name, its id or a path. Raises WishError with what is wrong."""
    control, _, place = (part.strip() for part in text.partition("@"))
    wrong = []
    if control not in catalogue.controls:
        wrong.append(f"{control!r} is no control in the catalogue{near(control, catalogue.controls)}")
    places = {"->".join(slug(node) for node in path.nodes): path.text for path in scenario.paths}
    places |= {slug(name): name for name in scenario.holders}
    wanted = "->".join(slug(node) for node in place.split("->"))
    if "@" in text and wanted not in places:
        wrong.append(f"{place!r} is no person, system, audience or path{near(place, places.values())}")
    if wrong:
        raise WishError(wrong)
    found = Named(control=control, place=places[wanted] if "@" in text else None)
    if not any(found.names(one) for one in fitting_measures(scenario, catalogue)):
        where = f"at {found.place!r}" if found.place else "anywhere in this scenario"
        raise WishError([f"{control!r} cannot stand {where}{_instead(scenario, catalogue, found)}"])
    return found


def check(scenario: Scenario, wish: Wish) -> None:
    """Raise WishError with everything that contradicts itself or names nobody."""
    raise_all([*_mistakes(scenario, wish)])


def _mistakes(scenario: Scenario, wish: Wish) -> Iterator[str]:
    if wish.budget is not None and wish.budget < 0:
        yield f"a budget of {wish.budget} is below zero"
    if wish.budget is not None and wish.target is not None:
        yield "a budget and a target are two questions: ask for one of them"
    if isinstance(wish.target, float) and not (isfinite(wish.target) and wish.target >= 0):
        yield f"a target of {wish.target:g} is no risk: it counts from 0"
    if wish.person is not None and wish.person not in people(scenario):
        yield f"{wish.person!r} is nobody in this scenario{near(wish.person, people(scenario))}"


def raise_all(wrong: Sequence[str]) -> None:
    """Raise WishError if anything is wrong."""
    if wrong:
        raise WishError(wrong)


def asked_for(fitting: Iterable[Measure], wish: Wish) -> Iterator[Measure]:
    """Yield the measures that have to be chosen from, whether they change anything or not."""
    return (one for one in fitting if any(must.names(one) for must in wish.musts))


def allowed(measures: Iterable[Measure], wish: Wish) -> tuple[Measure, ...]:
    """Return the measures that nobody forbids."""
    return tuple(one for one in measures if not any(never.names(one) for never in wish.nevers))


def musts(measures: Sequence[Measure], wish: Wish) -> tuple[int, ...]:
    """Return for each control that has to be chosen the measures that are it. Raises WishError where there is none."""
    found = {must: as_set(n for n, one in enumerate(measures) if must.names(one)) for must in wish.musts}
    raise_all([_none(must, wish) for must, meant in found.items() if not meant])
    return tuple(found.values())


def _none(must: Named, wish: Wish) -> str:
    against = [str(never) for never in wish.nevers if never.control == must.control]
    if against:
        return f"--must {must} contradicts --never {' --never '.join(against)}"
    return f"--must {must}: it is in place there already"


def near(word: str, known: Iterable[str]) -> str:
    """Return a hint at the nearest right word; nothing where none is near."""
    found = nearest(word, known)
    return f" (did you mean {found!r}?)" if found else ""


def _instead(scenario: Scenario, catalogue: Catalogue, asked: Named) -> str:
    control, place = catalogue.controls[asked.control], scenario.holders.get(asked.place or "")
    if place is not None and control.awaits_kind(place):
        return "; say of which 'kind' it is"
    places = [one.place for one in fitting_measures(scenario, catalogue) if one.control.id == asked.control]
    return f"; it can at {', '.join(map(repr, places[:5]))}" if any(places) else ""
