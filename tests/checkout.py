"""This checkout, for the tests that are about it: its root, its files, and what cannot run in it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "threatmodel"


def own_files() -> tuple[Path, ...]:
    """Every file that git knows or would take up."""
    git = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(git, capture_output=True, check=True, text=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        cannot_run("not a git checkout, or git is not installed")
    return tuple(sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file()))


def cannot_run(reason: str) -> NoReturn:
    """Skip, and say so; in continuous integration, where nothing may be missing, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
