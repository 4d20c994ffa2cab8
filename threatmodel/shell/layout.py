"""Layout request -> geometry: by Graphviz in a process of its own, else built-in, saying why."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from threatmodel.model.drawing import Direction, Geometry, LayoutRequest
from threatmodel.reports.picture.choice import best, largest
from threatmodel.reports.picture.column_layout import lay_out_in_column
from threatmodel.reports.picture.dot_layout import read_geometry, split_json, write_dot
from threatmodel.reports.picture.rank_layout import lay_out_in_ranks
from threatmodel.shell import programs

SECONDS = 5.0
ORDERS = 24  # layouts that are tried in each direction; one of an ordinary picture takes some five milliseconds
ORDINARY = 60  # boxes and arrows up to which that many are tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A way to run Graphviz: reads DOT on standard input, writes JSON with positions."""

    name: str
    command: tuple[str, ...]


def graphviz_engines() -> tuple[Engine, ...]:
    """The ways to run Graphviz on this computer, best first: the wheel that brings its own, then `dot`."""
    worker = str(Path(__file__).with_name("graphviz_worker.py"))
    dot = shutil.which("dot")
    wheel = Engine(name="pygraphviz", command=(sys.executable, "-P", worker))  # -P: not from the current folder
    return ((wheel,) if find_spec("pygraphviz") else ()) + (
        (Engine(name="dot", command=(dot, "-Tjson0")),) if dot else ()
    )


def lay_out(request: LayoutRequest, *, seconds: float = SECONDS, engines: Sequence[Engine] | None = None) -> Geometry:
    """Place boxes, lanes, arrows and labels within about `seconds`; every step down is one line in `notices`.

    Steps down: the next engine; no lanes (the geometry has none, and boxes have the sizes of
    `request.without_lanes`); the built-in layout. With direction `auto` both are computed, and in each several layouts;
    taken is what reads best in the room of the request. `column` is for narrow pages and needs no Graphviz.
    """
    if request.direction == "column":
        return lay_out_in_column(request)
    deadline = time.monotonic() + seconds
    notices: list[str] = []
    for engine in graphviz_engines() if engines is None else engines:
        for attempt in (request, request.without_lanes):
            if attempt is None or not attempt.boxes or time.monotonic() >= deadline:
                continue
            found, problem = _ask(engine, attempt, deadline - time.monotonic())
            if found:
                return replace(found, notices=tuple(notices))
            notices.append(problem if attempt.without_lanes is None else f"{problem}; trying without lanes")
    built_in = largest([lay_out_in_ranks(request, turned=way == "TB") for way in _ways(request.direction)], request)
    if not request.boxes:
        return built_in
    notices.append("the diagram is laid out by the plain built-in layout; pip install pygraphviz for a better one")
    return replace(built_in, notices=tuple(notices))


def _ask(engine: Engine, request: LayoutRequest, seconds: float) -> tuple[Geometry | None, str]:
    """One run of Graphviz for all directions and orders wanted: the best geometry, or why there is none."""
    orders = ORDERS if len(request.boxes) + len(request.arrows) <= ORDINARY else 1
    tried = [(way, order) for order in range(orders) for way in _ways(request.direction)]
    given = "\n\n".join(write_dot(request, way, order) for way, order in tried)
    ended = programs.run(engine.command, given.encode("ascii"), seconds=seconds)
    if ended.code is not None and (ended.code != 0 or "lost" in ended.err):
        return None, f"{engine.name} failed ({_reason(ended)})"
    placed = split_json(ended.out.decode("utf-8", "replace"))
    try:
        found = [read_geometry(one, request, engine.name, way) for one, (way, _) in zip(placed, tried, strict=False)]
    except (KeyError, ValueError) as problem:
        return None, f"{engine.name} gave no place to everything ({problem})"
    if not found:
        return None, f"{engine.name} was not done after {seconds:.1f} s"
    return best(found, request), ""


def _reason(ended: programs.Finished) -> str:
    said = ended.err.strip().splitlines()
    return f"exit code {ended.code}" + (f": {said[-1][:200]}" if said else "")


def _ways(direction: Direction) -> tuple[Direction, ...]:
    return ("LR", "TB") if direction == "auto" else (direction,)
