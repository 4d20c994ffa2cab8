"""Arguments -> texts: finds and reads the scenarios that a user names, or says what is wrong with the name."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from threatmodel.model.names import nearest
from threatmodel.model.source import InputError, Problem, Span
from threatmodel.shell.shipped import shipped_scenario, shipped_scenarios

SUFFIXES: Final = (".yaml", ".yml")
MOST_BYTES: Final = 5_000_000
"""The longest scenario file; a longer one is refused without being read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A scenario that was asked for: its name as given, with forward slashes, and where it lies."""

    name: str
    path: Path | None
    """None for one that is shipped."""


def sources(arguments: Sequence[str]) -> tuple[Source, ...]:
    """Return the scenarios that arguments name: files, folders (with those below), patterns, or shipped ones by name.

    Each comes once, in the order of the arguments, those of a folder or pattern sorted. Raises InputError with all
    problems at once.
    """
    found: dict[Path | str, Source] = {}
    problems: list[Problem] = []
    for argument in arguments:
        try:
            for source in _sources(argument):
                found.setdefault(source.path.absolute() if source.path else source.name, source)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tuple(found.values())


def read(source: Source) -> bytes:
    """Return what a scenario holds. Raises InputError when it cannot be read or is longer than `MOST_BYTES`."""
    if source.path is None:
        return shipped_scenario(source.name).encode("utf-8")
    try:
        with source.path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(MOST_BYTES + 1) if size <= MOST_BYTES else b""
    except OSError as error:
        raise _refused(source.name, f"the file cannot be read: {error.strerror or error}") from None
    if max(size, len(data)) > MOST_BYTES:
        long = f" ({size / 1_000_000:.1f} MB)" if size > MOST_BYTES else ""
        raise _refused(source.name, f"the file is too long{long}; at most {MOST_BYTES // 1_000_000} MB are read")
    return data


def _sources(argument: str) -> Iterator[Source]:
    try:
        mode = os.stat(argument).st_mode  # noqa: PTH116 - to pathlib no name at all is the current folder
    except (OSError, ValueError) as error:
        yield from _not_there(argument, error)
        return
    if not stat.S_ISDIR(mode):
        yield _source(argument)
        return
    below = sorted(_below(argument))
    if not below and argument in shipped_scenarios():
        yield Source(name=argument, path=None)  # such as beside a report of it, which has a folder of this name
        return
    if not below:
        raise _refused(argument, "there is no scenario in this folder", "files that end in .yaml or .yml are read")
    yield from (_source(str(each)) for each in below)


def _below(folder: str) -> Iterator[Path]:
    """Yield the scenario files in a folder and below; hidden ones are left out, and links to folders not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(place, name) for name in names if _is_scenario(name) and not name.startswith("."))
        yield from (file for file in files if _may_be_read(file))


def _may_be_read(file: Path) -> bool:
    """Whether reading comes to an end: a pipe in a folder may never say anything; of a broken link it is told."""
    return file.is_file() or not file.exists()


def _is_scenario(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _not_there(argument: str, error: OSError | ValueError) -> Iterator[Source]:
    if glob.has_magic(argument):
        matches = sorted(each for each in glob.glob(argument, recursive=True) if Path(each).is_file())  # noqa: PTH207 - pathlib knows no absolute patterns
        if not matches:
            raise _refused(argument, "no file matches this pattern")
        yield from (_source(each) for each in matches)
        return
    shipped = shipped_scenarios()
    if argument in shipped:
        yield Source(name=argument, path=None)
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        message = "there is no such file, and no scenario of this name is shipped"
        raise _refused(argument, message, _meant(argument, shipped))
    else:
        reason = error.strerror if isinstance(error, OSError) else None
        raise _refused(argument, f"the file cannot be read: {reason or error}")


def _meant(argument: str, shipped: Mapping[str, str]) -> str:
    """Return the nearest name: of a file beside where it was looked for, or of a shipped scenario."""
    folder = Path(argument).parent
    try:
        beside = [each.name for each in folder.iterdir() if _is_scenario(each.name)]
    except (OSError, ValueError):
        beside = []
    if (near := nearest(Path(argument).name, beside)) is not None:
        return f"did you mean '{_named(str(folder / near))}'?"
    if (near := nearest(argument, shipped)) is not None:
        return f"did you mean '{near}'?"
    return f"shipped are {', '.join(shipped)}" if shipped else ""


def _source(path: str) -> Source:
    return Source(name=_named(path), path=Path(path))


def _named(path: str) -> str:
    return path.replace(os.sep, "/")


def _refused(name: str, message: str, hint: str = "") -> InputError:
    """Complain about a file as a whole, for which there is no line: line 0."""
    return InputError([Problem(span=Span(_named(name), 0, 0), message=message, hint=hint)])
