from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import threatmodel
from threatmodel.cli.asking import FORMATS
from threatmodel.cli.options import TEXT
from threatmodel.reports import table
from threatmodel.shell.shipped import shipped_scenarios


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two scenarios in a folder and one below."""
    for name, out in (("one", "."), ("two", "."), ("three", "below")):
        assert threatmodel("new", name, "--out", out, cwd=tmp_path).code == 0
    return tmp_path


def test_every_report_that_check_can_write_can_be_asked_for() -> None:
    assert set(FORMATS) == {TEXT, *table.FORMATS}


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["two.yaml", "one.yaml"], ["two.yaml", "one.yaml"]),
        (["."], ["below/three.yaml", "one.yaml", "two.yaml"]),
        (["*.yaml"], ["one.yaml", "two.yaml"]),
        (["**/*.yaml"], ["below/three.yaml", "one.yaml", "two.yaml"]),
        (["below", "one.yaml", "partner-video-call"], ["below/three.yaml", "one.yaml", "partner-video-call"]),
        (["one.yaml", "*.yaml", "."], ["one.yaml", "two.yaml", "below/three.yaml"]),
    ],
    ids=" ".join,
)
def test_files_folders_and_patterns_are_checked_together(folder: Path, arguments: list[str], files: list[str]) -> None:
    as_json = threatmodel("check", *arguments, "--format", "json", cwd=folder)
    assert [each["file"] for each in json.loads(as_json.out)["scenarios"]] == files
    as_markdown = threatmodel("check", *arguments, "--format", "markdown", cwd=folder)
    assert re.findall(r" in `(.+)`$", as_markdown.out, re.MULTILINE) == files
    assert (as_json.code, as_markdown.code) == (1, 1)


def test_markdown_of_all_shipped_scenarios_counts_them_and_tells_each() -> None:
    ran = threatmodel("check", *shipped_scenarios(), "--format", "markdown")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(f"**{len(shipped_scenarios())} scenarios:** ")
    assert ran.out.count("\n## ") == len(shipped_scenarios())


def test_a_problem_in_one_of_several_is_said_and_nothing_else(folder: Path) -> None:
    (folder / "two.yaml").write_text("title: A call\n", "utf-8")
    for form in FORMATS:
        ran = threatmodel("check", ".", "--format", form, cwd=folder)
        assert (ran.code, ran.out) == (2, "")
        assert "two.yaml:1:1: the scenario needs 'people'" in ran.err


def test_what_is_about_one_scenario_does_not_take_a_folder_of_several(folder: Path) -> None:
    for arguments in (["explain", "covert-recording", "."], ["draw", "."], ["report", "."]):
        ran = threatmodel(*arguments, cwd=folder)
        assert ran.code == 2
        assert "stands for 3 scenarios: name one of them" in ran.err


def test_a_key_of_the_language_and_a_fact_are_explained_as_well_as_a_word() -> None:
    key = threatmodel("explain", "made by")
    assert (key.code, key.err) == (0, "")
    assert key.out.startswith("made by\nkey of the language, stands on data\n")
    assert threatmodel("explain", "subject-is-paid").out.startswith("subject-is-paid\nfact, ")
    assert threatmodel("explain", "disclosure point").out.startswith("disclosure point\nword of the reports")
    assert "(did you mean 'consent'?)" in threatmodel("explain", "consnet").err
    assert "(did you mean 'keep'?)" in threatmodel("explain", "keeep").err


def test_where_the_scenario_is_wrong_nothing_of_the_catalogue_is_shown(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("title: [", "utf-8")
    for scenario in ("nowhere.yaml", "wrong.yaml"):
        ran = threatmodel("explain", "covert-recording", scenario, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"{scenario}:")
