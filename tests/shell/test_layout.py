from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.drawings import ALL, call, nothing, problems
from threatmodel.model.drawing import Arrow, Box, Direction, Drawing
from threatmodel.reports.picture.request import measure
from threatmodel.shell.layout import Engine, graphviz_engines, lay_out

ENGINES = {engine.name: engine for engine in graphviz_engines()}
DOT = shutil.which("dot")
WAYS: tuple[Direction, ...] = ("LR", "TB")
SAY = "import sys; sys.stdin.read(); "


def _engine(name: str, program: str) -> Engine:
    return Engine(name=name, command=(sys.executable, "-c", SAY + program))


def _wheel() -> Engine:
    return ENGINES["pygraphviz"]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("direction", WAYS)
def test_graphviz_of_the_wheel_gives_a_layout_that_can_be_read(name: str, direction: Direction) -> None:
    request = replace(measure(ALL[name]()), direction=direction)
    geometry = lay_out(request, engines=(_wheel(),), seconds=60)
    assert (geometry.engine, geometry.direction, geometry.notices) == ("pygraphviz", direction, ())
    assert problems(request, geometry) == []


@pytest.mark.skipif(DOT is None, reason="dot is not installed")
@pytest.mark.parametrize("name", ALL)
def test_dot_gives_a_layout_that_can_be_read(name: str) -> None:
    request = measure(ALL[name]())
    geometry = lay_out(request, engines=(ENGINES["dot"],), seconds=60)
    assert (geometry.engine, geometry.notices) == ("dot", ())
    assert problems(request, geometry) == []


@pytest.mark.parametrize(("room", "taken"), [((1800.0, 700.0), "LR"), ((700.0, 1800.0), "TB")], ids=["wide", "high"])
def test_of_both_directions_the_one_that_suits_the_room_is_taken(room: tuple[float, float], taken: str) -> None:
    boxes = tuple(Box(id=name, name=name, shape="person") for name in "abcdef")
    arrows = tuple(Arrow(id=a + b, source=a, target=b, labels=("data",)) for a, b in pairwise("abcdef"))
    request = replace(measure(Drawing(title="", description="", boxes=boxes, arrows=arrows)), rooms=(room,))
    assert lay_out(request, seconds=60).direction == taken
    assert lay_out(request, seconds=60, engines=()).direction == taken


def test_the_same_request_gives_the_same_layout() -> None:
    request = measure(call())
    assert lay_out(request, seconds=60) == lay_out(request, seconds=60)


def test_nothing_needs_no_engine_and_no_notice() -> None:
    geometry = lay_out(measure(nothing()), engines=(_engine("broken", "sys.exit(1)"),))
    assert (geometry.boxes, geometry.notices) == ((), ())


def test_a_narrow_page_is_one_column_without_graphviz() -> None:
    geometry = lay_out(measure(call(), narrow=True), engines=())
    assert (geometry.direction, geometry.notices) == ("column", ())


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("sys.exit('trouble in init_rank')", "trouble in init_rank"),
        ("sys.stderr.write('lost n0 n1 edge'); print('{}')", "lost n0 n1 edge"),
        ("print('{}')", "no place to everything"),
        ("print('no JSON')", "broken"),
        ("import os; os.abort()", "exit code"),
        ("import time; time.sleep(600)", "not done after"),
    ],
    ids=["error", "lost edges", "nothing placed", "not JSON", "crash", "hang"],
)
def test_an_engine_that_fails_is_a_notice_and_the_built_in_layout(program: str, said: str) -> None:
    request = measure(call())
    geometry = lay_out(request, engines=(_engine("broken", program),), seconds=3)
    assert said in geometry.notices[0]
    assert "built-in layout" in geometry.notices[-1]
    assert not any("\n" in notice for notice in geometry.notices)
    assert problems(request, geometry) == []


def test_lanes_that_cannot_be_placed_are_given_up_before_the_engine_is() -> None:
    _, path, worker = _wheel().command
    refuse = f"""
import subprocess, sys
text = sys.stdin.read()
if "subgraph" in text:
    sys.exit("trouble in init_rank")
sys.stdout.write(subprocess.run([sys.executable, {path!r}, {worker!r}], input=text, text=True,
                                stdout=subprocess.PIPE).stdout)
"""
    engine = Engine(name="old", command=(sys.executable, "-c", refuse))
    request = measure(call())
    geometry = lay_out(request, engines=(engine,), seconds=60)
    assert (geometry.engine, geometry.lanes) == ("old", ())
    assert geometry.notices[0].endswith("trying without lanes")
    assert request.without_lanes is not None
    assert problems(request.without_lanes, geometry) == []


def test_when_one_engine_fails_the_next_is_asked() -> None:
    geometry = lay_out(measure(call()), engines=(_engine("broken", "sys.exit(3)"), _wheel()), seconds=60)
    assert geometry.engine == "pygraphviz"
    assert geometry.notices[0].startswith("broken failed (exit code 3)")


def test_the_direction_that_was_done_in_time_is_used() -> None:
    _, path, worker = _wheel().command
    slow = f"""
import subprocess, sys, time
first = sys.stdin.read().split("\\n\\n")[0]
subprocess.run([sys.executable, {path!r}, {worker!r}], input=first, text=True)
time.sleep(600)
"""
    engine = Engine(name="slow", command=(sys.executable, "-c", slow))
    geometry = lay_out(measure(call()), engines=(engine,), seconds=6)
    assert (geometry.engine, geometry.direction, geometry.notices) == ("slow", "LR", ())


def test_without_pygraphviz_and_without_dot_a_real_process_lays_out(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pygraphviz'] = None\n", "utf-8")
    program = (
        "from tests.drawings import call, problems\n"
        "from threatmodel.reports.picture.request import measure\n"
        "from threatmodel.shell.layout import lay_out\n"
        "request = measure(call())\n"
        "geometry = lay_out(request)\n"
        "print(geometry.engine, problems(request, geometry), *geometry.notices)\n"
    )
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PATH": "", "PYTHONPATH": os.pathsep.join([str(tmp_path), str(root)])},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert ended.stdout.startswith("built-in [] the diagram is laid out by the plain built-in layout")
    assert ended.stderr == ""


def test_a_file_called_pygraphviz_in_the_current_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pygraphviz.py").write_text("open('it ran', 'w').close()\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert lay_out(measure(call()), seconds=60).engine == "pygraphviz"
    assert not (tmp_path / "it ran").exists()
