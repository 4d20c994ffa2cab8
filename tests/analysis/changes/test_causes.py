from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.scenes import KEPT, SEEN, SPAN, TODAY, UNAGREED, catalogue, control, leads_to, scene, threat, when
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.changes import causes as searching
from threatmodel.analysis.changes.causes import explained
from threatmodel.analysis.changes.edits import edits
from threatmodel.analysis.changes.undoing import Undoing
from threatmodel.analysis.compare import compare
from threatmodel.model.catalogue import Catalogue, Likelihood
from threatmodel.model.comparison import Change

SHARED = threat("shared", when(form="kept", words={"device": ("shared",)}))
FORWARD = threat("forward", when(form="kept", not_agreed="share"), leads_to(to="contact", form="kept"))
KNOWN = catalogue(
    SEEN, KEPT, UNAGREED, SHARED, FORWARD, controls=[control("lock", sets={"device": "own"}, against=("shared",))]
)
RARE = Likelihood(low=0.001, high=0.01, basis="made up", span=SPAN)
HELPED = catalogue(replace(SHARED, likelihood=RARE), controls=[control("lock", against=("shared",))])
CHANCY = catalogue(threat("forward", when(form="kept", not_agreed="share"), likelihood=RARE))

BASE = """
    people: {ana: {role: subject}, ben: {role: partner, device: own}, eve: {role: friend, device: own}}
    systems: {app: {end-to-end encrypted: yes, connects: by relay}}
    data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
    flows:
      ana -> app -> ben: pic
    """
"""A scene in which Ben keeps a picture that he may keep."""


def caused(old: str, new: str, known: Catalogue = KNOWN) -> dict[str, list[list[str]]]:
    """What caused each difference: of several causes each is needed, of several changes in one any would do."""
    before, after = scene(old, known), scene(new, known)
    found = compare(analyse(before, known, TODAY), analyse(after, known, TODAY))
    made = edits(before, after, known)
    undoing = Undoing(new=after, edits=made, catalogue=known, today=TODAY)
    names = [name(edit.change) for edit in made.edits]
    return {
        f"{one.kind} {one.id}": [[names[each] for each in cause.changes] for cause in one.causes]
        for one in explained(found.differences, undoing)
    }


def name(change: Change) -> str:
    return f"{change.name}/{change.part}" if change.part else change.name


def changed(*steps: tuple[str, str]) -> str:
    text = BASE
    for old, new in steps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


SHARING = ("partner, device: own", "partner, device: shared")
LOCKED = f"{changed(SHARING)}controls: {{lock: ben}}\n    "
TO_EVE = ("-> ben: pic", "-> ben: pic\n      ben -> eve: pic")
NEW_EVE = ("friend, device: own}", "friend, device: own}, kim: {role: friend}")


def test_one_change_alone_is_told_for_what_it_does_and_the_others_are_not() -> None:
    assert caused(BASE, changed(SHARING, ("keep, eve: keep", "share, eve: keep"))) == {
        "new shared/ben/pic": [["ben/device"]],
        "gone forward/ben/pic": [["pic/ben"]],
    }


def test_of_somebody_new_on_a_new_path_the_path_is_told_as_it_does_nothing_without() -> None:
    found = caused(BASE, changed(NEW_EVE, ("-> ben: pic", "-> ben: pic\n      ben -> kim: pic")))
    assert found["new kept/kim/pic"] == [["ben -> kim"]]


def test_what_is_accepted_is_so_because_of_the_acceptance_whatever_else_was_done_about_it() -> None:
    told = f"{LOCKED}accepted: [{{finding: shared/ben/pic, because: x, by: y, until: 2030-01-01}}]\n    "
    assert caused(changed(SHARING), told, HELPED) == {"changed shared/ben/pic": [["shared/ben/pic"]]}
    assert caused(told, LOCKED, HELPED) == {"changed shared/ben/pic": [["shared/ben/pic"]]}


def test_a_state_is_caused_by_that_without_which_it_would_be_another_one() -> None:
    unknown = changed(("partner, device: own", "partner"))
    asked, answered = f"{unknown}controls: {{lock: ben}}\n    ", changed(SHARING)
    assert caused(answered, asked, HELPED) == {"changed shared/ben/pic": [["ben/device"]]}
    assert caused(LOCKED, unknown, HELPED) == {"changed shared/ben/pic": [["ben/device"]]}
    assert caused(LOCKED, answered, HELPED) == {"changed shared/ben/pic": [["lock"]]}
    gone = f"{BASE}controls: {{lock: ben}}\n    "
    assert caused(answered, gone, HELPED) == {"gone shared/ben/pic": [["ben/device"]]}
    assert caused(unknown, LOCKED, HELPED) == {"changed shared/ben/pic": [["ben/device"], ["lock"]]}


def test_of_two_changes_that_are_both_needed_both_are_told() -> None:
    found = caused(BASE, changed(TO_EVE, ("friend, device: own", "friend, device: shared")))
    assert found["new shared/eve/pic"] == [["eve/device"], ["ben -> eve"]]
    assert found["new kept/eve/pic"] == [["ben -> eve"]]


