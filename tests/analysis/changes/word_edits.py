"""Words of a scenario that an author edited, one a line: to change many of them, and to leave one of them out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from hypothesis import strategies as st

from threatmodel.analysis.analyse import analyse
from threatmodel.model.catalogue import Catalogue, Word
from threatmodel.model.comparison import THERE
from threatmodel.model.elements import UNKNOWN, Scenario, Value, Written
from threatmodel.model.findings import Finding
from threatmodel.model.risk import POINTS
from threatmodel.model.source import Span

TODAY: Final = "2026-01-01"
DAY: Final = 86400.0


class At(NamedTuple):
    """A word at a thing."""

    name: str
    word: str


WordEdits = Mapping[At, Value]


def edited(scenario: Scenario, edits: WordEdits) -> Scenario:
    """Write every word, each with a place of its own."""
    holders, data = dict(scenario.holders), dict(scenario.data)
    for line, (at, value) in enumerate(edits.items(), 1):
        written = {at.word: Written(value=value, span=Span("new.yaml", line, 1))}
        if at.name in holders:
            holders[at.name] = replace(holders[at.name], words={**holders[at.name].words, **written})
        else:
            data[at.name] = replace(data[at.name], words={**data[at.name].words, **written})
    return replace(scenario, holders=holders, data=data)


@st.composite
def word_edits(draw: st.DrawFn, scenario: Scenario, catalogue: Catalogue, *, least: int) -> dict[At, Value]:
    """Draw edits of words that imply no others and that no copy takes over."""
    originals = {datum.made_from for datum in scenario.data.values()}
    things = (*scenario.holders.values(), *scenario.data.values())
    slots = {
        At(thing.name, word.name): [value for value in _values(word) if not _says(thing.words.get(word.name), value)]
        for thing in things
        for word in catalogue.words.values()
        if thing.type in word.on and not word.implies and thing.name not in originals
    }
    slots = {at: values for at, values in slots.items() if values}
    chosen = draw(st.lists(st.sampled_from(sorted(slots)), min_size=least, max_size=least + 10, unique=True))
    return {at: draw(st.sampled_from(slots[at])) for at in chosen}


def _says(written: Written | None, value: Value) -> bool:
    return written is not None and written.value == value


def _values(word: Word) -> tuple[Value, ...]:
    if word.type == "yes/no":
        return True, False, UNKNOWN
    if word.type in ("number", "duration"):
        return 0.0, 2 * DAY, 300 * DAY
    if word.type == "choice":
        return word.values
    return tuple((value,) for value in word.values) if word.type == "list" else ()


class Weight(NamedTuple):
    """What is compared of a finding; None of one that is not there."""

    state: str | None
    figures: tuple[float, ...] = ()
    margin: float = 0.0


NOT_THERE: Final = Weight(None)


def weights(scenario: Scenario, catalogue: Catalogue) -> dict[str, Weight]:
    return {one.id: _weight(one) for one in analyse(scenario, catalogue, TODAY).findings if one.state in THERE}


def _weight(one: Finding) -> Weight:
    figures = one.risk.low, one.risk.high, one.risk.ceiling, float(one.severity)
    return Weight(one.state, figures, one.chance.margin * POINTS[one.severity] + 1e-9)


def is_gone(was: Weight, now: Weight, then: Weight) -> bool:
    """Whether what differs between two weights differs no longer, or less, in a third: the meaning of a cause."""
    if was.state != now.state:
        return then.state is None if was.state is None else then.state not in (None, now.state)
    if then.state != was.state:
        return False
    noise = max(was.margin, now.margin, then.margin)
    return any(
        (after > before + noise and after > again + noise) or (after < before - noise and after < again - noise)
        for before, after, again in zip(was.figures, now.figures, then.figures, strict=True)
    )


def brute_force(old: Scenario, edits: WordEdits, catalogue: Catalogue) -> dict[str, set[At]]:
    """For every finding that differs with all edits, those of which each alone, left out, makes it differ no longer."""
    before, after = weights(old, catalogue), weights(edited(old, edits), catalogue)
    found: dict[str, set[At]] = {}
    for left_out in edits:
        rest = {at: value for at, value in edits.items() if at != left_out}
        then = weights(edited(old, rest), catalogue)
        for each in before.keys() | after.keys():
            three = (side.get(each, NOT_THERE) for side in (before, after, then))
            if is_gone(*three):
                found.setdefault(each, set()).add(left_out)
    return found
