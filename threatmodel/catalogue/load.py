"""Files of the package -> the catalogue: words and kinds, each checked when it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from threatmodel.formats.catalogue import read_kind, read_words
from threatmodel.model.catalogue import Kind, Word
from threatmodel.model.source import InputError, Problem

_SUFFIX: Final = ".yaml"


def load_words() -> Mapping[str, Word]:
    """Return the vocabulary of the scenario language, by word. Raises InputError when the file is wrong."""
    source = _root() / f"words{_SUFFIX}"
    return read_words(source.read_bytes(), _place(source.name))


def load_kinds(words: Mapping[str, Word]) -> Mapping[str, Kind]:
    """Return the presets by id, in the order of their ids. Raises InputError with the problems of all files."""
    problems: list[Problem] = []
    kinds: dict[str, Kind] = {}
    for id_, source in entries("kinds"):
        try:
            kinds[id_] = read_kind(source.read_bytes(), _place("kinds", source.name), id_, words)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return kinds


def entries(folder: str) -> Iterator[tuple[str, Traversable]]:
    """Yield the id and the file of every entry in a folder of the catalogue, in the order of the ids."""
    found = {each.name: each for each in (_root() / folder).iterdir() if each.name.endswith(_SUFFIX)}
    for name in sorted(found):
        yield name.removesuffix(_SUFFIX), found[name]


def _root() -> Traversable:
    return files("threatmodel.catalogue")


def _place(*names: str) -> str:
    """Name a file of the catalogue as its readers know it, wherever the package is installed."""
    return "/".join(("catalogue", *names))
