"""The files of the catalogue that come with the program: their ids, their contents, and what they are called."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

SUFFIX: Final = ".yaml"
_ROOT: Final = os.path.dirname(__file__)  # noqa: PTH120  # every command waits for this: pathlib alone takes as long as the kinds


def entries(folder: str) -> Iterator[tuple[str, str]]:
    """Yield the id of every entry in a folder of the catalogue and the name of its file, in the order of the ids."""
    with os.scandir(f"{_ROOT}/{folder}") as found:
        names = sorted(each.name for each in found if each.name.endswith(SUFFIX))
    for name in names:
        yield name.removesuffix(SUFFIX), f"{folder}/{name}"


def content(name: str) -> bytes:
    """Return what stands in a file, named as from the folder of the catalogue."""
    with open(f"{_ROOT}/{name}", "rb") as source:  # noqa: PTH123  # see above
        return source.read()


def place(name: str) -> str:
    """Name a file of the catalogue as its readers know it, wherever the package is installed."""
    return f"catalogue/{name}"
