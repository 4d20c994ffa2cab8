from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import ROOT
from threatmodel.shell.outputs import WriteError, create, write

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs limits or links of POSIX")


def test_files_are_written_with_the_folders_they_need(tmp_path: Path) -> None:
    write({tmp_path / "a" / "b" / "one.txt": b"1", tmp_path / "a" / "two.txt": b"22"})
    assert contents(tmp_path) == {"a/b/one.txt": b"1", "a/two.txt": b"22"}


def test_earlier_files_are_replaced_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(b"old")
    (tmp_path / "other.txt").write_bytes(b"mine")
    write({tmp_path / "one.txt": b"new"})
    assert contents(tmp_path) == {"one.txt": b"new", "other.txt": b"mine"}


@pytest.mark.parametrize("blocked", ["first.txt", "second.txt", "third.txt"])
def test_when_one_file_cannot_be_written_all_stay_as_they_were(tmp_path: Path, blocked: str) -> None:
    """A folder stands where the file should be."""
    (tmp_path / "first.txt").write_bytes(b"old")
    (tmp_path / blocked).unlink(missing_ok=True)
    (tmp_path / blocked / "inside").mkdir(parents=True)
    before = contents(tmp_path)
    with pytest.raises(WriteError) as caught:
        write({tmp_path / name: b"new" for name in ("first.txt", "second.txt", "third.txt")})
    assert caught.value.file == str(tmp_path / blocked)
    assert contents(tmp_path) == before


def test_folders_that_were_made_for_nothing_are_gone_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteError) as caught:
        write({tmp_path / "new" / "a.txt": b"1", tmp_path / "file" / "b.txt": b"2"})
    assert caught.value.file == str(tmp_path / "file" / "b.txt")
    assert contents(tmp_path) == {"file": b""}
    assert not (tmp_path / "new").exists()


@POSIX
def test_a_disk_that_gets_full_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_bytes(b"old")
    said = limited(tmp_path, most=10_000)
    assert said == f"{tmp_path / 'large.txt'}: cannot be written: File too large"
    assert contents(tmp_path) == {"small.txt": b"old"}


@POSIX
def test_a_failure_in_the_middle_of_replacing_puts_back_what_was_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"old")
    replace, calls = Path.replace, []

    def second_fails(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", second_fails)
    with pytest.raises(WriteError) as caught:
        write({tmp_path / name: b"new" for name in ("a", "b", "c")})
    assert caught.value.file == str(tmp_path / "b")
    assert contents(tmp_path) == {"a": b"old", "b": b"old"}


@POSIX
def test_a_link_goes_on_leading_to_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write({tmp_path / "link.txt": b"new"})
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


@POSIX
def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_bytes(b"old")
    (tmp_path / "private.txt").chmod(0o600)
    write({tmp_path / "private.txt": b"new"})
    assert (tmp_path / "private.txt").stat().st_mode & 0o777 == 0o600


@POSIX
def test_what_is_no_file_is_written_to_and_not_replaced() -> None:
    write({Path(os.devnull): b"gone"})
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/proc/sys").exists(), reason="needs a folder that even its owner cannot write to")
def test_a_folder_that_cannot_be_written_to_is_named() -> None:
    with pytest.raises(WriteError, match=r"^/proc/sys/out/a\.txt: cannot be written: "):
        write({Path("/proc/sys/out/a.txt"): b"1"})


def limited(folder: Path, most: int) -> str:
    """Write a small and a large file in a process that may write files of `most` bytes; return what it complains of."""
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from threatmodel.shell.outputs import WriteError, create, write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "folder = Path(sys.argv[1])\n"
        "try: write({folder / 'small.txt': b'new', folder / 'large.txt': b'x' * 100_000})\n"
        "except WriteError as error: print(error, end='')\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(folder)], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder and below, hidden ones too."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# --- a file that is not there yet ---


def test_a_new_file_is_made_with_its_folder(tmp_path: Path) -> None:
    create(tmp_path / "a" / "b.txt", b"text")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"text"


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        create(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_folder_of_that_name_counts_as_there(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        create(tmp_path, b"new")


def test_a_file_in_the_place_of_a_folder_is_a_write_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(WriteError, match="cannot be written"):
        create(tmp_path / "file" / "new", b"new")


def test_what_a_run_ended_half_way_has_left_is_removed_when_it_is_old(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    old, young = tmp_path / ".a.txt.0123abcd.tmp", tmp_path / ".a.txt.4567cdef.tmp"
    other = tmp_path / ".b.txt.0123abcd.tmp"
    for left in (old, young, other):
        left.write_text("half")
    for left in (old, other):
        os.utime(left, (1, 1))
    write({target: b"whole"})
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([other.name, young.name, target.name])
