from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_comparing import NEW, OLD
from tests.command import threatmodel
from threatmodel.cli.options import BANDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A scenario in a folder, and the baseline of it beside that folder."""
    (tmp_path / "designs").mkdir()
    (tmp_path / "designs" / "call.yaml").write_text(OLD, "utf-8")
    ran = threatmodel("check", "designs/call.yaml", "--write-baseline", "b.json", cwd=tmp_path)
    assert ran.code == 0
    assert ran.err.startswith("b.json: ")
    return tmp_path


def change(folder: Path) -> None:
    (folder / "designs" / "call.yaml").write_text(NEW, "utf-8")


def test_what_the_baseline_knows_does_not_count_and_what_is_new_does(folder: Path) -> None:
    assert threatmodel("check", "designs/call.yaml", "--baseline", "b.json", cwd=folder).code == 0
    change(folder)
    ran = threatmodel("check", "designs/call.yaml", "--baseline", "b.json", cwd=folder)
    assert ran.code == 1
    assert "that the baseline does not know" in " ".join(ran.out.split())


def test_a_baseline_is_found_from_anywhere(folder: Path) -> None:
    for where, file, baseline in (
        (folder / "designs", "call.yaml", "../b.json"),
        (folder.parent, folder / "designs" / "call.yaml", folder / "b.json"),
    ):
        ran = threatmodel("check", file, "--baseline", baseline, cwd=where)
        assert (ran.code, ran.err) == (0, "")


def test_a_level_lets_pass_what_is_less_grave(folder: Path) -> None:
    change(folder)
    said = json.loads(threatmodel("check", "designs/call.yaml", "--format", "json", cwd=folder).out)
    findings = said["scenarios"][0]["findings"]
    bands = {one["risk"]["band"] for one in findings if one["state"] in ("open", "reduced")}
    for level in BANDS:
        ran = threatmodel("check", "designs/call.yaml", "--fail-on", level, cwd=folder)
        assert ran.code == int(any(BANDS.index(band) >= BANDS.index(level) for band in bands))
        assert "At the gate: " in ran.out


def test_what_is_gone_is_mentioned(folder: Path) -> None:
    known = json.loads((folder / "b.json").read_text("utf-8"))
    known["scenarios"][0]["findings"].append({"id": "refilming/sam/picture", "state": "open"})
    known["scenarios"][0]["findings"].append({"id": "refilming/mara/picture", "state": "open"})
    (folder / "b.json").write_text(json.dumps(known), "utf-8")
    ran = threatmodel("check", "designs/call.yaml", "--baseline", "b.json", "--format", "json", cwd=folder)
    assert ran.code == 0
    gone = json.loads(ran.out)["scenarios"][0]["gate"]["gone"]
    assert {"refilming/mara/picture"} <= set(gone)
    text = threatmodel("check", "designs/call.yaml", "--baseline", "b.json", cwd=folder).out
    assert "of the baseline" in text
    assert "write it anew with --write-baseline." in " ".join(text.split())


def test_written_twice_it_has_the_same_bytes(folder: Path) -> None:
    before = (folder / "b.json").read_bytes()
    threatmodel("check", "designs/call.yaml", "--write-baseline", "b.json", cwd=folder)
    assert (folder / "b.json").read_bytes() == before


def test_a_baseline_is_held_against_before_it_is_written_anew(folder: Path) -> None:
    change(folder)
    both = ["--baseline", "b.json", "--write-baseline", "b.json"]
    assert threatmodel("check", "designs/call.yaml", *both, cwd=folder).code == 1
    assert threatmodel("check", "designs/call.yaml", *both, cwd=folder).code == 0


def test_several_scenarios_have_one_baseline_and_one_that_is_not_in_it_is_new(folder: Path) -> None:
    (folder / "designs" / "other.yaml").write_text(NEW, "utf-8")
    ran = threatmodel("check", "designs", "--baseline", "b.json", cwd=folder)
    assert ran.code == 1
    assert "The baseline does not have this scenario" in " ".join(ran.out.split())
    assert threatmodel("check", "designs", "--write-baseline", "b.json", cwd=folder).code == 0
    assert threatmodel("check", "designs", "--baseline", "b.json", cwd=folder).code == 0
    assert threatmodel("check", "designs/other.yaml", "--baseline", "b.json", cwd=folder).code == 0


def test_a_shipped_scenario_has_a_baseline_too(tmp_path: Path) -> None:
    assert threatmodel("check", "partner-video-call", "--write-baseline", "b.json", cwd=tmp_path).code == 0
    assert threatmodel("check", "partner-video-call", "--baseline", "b.json", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "b.json:1:1: this '{' is never closed"),
        ("{}", "b.json:1:1: this is not a baseline"),
        ('{"format": 9}', "b.json:1:12: this baseline is of format 9, which a newer version of the program wrote"),
        (None, "b.json: the file cannot be read"),
    ],
)
def test_a_broken_baseline_is_refused_and_nothing_is_written(folder: Path, text: str | None, said: str) -> None:
    (folder / "b.json").unlink()
    if text is not None:
        (folder / "b.json").write_text(text, "utf-8")
    options = ["--baseline", "b.json", "--write-baseline", "c.json"]
    ran = threatmodel("check", "designs/call.yaml", *options, cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not (folder / "c.json").exists()


def test_a_baseline_of_another_scenario_is_refused_with_its_place(folder: Path) -> None:
    (folder / "other.yaml").write_text(NEW, "utf-8")
    ran = threatmodel("check", "other.yaml", "--baseline", "b.json", cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "b.json:8:5: this is the baseline of designs/call.yaml, not of other.yaml (write one with --write-baseline)\n"
    )


def test_a_baseline_that_cannot_be_written_exits_3_and_leaves_what_was_there(folder: Path) -> None:
    (folder / "in the way").write_text("x", "utf-8")
    ran = threatmodel("check", "designs/call.yaml", "--write-baseline", "in the way/b.json", cwd=folder)
    assert ran.code == 3
    assert (folder / "in the way").read_text("utf-8") == "x"


@pytest.mark.parametrize("form", ["sarif", "sarif-github"])
def test_sarif_is_written_for_programs_and_the_exit_code_is_the_same(folder: Path, form: str) -> None:
    change(folder)
    ran = threatmodel("check", "designs/call.yaml", "--format", form, cwd=folder)
    assert (ran.code, ran.err) == (1, "")
    assert json.loads(ran.out)["version"] == "2.1.0"
