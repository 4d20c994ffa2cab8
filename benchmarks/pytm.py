"""Against pytm 1.3.1: whole processes from a file to JSON, each tool on its own form of the same model, CPU time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.designs import design
from benchmarks.generate import Drawn, as_text, drawn
from benchmarks.rooms import hops, rooms
from benchmarks.rows import Row, at_least
from benchmarks.spent import PROGRAM, ROOT, Spent, compiled, run
from threatmodel.model.elements import EVERYONE

VERSION: Final = "1.3.1"
ELEMENTS: Final = 1_000
FLOWS: Final = 2_000
ROUNDS: Final = 3
FASTER: Final = 2.0
_FOLDER: Final = ROOT / ".venv" / f"pytm-{VERSION}"
_PYTHON: Final = _FOLDER / ("Scripts" if sys.platform == "win32" else "bin") / "python"
_HEAD: Final = """\
from pytm import TM, Actor, Classification, Data, Dataflow, Datastore, Server

tm = TM("generated")
tm.description = "Made up to measure with."
people, services, groups, data = {}, {}, {}, {}
"""


def rows() -> Iterator[Row]:
    """Measure both in turns, or say loudly that pytm cannot be had."""
    if not _installed():
        yield Row("SKIPPED", f"pytm {VERSION} cannot be installed here: NOTHING WAS COMPARED")
        return
    models = {
        "what a design review draws: mostly services": design(ELEMENTS, FLOWS),
        "what people write: the shipped scenarios beside each other": rooms(ELEMENTS, FLOWS),
        "the worst: drawn, and nobody agreed to anything": drawn(ELEMENTS, flows=FLOWS // 2),
    }
    for name, model in models.items():
        with TemporaryDirectory() as folder:
            yield from _compared(name, model, Path(folder))


def _compared(name: str, model: Drawn, folder: Path) -> Iterator[Row]:
    ours, theirs = folder / "generated.yaml", folder / "generated.py"
    ours.write_text(as_text(model), "utf-8")
    theirs.write_text(as_program(model), "utf-8")
    our_json, their_json = folder / "ours.json", folder / "theirs.json"
    best: dict[str, Spent] = {}
    with compiled() as environment:
        for turn in range(ROUNDS + 1):
            one = run([PROGRAM, "check", str(ours), "--format", "json"], environment, our_json)
            other = run([str(_PYTHON), str(theirs), "--json", str(their_json)], environment)
            if one.code not in (0, 1) or other.code:
                raise RuntimeError(f"threatmodel ended with {one.code} and pytm with {other.code}")
            if turn:
                best = {"ours": min(one, best.get("ours", one)), "theirs": min(other, best.get("theirs", other))}
    found = json.loads(our_json.read_text("utf-8"))["scenarios"][0]["findings"]
    their_findings = json.loads(their_json.read_text("utf-8"))["findings"]
    flows = sum(1 for flow in model.flows.items() for _ in hops(*flow))
    yield Row(name, f"{model.elements:,} elements, {flows:,} flows")
    yield Row("threatmodel: findings along every path", _told(best["ours"], len(found), our_json))
    yield Row("pytm: findings element by element", _told(best["theirs"], len(their_findings), their_json))
    ratio = best["theirs"].cpu / best["ours"].cpu
    yield at_least("pytm against threatmodel", f"{ratio:.2f}x", ratio, FASTER, "x")


def _told(spent: Spent, findings: int, file: Path) -> str:
    size = file.stat().st_size / 1e6
    return f"{spent.cpu:.2f} s, {findings:,} findings, {size:.1f} MB, {spent.peak:,.0f} MB held"


def as_program(model: Drawn) -> str:
    """Write a model in the form of pytm, which is a program: people and groups act, services serve or store."""
    sections = model.sections
    lines = [f"people[{name!r}] = Actor({name!r})" for name in sections["people"]]
    lines += [f"groups[{name!r}] = Actor({name!r})" for name in sections["audiences"]]
    for name, words in sections["systems"].items():
        kind = "Datastore" if "cloud backup" in str(words) else "Server"
        lines.append(f"services[{name!r}] = {kind}({name!r})")
    for name in sections["data"]:
        lines.append(f"data[{name!r}] = Data({name!r}, classification=Classification.SENSITIVE, isPII=True)")
    lines.append(f"groups[{EVERYONE!r}] = Actor({EVERYONE!r})")
    lines.append("holders = {**people, **services, **groups}")
    for path, carried in sections["flows"].items():
        for source, target, datum in hops(path, carried):
            lines.append(f"Dataflow(holders[{source!r}], holders[{target!r}], {path!r}).data = data[{datum!r}]")
    return "\n".join((_HEAD, *lines, "tm.process()", ""))


def _installed() -> bool:
    """Install pytm into an environment of its own, once; tell whether it is there."""
    if not _PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(_FOLDER)], check=False)
    wanted = [str(_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"pytm=={VERSION}"]
    there = [str(_PYTHON), "-c", "import pytm"]
    try:
        return _succeeds(there) or (_succeeds(wanted) and _succeeds(there))
    except OSError:
        return False


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
