from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from threatmodel.model.source import InputError
from threatmodel.shell import revisions
from threatmodel.shell.files import MOST_BYTES
from threatmodel.shell.revisions import earlier

Commit = Callable[[str], None]


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=mara", "-c", "user.email=mara@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with two revisions of a file in a subfolder; a third text is not committed."""
    below = tmp_path / "below here"
    below.mkdir()
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    for text in ("one\n", "two\n"):
        (below / "-a b.yaml").write_text(text, "utf-8")
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", text)
    (below / "-a b.yaml").write_text("three\n", "utf-8")
    git(tmp_path, "tag", "v1", "HEAD~1")
    return below


def refused(file: Path, revision: str) -> str:
    with pytest.raises(InputError) as caught:
        earlier(file.name, file, revision)
    [problem] = caught.value.problems
    assert problem.span.line == 0
    return f"{problem.span.file}: {problem.message}" + (f" ({problem.hint})" if problem.hint else "")


@pytest.mark.parametrize(
    ("revision", "text"),
    [("HEAD", b"two\n"), ("HEAD~1", b"one\n"), ("v1", b"one\n"), ("main", b"two\n"), (":/one", b"one\n")],
)
def test_a_file_is_read_as_it_was_in_a_revision(folder: Path, revision: str, text: bytes) -> None:
    assert earlier("-a b.yaml", folder / "-a b.yaml", revision) == text


def test_it_works_from_anywhere(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(folder)
    assert earlier("-a b.yaml", Path("-a b.yaml"), "HEAD") == b"two\n"
    monkeypatch.chdir(tmp_path.parent)
    assert earlier("-a b.yaml", folder / "-a b.yaml", "HEAD") == b"two\n"


def test_a_link_is_read_where_it_leads(folder: Path) -> None:
    (folder / "link.yaml").symlink_to("-a b.yaml")
    assert earlier("link.yaml", folder / "link.yaml", "HEAD") == b"two\n"


def test_a_revision_that_is_not_there_is_said_with_the_nearest_that_is(folder: Path) -> None:
    file = folder / "-a b.yaml"
    assert refused(file, "mian") == "--git mian: there is no such revision (did you mean 'main'?)"
    assert refused(file, "0123456789") == "--git 0123456789: there is no such revision"


@pytest.mark.parametrize(
    "revision",
    [
        "--branches",
        "--output=stolen",
        "-h",
        "",
        "--upload-pack=touch stolen",
        "HEAD:below here",
        "a\nb",
        "HEAD stolen",
        "; touch stolen",
    ],
)
def test_nothing_that_is_no_revision_does_anything(folder: Path, revision: str) -> None:
    assert "there is no such revision" in refused(folder / "-a b.yaml", revision)
    assert not [*folder.parent.rglob("stolen*")]


def test_a_file_that_was_not_there_is_said(folder: Path) -> None:
    (folder / "new.yaml").write_text("new\n", "utf-8")
    assert refused(folder / "new.yaml", "HEAD") == (
        "new.yaml: the file is not in the revision 'HEAD' (was it called something else then?)"
    )


def test_a_folder_of_that_name_is_no_file(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "x").write_text("x", "utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a folder")
    assert "git cannot read it in 'HEAD'" in refused(folder / "sub", "HEAD")


def test_a_file_outside_a_repository_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("x", "utf-8")
    assert refused(tmp_path / "x.yaml", "HEAD").startswith("x.yaml: git cannot look here: not a git repository")


def test_a_file_that_was_too_long_is_not_read(folder: Path) -> None:
    (folder / "long.yaml").write_bytes(b"x" * (MOST_BYTES + 1))
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "long")
    (folder / "long.yaml").write_text("short", "utf-8")
    assert refused(folder / "long.yaml", "HEAD") == "long.yaml: the file is too long in 'HEAD'; at most 5 MB are read"


@pytest.mark.usefixtures("folder")
def test_a_shallow_clone_is_said_to_be_one(tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", (tmp_path.as_uri()), "shallow")
    file = tmp_path / "shallow" / "below here" / "-a b.yaml"
    assert refused(file, "HEAD~1") == (
        "--git HEAD~1: there is no such revision (this is a shallow clone: fetch its history first)"
    )


def test_without_git_it_is_said_that_it_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert refused(folder / "-a b.yaml", "HEAD") == (
        "-a b.yaml: git cannot be started (--git needs it: https://git-scm.com)"
    )


def test_a_git_that_does_not_answer_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = folder / "git"
    slow.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(revisions, "_SECONDS", 0.5)
    assert "git did not answer within" in refused(folder / "-a b.yaml", "HEAD")
