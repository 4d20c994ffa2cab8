from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from threatmodel.model.source import InputError
from threatmodel.shell import files
from threatmodel.shell.shipped import shipped_scenario, shipped_scenarios


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with scenarios in it and below, and what is none."""
    for name in ("b.yaml", "a.yml", "below/C.YAML", "notes.txt", ".hidden.yaml", ".git/x.yaml"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"title: {name}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_is_named_as_it_was_given(folder: Path) -> None:
    assert names("b.yaml", "below/C.YAML", str(folder / "a.yml")) == [
        "b.yaml",
        "below/C.YAML",
        (folder / "a.yml").as_posix(),
    ]


def test_a_folder_stands_for_the_scenarios_in_it_and_below(folder: Path) -> None:
    assert folder.is_dir()
    assert names(".") == ["a.yml", "b.yaml", "below/C.YAML"]


def test_a_pattern_stands_for_the_files_that_match(folder: Path) -> None:
    assert folder.is_dir()
    assert names("*.y*ml") == ["a.yml", "b.yaml"]
    assert names("**/*.YAML") == ["below/C.YAML"] or sys.platform == "win32"


def test_what_is_named_twice_comes_once(folder: Path) -> None:
    assert names("b.yaml", "*.yaml", str(folder / "b.yaml")) == ["b.yaml"]


def test_a_shipped_scenario_is_known_by_its_name() -> None:
    name = next(iter(shipped_scenarios()))
    (source,) = files.sources([name])
    assert (source.name, source.path) == (name, None)
    assert files.read(source) == shipped_scenario(name).encode("utf-8")


def test_a_file_of_the_same_name_goes_before_a_shipped_scenario(folder: Path) -> None:
    name = next(iter(shipped_scenarios()))
    (folder / name).write_text("mine", "utf-8")
    (source,) = files.sources([name])
    assert files.read(source) == b"mine"


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("c.yaml", "c.yaml: there is no such file, and no scenario of this name is shipped (did you mean 'b.yaml'?)"),
        ("below/D.YAML", "(did you mean 'below/C.YAML'?)"),
        ("partner-vido-call", "(did you mean 'partner-video-call'?)"),
        ("b.yaml/x", "b.yaml/x: there is no such file"),
        ("nothing/*.yaml", "nothing/*.yaml: no file matches this pattern"),
        ("empty", "empty: there is no scenario in this folder (files that end in .yaml or .yml are read)"),
        ("x" * 5000, "the file cannot be read"),
        ("a\0b", "the file cannot be read"),
        ("", "there is no such file"),
    ],
    ids=lambda value: value[:20].replace("\0", "NUL"),
)
def test_what_cannot_be_found_is_said_with_the_nearest_name(folder: Path, argument: str, message: str) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(InputError) as caught:
        files.sources([argument])
    (problem,) = caught.value.problems
    assert problem.span.line == 0
    assert message in f"{problem.span.file}: {problem.message} ({problem.hint})"


def test_all_that_cannot_be_found_is_said_at_once(folder: Path) -> None:
    assert folder.is_dir()
    with pytest.raises(InputError) as caught:
        files.sources(["one", "b.yaml", "two/"])
    assert [problem.span.file for problem in caught.value.problems] == ["one", "two/"]


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(100_000_000)
    assert refusal(large) == "the file is too long (100.0 MB); at most 5 MB are read"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file")
def test_a_file_without_an_end_is_read_up_to_the_limit() -> None:
    assert refusal(Path("/dev/zero")) == "the file is too long; at most 5 MB are read"


def test_a_file_of_just_the_longest_length_is_read(tmp_path: Path) -> None:
    (tmp_path / "long.yaml").write_bytes(b"x" * files.MOST_BYTES)
    assert len(files.read(files.sources([str(tmp_path / "long.yaml")])[0])) == files.MOST_BYTES


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that exists and cannot be read")
def test_a_file_that_cannot_be_read_is_said_to_be_so() -> None:
    assert refusal(Path("/proc/self/mem")).startswith("the file cannot be read: ")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_itself_is_no_endless_walk(folder: Path) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "round.yaml").symlink_to("round.yaml")
    assert names("a.yml") == ["a.yml"]
    assert "loop/a.yml" not in names(".")
    assert os.path.lexists(folder / "round.yaml")
    with pytest.raises(InputError):
        files.sources(["round.yaml"])


def names(*arguments: str) -> list[str]:
    return [source.name for source in files.sources(arguments)]


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        files.read(files.Source(name="x", path=path))
    return caught.value.problems[0].message


def test_a_folder_without_scenarios_does_not_hide_a_shipped_one_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "partner-video-call").mkdir()
    monkeypatch.chdir(tmp_path)
    [source] = files.sources(["partner-video-call"])
    assert source.path is None


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "scene.yaml").write_text("title: x\n", "utf-8")
    assert [source.path for source in files.sources([str(tmp_path)])] == [tmp_path / "scene.yaml"]
