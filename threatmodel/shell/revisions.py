"""A file of an earlier revision -> its bytes: asked of git itself, without a shell and without a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from threatmodel.model.names import nearest
from threatmodel.model.source import InputError, Problem, Span
from threatmodel.shell.files import MOST_BYTES
from threatmodel.shell.programs import Finished, run

_SECONDS: Final = 30.0
_NOT_STARTED: Final = 127


def earlier(name: str, path: Path, revision: str) -> bytes:
    """Return what a file held in a revision. Raises InputError, saying what is not there: git, revision or file.

    `name` is what the file is called in complaints; `revision` is anything that git takes for a commit.
    """
    file = path.resolve()  # git keeps a link as a link
    commit = _commit(name, file.parent, revision)
    blob = f"{commit}:./{file.name}"
    size = _git(name, file.parent, "cat-file", "-s", blob)
    if size.code != 0:
        raise _refused(name, f"the file is not in the revision '{revision}'", "was it called something else then?")
    if int(size.out) > MOST_BYTES:
        raise _refused(name, f"the file is too long in '{revision}'; at most {MOST_BYTES // 1_000_000} MB are read")
    content = _git(name, file.parent, "cat-file", "blob", blob)
    if content.code != 0:
        raise _refused(name, f"git cannot read it in '{revision}': {_last(content.err)}")
    return content.out


def _commit(name: str, folder: Path, revision: str) -> str:
    """Return the full id of a revision, so that nothing a user writes is read as an option or a path by git."""
    inside = _git(name, folder, "rev-parse", "--is-shallow-repository")
    if inside.code != 0:
        raise _refused(name, f"git cannot look here: {_last(inside.err)}", "is the file in a git repository?")
    if revision and not revision.startswith("-") and revision.isprintable():
        found = _git(name, folder, "rev-parse", "--verify", "--quiet", revision)
        if found.code == 0:
            found = _git(name, folder, "rev-parse", "--verify", "--quiet", f"{_line(found)}^{{commit}}")
        if found.code == 0:
            return _line(found)
    raise _refused(f"--git {revision}", "there is no such revision", _hint(name, folder, revision, inside))


def _hint(name: str, folder: Path, revision: str, inside: Finished) -> str:
    if inside.out.strip() == b"true":
        return "this is a shallow clone: fetch its history first"
    listed = _git(name, folder, "for-each-ref", "--format=%(refname:short)")
    near = nearest(revision, listed.out.decode("utf-8", "replace").splitlines())
    return f"did you mean '{near}'?" if near is not None else ""


def _git(name: str, folder: Path, *words: str) -> Finished:
    """Run git in a folder. Raises InputError when there is no git or no answer."""
    ended = run(["git", "-C", str(folder), *words], b"", seconds=_SECONDS)
    if ended.code == _NOT_STARTED:
        raise _refused(name, "git cannot be started", "--git needs it: https://git-scm.com")
    if ended.code is None:
        raise _refused(name, f"git did not answer within {_SECONDS:.0f} seconds")
    return ended


def _line(ended: Finished) -> str:
    return ended.out.decode("ascii", "replace").strip()


def _last(text: str) -> str:
    rows = [row for row in text.splitlines() if row.strip()]
    return rows[0].removeprefix("fatal: ") if rows else "it does not say why"


def _refused(name: str, message: str, hint: str = "") -> InputError:
    """Complain about a file as a whole, for which there is no line: line 0."""
    return InputError([Problem(span=Span(name, 0, 0), message=message, hint=hint)])
