"""Nodes -> twists: each a whole scenario, made from the base or from the twist that it comes after."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from typing import Final, TypeAlias

from threatmodel.formats.chains import circles, in_order
from threatmodel.formats.changes import Stage, changed
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.holders import names
from threatmodel.formats.in_place import threat_keys
from threatmodel.formats.nodes import Node
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.formats.yaml_words import shown
from threatmodel.model.elements import Key, Twist

MOST: Final = 20
"""How many twists are read: each is a scenario of its own, and no session plays so many."""

Fields: TypeAlias = dict[str, Node]


def twists(reading: Reading, node: Node | None, base: Stage, vocabulary: Vocabulary) -> tuple[Twist, ...]:
    """Return the twists in the order of the file, without those that cannot be made (after a complaint)."""
    entries = reading.entries(node, "'twists'")
    names(reading, {"twists": entries}, {"twists": "a twist"})
    if node is not None and len(entries) > MOST:
        reading.complain(node, f"{len(entries)} twists; at most {MOST} are read")
        return ()
    fields = {
        name: reading.fields(entry.value, f"the twist {quoted(name)}", ("say", "change"), ("adds", "removes", "after"))
        for name, entry in entries.items()
    }
    told = {name: _told(reading, each, vocabulary) for name, each in fields.items()}
    after = _after(reading, fields)
    stages: dict[str | None, Stage] = {None: base}
    made: dict[str, Twist] = {}
    for name in in_order(after, {name: before for name, before in after.items() if before is not None}):
        if name not in after:
            continue
        start, change = stages.get(after[name]), fields[name].get("change")
        stage = changed(reading, name, change, start, vocabulary) if start and change else None
        if stage is not None:
            stages[name] = stage
            say, adds, removes = told[name]
            made[name] = Twist(
                name=name,
                say=say,
                scenario=stage.scenario,
                adds=adds,
                removes=removes,
                after=after[name],
                dropped=stage.dropped,
                span=entries[name].key.span(reading.file),
            )
    return tuple(made[name] for name in entries if name in made)


def _told(reading: Reading, fields: Fields, vocabulary: Vocabulary) -> tuple[str, tuple[Key, ...], tuple[Key, ...]]:
    """Return what is said of a twist and what it adds and removes: read also where it comes after nothing."""
    adds, removes = (
        threat_keys(reading, fields.get(key), quoted(key), vocabulary.threats) for key in ("adds", "removes")
    )
    return reading.text(fields.get("say"), "'say'") or "", adds, removes


def _after(reading: Reading, fields: MappingOf[str, Fields]) -> dict[str, str | None]:
    """Return what each twist comes after, None for the base; twists that come after nothing are left out."""
    found: dict[str, str | None] = {}
    for name, each in fields.items():
        before = reading.text(each.get("after"), "'after'")
        if "after" not in each or (before is not None and before in fields):
            found[name] = before
        elif before is not None:
            reading.complain(each["after"], f"{quoted(before)} is not a twist", reading.nearest(before, fields))
    for circle in circles({name: before for name, before in found.items() if before is not None}):
        for name in circle:
            way = shown(" after ".join((*circle, circle[0])))
            reading.complain(fields[name]["after"], f"{quoted(name)} would come after itself: {way}")
            del found[name]
    return found
