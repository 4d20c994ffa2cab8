"""The scenario of the golden files and a changed one, compared: what is new, gone, renamed, and why."""

from __future__ import annotations

from functools import cache

from tests.golden.example import FOLDER, TODAY, example, report
from threatmodel import pipeline
from threatmodel.reports.diff.versions import Versions


@cache
def versions() -> Versions:
    """Both scenarios, named as if they stood in the current folder."""
    return compared((FOLDER / "scenario.yaml").read_text("utf-8"), (FOLDER / "changed.yaml").read_text("utf-8"))


def compared(old: str, new: str) -> Versions:
    """Any two scenarios."""
    before = example() if old == (FOLDER / "scenario.yaml").read_text("utf-8") else report(old, "scenario.yaml")
    return pipeline.compare(before, report(new, "changed.yaml"), today=TODAY)
