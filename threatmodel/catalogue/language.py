"""Files of the package -> the language of scenarios: its words, and kinds and controls as they are asked for.

Who only reads scenarios needs a few kinds and controls of many, and of threats no more than their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeVar

from threatmodel.catalogue.package_files import content, entries, place
from threatmodel.formats.catalogue import read_kind, read_words
from threatmodel.formats.control import read_control
from threatmodel.formats.places import Places, read_places, with_places
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.catalogue import Kind, Word
from threatmodel.model.source import InputError, Problem

PLACES: Final = "places.yaml"
WORDS: Final = "words.yaml"

Entry = TypeVar("Entry")


def load_language() -> Vocabulary:
    """Return what a scenario may say by what is shipped. A file that nobody asks for is not read.

    Raises InputError when a file is wrong, later where that file is asked for later.
    """
    words = load_words()
    kinds = _Asked("kinds", lambda text, file, id_: read_kind(text, file, id_, words))
    threats = dict(entries("threats"))
    own = Vocabulary(words=words, kinds=kinds)
    controls = _Asked("controls", lambda text, file, id_: read_control(text, file, id_, own, threats))
    return Vocabulary(words=words, kinds=kinds, controls=controls, threats=threats)


def load_words() -> Mapping[str, Word]:
    """Return the vocabulary of the scenario language, by word. Raises InputError when the file is wrong."""
    words = read_words(content(WORDS), place(WORDS))
    return with_places(words, _places(words))


def load_places() -> Mapping[str, str]:
    """Return the country of each place that is shipped. Raises InputError when the file is wrong."""
    return _places(read_words(content(WORDS), place(WORDS))).countries


def _places(words: Mapping[str, Word]) -> Places:
    return read_places(content(PLACES), place(PLACES), words)


def load_kinds(words: Mapping[str, Word]) -> Mapping[str, Kind]:
    """Return the presets by id, in the order of their ids. Raises InputError with the problems of all files."""
    kinds = _Asked("kinds", lambda text, file, id_: read_kind(text, file, id_, words))
    problems: list[Problem] = []
    for id_ in kinds:
        try:
            kinds[id_]
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return kinds


class _Asked(Mapping[str, Entry]):
    """The entries of a folder by id, each read when it is first asked for."""

    def __init__(self, folder: str, read: Callable[[bytes, str, str], Entry]) -> None:
        self._files = dict(entries(folder))
        self._read = read
        self._found: dict[str, Entry] = {}

    def __getitem__(self, id_: str) -> Entry:
        if id_ not in self._found:
            name = self._files[id_]
            self._found[id_] = self._read(content(name), place(name), id_)
        return self._found[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