def test_of_two_changes_either_of_which_would_do_both_are_told_as_one() -> None:
    found = caused(BASE, changed(TO_EVE, ("ana -> app -> ben: pic", "ana -> app -> ben: pic\n      ana -> eve: pic")))
    assert found["new kept/eve/pic"] == [["ana -> eve", "ben -> eve"]]


def test_what_would_only_leave_it_undecided_did_not_bring_it_about() -> None:
    old = changed(("friend, device: own", "friend, device: unknown"))
    found = caused(old, changed(TO_EVE, ("friend, device: own", "friend, device: shared")))
    assert found["new shared/eve/pic"] == [["ben -> eve"]]


def test_what_has_nothing_to_do_with_it_is_not_told_though_it_hangs_together() -> None:
    paths = "-> ben: pic\n      ben -> eve: pic\n      ana -> eve: pic\n      ben -> kim: pic"
    found = caused(BASE, changed(NEW_EVE, ("-> ben: pic", paths)))
    assert found["new kept/eve/pic"] == [["ben -> eve", "ana -> eve"]]


def test_who_is_gone_with_a_path_is_told_by_the_path() -> None:
    old = changed(NEW_EVE, ("-> ben: pic", "-> ben: pic\n      ben -> kim: pic"))
    assert caused(old, BASE)["gone kept/kim/pic"] == [["ben -> kim"]]


def test_a_control_that_closes_a_finding_is_its_cause() -> None:
    old = changed(SHARING)
    new = f"{old}controls: {{lock: ben}}\n    "
    assert caused(old, new) == {"gone shared/ben/pic": [["lock"]]}
    assert caused(new, old) == {"new shared/ben/pic": [["lock"]]}


def test_an_acceptance_changes_a_state_and_is_its_cause() -> None:
    old = changed(SHARING)
    new = f"{old}accepted: [{{finding: shared/ben/pic, because: x, by: y, until: 2030-01-01}}]\n    "
    assert caused(old, new) == {"changed shared/ben/pic": [["shared/ben/pic"]]}


def test_restoring_what_is_gone_restores_whom_it_refers_to() -> None:
    """The path to the cloud went, and the cloud with it: undoing the one brings the other back."""
    old = changed(
        ("connects: by relay}", "connects: by relay}, cloud: {end-to-end encrypted: no, keeps: 1d}"),
        ("-> ben: pic", "-> ben: pic\n      ben -> cloud: pic"),
    )
    assert caused(old, BASE)["gone kept/cloud/pic"] == [["ben -> cloud"]]


def test_of_three_ways_that_were_added_all_are_told_as_one() -> None:
    ways = "ben -> eve", "ana -> eve", "ana -> app -> eve", "ben -> ana"
    found = caused(BASE, changed(("-> ben: pic", "\n      ".join(("-> ben: pic", *(f"{way}: pic" for way in ways))))))
    assert found["new kept/eve/pic"] == [["ben -> eve", "ana -> eve", "ana -> app -> eve"]]


def test_what_all_of_some_ways_did_is_not_told_of_what_two_of_them_did() -> None:
    album = ("pic: {about", "album: {about: ana, medium: image, ephemeral: no}, pic: {about")
    ways = "ben -> eve: [album, pic]", "ana -> eve: [album, pic]", "ana -> app -> eve: album"
    old = changed(album, ("-> ben: pic", "-> ben: [pic, album]"))
    found = caused(old, old.replace("[pic, album]", "\n      ".join(("[pic, album]", *ways))))
    assert found["new kept/eve/album"] == [["ben -> eve", "ana -> eve", "ana -> app -> eve"]]
    assert found["new kept/eve/pic"] == [["ben -> eve", "ana -> eve"]]


def test_of_several_that_would_do_in_the_same_way_a_path_is_told_and_not_whom_it_goes_to() -> None:
    ways = "-> ben: pic\n      ana -> eve: pic\n      ben -> kim: pic\n      kim -> eve: pic"
    found = caused(BASE, changed(NEW_EVE, ("-> ben: pic", ways)))
    assert found["new kept/eve/pic"] == [["ana -> eve", "ben -> kim"]]


def test_nothing_is_told_that_was_only_needed_because_of_another_change_that_was_undone() -> None:
    """The older way is back with its removal undone: only where its notice is the older one, too, it does no harm."""
    first = "      ana -> ben: pic\n"
    rest = """
    people: {ana: {role: subject, vulnerable: no, legal risk: no, has left: no}, ben: {}, eve: {}}
    systems: {app: {notice: none}, two: {notice: none}, hub: {notice: in context}}
    data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
    """
    old = f"\n    flows:\n{first}      # one\n      # two\n      ana -> hub -> eve: pic{rest}"
    new = rest.replace("in context", "none").replace(": no, l", ": yes, l").replace(": no, h", ": yes, h")
    new = new.replace("has left: no", "has left: yes")
    new = f"\n    flows:\n{first}      ana -> app -> eve: pic\n      ana -> two -> eve: pic{new}"
    found = caused(old, new, catalogue(threat("unnoticed", when(form="seen", words={"notice": ("none",)}))))
    assert found["new unnoticed/eve/pic"] == [["ana -> app -> eve", "ana -> two -> eve"]]


