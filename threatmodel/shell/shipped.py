"""The scenarios that come with the program, by name: where the line starts without a file of one's own."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

SUFFIX = ".yaml"


def shipped_scenarios() -> dict[str, str]:
    """Every shipped scenario: its name (the file's, without `.yaml`) and its text, sorted by name."""
    return {name: file.read_text(encoding="utf-8") for name, file in _files().items()}


def shipped_scenario(name: str) -> str:
    """The text of one shipped scenario. Raises `KeyError` with the name if none is called so."""
    return _files()[name].read_text(encoding="utf-8")


def starter() -> str:
    """The text of a small scenario with notes in it, for somebody who starts one of their own."""
    return (files("threatmodel") / "shell" / "starter.yaml").read_text(encoding="utf-8")


def entry_starter(what: str) -> str:
    """The text of a small `threat`, `control` or `kind` with notes in it, for a catalogue of one's own."""
    return (files("threatmodel") / "shell" / "starters" / f"{what}.yaml").read_text(encoding="utf-8")


def _files() -> dict[str, Traversable]:
    found = {entry.name.removesuffix(SUFFIX): entry for entry in _folder().iterdir() if _is_scenario(entry)}
    return dict(sorted(found.items()))


def _is_scenario(entry: Traversable) -> bool:
    return entry.name.endswith(SUFFIX) and entry.is_file()


def _folder() -> Traversable:
    """In an installed package the scenarios lie inside it; in a checkout, beside it."""
    package = files("threatmodel")
    inside = package / "scenarios"
    return inside if inside.is_dir() else package / ".." / "scenarios"
