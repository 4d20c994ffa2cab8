"""Bytes -> files: a set of files is written as a whole, or everything stays as it was."""

from __future__ import annotations

import glob
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final


class WriteError(Exception):
    """An output could not be written; what was there before is as it was."""

    def __init__(self, file: str | Path, cause: OSError) -> None:
        self.file = str(file)
        self.reason = cause.strerror or str(cause)
        super().__init__(f"{self.file}: cannot be written: {self.reason}")


def write(files: Mapping[Path, bytes]) -> None:
    """Write files as one set, making their folders.

    Every text is on the disk under another name before the first file changes. Raises WriteError with the file that
    could not be written; earlier files are then as they were, and nothing half-written is left.
    """
    made: list[Path] = []
    beside: dict[Path, Path] = {}
    try:
        for file, data in files.items():
            _prepare(file, data, made, beside)
        _replace(beside)
    except BaseException:
        for temporary in beside.values():
            with suppress(OSError):
                temporary.unlink()
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def create(file: Path, data: bytes) -> None:
    """Write a file that is not there yet, making its folder.

    Raises FileExistsError when something has this name, a link that leads nowhere included, and WriteError when it
    cannot be written; nothing half-written is left.
    """
    made: list[Path] = []
    is_new = False
    try:
        made.extend(_make_folder(file.parent))
        with file.open("xb") as opened:
            is_new = True
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException as error:
        if is_new:
            with suppress(OSError):
                file.unlink()
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError) and (is_new or not isinstance(error, FileExistsError)):
            raise WriteError(file, error) from None
        raise


def _prepare(file: Path, data: bytes, made: list[Path], beside: dict[Path, Path]) -> None:
    try:
        target = Path(os.path.realpath(file))  # a link stays a link to what is written
        made.extend(_make_folder(target.parent))
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            _write_through(target, data)
            return
        temporary = _name_beside(target)
        beside[target] = temporary
        with temporary.open("xb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
    except OSError as error:
        raise WriteError(file, error) from None


def _make_folder(folder: Path) -> Iterator[Path]:
    """Make a folder and those above, yielding each as it is made."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
        yield each


def _write_through(target: Path, data: bytes) -> None:
    """Write to what is no file, such as a pipe; a folder is refused by the operating system."""
    with target.open("wb") as opened:
        opened.write(data)


_ABANDONED: Final = 3600
"""Seconds after which nobody is still writing a file."""


def _name_beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:100]}.{os.urandom(4).hex()}.tmp")


def _replace(beside: Mapping[Path, Path]) -> None:
    """Put every new file in its place; when one cannot be, put back those that were replaced before."""
    kept: dict[Path, Path | None] = {}
    target = Path()
    try:
        for target, temporary in beside.items():
            kept[target] = _keep(target) if target.exists() else None
            temporary.replace(target)
    except BaseException as error:
        for file, old in reversed(kept.items()):
            with suppress(OSError):
                _put_back(file, old)
        if isinstance(error, OSError):
            raise WriteError(target, error) from None
        raise
    for old in kept.values():
        if old is not None:
            old.unlink(missing_ok=True)
    for target in beside:
        _sweep(target)


def _sweep(target: Path) -> None:
    """Remove what a run that was ended half-way left beside a file; another run may still be writing what is young."""
    for left in target.parent.glob(f".{glob.escape(target.name[:100])}.????????.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()


def _put_back(file: Path, old: Path | None) -> None:
    if old is None:
        file.unlink(missing_ok=True)
    else:
        old.replace(file)
        old.unlink(missing_ok=True)  # two names of one file: POSIX leaves both


def _keep(target: Path) -> Path:
    """Give a file a second name; where the file system knows no links, another name."""
    old = _name_beside(target)
    try:
        old.hardlink_to(target)
    except (OSError, NotImplementedError):
        target.rename(old)
    return old
