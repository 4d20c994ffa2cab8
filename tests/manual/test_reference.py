"""What lies in the repository is whole and new: nobody has to build the manual to read it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from manual.reference import COMMANDS, DOCS, LANGUAGE, pages
from tests.checkout import ROOT
from tests.shipped import CATALOGUE
from threatmodel.catalogue.load import load_keys
from threatmodel.cli import main

BUILT = ("scenarios", "threats", "controls", "kinds")
"""Folders of pages that are there when the manual is built; the pages say what stands for them without that."""

LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)")
READ = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize("place", pages())
def test_a_page_of_data_is_up_to_date(place: str) -> None:
    assert (DOCS / place).read_text("utf-8") == pages()[place], "make docs writes it anew"


def test_all_words_keys_and_commands_are_there_without_building_anything() -> None:
    language, commands = ((DOCS / place).read_text("utf-8") for place in (LANGUAGE, COMMANDS))
    anchors = {*re.findall(r'<a id="word-([^"]+)">', language)}
    assert {name.replace(" ", "-") for name in (*CATALOGUE.words, *load_keys())} - anchors == set()
    assert {name for name in main.commands if f"\n## {name}\n" not in commands} == set()


@pytest.mark.parametrize("file", READ, ids=[file.relative_to(ROOT).as_posix() for file in READ])
def test_a_link_leads_to_a_file_of_the_repository_or_to_a_page_that_is_built(file: Path) -> None:
    for target in LINK.findall(file.read_text("utf-8")):
        place = (file.parent / target).resolve()
        within = place.relative_to(DOCS.resolve()).parts if place.is_relative_to(DOCS.resolve()) else ("",)
        assert place.is_file() or within[0] in BUILT or within == ("sources.md",), target


def test_where_pages_have_to_be_built_the_first_page_says_so() -> None:
    first = (DOCS / "index.md").read_text("utf-8")
    assert "`make docs`" in first
    assert "`threatmodel explain WORD`" in first
