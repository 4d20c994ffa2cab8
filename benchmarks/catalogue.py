"""The catalogue: CPU time of reading all of it in a process of its own, as every command does; the best of a few."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.rows import Row, at_most
from benchmarks.spent import PYTHON, compiled, run

ROUNDS: Final = 9
LIMIT: Final = 60.0
"""Milliseconds that a command may wait for the catalogue."""

_READ: Final = """\
import json, time
from threatmodel.catalogue.load import load_catalogue
start = time.process_time()
found = load_catalogue(examples={examples})
took = time.process_time() - start
print(json.dumps({{"took": took, "entries": [len(found.threats), len(found.controls), len(found.kinds)]}}))
"""


def rows() -> Iterator[Row]:
    """Measure the reading of the catalogue against its limit, and with what only some commands ask for."""
    read = _best(_READ.format(examples=False))
    threats, controls, kinds = read["entries"]
    entries = f"{threats} threats, {controls} controls, {kinds} kinds"
    milliseconds = 1000 * read["took"]
    yield at_most("reading the catalogue", f"{milliseconds:.0f} ms ({entries})", milliseconds, LIMIT, " ms")
    examples = _best(_READ.format(examples=True))
    yield Row("with the examples of threats", f"{1000 * examples['took']:.0f} ms")


def _best(program: str) -> Mapping[str, Any]:
    """Return what a program prints in its cheapest run; the first, which compiles the modules, does not count."""
    told: list[Mapping[str, Any]] = []
    with compiled() as environment, TemporaryDirectory() as folder:
        output = Path(folder) / "told"
        for _ in range(ROUNDS + 1):
            spent = run([PYTHON, "-c", program], environment, output)
            if spent.code:
                raise RuntimeError(f"the program ended with {spent.code}")
            told.append(json.loads(output.read_text("utf-8")))
    return min(told[1:], key=lambda one: one["took"])
