"""Reading a scenario of 10,000 elements, against PyYAML's CSafeLoader on the same text in the same run."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import perf_counter

import yaml

from benchmarks.generate import scenario_text
from threatmodel.formats import yaml_text

ELEMENTS = 10_000
ROUNDS = 5
LIMIT = 4.0


def rows() -> list[tuple[str, str]]:
    """Measure both in turns, the best of a few rounds each. The limit: at least four times as fast."""
    text = scenario_text(ELEMENTS)
    readers: dict[str, Callable[[], object]] = {
        "threatmodel": lambda: yaml_text.read(text, "generated.yaml"),
        "CSafeLoader": lambda: yaml.load(text, yaml.CSafeLoader),
        "CSafeLoader, garbage collector off": lambda: _uncollected(text),
    }
    best = dict.fromkeys(readers, float("inf"))
    for _ in range(ROUNDS):
        for name, reader in readers.items():
            best[name] = min(best[name], _seconds(reader))
    ours = best["threatmodel"]
    table = [("text", f"{len(text) / 1e6:.1f} MB, {text.count(chr(10))} lines")]
    table += [(name, f"{1000 * time:.0f} ms, {time / ours:.1f}x ours") for name, time in best.items()]
    verdict = "holds" if best["CSafeLoader"] >= LIMIT * ours else "DOES NOT HOLD"
    return [*table, (f"at least {LIMIT:.0f}x faster than CSafeLoader", verdict)]


def _seconds(action: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    result = action()
    elapsed = perf_counter() - start
    del result
    return elapsed


def _uncollected(text: str) -> object:
    gc.disable()
    try:
        return yaml.load(text, yaml.CSafeLoader)
    finally:
        gc.enable()
