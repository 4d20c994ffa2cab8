"""Reading: CPU time for a text of 10,000 elements, against PyYAML's CSafeLoader on the same text; best of five."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from time import process_time

import yaml

from benchmarks.generate import scenario_text
from benchmarks.rows import Row, at_least
from threatmodel.formats import yaml_text

ELEMENTS = 10_000
ROUNDS = 5
LIMIT = 4.0


def rows() -> Iterator[Row]:
    """Measure them in turns, the best of a few rounds each."""
    text = scenario_text(ELEMENTS)
    readers: dict[str, Callable[[], object]] = {
        "threatmodel, every value with its place": lambda: yaml_text.read(text, "generated.yaml"),
        "CSafeLoader": lambda: yaml.load(text, yaml.CSafeLoader),
        "CSafeLoader, garbage collector off": lambda: _uncollected(text),
    }
    best = dict.fromkeys(readers, float("inf"))
    for _ in range(ROUNDS):
        for name, reader in readers.items():
            best[name] = min(best[name], _seconds(reader))
    ours, theirs, _ = best.values()
    yield Row("text", f"{len(text) / 1e6:.1f} MB, {text.count(chr(10)):,} lines")
    for name, seconds in best.items():
        yield Row(name, f"{1000 * seconds:.0f} ms, {seconds / ours:.2f}x ours")
    yield at_least("CSafeLoader against threatmodel", f"{theirs / ours:.2f}x", theirs / ours, LIMIT, "x")


def _seconds(action: Callable[[], object]) -> float:
    gc.collect()
    start = process_time()
    result = action()
    elapsed = process_time() - start
    del result
    return elapsed


def _uncollected(text: str) -> object:
    gc.disable()
    try:
        return yaml.load(text, yaml.CSafeLoader)
    finally:
        gc.enable()
