"""The repository speaks of the project alone, and its folders are where one looks for them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.checkout import PACKAGE, ROOT, own_files

# Written so that this file does not contain what it forbids: `[o]` is an o.
MACHINE_PATH = re.compile(r"(?<![\w.~-])(?:[A-Za-z]:)?[/\\](?:h[o]me|r[o]ot|w[o]rk|Users)[/\\]\w")
INDEX_HOST = re.compile(r"pyp[i]\.org|pythonhost[e]d\.org|npmj[s]\.(?:org|com)|--index-ur[l]\b")
BESIDE_THE_CHECKOUT = re.compile(r"\.\./share[d]\b")


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert mentions(MACHINE_PATH, own_files()) == []


def test_no_file_names_the_host_of_a_package_index() -> None:
    assert mentions(INDEX_HOST, own_files()) == []


def test_no_file_leans_on_a_folder_beside_the_checkout() -> None:
    beyond_tests = [file for file in own_files() if not file.is_relative_to(ROOT / "tests")]
    assert mentions(BESIDE_THE_CHECKOUT, beyond_tests) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATH, "/h_ome/mara/scenario.yaml"),
        (MACHINE_PATH, r"see C:\_Users\mara"),
        (INDEX_HOST, "https://pypi_.org/simple"),
        (BESIDE_THE_CHECKOUT, ".._/shared/notes.md"),
    ],
    ids=["a home folder", "a home folder on Windows", "a package index", "a folder beside the checkout"],
)
def test_what_is_forbidden_would_be_found(tmp_path: Path, pattern: re.Pattern[str], text: str) -> None:
    text = text.replace("_", "")
    (tmp_path / "file.md").write_text(f"first\n{text}\n", "utf-8")
    assert mentions(pattern, [tmp_path / "file.md"]) == [f"file.md:2: {text}"]


def test_every_init_file_is_empty_but_for_the_entry_point() -> None:
    inits = {*PACKAGE.rglob("__init__.py")} - {PACKAGE / "cli" / "__init__.py"}
    assert inits
    assert [str(init.relative_to(ROOT)) for init in inits if init.read_bytes()] == []


def test_every_folder_of_the_package_has_its_folder_of_tests() -> None:
    folders = [init.parent.relative_to(PACKAGE) for init in PACKAGE.rglob("__init__.py")]
    assert folders
    without = [str(folder) for folder in folders if not any((ROOT / "tests" / folder).glob("test_*.py"))]
    assert sorted(without) == []


def test_every_library_that_comes_along_is_pinned_and_named_in_the_notices() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (ROOT / "requirements" / "runtime.txt").read_text("utf-8")
    pinned = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    asked = {re.split(r"[^\w-]", dependency)[0].lower() for dependency in project["dependencies"]}
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text("utf-8").lower()
    assert asked - pinned == set()
    assert {name for name in pinned if f"[{name}]" not in notices} == set()


def mentions(pattern: re.Pattern[str], files: Iterable[Path]) -> list[str]:
    """Each line of a text file in which the pattern occurs, as `name:line: text`."""
    return [
        f"{file.name}:{number}: {line}"
        for file in sorted(files)
        for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]
