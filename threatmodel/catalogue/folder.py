"""A folder that somebody made -> the files of a catalogue in it, as bytes, and what is wrong with the folder.

Nothing is executed, no link is followed and nothing outside the folder is read, whatever stands in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from threatmodel.model.names import nearest
from threatmodel.model.source import Problem, Span

PARTS: Final = ("controls", "kinds", "threats")
"""Folders with a file for each entry."""

WORDS: Final = "words"
PLACES: Final = "places"
_SINGLE: Final = (WORDS, PLACES)
"""Parts with one file for all of their entries."""

SUFFIXES: Final = (".yaml", ".yml")
MOST_FILES: Final = 2_000
MOST_BYTES: Final = 500_000
"""The longest file of an entry."""

MOST_IN_ALL: Final = 20_000_000
_NAMES: Final = (*PARTS, *(f"{part}.yaml" for part in _SINGLE))


class File(NamedTuple):
    """A file of a catalogue: whose entry it holds, what it is called in places, and what stands in it."""

    part: str
    id: str
    place: str
    content: bytes
    is_shipped: bool = False


@dataclass(slots=True)
class Folder:
    """One folder as it is read: goes on after a problem, so that all are found at once."""

    path: str
    """As it was named."""
    files: list[File] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    length: int = 0
    """Bytes that were read."""
    is_full: bool = False

    def complain(self, place: str, message: str, hint: str = "") -> None:
        """Note a problem of a file or folder as a whole, for which there is no line: line 0."""
        self.problems.append(Problem(span=Span(place, 0, 0), message=message, hint=hint))


def read_folder(path: str) -> Folder:
    """Return the files of a catalogue in a folder, in the order of their names, with all problems of the folder."""
    folder = Folder(path=path)
    for entry in _entries(folder, path):
        name = entry.name
        if name in PARTS and entry.is_dir(follow_symlinks=False):
            _part(folder, entry)
        elif name in _NAMES and name not in PARTS:
            if _may_read(folder, entry):
                _add(folder, name.removesuffix(".yaml"), entry)
        elif name in _NAMES or name.endswith(SUFFIXES):
            near = nearest(name, _NAMES)
            hint = f"did you mean '{near}'?" if near not in (None, name) else f"there may be {', '.join(_NAMES)}"
            folder.complain(_named(entry), "nothing reads this", hint)
        elif entry.is_dir(follow_symlinks=False) and (near := nearest(name, PARTS)):
            folder.complain(_named(entry), "nothing reads this folder", f"did you mean '{near}'?")
    if not folder.files and not folder.problems:
        folder.complain(_slashes(path), "there is no catalogue in this folder", f"there may be {', '.join(_NAMES)}")
    return folder


def _part(folder: Folder, part: os.DirEntry[str]) -> None:
    first: dict[str, str] = {}
    for entry in _entries(folder, part.path, of_part=True):
        if entry.is_dir(follow_symlinks=False):
            folder.complain(_named(entry), "nothing reads a folder in here")
        elif entry.name.endswith(SUFFIXES) and _may_read(folder, entry):
            id_ = entry.name.rpartition(".")[0]
            if (other := first.setdefault(id_, entry.name)) != entry.name:
                folder.complain(_named(entry), f"'{id_}' is already in {other}", "an id has one file")
            else:
                _add(folder, part.name, entry)


def _entries(folder: Folder, path: str, *, of_part: bool = False) -> Iterator[os.DirEntry[str]]:
    """Yield what stands in a folder in the order of the names, without what is hidden and what is a link.

    In the folder of a part every link is a problem, elsewhere one that is called like something that is read.
    """
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda each: each.name)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        folder.complain(_slashes(path), f"the folder cannot be read: {reason}")
        return
    for entry in entries:
        if not entry.name.startswith("."):
            if not entry.is_symlink():
                yield entry
            elif of_part or entry.name in _NAMES or entry.name.endswith(SUFFIXES):
                folder.complain(_named(entry), "this is a link, and links are not followed", "put the file itself here")


def _may_read(folder: Folder, entry: os.DirEntry[str]) -> bool:
    if entry.is_file(follow_symlinks=False):
        return True
    folder.complain(_named(entry), "this is not a file")
    return False


def _add(folder: Folder, part: str, entry: os.DirEntry[str]) -> None:
    """Read a file into the folder, unless it is too long or there is too much."""
    if folder.is_full:
        return
    if len(folder.files) == MOST_FILES:
        folder.is_full = True
        folder.complain(_slashes(folder.path), f"there are too many files; at most {MOST_FILES:,} are read")
        return
    try:
        with open(entry.path, "rb") as source:  # noqa: PTH123  # as in load.py, which every command waits for
            content = source.read(MOST_BYTES + 1)
    except OSError as error:
        folder.complain(_named(entry), f"the file cannot be read: {error.strerror or error}")
        return
    folder.length += len(content)
    if len(content) > MOST_BYTES:
        folder.complain(_named(entry), f"the file is too long; at most {MOST_BYTES // 1000} kB are read")
    elif folder.length > MOST_IN_ALL:
        folder.is_full = True
        folder.complain(_slashes(folder.path), f"there is too much; at most {MOST_IN_ALL // 1_000_000} MB are read")
    else:
        folder.files.append(File(part, entry.name.rpartition(".")[0], _named(entry), content))


def _named(entry: os.DirEntry[str]) -> str:
    return _slashes(entry.path)


def _slashes(path: str) -> str:
    return path.replace(os.sep, "/")
