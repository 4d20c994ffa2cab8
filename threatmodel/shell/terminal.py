"""Lines -> a terminal: with colour where somebody looks at it, as plain text everywhere else."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, Final, TextIO

from threatmodel.reports.escape import visible
from threatmodel.reports.terminal.lines import WIDTH, Line, plain, wrapped
from threatmodel.shell.outputs import WriteError

PATIENCE: Final = 2.0
"""Seconds until a progress bar is shown."""

_NARROWEST: Final = 40
_TREE: Final = str.maketrans({"├": "|", "└": "`", "│": "|", "─": "-"})
_COLOURS: Final = {"title": "bold", "bad": "bold red", "warn": "yellow", "good": "green", "dim": "dim", "id": "cyan"}


def say(lines: Iterable[Line]) -> None:
    """Print lines to standard output, wrapped."""
    with _standard_output() as out:
        if not out.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            out.write(_fitting(plain(lines, _width(out)), out))
        else:
            _in_colour(lines, out)


def tell(texts: Iterable[str]) -> None:
    """Print texts to standard output, one a line, as they are: a path is not to be wrapped."""
    with _standard_output() as out:
        for each in texts:
            out.write(_fitting(f"{visible(each)}\n", out))


def write(text: str) -> None:
    """Write text for other programs to standard output: UTF-8, whatever the terminal speaks."""
    with _standard_output() as out:
        out.flush()
        raw: IO[bytes] = out.buffer
        raw.write(text.encode("utf-8"))
        raw.flush()


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Give standard output. Who stops reading (`| head`) has seen enough; raises WriteError when it takes no more."""
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        discard()
    except OSError as error:
        discard()
        raise WriteError("standard output", error) from None


def discard() -> None:
    """Send what still waits for standard output nowhere, so that Python does not complain about it at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def complain(lines: Iterable[str]) -> None:
    """Print lines to standard error, as they are: programs read their places."""
    for each in lines:
        sys.stderr.write(_fitting(f"{visible(each)}\n", sys.stderr))
    sys.stderr.flush()


class Progress:
    """A bar that is not there until it is shown."""

    def __init__(self, total: int, what: str) -> None:
        self._total, self._what, self._done, self._over = total, what, 0, False
        self._lock = threading.Lock()
        self._bar: Any = None  # from rich, which is imported only when it is shown

    def step(self) -> None:
        """One more is done."""
        with self._lock:
            self._done += 1
            if self._bar is not None:
                self._bar.update(self._bar.task_ids[0], completed=self._done)

    def show(self) -> None:
        """Show the bar, unless all is over."""
        from rich.console import Console  # noqa: PLC0415 - only when something is shown in colour
        from rich.progress import Progress as Bar  # noqa: PLC0415

        with self._lock:
            if not self._over:
                self._bar = Bar(console=Console(stderr=True), transient=True)
                self._bar.add_task(visible(self._what), total=self._total, completed=self._done)
                self._bar.start()

    def hide(self) -> None:
        """Take the bar away."""
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar.stop()


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


def _in_colour(lines: Iterable[Line], out: TextIO) -> None:
    from rich.console import Console  # noqa: PLC0415 - only when something is shown in colour
    from rich.text import Text  # noqa: PLC0415

    console = Console(file=out, highlight=False, markup=False, emoji=False)
    for parts in wrapped(lines, _width(out)):
        text = Text.assemble(*((_fitting(part.text, out), _COLOURS.get(part.style, "")) for part in parts))
        console.print(text, no_wrap=True, overflow="ignore", crop=False)


def _width(out: TextIO) -> int:
    """Return 80, or less where the terminal has less."""
    with suppress(OSError, ValueError):
        if out.isatty():
            return max(_NARROWEST, min(WIDTH, os.get_terminal_size(out.fileno()).columns or WIDTH))
    return WIDTH


def _fitting(text: str, out: TextIO) -> str:
    """Return a text that a stream can take, with branches in ASCII where it knows no others."""
    encoding = out.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_TREE).encode(encoding, "backslashreplace").decode(encoding)
    return text
