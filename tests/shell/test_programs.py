from __future__ import annotations

import sys

from threatmodel.shell.programs import run


def test_a_program_gets_what_is_given_and_its_answer_comes_back() -> None:
    echo = "import sys; sys.stdout.write(sys.stdin.read().upper()); sys.stderr.write('so'); sys.exit(4)"
    ended = run([sys.executable, "-c", echo], b"word", seconds=30)
    assert (ended.code, ended.out, ended.err) == (4, b"WORD", "so")


def test_a_program_that_hangs_is_ended_and_what_it_wrote_is_kept() -> None:
    hang = "import sys, time; print('half', flush=True); time.sleep(600)"
    ended = run([sys.executable, "-c", hang], b"", seconds=1.5)
    assert (ended.code, ended.out.strip()) == (None, b"half")


def test_a_program_that_is_not_there_is_an_answer_and_no_error() -> None:
    assert run(["/nowhere/at/all"], b"", seconds=5).code == 127


def test_a_program_that_does_not_read_does_no_harm() -> None:
    assert run([sys.executable, "-c", ""], b"x" * 1_000_000, seconds=30).code == 0
