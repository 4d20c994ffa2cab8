"""Files of the package -> the catalogue: words, kinds, threats, controls and inferences, each checked when read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Final, TypeVar

from threatmodel.analysis.facts import FACTS
from threatmodel.formats.catalogue import read_inferences, read_kind, read_words
from threatmodel.formats.control import read_control
from threatmodel.formats.threat import read_threat
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.catalogue import Catalogue, Kind, Word
from threatmodel.model.source import InputError, Problem

_ROOT: Final = os.path.dirname(__file__)  # noqa: PTH120  # every command waits for this: pathlib alone takes as long as the kinds
_SUFFIX: Final = ".yaml"
_WORDS: Final = "words.yaml"
_INFERENCES: Final = "inferences.yaml"
_FOLDERS: Final = ("controls", "kinds", "threats")
_EXAMPLES: Final = b"\nexamples:\n"  # the last key of a threat
_VERSION_DIGITS: Final = 12

Entry = TypeVar("Entry")


def load_catalogue(*, examples: bool = False) -> Catalogue:
    """Return all that the engine reads besides the scenario. Raises InputError with the problems of all files.

    The examples of threats are their tests and their pages; most commands do without.
    """
    words = load_words()
    kinds = load_kinds(words)
    vocabulary = Vocabulary(words=words, kinds=kinds)
    threats = _each(
        "threats",
        lambda text, file, id_: read_threat(
            text if examples else text.partition(_EXAMPLES)[0], file, id_, vocabulary, FACTS, examples=examples
        ),
    )
    controls = _each("controls", lambda text, file, id_: read_control(text, file, id_, words, threats))
    joined = read_inferences(_content(_INFERENCES), _place(_INFERENCES), words)
    return Catalogue(
        words=words,
        kinds=kinds,
        identifiers=joined.identifiers,
        pseudonymised=joined.pseudonymised,
        agreed_with=joined.agreed_with,
        inferences=joined.inferences,
        threats=threats,
        controls=controls,
        version=_version(),
    )


def load_words() -> Mapping[str, Word]:
    """Return the vocabulary of the scenario language, by word. Raises InputError when the file is wrong."""
    return read_words(_content(_WORDS), _place(_WORDS))


def load_kinds(words: Mapping[str, Word]) -> Mapping[str, Kind]:
    """Return the presets by id, in the order of their ids. Raises InputError with the problems of all files."""
    return _each("kinds", lambda text, file, id_: read_kind(text, file, id_, words))


def entries(folder: str) -> Iterator[tuple[str, str]]:
    """Yield the id of every entry in a folder of the catalogue and the name of its file, in the order of the ids."""
    with os.scandir(f"{_ROOT}/{folder}") as found:
        names = sorted(each.name for each in found if each.name.endswith(_SUFFIX))
    for name in names:
        yield name.removesuffix(_SUFFIX), f"{folder}/{name}"


def _each(folder: str, read: Callable[[bytes, str, str], Entry]) -> dict[str, Entry]:
    """Read every entry of a folder, by id. Raises InputError with the problems of all of them."""
    problems: list[Problem] = []
    found: dict[str, Entry] = {}
    for id_, name in entries(folder):
        try:
            found[id_] = read(_content(name), _place(name), id_)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def _version() -> str:
    """Return what tells one catalogue from another: the beginning of a hash over all of its files."""
    whole = sha256()
    for name in (_INFERENCES, _WORDS, *(name for folder in _FOLDERS for _, name in entries(folder))):
        content = _content(name)
        whole.update(f"{name} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()[:_VERSION_DIGITS]


def _content(name: str) -> bytes:
    with open(f"{_ROOT}/{name}", "rb") as source:  # noqa: PTH123  # see above
        return source.read()


def _place(name: str) -> str:
    """Name a file of the catalogue as its readers know it, wherever the package is installed."""
    return f"catalogue/{name}"
