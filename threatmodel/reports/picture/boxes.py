"""Scenario -> boxes: who or what somebody is, what was agreed for them, and with whom they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from threatmodel.model.drawing import Badge, Box, Lane, Shape
from threatmodel.model.elements import ACTS, EVERYONE, Data, Element, Grant, Scenario
from threatmodel.model.names import listed

AGREED: Final = Lane(id="agreed", title="Agreed audience", kind="agreed")
OUTSIDE: Final = Lane(id="outside", title="Outside what was agreed", kind="outside")
_NAMED: Final = 2  # data named in a box with what may be done with them; of more the arrows tell the names


def boxes(
    scenario: Scenario,
    wanted: Collection[str],
    badges: Mapping[str, Sequence[Badge]],
    faint: Collection[str],
    about: Mapping[str, Sequence[str]],
    past: Collection[str],
) -> Iterator[Box]:
    """Yield a box for everybody wanted: those of the scenario in its order, then whom it may reach, everyone last.

    `about` says of whom there is something that they do not send themselves, `past` whom something reaches that was
    not, or may not have been, agreed for them.
    """
    made = [name for name in wanted if name not in scenario.holders and name != EVERYONE]
    shared = _shared(scenario, wanted)
    for name in (*(name for name in scenario.holders if name in wanted), *made, *({EVERYONE} & {*wanted})):
        element = scenario.holders.get(name)
        points = tuple(badges.get(name, ()))
        found = tuple(_found(scenario)) if name == EVERYONE else ()
        lane = AGREED.id if found and name not in past and not points else OUTSIDE.id
        if element is not None:
            lane = _lane(scenario, element, pointed=bool(points))
        alone = element is not None and element.type == "system" and lane not in shared
        yield Box(
            id=name,
            name=name,
            shape=_shape(name, element),
            lines=tuple(_lines(scenario, element, lane if alone else "", about)) if element is not None else found,
            badges=points,
            lane="" if alone else lane,
            faint=name in faint,
        )


def lanes(scenario: Scenario, used: Collection[str]) -> Iterator[Lane]:
    """Yield the lanes that are used: operators first, then the agreed audience, then everybody else."""
    operators = dict.fromkeys(_operator(element) for element in scenario.holders.values())
    for lane in (*(Lane(id=one, title=one.removeprefix("run by ")) for one in operators if one), AGREED, OUTSIDE):
        if lane.id in used:
            yield lane


def agreed(scenario: Scenario, name: str) -> Iterator[str]:
    """Say what was agreed for a recipient: for one or two data by name, for more what may be done with them."""
    grants: dict[str, Grant] = {}
    for datum in scenario.data.values():
        grant, original = _grant(datum, name), scenario.data.get(datum.made_from or "")
        taken_over = original is not None and grant == _grant(original, name)
        if grant is not None and not taken_over and (grant.act != ACTS[0] or grant.purposes):
            grants[datum.name] = grant
    if len(grants) > _NAMED:
        acts = [act for act in ACTS[1:] if any(grant.act == act for grant in grants.values())]
        purposes = sorted({purpose for grant in grants.values() for purpose in grant.purposes})
        yield f"agreed: {', '.join([*acts, *purposes])}"
        return
    by_grant: dict[tuple[str, str], list[str]] = {}
    for datum_name, grant in grants.items():
        for may in _may(grant):
            by_grant.setdefault(may, []).append(datum_name)
    for (act, purpose), data in by_grant.items():
        yield f"may {act} {listed(data, 'and')}{f' to {purpose}' if purpose else ''}"


def _grant(datum: Data, name: str) -> Grant | None:
    return datum.consent.grants.get(name) if datum.consent is not None else None


def _found(scenario: Scenario) -> Iterator[str]:
    """Say what was agreed to be published."""
    granted = [*_granted(scenario, EVERYONE)]
    named = [name for name in granted if scenario.data[name].made_from not in granted]
    if named:
        yield f"may find {listed(named, 'and')}"


def _shared(scenario: Scenario, wanted: Collection[str]) -> set[str]:
    """Return the operators of several that are drawn; a lane around one system alone says no more than a line in it."""
    operators = [_operator(element) for name, element in scenario.holders.items() if name in wanted]
    return {operator for operator in operators if operators.count(operator) > 1}


def _lines(scenario: Scenario, element: Element, operator: str, about: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from _about(element)
    if element.name in about:
        yield f"about them: {listed(about[element.name], 'and')}"
    if operator:
        yield operator
    yield from agreed(scenario, element.name)


def _shape(name: str, element: Element | None) -> Shape:
    if element is None:
        return "everyone" if name == EVERYONE else "made"
    return "person" if element.type == "person" else "system" if element.type == "system" else "audience"


def _about(element: Element) -> Iterator[str]:
    """Say in a word what somebody or something is, and how many."""
    for word in ("role", "kind"):
        written = element.words.get(word)
        if written is not None and isinstance(written.value, str):
            yield written.value.replace("-", " ")
            break
    size = element.words.get("size")
    if size is not None and isinstance(size.value, int | float):
        yield f"{size.value:g} people"


def _may(grant: Grant) -> Iterator[tuple[str, str]]:
    """Yield what a grant allows, each act with the purpose that it is for, if it is for one."""
    if grant.act != ACTS[0]:
        yield grant.act, ""
    yield from (("keep", purpose) for purpose in sorted(grant.purposes))


def _lane(scenario: Scenario, element: Element, *, pointed: bool) -> str:
    """Say where somebody stands: a data subject who takes part with the agreed audience, who only shows in no lane."""
    if element.type == "system":
        return _operator(element)
    role = element.words.get("role")
    if role is not None and role.value == "subject":
        return ""
    if any(_granted(scenario, element.name)):
        return AGREED.id
    if not any(element.name in datum.about for datum in scenario.data.values()):
        return OUTSIDE.id
    if not pointed:
        return ""
    return AGREED.id if any(path.nodes[0] == element.name for path in scenario.paths) else OUTSIDE.id


def _granted(scenario: Scenario, name: str) -> Iterator[str]:
    """Yield the data about others that something was agreed for."""
    for datum in scenario.data.values():
        grant = datum.consent.grants.get(name) if datum.consent is not None else None
        if grant is not None and any(_may(grant)) and datum.about != (name,):
            yield datum.name


def _operator(element: Element) -> str:
    written = element.words.get("operator") if element.type == "system" else None
    return f"run by {written.value}" if written is not None and isinstance(written.value, str) else ""
