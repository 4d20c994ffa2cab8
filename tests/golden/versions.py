"""The scenario of the golden files and a changed one, compared: what is new, gone, renamed, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from tests.golden.example import FOLDER, TODAY, example, report
from threatmodel import pipeline
from threatmodel.model.comparison import Cause, Difference
from threatmodel.reports.diff.versions import Versions


@cache
def versions() -> Versions:
    """Both scenarios, named as if they stood in the current folder."""
    return compared((FOLDER / "scenario.yaml").read_text("utf-8"), (FOLDER / "changed.yaml").read_text("utf-8"))


def compared(old: str, new: str) -> Versions:
    """Any two scenarios."""
    before = example() if old == (FOLDER / "scenario.yaml").read_text("utf-8") else report(old, "scenario.yaml")
    return pipeline.compare(before, report(new, "changed.yaml"), today=TODAY)


def caused(causes: Callable[[int, Difference], tuple[Cause, ...]]) -> Versions:
    """The same two with other causes, by the number of the difference."""
    known = versions()
    differences = (replace(one, causes=causes(each, one)) for each, one in enumerate(known.comparison.differences))
    return replace(known, comparison=replace(known.comparison, differences=tuple(differences)))


def unrelated() -> Versions:
    """Two scenarios that have nothing to do with each other."""
    other = "title: Another one\ncontent note: none\nintensity: low\n"
    other += "people: {kai: {role: subject}, ole: {role: friend}}\n"
    other += "data: {film: {about: kai, medium: video, consent: {}}}\nflows: {kai -> ole: film}\n"
    return compared((FOLDER / "scenario.yaml").read_text("utf-8"), other)
