from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.command import threatmodel
from threatmodel.cli.comparing import DIFF_FORMATS
from threatmodel.cli.options import BANDS, TEXT
from threatmodel.model import risk
from threatmodel.reports import table

OLD = """\
title: A picture
content note: none
intensity: low
people: {mara: {role: subject}, sam: {role: friend}}
systems: {call: {end-to-end encrypted: yes, connects: by relay}}
data: {picture: {about: mara, medium: image, ephemeral: no, consent: {sam: publish}}}
flows: {mara -> call -> sam: picture}
"""
NEW = OLD.replace("sam: publish", "sam: see")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.yaml").write_text(OLD, "utf-8")
    (tmp_path / "new.yaml").write_text(NEW, "utf-8")
    return tmp_path


def test_every_report_that_diff_can_write_can_be_asked_for() -> None:
    assert set(DIFF_FORMATS) == {TEXT, *table.DIFF_FORMATS}


def test_the_bands_of_the_gate_are_those_of_risks() -> None:
    assert [*reversed(BANDS)] == [name for name, _ in risk.BANDS]


@pytest.mark.parametrize("form", DIFF_FORMATS)
def test_it_exits_1_when_something_holds_that_did_not_and_0_the_other_way_round(folder: Path, form: str) -> None:
    there = threatmodel("diff", "old.yaml", "new.yaml", "--format", form, cwd=folder)
    back = threatmodel("diff", "new.yaml", "old.yaml", "--format", form, cwd=folder)
    assert (there.code, back.code, there.err, back.err) == (1, 0, "", "")
    assert "kept-beyond-consent/sam/picture" in there.out
    assert "new.yaml:6:" in there.out if form != "json" else json.loads(there.out)["changes"]


def test_a_file_does_not_differ_from_itself(folder: Path) -> None:
    ran = threatmodel("diff", "new.yaml", "new.yaml", "--format", "json", cwd=folder)
    said = json.loads(ran.out)
    assert ran.code == 0
    assert said["findings"] == said["changes"] == said["asked"] == said["answered"] == []


def test_that_nothing_was_changed_in_meaning_is_said(folder: Path) -> None:
    (folder / "same.yaml").write_text(f"# a remark\n{NEW.replace('A picture', 'Another picture')}", "utf-8")
    ran = threatmodel("diff", "new.yaml", "same.yaml", cwd=folder)
    assert (ran.code, ran.err) == (0, "")
    assert "Nothing that counts was changed: no finding, no risk and no question differs" in ran.out


def test_two_scenarios_that_have_nothing_in_common_are_told_so_in_one_line() -> None:
    ran = threatmodel("diff", "group-chat-export", "telehealth-consultation")
    assert (ran.code, ran.err) == (1, "")
    assert "These are not two versions of one scenario" in ran.out
    assert len(ran.out.splitlines()) < 12
    every = threatmodel("diff", "group-chat-export", "telehealth-consultation", "--all")
    assert len(every.out.splitlines()) > 100


def test_a_gate_lets_pass_what_is_less_grave(folder: Path) -> None:
    found = json.loads(threatmodel("diff", "old.yaml", "new.yaml", "--format", "json", cwd=folder).out)["findings"]
    bands = {one["after"]["risk"]["band"] for one in found if one["after"] and one["after"]["state"] == "open"}
    for level in BANDS:
        ran = threatmodel("diff", "old.yaml", "new.yaml", "--fail-on", level, cwd=folder)
        assert ran.code == int(any(BANDS.index(band) >= BANDS.index(level) for band in bands))


def test_the_problems_of_both_files_are_told_at_once(folder: Path) -> None:
    (folder / "old.yaml").write_text(OLD.replace("intensity: low", "intensity: lwo"), "utf-8")
    (folder / "new.yaml").write_text(NEW.replace("title", "titel"), "utf-8")
    ran = threatmodel("diff", "old.yaml", "new.yaml", cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert "old.yaml:3:12: 'lwo' is not a value of 'intensity' (did you mean 'low'?)" in ran.err
    assert "new.yaml:1:1: unknown key 'titel' in the scenario (did you mean 'title'?)" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["old.yaml"], "diff compares OLD with NEW"),
        (["old.yaml", "new.yaml", "old.yaml"], "diff compares OLD with NEW"),
        (["old.yaml", "new.yaml", "--git", "HEAD"], "diff compares OLD with NEW"),
        (["old.yaml", "."], "'.' stands for 2 scenarios: name one of them"),
        (["old.yaml", "nwe.yaml"], "nwe.yaml: there is no such file, and no scenario of this name is shipped"),
        (["partner-video-call", "--git", "HEAD"], "is a scenario that is shipped"),
        (["old.yaml", "--git", "HEAD"], "git cannot look here"),
        (["old.yaml", "new.yaml", "--fail-on", "open"], "'open' is not one of"),
        (["old.yaml", "new.yaml", "--format", "sarif"], "'sarif' is not one of"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_usage_is_said_and_exits_2(folder: Path, arguments: list[str], said: str) -> None:
    ran = threatmodel("diff", *arguments, cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())
    assert "Traceback" not in ran.err


def test_a_file_is_compared_with_what_it_was_in_a_revision(folder: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=mara", "-c", "user.email=mara@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)

    (folder / "designs").mkdir()
    (folder / "designs" / "call.yaml").write_text(OLD, "utf-8")
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "first")
    (folder / "designs" / "call.yaml").write_text(NEW, "utf-8")
    ran = threatmodel("diff", "--git", "HEAD", "designs/call.yaml", cwd=folder)
    assert (ran.code, ran.err) == (1, "")
    said = " ".join(ran.out.split())
    assert re.search(r"see \(HEAD:designs/call.yaml:6:(\d+) -> designs/call.yaml:6:\1\)", said)
    below = threatmodel("diff", "--git", "HEAD", "call.yaml", cwd=folder / "designs")
    assert (below.code, below.err) == (1, "")
    missing = threatmodel("diff", "--git", "HAED", "designs/call.yaml", cwd=folder)
    assert (missing.code, missing.out) == (2, "")
    assert missing.err.startswith("--git HAED: there is no such revision")


def test_what_was_wrong_in_the_older_revision_is_told_with_its_place(folder: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=mara", "-c", "user.email=mara@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)

    (folder / "old.yaml").write_text(OLD.replace("title", "titel"), "utf-8")
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "first")
    (folder / "old.yaml").write_text(OLD, "utf-8")
    ran = threatmodel("diff", "--git", "HEAD", "old.yaml", cwd=folder)
    assert ran.code == 2
    assert ran.err.startswith("HEAD:old.yaml:1:1: ")
