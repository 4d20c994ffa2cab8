"""Lines -> a terminal: with colour where somebody looks at it, as plain text everywhere else."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Final, TextIO

from threatmodel.reports.lines import WIDTH, Line, plain, wrapped

PATIENCE: Final = 2.0
"""Seconds until a progress bar is shown."""

_NARROWEST: Final = 40
_TREE: Final = str.maketrans({"├": "|", "└": "`", "│": "|", "─": "-"})
_COLOURS: Final = {"title": "bold", "bad": "bold red", "warn": "yellow", "good": "green", "dim": "dim", "id": "cyan"}


def say(lines: Iterable[Line]) -> None:
    """Print lines to standard output."""
    out = sys.stdout
    if not out.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        out.write(_fitting(plain(lines, _width(out)), out))
    else:
        _in_colour(lines, out)
    out.flush()


def write(text: str) -> None:
    """Write text for other programs to standard output: UTF-8, whatever the terminal speaks."""
    sys.stdout.flush()
    raw: IO[bytes] = sys.stdout.buffer
    raw.write(text.encode("utf-8"))
    raw.flush()


def complain(lines: Iterable[str]) -> None:
    """Print lines to standard error, as they are: programs read their places."""
    for each in lines:
        sys.stderr.write(_fitting(f"{each}\n", sys.stderr))
    sys.stderr.flush()


@contextmanager
def progress(total: int, what: str, *, patience: float = PATIENCE) -> Iterator[Progress]:
    """Count what is done; from `patience` seconds on a bar shows it, if standard error is a terminal."""
    bar = Progress(total, what)
    timer = threading.Timer(patience, bar.show)
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield bar
    finally:
        timer.cancel()
        bar.hide()


class Progress:
    """A bar that is not there until it is shown."""

    def __init__(self, total: int, what: str) -> None:
        self._total, self._what, self._done, self._over = total, what, 0, False
        self._lock = threading.Lock()
        self._bar: _Bar | None = None
