"""A command -> what it cost: a program is started anew for each measurement. For systems that have `wait4`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, NamedTuple

PYTHON: Final = sys.executable
PROGRAM: Final = str(Path(sys.executable).with_name("threatmodel"))
ROOT: Final = Path(__file__).parent.parent
_MEGABYTE: Final = 1e6
_OF_MAXRSS: Final = 1 if sys.platform == "darwin" else 1024
"""Bytes that the system counts the highest memory in."""


class Spent(NamedTuple):
    """What one run of a program took."""

    cpu: float
    """Seconds of user and system time, of the program and those that it started: what else runs does not count."""
    wall: float
    """Seconds until it ended."""
    peak: float
    """Megabytes that it held at most."""
    code: int


@contextmanager
def compiled() -> Iterator[Mapping[str, str]]:
    """Give an environment in which modules are compiled once, as an installation has them, in a folder that goes."""
    with TemporaryDirectory() as folder:
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        yield {**inherited, "PYTHONPYCACHEPREFIX": folder}


def run(command: Sequence[str], environment: Mapping[str, str], output: Path | None = None) -> Spent:
    """Run a program to its end; what it prints goes to a file or nowhere."""
    with (output or Path(os.devnull)).open("wb") as sink:
        start = perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=sink, cwd=ROOT, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss * _OF_MAXRSS / _MEGABYTE
    return Spent(usage.ru_utime + usage.ru_stime, wall, peak, process.returncode)


def in_turns(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Spent]:
    """Run programs one after another, again and again after once for warming up; of each the cheapest run counts.

    Raises RuntimeError when a program ends with anything but 0, or 1 for findings.
    """
    best: dict[str, Spent] = {}
    with compiled() as environment:
        for turn in range(rounds + 1):
            for name, command in commands.items():
                spent = run(command, environment)
                if spent.code not in (0, 1):
                    raise RuntimeError(f"{name} ended with {spent.code}: {' '.join(command)}")
                if turn:
                    best[name] = min(spent, best.get(name, spent))
    return best
