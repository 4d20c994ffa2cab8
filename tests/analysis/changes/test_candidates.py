from __future__ import annotations

import ast
from pathlib import Path

import threatmodel.analysis
from tests.scenes import KEPT, SEEN, TODAY, UNAGREED, catalogue, control, leads_to, scene, threat, when
from tests.shipped import CATALOGUE
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.changes.candidates import OF_CONDITIONS, Candidates
from threatmodel.analysis.changes.edits import edits
from threatmodel.analysis.compare import compare

UNLOCKED = threat("unlocked", when(form="kept", words={"app lock": (False,)}))
LOOKS = threat("looks", when(form="kept", words={"access logged": (False,)}), leads_to(to="contact", form="kept"))
DUE = threat("due", when(words={"assessment done": (False,)}), on="scenario")
KNOWN = catalogue(SEEN, KEPT, UNAGREED, UNLOCKED, LOOKS, DUE, controls=[control("lock", sets={"device": "own"})])

BASE = """
    people:
      ana: {role: subject}
      ben: {role: partner, app lock: yes, two-step login: yes}
      eve: {role: friend, app lock: yes}
      far: {role: subject, device: own}
      off: {role: friend, device: own}
    systems: {app: {end-to-end encrypted: yes, connects: by relay, access logged: yes}}
    data:
      pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}
      other: {about: far, medium: image, ephemeral: no, consent: {off: keep}}
    flows:
      ana -> app -> ben: pic
      ana -> eve: pic
      far -> off: other
    """


def candidates(finding: str, *steps: tuple[str, str]) -> list[str]:
    text = BASE
    for old, new in steps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    before, after = scene(BASE, KNOWN), scene(text, KNOWN)
    made = edits(before, after, KNOWN)
    found = compare(analyse(before, KNOWN, TODAY), analyse(after, KNOWN, TODAY))
    [difference] = (one for one in found.differences if one.id == finding)
    changes = (made.edits[number].change for number in Candidates(edits=made, catalogue=KNOWN).of(difference))
    return ["/".join(filter(None, (change.name, change.part))) for change in changes]


UNLOCKING = ("partner, app lock: yes", "partner, app lock: no")


def test_what_does_not_hang_together_with_a_finding_is_no_candidate() -> None:
    far = ("off: {role: friend, device: own", "off: {role: friend, device: shared")
    near = ("eve: {role: friend", "eve: {role: friend, device: shared")
    assert candidates("unlocked/ben/pic", UNLOCKING, far, near) == ["ben/app lock", "eve/device"]


def test_systems_of_one_operator_hang_together() -> None:
    far = ("off: {role: friend, device: own", "off: {role: friend, device: shared")
    two = ("access logged: yes}", "access logged: yes, operator: us}, hub: {operator: us}")
    path = ("far -> off: other", "far -> hub -> off: other")
    assert "off/device" in candidates("unlocked/ben/pic", UNLOCKING, far, two, path)
    others = (two[0], two[1].replace("hub: {operator: us}", "hub: {operator: them}"))
    assert "off/device" not in candidates("unlocked/ben/pic", UNLOCKING, far, others, path)


def test_what_everybody_gets_and_what_is_said_of_the_scenario_may_matter_anywhere() -> None:
    far = ("off: {role: friend, device: own", "off: {role: friend, device: shared")
    public = ("far -> off: other", "far -> off: other\n      far -> everyone: other")
    assert "off/device" in candidates("unlocked/ben/pic", UNLOCKING, far, public)
    assert "period" in candidates("unlocked/ben/pic", UNLOCKING, ("\n    people:", "\n    period: 30d\n    people:"))


def test_for_what_holds_of_the_scenario_anything_may_matter() -> None:
    far = ("off: {role: friend, device: own", "off: {role: friend, device: shared")
    undone = ("\n    people:", "\n    assessment done: no\n    people:")
    assert candidates("due/scenario", far, undone) == ["assessment done", "off/device"]


def test_a_word_of_conditions_is_one_only_where_the_threat_reads_it_or_something_follows_from_one_that_does() -> None:
    login = ("two-step login: yes", "two-step login: no")
    logged = ("access logged: yes", "access logged: no")
    assert candidates("unlocked/ben/pic", login, logged, UNLOCKING) == ["ben/app lock", "app/access logged"]


def test_what_is_near_comes_first_and_there_what_the_condition_reads() -> None:
    eve = ("eve: {role: friend, app lock: yes", "eve: {role: friend, app lock: no")
    medium = ("pic: {about: ana, medium: image", "pic: {about: ana, medium: video")
    found = candidates("unlocked/eve/pic", eve, medium, UNLOCKING)
    assert found == ["eve/app lock", "pic/medium", "ben/app lock"]


def test_an_acceptance_is_one_for_its_own_finding_and_a_control_for_any() -> None:
    accepted = "accepted: [{finding: unlocked/%s/pic, because: x, by: y, until: 2030-01-01}]\n    "
    more = ("far -> off: other\n    ", f"far -> off: other\n    controls: {{lock: off}}\n    {accepted % 'ben'}")
    eve = ("eve: {role: friend, app lock: yes", "eve: {role: friend, app lock: no")
    assert "unlocked/ben/pic" in candidates("unlocked/ben/pic", UNLOCKING, eve, more)
    assert "unlocked/ben/pic" not in candidates("unlocked/eve/pic", UNLOCKING, eve, more)
    assert "lock" in candidates("unlocked/eve/pic", UNLOCKING, eve, more)


def test_words_of_conditions_are_words_and_read_nowhere_else() -> None:
    folder = Path(threatmodel.analysis.__file__).parent
    read = {
        node.value
        for file in folder.rglob("*.py")
        if file.name != "candidates.py"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert CATALOGUE.words.keys() >= OF_CONDITIONS
    assert not OF_CONDITIONS & read
