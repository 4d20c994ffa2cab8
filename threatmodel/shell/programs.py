"""The only place that starts another program: bytes in, bytes out, within a time limit."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What a program left behind; `code` is negative for a signal and None when time ran out."""

    code: int | None
    out: bytes
    err: str


def run(command: Sequence[str], given: bytes, *, seconds: float) -> Finished:
    """Run a program on `given`, killing it after `seconds`; a program that cannot be started has code 127."""
    try:
        ended = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as late:
        return Finished(code=None, out=late.output or b"", err=_text(late.stderr))
    except OSError as problem:
        return Finished(code=127, out=b"", err=str(problem))
    return Finished(code=ended.returncode, out=ended.stdout, err=_text(ended.stderr))


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", "replace")
