from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue import own
from tests.scenes import catalogue, control, threat, when
from threatmodel.catalogue.load import load_catalogue
from threatmodel.catalogue.together import completed, falsifies
from threatmodel.model.source import InputError

GLARE = threat("glare", when(form="seen", words={"recording light": (False,), "join": ("link",)}))
KNOWN = catalogue(
    GLARE,
    threat("told", when(reveals=("face", "voice"))),
    controls=[
        control("light", sets={"recording light": True}),
        control("password", sets={"join": "password"}),
        control("link", sets={"join": "link"}),
        control("mask", removes=("face",)),
        control("mask-and-silence", removes=("voice", "face", "name")),
        control("partly", sets={"recording light": True}, against=["glare"]),
    ],
)


@pytest.mark.parametrize(
    ("name", "against", "expected"),
    [
        ("light", "glare", True),
        ("password", "glare", True),
        ("link", "glare", False),
        ("mask", "glare", False),
        ("mask", "told", False),
        ("mask-and-silence", "told", True),
        ("light", "told", False),
    ],
)
def test_a_control_falsifies_what_it_makes_safer_than_asked_or_takes_away_whole(
    name: str, against: str, *, expected: bool
) -> None:
    assert falsifies(KNOWN.controls[name], KNOWN.threats[against], KNOWN.words) is expected


def test_controls_are_strong_for_added_threats_that_they_make_impossible() -> None:
    found = completed(KNOWN, {"glare"}).controls
    assert {name: dict(one.strength) for name, one in found.items()} == {
        "light": {"glare": "strong"},
        "password": {"glare": "strong"},
        "link": {},
        "mask": {},
        "mask-and-silence": {},
        "partly": {"glare": "partial"},
    }
    assert completed(KNOWN, set()) is KNOWN


def told(*folders: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_catalogue(folders)
    return [f"{Path(problem.span.file).name}: {problem.message}" for problem in caught.value.problems]


def test_an_id_stands_for_one_thing_only(tmp_path: Path) -> None:
    folder = own.write(tmp_path)
    (tmp_path / "kinds" / "glasses-outside.yaml").write_text(own.KIND.replace("glasses club", "x"), "utf-8")
    (tmp_path / "controls" / "covert-recording.yaml").write_text(own.CONTROL, "utf-8")
    assert told(folder) == [
        "covert-recording.yaml: 'covert-recording' is a threat already",
        "glasses-outside.yaml: 'glasses-outside' is a kind already",
        "glasses-outside.yaml: 'glasses-outside' is a control already",
    ]


def test_two_kinds_are_not_called_the_same(tmp_path: Path) -> None:
    own.write(tmp_path, glasses_wearers=own.KIND.replace("glasses club", "Group chat"))
    assert told(str(tmp_path)) == ["group-messenger.yaml: the kind 'glasses-wearers' is called 'group chat' already"]


def test_an_id_counts_before_what_another_kind_is_also_called(tmp_path: Path) -> None:
    own.write(tmp_path)
    (tmp_path / "kinds" / "group-chat.yaml").write_text(own.KIND.replace("glasses club", "x"), "utf-8")
    assert "group-chat" in load_catalogue([str(tmp_path)]).kinds


def test_a_control_for_a_kind_that_is_not_there_is_told(tmp_path: Path) -> None:
    own.write(tmp_path, glasses_outside=f"{own.CONTROL}kinds: [cloud bakup]\n")
    assert told(str(tmp_path)) == ["glasses-outside.yaml: 'cloud-bakup' is not a kind in the catalogue"]
