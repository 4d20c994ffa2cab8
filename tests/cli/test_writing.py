"""`draw` and `report`, as somebody runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from threatmodel.cli import main

SCENE = """\
title: A call
content note: Nothing is described.
intensity: low
people:
  ana: {role: subject}
  ben: {role: partner}
systems:
  app: {end-to-end encrypted: no, keeps: forever, connects: directly}
data:
  picture: {about: ana, medium: video, live: yes, sensitivity: intimate, consent: {ben: see}}
  note: {about: ben, medium: text, ephemeral: no, consent: {ana: keep}}
flows:
  ana -> app -> ben: picture
  ben -> app -> ana: note
controls:
  relay-only-calls: app
"""
FINDING = "covert-recording/ben/picture"


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    file = tmp_path / "call.yaml"
    file.write_text(SCENE, "utf-8")
    return file


def ran(*arguments: str | Path) -> tuple[int, str, bytes]:
    """Run the program; return its exit code, what it says to people, and what it writes."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.stderr, result.stdout_bytes


def test_a_report_is_a_page_two_pictures_a_checklist_and_the_findings(scene: Path, tmp_path: Path) -> None:
    code, _, said = ran("report", scene, "--out", tmp_path / "out")
    files = sorted(file.name for file in (tmp_path / "out" / "call").iterdir())
    assert code == 0
    assert files == ["checklist.md", "diagram.png", "diagram.svg", "findings.json", "report.html"]
    assert all(name in said.decode() for name in files)


@pytest.mark.parametrize(
    ("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("dot", b"digraph"), ("text", b"A call")]
)
def test_a_picture_is_drawn_in_every_form(scene: Path, form: str, start: bytes) -> None:
    code, _, drawn = ran("draw", scene, "--format", form)
    assert code == 0
    assert drawn.startswith(start)


def test_one_finding_leaves_the_rest_out(scene: Path) -> None:
    _, _, whole = ran("draw", scene, "--format", "text")
    code, _, one = ran("draw", scene, "--format", "text", "--finding", FINDING)
    assert code == 0
    assert len(one) < len(whole)
    assert b"everyone" not in one


def test_one_person_leaves_out_what_is_about_others(scene: Path) -> None:
    code, _, drawn = ran("draw", scene, "--format", "dot", "--person", "ana")
    assert code == 0
    assert b"label=picture" in drawn
    assert b"label=note" not in drawn


def test_before_and_after_show_what_a_control_has_closed(scene: Path) -> None:
    code, _, drawn = ran("draw", scene, "--format", "text", "--before-after")
    assert code == 0
    assert b"closed" in drawn
    assert b"closed" not in ran("draw", scene, "--format", "text")[2]


def test_a_narrow_picture_is_taller_than_wide(scene: Path) -> None:
    _, _, drawn = ran("draw", scene, "--narrow")
    width, height = (float(part) for part in drawn.decode().partition('viewBox="0 0 ')[2].partition('"')[0].split())
    assert height > width


def test_a_narrow_picture_has_the_pixels_of_a_phone_and_a_wide_one_those_of_a_projector(scene: Path) -> None:
    wide, narrow = (ran("draw", scene, "--format", "png", *more)[2] for more in ([], ["--narrow"]))
    assert [int.from_bytes(one[16:20]) for one in (wide, narrow)] == [1920, 720]


def test_what_a_narrow_picture_leaves_out_is_said_and_its_words_are_those_of_what_it_shows() -> None:
    code, said, words = ran("draw", "game-streaming", "--narrow", "--format", "text")
    assert code == 0
    assert "gravest" in said
    assert said.strip() in words.decode()
    assert len(words) < len(ran("draw", "game-streaming", "--format", "text")[2])


@pytest.mark.parametrize(
    ("option", "wrong", "near"),
    [("--finding", "covert-recording/ben/pictur", FINDING), ("--person", "bem", "ben")],
)
def test_what_is_not_there_is_told_with_the_nearest_that_is(scene: Path, option: str, wrong: str, near: str) -> None:
    code, said, drawn = ran("draw", scene, option, wrong)
    assert code == 2
    assert f"did you mean '{near}'?" in said
    assert not drawn


def test_one_finding_goes_with_no_other_choice(scene: Path) -> None:
    code, said, _ = ran("draw", scene, "--finding", FINDING, "--before-after")
    assert code == 2
    assert "goes with neither" in said


def test_a_picture_is_written_to_a_file(scene: Path, tmp_path: Path) -> None:
    code, _, said = ran("draw", scene, "--out", tmp_path / "a.svg")
    assert (code, said) == (0, b"")
    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize(
    "command",
    [
        ["draw", "scene.yaml", "--out", "scene.yaml"],
        ["check", "scene.yaml", "--write-baseline", "scene.yaml"],
        ["whatif", "scene.yaml", "--without", "relay-only-calls", "--draw", "scene.yml"],
        ["schema", "--out", "other.YAML"],
    ],
)
def test_nothing_is_written_over_what_may_be_a_scenario(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("scene.yaml").write_text(SCENE, "utf-8")
    ran = CliRunner().invoke(main, command)
    assert ran.exit_code == 2
    assert "no scenario is overwritten" in ran.output
    assert [file.name for file in tmp_path.iterdir()] == ["scene.yaml"]
    assert Path("scene.yaml").read_text("utf-8") == SCENE


def test_a_picture_is_of_the_form_that_its_name_ends_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("scene.yaml").write_text(SCENE, "utf-8")
    assert CliRunner().invoke(main, ["draw", "scene.yaml", "--out", "a.png"]).exit_code == 0
    assert Path("a.png").read_bytes().startswith(b"\x89PNG")
    ran = CliRunner().invoke(main, ["draw", "scene.yaml", "--out", "a.png", "--format", "svg"])
    assert (ran.exit_code, "a.png ends as png does" in ran.output) == (2, True)
