"""Blocks of YAML and of a terminal in Markdown, and the program run as they show it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROMPT = "$ threatmodel "
LEFT_OUT = "[...]"
_FENCE = re.compile(r"^```([\w-]+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)


class Block(NamedTuple):
    """A block of code: its language, the file that it stands for if it says one, its text."""

    language: str
    title: str
    text: str


def blocks(markdown: str) -> Iterator[Block]:
    """Yield the blocks of a page, in order."""
    yield from (Block(*found) for found in _FENCE.findall(markdown))


def run(folder: Path, shown: str) -> tuple[str, int]:
    """Run the command that a block begins with in a folder, and return what it says and its exit code."""
    command = shlex.split(shown.splitlines()[0].removeprefix(PROMPT))
    ran = subprocess.run(
        [sys.executable, "-m", "threatmodel", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    return ran.stdout + ran.stderr, ran.returncode


def in_order(shown: str, text: str) -> bool:
    """Whether the parts of a block, between what it leaves out, stand in the text one after the other."""
    at = 0
    for part in shown.partition("\n")[2].split(LEFT_OUT):
        wanted = part.strip("\n")
        at = text.find(wanted, at)
        if at < 0:
            return False
        at += len(wanted)
    return True
