"""Starting: CPU time (user and system) of whole processes, modules compiled; the best of a few, in turns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.rows import Row, at_most
from benchmarks.spent import PROGRAM, PYTHON, Spent, compiled, in_turns, run
from threatmodel.shell.shipped import shipped_scenarios

SCENARIO: Final = "partner-video-call"
ALL: Final = tuple(shipped_scenarios())
ROUNDS: Final = 7


def rows() -> Iterator[Row]:
    """Measure the commands that people wait for, each against its limit, and say where the time of `check` goes."""
    with TemporaryDirectory() as folder:
        spent = in_turns(
            {
                "click": [PYTHON, "-c", "import click"],
                "help": [PROGRAM, "--help"],
                "yaml": [PYTHON, "-c", "import yaml, click"],
                "validate": [PROGRAM, "validate", SCENARIO],
                "check": [PROGRAM, "check", SCENARIO],
                "check all": [PROGRAM, "check", *ALL],
                "report": [PROGRAM, "report", SCENARIO, "--out", folder],
            },
            ROUNDS,
        )
    yield _against(spent, "help", "click", 1.6)
    yield _against(spent, "validate", "yaml", 3.0)
    yield _within(spent["check"], f"check {SCENARIO}", 0.3)
    yield _within(spent["check all"], f"check of all {len(ALL)} scenarios", 1.5)
    yield _within(spent["report"], f"report {SCENARIO}", 1.5)
    for name, seconds in _stages().items():
        yield Row(f"of check: {name}", f"{1000 * seconds:.0f} ms")


def _against(spent: dict[str, Spent], ours: str, other: str, limit: float) -> Row:
    ratio = spent[ours].cpu / spent[other].cpu
    names = {"click": "a process that imports click", "yaml": "one that imports yaml and click"}
    times = f"{1000 * spent[ours].cpu:.0f} ms / {1000 * spent[other].cpu:.0f} ms"
    return at_most(f"{ours} against {names[other]}", f"{ratio:.2f}x ({times})", ratio, limit, "x")


def _within(spent: Spent, what: str, limit: float) -> Row:
    return at_most(what, f"{spent.cpu:.2f} s (wall {spent.wall:.2f} s)", spent.cpu, limit, " s")


def _stages() -> dict[str, float]:
    """Return the seconds of each stage of a check: of each the shortest of a few runs."""
    best: dict[str, float] = {}
    with compiled() as environment, TemporaryDirectory() as folder:
        output = Path(folder) / "stages"
        for _ in range(ROUNDS):
            run([PYTHON, "-m", "benchmarks.stages", SCENARIO], environment, output)
            times = json.loads(output.read_text("utf-8").splitlines()[-1])
            best = {name: min(seconds, best.get(name, seconds)) for name, seconds in times.items()}
    return best
