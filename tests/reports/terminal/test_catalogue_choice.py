from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes import catalogue, control, threat, when
from threatmodel.model.catalogue import Threat
from threatmodel.reports.terminal.catalogue_choice import Choice, chosen, kind_of, names_of_kinds


def tagged(name: str, family: str, *codes: str, **words: tuple[str | bool, ...]) -> Threat:
    asked = when(words={word.replace("_", " "): values for word, values in words.items()})
    return replace(threat(name, asked), family=family, tags={"linddun": codes})


KNOWN = catalogue(
    tagged("leak", "exposure", "DD.4.1.2", join=("link",)),
    tagged("copy", "recording", "DD.4.1", "U.1", kind=("cloud-backup",)),
    tagged("other", "recording", "DD.44"),
    controls=[
        replace(control("personal", kind="prevent", sets={"join": "personal link"}), strength={"leak": "strong"}),
        replace(control("notice", kind="inform"), strength={"leak": "partial", "copy": "strong"}),
        replace(control("sealed", kind="limit"), strength={"copy": "partial"}, kinds=("cloud-backup",)),
        replace(control("idle", kind="prevent"), strength={}),
    ],
)


@pytest.mark.parametrize(
    ("choice", "threats", "controls"),
    [
        (Choice(family="recording"), "copy other", "notice sealed"),
        (Choice(linddun="DD.4"), "leak copy", "personal notice sealed"),
        (Choice(linddun="DD.4.1"), "leak copy", "personal notice sealed"),
        (Choice(linddun="DD.4.1.2"), "leak", "personal notice"),
        (Choice(linddun="DD.44"), "other", ""),
        (Choice(linddun="I"), "", ""),
        (Choice(class_="prevent"), "leak", "personal"),
        (Choice(strength="strong"), "leak copy", "personal notice"),
        (Choice(strength="partial"), "leak copy", "notice sealed"),
        (Choice(class_="inform", strength="partial"), "leak", "notice"),
        (Choice(family="exposure", strength="strong"), "leak", "personal"),
        (Choice(kind="cloud-backup"), "copy", "sealed"),
        (Choice(kind="group-messenger"), "leak", "personal"),
        (Choice(kind="group-messenger", family="recording"), "", ""),
    ],
)
def test_only_what_fits_all_that_is_asked_for_is_left(choice: Choice, threats: str, controls: str) -> None:
    found = chosen(KNOWN, choice)
    assert " ".join(found.threats) == threats
    assert " ".join(found.controls) == controls


def test_a_kind_is_left_alone_and_without_one_all_are() -> None:
    assert [*chosen(KNOWN, Choice(kind="cloud-backup")).kinds] == ["cloud-backup"]
    assert chosen(KNOWN, Choice(family="recording")).kinds == KNOWN.kinds


def test_asking_for_nothing_is_everything_that_bears_on_something() -> None:
    assert chosen(KNOWN, Choice()).threats == KNOWN.threats


def test_a_kind_is_found_by_each_of_its_names_in_any_writing() -> None:
    assert {kind_of(KNOWN, name) for name in ("cloud backup", "Cloud-Backup", "backup")} == {"cloud-backup"}
    assert kind_of(KNOWN, "cupboard") is None
    assert {"cloud-backup", "backup", "dating app"} <= set(names_of_kinds(KNOWN))
