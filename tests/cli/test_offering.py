from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.command import threatmodel
from threatmodel.cli.offering import ENTRIES
from threatmodel.shell.shipped import shipped_scenario, shipped_scenarios

# --- new ---


def test_a_new_scenario_is_valid_and_has_something_to_find(tmp_path: Path) -> None:
    ran = threatmodel("new", "Walk home", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == ["walk-home.yaml", "Next: threatmodel check walk-home.yaml"]
    assert threatmodel("validate", "walk-home.yaml", cwd=tmp_path).code == 0
    found = threatmodel("check", "walk-home.yaml", cwd=tmp_path)
    assert found.code == 1
    assert found.out.startswith("Walk home (walk-home.yaml)\n")


def test_the_commands_in_a_new_scenario_work(tmp_path: Path) -> None:
    threatmodel("new", "Walk home", cwd=tmp_path)
    text = (tmp_path / "walk-home.yaml").read_text("utf-8")
    commands = re.findall(r"threatmodel ([a-z]+ [\w.-]+)", text)
    assert "check walk-home.yaml" in commands
    assert {each.split()[0] for each in commands} == {"check", "catalogue"}
    assert [each for each in commands if threatmodel(*each.split(), cwd=tmp_path).code not in (0, 1)] == []


@pytest.mark.parametrize("name", list(shipped_scenarios()))
def test_a_shipped_scenario_is_copied_as_it_is(tmp_path: Path, name: str) -> None:
    assert threatmodel("new", "mine", "--from", name, "--out", "here/there", cwd=tmp_path).code == 0
    assert (tmp_path / "here" / "there" / "mine.yaml").read_text("utf-8") == shipped_scenario(name)


def test_a_file_is_copied_too(tmp_path: Path) -> None:
    threatmodel("new", "one", cwd=tmp_path)
    assert threatmodel("new", "two", "--from", "one.yaml", cwd=tmp_path).code == 0
    assert (tmp_path / "two.yaml").read_bytes() == (tmp_path / "one.yaml").read_bytes()


def test_what_cannot_be_read_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("title: A call\n", "utf-8")
    ran = threatmodel("new", "mine", "--from", "wrong.yaml", cwd=tmp_path)
    assert ran.code == 2
    assert "wrong.yaml:1:1: the scenario needs 'people'" in ran.err
    unknown = threatmodel("new", "mine", "--from", "partner-video-cal", cwd=tmp_path)
    assert unknown.code == 2
    assert "did you mean 'partner-video-call'?" in unknown.err
    assert [file.name for file in tmp_path.iterdir()] == ["wrong.yaml"]


def test_a_folder_of_several_is_no_source(tmp_path: Path) -> None:
    for name in ("one", "two"):
        threatmodel("new", name, cwd=tmp_path)
    ran = threatmodel("new", "three", "--from", ".", cwd=tmp_path)
    assert ran.code == 2
    assert "stands for 2 scenarios: name one of them" in ran.err


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine", "utf-8")
    for arguments in (["mine"], ["Mine.yaml"], ["mine", "--from", "partner-video-call"]):
        ran = threatmodel("new", *arguments, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert "mine.yaml is there already, and nothing is overwritten" in ran.err
    assert (tmp_path / "mine.yaml").read_text("utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert threatmodel("new", "mine", cwd=tmp_path).code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["mine.yaml"]


@pytest.mark.parametrize(
    "name", ["../mine", "a/b", "a\\b", "..", "", "!?", "a\nb", "a\x1b[2Jb", "x\u202ey", "NUL", "n" * 300]
)
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    ran = threatmodel("new", name, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "NAME" in ran.err
    assert not {"\x1b", "\u202e"} & set(ran.err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["no", "7", "a: b # c", '"quoted" & more', "Über uns 界", "it's", "- x", "null"])
def test_any_other_name_is_the_title_as_it_is(tmp_path: Path, name: str) -> None:
    file = threatmodel("new", "--", name, cwd=tmp_path).out.splitlines()[0]
    found = json.loads(threatmodel("check", file, "--format", "json", cwd=tmp_path).out)
    assert found["scenarios"][0]["title"] == name


def test_a_folder_that_cannot_be_made_exits_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ran = threatmodel("new", "mine", "--out", "file", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert "cannot be written" in ran.err


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="may write everywhere")
def test_a_folder_that_may_not_be_written_exits_3(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert threatmodel("new", "mine", cwd=tmp_path).code == 3


# --- new threat, new control, new kind ---


@pytest.mark.parametrize("what", list(ENTRIES))
def test_a_new_entry_passes_as_it_stands(tmp_path: Path, what: str) -> None:
    ran = threatmodel("new", what, "Over a shoulder", "--out", "own", cwd=tmp_path)
    file = f"own/{ENTRIES[what]}/over-a-shoulder.yaml"
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [file, "Next: threatmodel catalogue check own"]
    assert "title: Over a shoulder\n" in (tmp_path / file).read_text("utf-8")
    tried = threatmodel("catalogue", "check", "own", cwd=tmp_path)
    assert (tried.code, tried.err) == (0, "")
    assert tried.out.startswith(f"1 {what}; ")


def test_a_new_threat_has_one_example_with_and_one_without_a_finding(tmp_path: Path) -> None:
    threatmodel("new", "threat", "mine", cwd=tmp_path)
    assert threatmodel("catalogue", "check", ".", cwd=tmp_path).out == "1 threat; 2 examples run, no problems\n"
    text = (tmp_path / "threats" / "mine.yaml").read_text("utf-8")
    assert (text.count("found: yes"), text.count("found: no")) == (1, 1)
    assert "threatmodel catalogue check .\n" in text


def test_a_new_entry_is_used_by_a_command_that_names_its_folder(tmp_path: Path) -> None:
    threatmodel("new", "threat", "mine", "--out", "own", cwd=tmp_path)
    assert threatmodel("explain", "mine", cwd=tmp_path).code == 2
    assert threatmodel("explain", "mine", "--catalogue", "own", cwd=tmp_path).out.startswith("mine\n")


def test_a_scenario_may_be_called_threat(tmp_path: Path) -> None:
    assert threatmodel("new", "threat", cwd=tmp_path).out.splitlines()[0] == "threat.yaml"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["threat", "one", "two"], "a name of several words stands in quotes"),
        (["walk", "home"], "a name of several words stands in quotes"),
        (["threat", "one", "--from", "partner-video-call"], "--from copies a scenario, not a threat"),
        (["threat", "../one"], "a name holds no /"),
        (["kind", "con"], "names a device"),
    ],
)
def test_what_cannot_be_started_is_told(tmp_path: Path, arguments: list[str], expected: str) -> None:
    ran = threatmodel("new", *arguments, cwd=tmp_path)
    assert ran.code == 2
    assert expected in " ".join(ran.err.split())
    assert list(tmp_path.iterdir()) == []


def test_no_entry_is_overwritten(tmp_path: Path) -> None:
    threatmodel("new", "kind", "mine", cwd=tmp_path)
    ran = threatmodel("new", "kind", "Mine", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "kinds/mine.yaml is there already" in ran.err


# --- schema ---


def test_the_schema_is_written_or_printed_the_same(tmp_path: Path) -> None:
    shown = threatmodel("schema")
    ran = threatmodel("schema", "--out", "new/schema.json", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "new" / "schema.json").read_bytes() == shown.raw
    Draft202012Validator.check_schema(json.loads(shown.out))


def test_a_schema_that_cannot_be_written_exits_3(tmp_path: Path) -> None:
    assert threatmodel("schema", "--out", ".", cwd=tmp_path).code == 3
