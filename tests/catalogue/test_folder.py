from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.catalogue import own
from threatmodel.catalogue import folder as folders
from threatmodel.catalogue.folder import read_folder

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def told(path: Path) -> list[str]:
    """The problems of a folder, with the place as it stands below the folder."""
    root = path.as_posix()
    return [
        f"{problem.span.file.removeprefix(root).lstrip('/') or '.'}: {problem.message}"
        for problem in read_folder(str(path)).problems
    ]


def put(path: Path, text: str | bytes = "title: A\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_each_file_is_read_with_its_part_its_id_and_its_place(tmp_path: Path) -> None:
    own.write(tmp_path)
    found = read_folder(str(tmp_path))
    assert found.problems == []
    assert [(file.part, file.id) for file in found.files] == [
        ("controls", "glasses-outside"),
        ("kinds", "glasses-wearers"),
        ("threats", "glasses"),
        ("words", "words"),
    ]
    assert found.files[2].place == f"{tmp_path.as_posix()}/threats/glasses.yaml"
    assert found.files[2].content == own.THREAT.encode()
    assert not any(file.is_shipped for file in found.files)


def test_what_is_hidden_and_what_is_no_catalogue_is_left_alone(tmp_path: Path) -> None:
    own.write(tmp_path)
    for name in (
        "README.md",
        ".git/config.yaml",
        ".hidden.yaml",
        "threats/.old.yaml",
        "threats/notes.txt",
        "pictures/a",
    ):
        put(tmp_path / name)
    assert told(tmp_path) == []
    assert len(read_folder(str(tmp_path)).files) == 4


def test_a_folder_that_is_not_there_and_one_without_a_catalogue_are_told(tmp_path: Path) -> None:
    assert told(tmp_path / "nothing") == [".: the folder cannot be read: No such file or directory"]
    assert told(tmp_path) == [".: there is no catalogue in this folder"]
    file = put(tmp_path / "a.yaml")
    assert told(file) == [".: the folder cannot be read: Not a directory"]


def test_what_nothing_would_read_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    put(tmp_path / "threat" / "one.yaml")
    put(tmp_path / "word.yaml")
    put(tmp_path / "threats" / "more" / "two.yaml")
    assert told(tmp_path) == [
        "threat: nothing reads this folder",
        "threats/more: nothing reads a folder in here",
        "word.yaml: nothing reads this",
    ]
    assert next(problem.hint for problem in read_folder(str(tmp_path)).problems) == "did you mean 'threats'?"


def test_two_files_with_one_id_are_told(tmp_path: Path) -> None:
    put(tmp_path / "threats" / "one.yaml")
    put(tmp_path / "threats" / "one.yml")
    assert told(tmp_path) == ["threats/one.yml: 'one' is already in one.yaml"]
    assert [file.id for file in read_folder(str(tmp_path)).files] == ["one"]


@LINKS
def test_links_are_not_followed_wherever_they_lead(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside" / "secret.yaml", "title: A secret\n")
    inside = tmp_path / "inside"
    put(inside / "threats" / "one.yaml")
    (inside / "threats" / "two.yaml").symlink_to(outside)
    (inside / "threats" / "three.yaml").symlink_to(tmp_path / "nowhere")
    (inside / "threats" / "more").symlink_to(outside.parent)
    (inside / "kinds").symlink_to(outside.parent)
    (inside / "words.yaml").symlink_to(outside)
    (inside / "notes").symlink_to(outside)
    assert told(inside) == [
        "kinds: this is a link, and links are not followed",
        "threats/more: this is a link, and links are not followed",
        "threats/three.yaml: this is a link, and links are not followed",
        "threats/two.yaml: this is a link, and links are not followed",
        "words.yaml: this is a link, and links are not followed",
    ]
    assert [file.id for file in read_folder(str(inside)).files] == ["one"]


@LINKS
def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    put(tmp_path / "real" / "threats" / "one.yaml")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert [file.id for file in read_folder(str(tmp_path / "link")).files] == ["one"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_is_not_a_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "threats").mkdir()
    os.mkfifo(tmp_path / "threats" / "pipe.yaml")  # opening it would wait for somebody to write
    (tmp_path / "words.yaml").mkdir()
    assert told(tmp_path) == ["threats/pipe.yaml: this is not a file", "words.yaml: this is not a file"]


@pytest.mark.skipif(sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    put(tmp_path / "threats" / "one.yaml").chmod(0)
    assert told(tmp_path) == ["threats/one.yaml: the file cannot be read: Permission denied"]


def test_a_long_file_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path / "threats" / "long.yaml", b"#" * (folders.MOST_BYTES + 1))
    put(tmp_path / "threats" / "just.yaml", b"#" * folders.MOST_BYTES)
    assert told(tmp_path) == ["threats/long.yaml: the file is too long; at most 500 kB are read"]
    assert [file.id for file in read_folder(str(tmp_path)).files] == ["just"]


def test_too_many_files_and_too_much_in_all_are_refused_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        put(tmp_path / "threats" / f"t{number}.yaml", b"#" * 100)
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    assert told(tmp_path) == [".: there are too many files; at most 3 are read"]
    assert len(read_folder(str(tmp_path)).files) == 3
    monkeypatch.setattr(folders, "MOST_FILES", 100)
    monkeypatch.setattr(folders, "MOST_IN_ALL", 250)
    assert told(tmp_path) == [".: there is too much; at most 0 MB are read"]
    assert len(read_folder(str(tmp_path)).files) == 2
