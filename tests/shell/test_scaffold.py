from __future__ import annotations

import pytest

from tests.shipped import CATALOGUE
from threatmodel import pipeline
from threatmodel.shell.scaffold import entry_started, file_name, started
from threatmodel.shell.shipped import starter


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Walk home", "walk-home.yaml"),
        ("walk-home.yaml", "walk-home.yaml"),
        ("Walk home.YML", "walk-home.yaml"),
        ("a.b", "a-b.yaml"),
        ("Über uns 界", "über-uns-界.yaml"),
        ("-rf", "rf.yaml"),
    ],
)
def test_a_file_is_named_after_the_slug(name: str, file: str) -> None:
    assert file_name(name) == file


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "a\tb", "x\u202ey", "con", "COM1.yaml", "é" * 101])
def test_a_name_that_gives_no_file_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(ValueError, match=" "):
        file_name(name)


def test_the_title_and_the_command_are_those_of_the_new_file() -> None:
    text = started("Walk home", "walk-home.yaml")
    assert "\ntitle: Walk home\n" in text
    assert "#   threatmodel check walk-home.yaml\n" in text
    assert len(text.splitlines()) == len(starter().splitlines())
    assert "FILE" not in text


def test_a_file_of_any_name_says_that_its_story_is_an_example() -> None:
    scenario = pipeline.read(started("Choir", "choir.yaml"), "choir.yaml", CATALOGUE)
    assert scenario.title == "Choir"
    assert scenario.summary.startswith("An example, to be written over. ")


@pytest.mark.parametrize("what", ["threat", "control", "kind"])
def test_an_entry_has_its_title_and_names_its_folder(what: str) -> None:
    text = entry_started(what, "A lamp: hidden.yaml", "our catalogue")
    assert '\ntitle: "A lamp: hidden"\n' in text
    assert "#   threatmodel catalogue check our catalogue\n" in text
    assert "--catalogue our catalogue\n" in text
    assert not {"TITLE", "FOLDER"} & set(text.split())
