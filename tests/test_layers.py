"""`make test` runs `lint-imports`; here its contracts show that they bite, on a copy with a wrong import."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import PACKAGE, ROOT

ONE_DIRECTION = "One direction"
CORE = "The core does no input and output: no files, clocks, chance, processes, network"


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("model/source.py", "import threatmodel.formats", ONE_DIRECTION),
        ("reports/wrong.py", "import threatmodel.analysis", ONE_DIRECTION),
        ("pipeline.py", "import threatmodel.shell", ONE_DIRECTION),
        ("catalogue/wrong.py", "import threatmodel.shell", ONE_DIRECTION),
        ("nowhere.py", "", ONE_DIRECTION),
        ("formats/wrong.py", "from pathlib import Path", CORE),
        ("pipeline.py", "import time", CORE),
        ("analysis/deeper/wrong.py", "import random", CORE),
        ("shell/wrong.py", "import subprocess", "Other programs are started in one place"),
        ("reports/wrong.py", "from networkx import DiGraph", "networkx only in analysis"),
        ("catalogue/wrong.py", "import yaml", "yaml only in formats"),
        ("shell/wrong.py", "import sqlite3", "starlette and sqlite3 only in workshop"),
        ("pipeline.py", "from click import echo", "click only in cli"),
    ],
)
def test_a_wrong_import_breaks_its_contract(tmp_path: Path, module: str, line: str, contract: str) -> None:
    copy = copy_of_the_package(tmp_path)
    add(copy / module, line)
    assert f"{contract} BROKEN" in lint_imports(tmp_path)


def test_two_modules_that_import_each_other_break_a_contract(tmp_path: Path) -> None:
    copy = copy_of_the_package(tmp_path)
    add(copy / "formats" / "here.py", "import threatmodel.formats.there")
    add(copy / "formats" / "there.py", "import threatmodel.formats.here")
    assert "No cycles anywhere BROKEN" in lint_imports(tmp_path)


def copy_of_the_package(folder: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", folder)
    return shutil.copytree(PACKAGE, folder / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))


def add(file: Path, line: str) -> None:
    """A line at the end of a module of the copy; a module or package that is not there is made."""
    if not file.parent.exists():
        file.parent.mkdir()
        (file.parent / "__init__.py").touch()
    with file.open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")


def lint_imports(folder: Path) -> str:
    program = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, check=False, text=True)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return ran.stdout
