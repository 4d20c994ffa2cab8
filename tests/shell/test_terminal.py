from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.checkout import ROOT
from threatmodel.reports.terminal.lines import Part, line, plain

pty = pytest.importorskip("pty", reason="no terminals of POSIX")

LINES = [
    line(Part("Title [red]not red[/red] :smile:", "title")),
    line("open ", Part("covert/ben", "id"), " at file.yaml:1:2", first="  └─ "),
    line("word " * 40, indent=3, hang=2),
]
PROGRAM = f"""
from threatmodel.reports.terminal.lines import Line, Part
from threatmodel.shell.terminal import say
say({LINES!r})
"""


def test_a_terminal_shows_the_same_text_with_colour() -> None:
    shown = on_terminal(PROGRAM)
    assert "\x1b[" in shown
    assert without_colour(shown) == plain(LINES)


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_colour_can_be_switched_off(variables: dict[str, str]) -> None:
    assert on_terminal(PROGRAM, variables).replace("\r", "") == plain(LINES)


def test_a_narrow_terminal_wraps_earlier() -> None:
    shown = without_colour(on_terminal(PROGRAM, columns=50))
    assert shown == plain(LINES, 50)


def test_what_is_piped_is_plain_and_eighty_columns_wide() -> None:
    assert piped(PROGRAM) == plain(LINES)
    assert "rich" not in piped(f"{PROGRAM}\nimport sys; print(*sys.modules)")


def test_branches_are_ascii_where_nothing_else_can_be_shown() -> None:
    shown = piped(PROGRAM, PYTHONIOENCODING="ascii")
    assert "  `- open" in shown
    assert shown.isascii()


def test_letters_that_cannot_be_shown_are_escaped() -> None:
    program = "from threatmodel.shell.terminal import tell\ntell(['é界'])"
    assert piped(program, PYTHONIOENCODING="latin-1", text="latin-1") == "é\\u754c\n"


def test_complaints_cannot_steer_the_terminal() -> None:
    program = "from threatmodel.shell.terminal import complain\ncomplain(['\\x1b[2J\\u202e'])"
    ran = run(program)
    assert ran.stderr == b"\\u001b[2J\\u202e\n"


SLOW = """
import time
from threatmodel.shell.terminal import progress
with progress(3, "reading", patience=0.2) as bar:
    for _ in range(3):
        time.sleep({pause})
        bar.step()
print("done")
"""


def test_a_bar_shows_what_takes_long_on_a_terminal() -> None:
    shown = on_terminal(SLOW.format(pause=0.5))
    assert "reading" in shown
    assert without_colour(shown).rstrip().endswith("done")


def test_nothing_is_shown_of_what_is_quick_or_piped() -> None:
    assert on_terminal(SLOW.format(pause=0)).strip() == "done"
    assert run(SLOW.format(pause=0.3)).stderr == b""


def on_terminal(program: str, variables: dict[str, str] | None = None, *, columns: int = 100) -> str:
    """What a program shows on a terminal of its own."""
    main, sub = pty.openpty()
    import fcntl  # noqa: PLC0415 - not on every platform
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    fcntl.ioctl(sub, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {**clean(), "TERM": "xterm-256color", **(variables or {})}
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=sub, stdout=sub, stderr=sub, env=environment
    )
    os.close(sub)
    shown = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(main)
    assert process.wait() == 0, shown
    return shown.decode("utf-8").replace("\r\n", "\n")


def piped(program: str, text: str = "utf-8", **variables: str) -> str:
    return run(program, **variables).stdout.decode(text)


def run(program: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False, env={**clean(), **variables}
    )
    assert ran.returncode == 0, ran.stderr
    return ran


def clean() -> dict[str, str]:
    """The environment without what would change colours or letters."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in {"NO_COLOR", "TERM", "COLUMNS", "LINES", "PYTHONIOENCODING", "FORCE_COLOR", "CLICOLOR_FORCE"}
    }


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r", "")
