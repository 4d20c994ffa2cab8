"""Files and functions stay small enough to read at one go."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.checkout import PACKAGE

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
SOURCES = {".py", ".js", ".mjs", ".css", ".html", ".svg", ".j2"}  # data such as words.yaml may be a long list


def test_no_file_of_the_package_is_longer_than_400_lines() -> None:
    lengths = {file: len(file.read_text("utf-8").splitlines()) for file in sources(SOURCES)}
    assert lengths
    assert {place(file): lines for file, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_of_the_package_is_longer_than_50_lines() -> None:
    lengths = {found: lines for file in sources({".py"}) for found, lines in functions(file)}
    assert lengths
    assert {found: lines for found, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def sources(suffixes: set[str]) -> tuple[Path, ...]:
    return tuple(file for file in sorted(PACKAGE.rglob("*")) if file.suffix in suffixes)


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file as `place:line name`, with its number of lines, decorators included."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            assert node.end_lineno is not None
            yield f"{place(file)}:{first} {node.name}", node.end_lineno - first + 1


def place(file: Path) -> str:
    return file.relative_to(PACKAGE.parent).as_posix()
