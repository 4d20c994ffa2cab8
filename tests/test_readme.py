"""What the README shows is what the program says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.checkout import ROOT

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, flags=re.DOTALL)
CALL = next(text for language, text in BLOCKS if language == "yaml")
SHOWN = [text for language, text in BLOCKS if language == "console"]


def said(folder: Path, scenario: str, shown: str) -> tuple[str, int]:
    """Run the command that a block begins with, beside the scenario, and return what it says and its exit code."""
    (folder / "call.yaml").write_text(scenario, "utf-8")
    command = shown.splitlines()[0].removeprefix("$ threatmodel ").split()
    ran = subprocess.run(
        [sys.executable, "-m", "threatmodel", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    return ran.stdout + ran.stderr, ran.returncode


def in_order(shown: str, text: str) -> bool:
    """Whether the parts of a block stand in the text one after the other."""
    at = 0
    for part in shown.partition("\n")[2].split("[...]\n"):
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


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
