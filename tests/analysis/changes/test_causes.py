from __future__ import annotations

from tests.scenes import KEPT, SEEN, TODAY, UNAGREED, catalogue, control, leads_to, scene, threat, when
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.changes.causes import MOST_TRIED, Causes, explained
from threatmodel.analysis.changes.edits import edits
from threatmodel.analysis.compare import compare
from threatmodel.model.comparison import Change

SHARED = threat("shared", when(form="kept", words={"device": ("shared",)}))
FORWARD = threat("forward", when(form="kept", not_agreed="share"), leads_to(to="contact", form="kept"))
KNOWN = catalogue(
    SEEN, KEPT, UNAGREED, SHARED, FORWARD, controls=[control("lock", sets={"device": "own"}, against=("shared",))]
)

BASE = """
    people: {ana: {role: subject}, ben: {role: partner, device: own}, eve: {role: friend, device: own}}
    systems: {app: {end-to-end encrypted: yes, connects: by relay}}
    data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
    flows:
      ana -> app -> ben: pic
    """
"""A scene in which Ben keeps a picture that he may keep."""


def caused(old: str, new: str) -> dict[str, list[list[str]]]:
    """What caused each difference: of several causes each is needed, of several changes in one any would do."""
    before, after = scene(old, KNOWN), scene(new, KNOWN)
    found = compare(analyse(before, KNOWN, TODAY), analyse(after, KNOWN, TODAY))
    made = edits(before, after, KNOWN)
    causes = Causes(new=after, edits=made, catalogue=KNOWN, today=TODAY)
    names = [name(edit.change) for edit in made.edits]
    return {
        f"{one.kind} {one.id}": [[names[each] for each in cause.changes] for cause in one.causes]
        for one in explained(found.differences, causes)
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


def test_of_many_changes_those_are_told_that_touch_what_the_finding_rests_on() -> None:
    more = "".join(f", p{number}: {{role: friend}}" for number in range(MOST_TRIED + 1))
    text = changed(SHARING, ("friend, device: own}", f"friend, device: own}}{more}"))
    before, after = scene(BASE, KNOWN), scene(text, KNOWN)
    found = compare(analyse(before, KNOWN, TODAY), analyse(after, KNOWN, TODAY))
    causes = Causes(new=after, edits=edits(before, after, KNOWN), catalogue=KNOWN, today=TODAY)
    [difference] = explained(found.differences, causes)
    [cause] = difference.causes
    assert [causes.edits.edits[each].change.name for each in cause.changes] == ["ben"]
    assert not cause.tried


def test_what_no_change_explains_has_no_cause() -> None:
    """An acceptance that ran out between two days is in neither file a change."""
    text = f"{changed(SHARING)}accepted: [{{finding: shared/ben/pic, because: x, by: y, until: 2026-05-01}}]\n    "
    read = scene(text, KNOWN)
    found = compare(analyse(read, KNOWN, "2026-04-01"), analyse(read, KNOWN, TODAY))
    causes = Causes(new=read, edits=edits(read, read, KNOWN), catalogue=KNOWN, today=TODAY)
    assert [(one.kind, one.causes) for one in explained(found.differences, causes)] == [("changed", ())]
