"""The wheel holds everything: installed where nothing else is, it does the main job from any folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.checkout import ROOT, cannot_run

LOCK = ROOT / "requirements" / "runtime.txt"
DEPENDENCIES = Path(sys.prefix) / "wheels"  # `make test` puts there what the lock names
REPORT = {"diagram.svg", "checklist.md", "findings.json"}


@pytest.mark.slow
def test_the_wheel_reports_on_a_shipped_scenario_from_an_empty_environment(tmp_path: Path) -> None:
    programs = installed(build(tmp_path / "dist"), tmp_path / "environment")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    said = run(programs / "threatmodel", "report", "partner-video-call", "--out", tmp_path / "out", cwd=elsewhere)

    written = {file.name: file.stat().st_size for file in (tmp_path / "out" / "partner-video-call").iterdir()}
    assert written.keys() >= REPORT, said
    assert all(written.values())
    assert list(elsewhere.iterdir()) == []
    for arguments in (["mine"], ["copy", "--from", "partner-video-call"]):
        run(programs / "threatmodel", "new", *arguments, "--out", tmp_path / "new", cwd=elsewhere)
    assert {file.name for file in (tmp_path / "new").iterdir()} == {"mine.yaml", "copy.yaml"}


@pytest.mark.slow
def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(build(tmp_path)) as wheel:
        inside = set(wheel.namelist())
    assert {name.split("/")[0] for name in inside} == {"threatmodel", "threatmodel-0.1.0.dist-info"}
    assert {f"threatmodel/scenarios/{file.name}" for file in (ROOT / "scenarios").glob("*.yaml")} <= inside
    data = (file for file in (ROOT / "threatmodel").rglob("*") if file.suffix in {".yaml", ".typed", ".svg", ".j2"})
    assert {file.relative_to(ROOT).as_posix() for file in data} <= inside


def build(folder: Path) -> Path:
    """The wheel, made from the source distribution, so that this holds everything too."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def installed(wheel: Path, environment: Path) -> Path:
    """The folder of programs of a new environment that holds the wheel and what the lock names."""
    if not DEPENDENCIES.is_dir():
        cannot_run("no wheels of the dependencies to install from: run `make test` once")
    run(sys.executable, "-m", "venv", environment)
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (
        programs / "python",
        "-m",
        "pip",
        "--isolated",
        "--disable-pip-version-check",
        "install",
        "--no-index",
    )
    run(*pip, "--find-links", DEPENDENCIES, "--require-hashes", "--requirement", LOCK)
    run(*pip, "--no-deps", wheel)
    run(programs / "python", "-m", "pip", "check")
    return programs


def run(*command: str | Path, cwd: Path | None = None) -> str:
    ran = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, check=False, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