def test_a_change_is_found_though_undoing_it_with_another_brings_the_same_about_in_another_way() -> None:
    """The older way to Eve went: with that undone too she would hold the picture again, for it no longer goes away."""
    old = changed(("-> ben: pic", "-> ben: pic\n      ana -> eve: pic"), ("ephemeral: no", "ephemeral: yes"))
    found = caused(old, changed(TO_EVE))
    assert found["new kept/eve/pic"] == [["pic/ephemeral"], ["ben -> eve"]]


@pytest.mark.parametrize("back", [False, True])
def test_what_moved_a_risk_the_other_way_is_not_told_as_its_cause(*, back: bool) -> None:
    old = """
        period: 1y
        people: {ana: {role: subject}}
        audiences: {fans: {size: 30}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {fans: keep}}}
        flows: {ana -> fans: pic}
        """
    new = old.replace("size: 30", "size: 300").replace("period: 1y", "period: 180d")
    two = (new, old) if back else (old, new)
    assert caused(*two, CHANCY) == {"changed forward/fans/pic": [["fans/size"]]}


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """How many changes are undone by themselves, and how many runs look for those that do something together."""

    def limited(alone: int, together: int) -> None:
        monkeypatch.setattr(searching, "MOST_ALONE", alone)
        monkeypatch.setattr(searching, "MOST_TOGETHER", together)

    return limited


def told(old: str, new: str, finding: str) -> list[tuple[bool, list[str]]]:
    """What is told of one finding: whether each cause was tried, and its changes."""
    before, after = scene(old, KNOWN), scene(new, KNOWN)
    undoing = Undoing(new=after, edits=edits(before, after, KNOWN), catalogue=KNOWN, today=TODAY)
    found = compare(analyse(before, KNOWN, TODAY), analyse(after, KNOWN, TODAY)).differences
    [difference] = (one for one in explained(found, undoing) if one.id == finding)
    names = [name(edit.change) for edit in undoing.edits.edits]
    return [(cause.tried, [names[each] for each in cause.changes]) for cause in difference.causes]


KIM = changed(("{ana: {role: subject}", "{kim: {role: friend, device: own}, ana: {role: subject}"))
KIM_SHARES = ("kim: {role: friend, device: own", "kim: {role: friend, device: shared")


@pytest.mark.parametrize(("alone", "together"), [(1, 0), (0, 300), (1, 300)])
def test_where_not_all_can_be_tried_those_are_that_may_have_made_most_of_the_differences(
    limits: Callable[[int, int], None], alone: int, together: int
) -> None:
    limits(alone, together)
    new = KIM.replace(*KIM_SHARES).replace(*SHARING)
    assert told(KIM, new, "shared/ben/pic") == [(True, ["ben/device"])]


@pytest.mark.parametrize("alone", [0, 1])
def test_what_was_not_tried_is_told_besides_what_was_found(limits: Callable[[int, int], None], alone: int) -> None:
    limits(alone, 300)
    new = changed(SHARING, ("medium: image", "medium: video"), ("ben: keep, eve", "ben: share, eve"))
    found = told(BASE, new, "shared/ben/pic")
    assert found[0] == (True, ["ben/device"])
    assert sorted(found[1:]) == [(False, ["pic/ben"]), (False, ["pic/medium"])]


def test_that_nothing_was_found_within_the_limit_is_told_with_what_may_have_done_it(
    limits: Callable[[int, int], None],
) -> None:
    ways = "-> ben: pic\n      ana -> eve: pic\n      ben -> eve: pic\n      ana -> app -> eve: pic"
    new = changed(("-> ben: pic", ways))
    for together in (0, 3):
        limits(300, together)
        found = told(BASE, new, "kept/eve/pic")
        assert sorted(found) == [(False, ["ana -> app -> eve"]), (False, ["ana -> eve"]), (False, ["ben -> eve"])]
    limits(300, 12)
    assert told(BASE, new, "kept/eve/pic") == [(True, ["ana -> eve", "ben -> eve", "ana -> app -> eve"])]


def test_what_no_change_explains_has_no_cause() -> None:
    """An acceptance that ran out between two days is in neither file a change."""
    text = f"{changed(SHARING)}accepted: [{{finding: shared/ben/pic, because: x, by: y, until: 2026-05-01}}]\n    "
    read = scene(text, KNOWN)
    found = compare(analyse(read, KNOWN, "2026-04-01"), analyse(read, KNOWN, TODAY))
    undoing = Undoing(new=read, edits=edits(read, read, KNOWN), catalogue=KNOWN, today=TODAY)
    assert [(one.kind, one.causes) for one in explained(found.differences, undoing)] == [("changed", ())]
