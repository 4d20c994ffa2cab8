"""The shipped scenarios, again and again beside each other: a large model that says what people write.

In a drawn model (`generate`) nobody agreed to anything and things are passed on and on, so that nearly every threat is
found nearly everywhere. In the scenarios that are shipped most people who get something were asked, and get it at first
hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle, pairwise
from typing import Any, Final

import yaml

from benchmarks.generate import Drawn, Plain
from threatmodel.model.elements import EVERYONE
from threatmodel.shell.shipped import shipped_scenarios

THINGS: Final = ("people", "systems", "audiences", "data")
NAMING: Final = ("in", "knows", "lives with", "about", "made by", "made from", "operator")
"""Words that name others of the room; what one company runs in two rooms would otherwise be one company's."""

ARROW: Final = " -> "


def rooms(elements: int, flows: int) -> Drawn:
    """Put rooms beside each other as long as there are no more elements than this, and let so many data flow in them.

    A flow brings one datum from one to the next. Where the rooms have too few of them, people send the same to the same
    people again, through the services of other rooms. Of few elements there may be fewer flows, since no path is drawn
    twice.
    """
    scenarios = [yaml.safe_load(text) for text in shipped_scenarios().values()]
    sections: dict[str, dict[str, Plain]] = {name: {} for name in THINGS}
    paths: dict[str, Plain] = {}
    for number, scenario in enumerate(cycle(scenarios)):
        if sum(len(each.get(name, ())) for each in (sections, scenario) for name in THINGS) > elements:
            break
        room = f"room {number}"
        for name in THINGS:
            sections[name].update(_things(scenario.get(name, {}), room))
        paths.update((_path(path, room), _in(room, value)) for path, value in scenario["flows"].items())
    sections["flows"] = dict(_enough(paths, list(sections["systems"]), flows))
    return Drawn(sum(len(sections[name]) for name in THINGS), sections)


def hops(path: str, value: Plain) -> Iterator[tuple[str, str, str]]:
    """Yield from whom to whom a path brings what."""
    carried = value["carries"] if isinstance(value, Mapping) else value
    for source, target in pairwise(path.split(ARROW)):
        for datum in carried if isinstance(carried, tuple) else (str(carried),):
            yield source, target, datum


def _things(entries: Mapping[str, Mapping[str, Any]], room: str) -> Iterator[tuple[str, Plain]]:
    for name, words in entries.items():
        yield f"{room} {name}", {word: _said(word, value, room) for word, value in words.items()}


def _said(word: str, value: Any, room: str) -> Plain:
    if word == "consent" and isinstance(value, dict):
        return {_in_room(name, room): _plain(act) for name, act in value.items()}
    return _in(room, value) if word in NAMING else _plain(value)


def _in(room: str, value: Any) -> Plain:
    """Return what names data or holders as they are called in a room; a purpose stays what it is."""
    if isinstance(value, dict):
        return {word: _in(room, each) if word == "carries" else _plain(each) for word, each in value.items()}
    return tuple(_in_room(name, room) for name in value) if isinstance(value, list) else _in_room(value, room)


def _path(path: str, room: str) -> str:
    return ARROW.join(_in_room(node, room) for node in path.split(ARROW))


def _in_room(name: str, room: str) -> str:
    return name if name == EVERYONE else f"{room} {name}"


def _plain(value: Any) -> Plain:
    if isinstance(value, list):
        return tuple(map(str, value))
    return value if isinstance(value, bool | int) else str(value)


def _enough(paths: Mapping[str, Plain], systems: list[str], wanted: int) -> Iterator[tuple[str, Plain]]:
    """Yield the paths, and then those through one service again, each time through another one, until there is none."""
    number = {system: place for place, system in enumerate(systems)}
    written = set(paths)
    for further in range(max(1, len(systems))):
        for path, value in paths.items():
            first, *between, last = path.split(ARROW)
            if wanted <= 0:
                return
            if further:
                between = [systems[(number[node] + further) % len(systems)] for node in between if node in number]
            again = ARROW.join((first, *between, last))
            if not further or (between and not {first, last}.intersection(between) and again not in written):
                written.add(again)
                wanted -= sum(1 for _ in hops(again, value))
                yield again, value
