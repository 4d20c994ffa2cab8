"""What the README shows is what the program says."""

from __future__ import annotations

from pathlib import Path

from tests.checkout import ROOT
from tests.shown import blocks, in_order, run

BLOCKS = [*blocks((ROOT / "README.md").read_text("utf-8"))]
CALL = next(block.text for block in BLOCKS if block.language == "yaml")
SHOWN = [block.text for block in BLOCKS if block.language == "console"]


def said(folder: Path, scenario: str, shown: str) -> tuple[str, int]:
    """Run the command that a block begins with, beside the scenario."""
    (folder / "call.yaml").write_text(scenario, "utf-8")
    return run(folder, shown)


def test_check_says_what_the_readme_shows(tmp_path: Path) -> None:
    text, code = said(tmp_path, CALL, SHOWN[0])
    assert in_order(SHOWN[0], text), text
    assert code == 1


def test_mistakes_are_told_as_the_readme_shows(tmp_path: Path) -> None:
    mistaken = CALL.replace("sensitivity", "sensitvity").replace("-> ben", "-> bem")
    text, code = said(tmp_path, mistaken, SHOWN[1])
    assert in_order(SHOWN[1], text), text
    assert code == 2


def test_the_scenario_of_the_readme_is_about_twenty_lines() -> None:
    assert len([line for line in CALL.splitlines() if line]) <= 20
