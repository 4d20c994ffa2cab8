"""Causes of what differs after dozens of changes: the same as when each change is left out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.analysis.changes.word_edits import NOT_THERE, TODAY, At, WordEdits, brute_force, edited, is_gone, weights
from tests.analysis.changes.word_edits import word_edits as drawn_edits
from tests.shipped import CATALOGUE, SCENARIOS
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.changes import causes as searching
from threatmodel.analysis.changes.candidates import Candidates
from threatmodel.analysis.changes.causes import explained
from threatmodel.analysis.changes.edits import Edits, edits
from threatmodel.analysis.changes.undoing import Undoing
from threatmodel.analysis.compare import compare
from threatmodel.model.comparison import Difference
from threatmodel.model.elements import UNKNOWN, Scenario, Value

MANY: Final = 30
SMALL: Final = ("education-workshop", "game-streaming", "classroom-lesson", "text-roleplay")
"""Shipped scenarios that are analysed fastest."""


def plain(name: str) -> Scenario:
    """A shipped scenario without its workshop: twists would still start from what it was before it was edited."""
    return replace(SCENARIOS[name], workshop=None)


GROUP: Final = plain("group-chat-export")
MARA: Final[dict[str, Value]] = {
    "minors possible": UNKNOWN,
    "legal risk": True,
    "device": "shared",
    "app lock": False,
    "two-step login": False,
    "has left": UNKNOWN,
    "deletes on request": False,
    "vulnerable": True,
}
MEMBERS: Final[dict[str, Value]] = {
    "size": 400.0,
    "minors possible": True,
    "reuses identifiers": False,
    "deletes on request": True,
    "join": "link",
    "age check": "none",
}
MESSENGER: Final[dict[str, Value]] = {
    "connects": "directly",
    "deletes on request": False,
    "access logged": True,
    "export": True,
    "report channel": False,
}
PROVIDER: Final[dict[str, Value]] = {"deletes on request": False, "access logged": True, "report channel": True}
DATA: Final[dict[str, Value]] = {"sensitivity": "ordinary", "ephemeral": UNKNOWN, "reveals": ("handle", "name")}
ON: Final[dict[str, dict[str, Value]]] = {
    "mara": MARA,
    "former member": {"device": "shared", "two-step login": False, "app lock": False, "deletes on request": True},
    "members": MEMBERS,
    "messenger": MESSENGER,
    "backup provider": PROVIDER,
    "chat": DATA,
    "timed messages": {**DATA, "sensitivity": "intimate"},
    "timed pictures": {**DATA, "reveals": ("face", "home")},
    "member list": DATA,
}
EDITED: Final = {At(name, word): value for name, words in ON.items() for word, value in words.items()}
"""Two versions of one chat, as somebody writes them who begins with a scenario that is shipped."""


def searched(old: Scenario, new: Scenario) -> tuple[tuple[Difference, ...], Edits]:
    made = edits(old, new, CATALOGUE)
    undoing = Undoing(new=new, edits=made, catalogue=CATALOGUE, today=TODAY)
    found = compare(analyse(old, CATALOGUE, TODAY), analyse(new, CATALOGUE, TODAY))
    return explained(found.differences, undoing), made


def at(made: Edits, number: int) -> At:
    change = made.edits[number].change
    return At(change.name, change.part)


@settings(max_examples=4, phases=(Phase.generate,))  # each runs a scenario some eighty times: too slow to shrink
@given(st.data())
def test_after_dozens_of_random_edits_causes_are_those_whose_undoing_alone_takes_a_difference_back(
    data: st.DataObject,
) -> None:
    old = plain(data.draw(st.sampled_from(SMALL)))
    changes = data.draw(drawn_edits(old, CATALOGUE, least=MANY))
    new = edited(old, changes)
    found, made = searched(old, new)
    assert {at(made, number) for number in range(len(made.edits))} == set(changes)
    alone = brute_force(old, changes, CATALOGUE)
    assert {one.id for one in found} >= alone.keys()
    before, after = weights(old, CATALOGUE), weights(new, CATALOGUE)
    for one in found:
        told = [{at(made, number) for number in cause.changes} for cause in one.causes]
        assert all(cause.tried for cause in one.causes)
        if one.id in alone:
            assert sorted(told, key=sorted) == sorted(({each} for each in alone[one.id]), key=sorted)
            continue
        [together] = told
        assert len(together) > 1

        def undone(left_out: set[At], one: Difference = one) -> bool:
            rest = edited(old, {each: said for each, said in changes.items() if each not in left_out})
            return is_gone(*(side.get(one.id, NOT_THERE) for side in (before, after, weights(rest, CATALOGUE))))

        assert undone(together)
        assert not any(undone(together - {each}) for each in together)


@settings(max_examples=3, phases=(Phase.generate,))
@given(st.data())
def test_of_what_may_have_caused_a_difference_nothing_is_left_out(data: st.DataObject) -> None:
    old = plain(data.draw(st.sampled_from(SMALL)))
    changes = data.draw(drawn_edits(old, CATALOGUE, least=MANY))
    new = edited(old, changes)
    made = edits(old, new, CATALOGUE)
    candidates = Candidates(edits=made, catalogue=CATALOGUE)
    alone = brute_force(old, changes, CATALOGUE)
    found = compare(analyse(old, CATALOGUE, TODAY), analyse(new, CATALOGUE, TODAY)).differences
    for one in found:
        assert alone.get(one.id, set()) <= {at(made, number) for number in candidates.of(one)}


def network_addresses(found: tuple[Difference, ...]) -> list[Difference]:
    return [one for one in found if one.shown.threat.id == "ip-address-disclosure"]


def test_of_two_chats_with_dozens_of_edited_words_the_one_that_shows_network_addresses_is_named() -> None:
    assert len(EDITED) > MANY
    found, made = searched(GROUP, edited(GROUP, EDITED))
    assert len(made.edits) == len(EDITED)
    assert len(network_addresses(found)) > 1
    for one in network_addresses(found):
        [cause] = one.causes
        assert cause.tried
        assert [at(made, number) for number in cause.changes] == [At("messenger", "connects")]
    assert all(one.causes and all(cause.tried for cause in one.causes) for one in found)


@pytest.mark.parametrize(("alone", "together"), [(1, 0), (1, 300), (0, 0), (20, 40)])
def test_also_where_not_everything_may_be_tried_the_change_is_among_those_named(
    monkeypatch: pytest.MonkeyPatch, alone: int, together: int
) -> None:
    monkeypatch.setattr(searching, "MOST_ALONE", alone)
    monkeypatch.setattr(searching, "MOST_TOGETHER", together)
    found, made = searched(GROUP, edited(GROUP, EDITED))
    for one in network_addresses(found):
        told = {at(made, number): cause.tried for cause in one.causes for number in cause.changes}
        assert At("messenger", "connects") in told
        assert told[At("messenger", "connects")] or not all(told.values())


def test_the_search_is_watched_from_its_first_step_to_its_last() -> None:
    few: WordEdits = {place: value for place, value in EDITED.items() if place.name in ("messenger", "former member")}
    new = edited(GROUP, few)
    undoing = Undoing(new=new, edits=edits(GROUP, new, CATALOGUE), catalogue=CATALOGUE, today=TODAY)
    found = compare(analyse(GROUP, CATALOGUE, TODAY), analyse(new, CATALOGUE, TODAY)).differences
    totals: list[int] = []
    steps: list[None] = []

    def watch(total: int) -> searching.Step:
        totals.append(total)
        return lambda: steps.append(None)

    explained(found, undoing, watch)
    assert totals == [len(few) + len(found)]
    assert len(steps) == totals[0]
