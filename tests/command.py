"""The command line as its users have it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.checkout import ROOT


@dataclass(frozen=True)
class Ran:
    """What a run left behind, undecoded as `raw`."""

    code: int
    out: str
    err: str
    raw: bytes


def threatmodel(*arguments: str | Path, cwd: Path = ROOT, **variables: str) -> Ran:
    """Run `python -m threatmodel` in a folder, with the package of this checkout."""
    ran = subprocess.run(
        command(arguments), cwd=cwd, capture_output=True, check=False, env=environment(**variables), timeout=120
    )
    return Ran(ran.returncode, text(ran.stdout), text(ran.stderr), ran.stdout)


def command(arguments: Sequence[str | Path]) -> list[str]:
    """The words that start it."""
    return [sys.executable, "-m", "threatmodel", *map(str, arguments)]


def environment(**variables: str) -> dict[str, str]:
    """The environment, with this checkout on the path and a day that does not change."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "PYTHONIOENCODING"}}
    return {**inherited, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1780272000", **variables}


def text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape").replace(os.linesep, "\n")
