"""The engine: CPU time of generated scenarios (three flows for each element, cycles, ten threats), once they are read.

`engine` and `networkx` make the same: all facts, every finding with its state, the disclosure points. Neither makes all
the steps that explain the facts: `every step` is the engine with these, and `whole analysis` is all of that with
likelihoods, questions, and what is told of each finding.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.rows import Row, at_least, at_most
from benchmarks.spent import PYTHON, compiled, run

SIZES: Final = {100: 5, 1_000: 3, 10_000: 2, 100_000: 1}
"""Rounds by number of elements; the best one counts."""
COMPARED: Final = 10_000
"""Up to this size the reference runs as well, and the whole analysis, whose explanations take most of the memory."""
FASTER: Final = 2.0
FLAT: Final = 3.0
FLAT_FROM: Final = 1_000

_Result = Mapping[str, Any]


def rows() -> Iterator[Row]:
    """Measure each size in processes of its own, engine and reference in turns."""
    each: dict[int, float] = {}
    for elements, rounds in SIZES.items():
        compared = elements <= COMPARED
        found = _measured(elements, ("engine", "reference") if compared else ("engine",), rounds)
        found |= _measured(elements, ("floor", "steps", "whole") if compared else ("floor",), 1)
        each[elements] = found["engine"]["seconds"] / elements
        yield from _of_size(elements, found)
        if compared:
            yield _against(elements, found)
    largest = max(SIZES)
    growth = each[largest] / each[FLAT_FROM]
    name = f"time per element, {largest:,} against {FLAT_FROM:,}"
    yield at_most(name, f"{growth:.2f}x", growth, FLAT, "x")


def _of_size(elements: int, found: Mapping[str, _Result]) -> Iterator[Row]:
    engine, floor = found["engine"], found["floor"]
    seconds, facts, name = engine["seconds"], engine["facts"], f"{elements:,} elements"
    per_element = f"{1e6 * seconds / elements:,.0f} us an element"
    yield Row(f"{name}: engine", f"{seconds:.2f} s (facts {facts:.2f} s), {per_element}")
    yield Row(f"{name}: found, and memory at most", f"{engine['findings']:,} findings, {engine['peak']:,.0f} MB")
    touched = f"{1000 * floor['seconds']:.2f} ms, {seconds / floor['seconds']:,.0f}x less"
    yield Row(f"{name}: touching {floor['hops']:,} hops once", touched)
    for work, told in (("steps", "every step"), ("whole", "whole analysis")):
        if work in found:
            yield Row(f"{name}: {told}", f"{found[work]['seconds']:.2f} s, {found[work]['peak']:,.0f} MB")


def _against(elements: int, found: Mapping[str, _Result]) -> Row:
    """Compare with the reference. Raises AssertionError when it does not find the same."""
    engine, reference = found["engine"], found["reference"]
    if engine["same"] != reference["same"]:
        raise AssertionError(f"engine and reference find different things at {elements:,} elements")
    ratio = reference["seconds"] / engine["seconds"]
    name = f"{elements:,} elements: networkx, same findings and points"
    measured = f"{reference['seconds']:.2f} s, {ratio:.2f}x ours"
    return at_least(name, measured, ratio, FASTER, "x") if elements == COMPARED else Row(name, measured)


def _measured(elements: int, names: tuple[str, ...], rounds: int) -> dict[str, _Result]:
    """Run the work of each name in turns; the best round of each counts."""
    best: dict[str, _Result] = {}
    with compiled() as environment, TemporaryDirectory() as folder:
        output = Path(folder) / "result"
        for _ in range(rounds):
            for name in names:
                spent = run([PYTHON, "-m", "benchmarks.sizes", name, str(elements)], environment, output)
                if spent.code:
                    raise RuntimeError(f"{name} with {elements:,} elements ended with {spent.code}")
                result = {**json.loads(output.read_text("utf-8")), "peak": spent.peak}
                best[name] = min(result, best.get(name, result), key=lambda one: float(one["seconds"]))
    return best
