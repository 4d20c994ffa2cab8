"""A name -> the file of a new scenario: what it is called, and what stands in it."""

from __future__ import annotations

import json
import re
from typing import Final

from threatmodel.model.names import slug
from threatmodel.shell.shipped import SUFFIX, entry_starter, starter

_TITLE: Final = "title: A tour of the new flat\n"
_FILE: Final = "check FILE\n"
_ENTRY_TITLE: Final = "title: TITLE\n"
_FOLDER: Final = "FOLDER"
_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w' -]*\w)?")
_SPECIAL: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off"))
_ENDING: Final = re.compile(r"\.ya?ml$", re.IGNORECASE)
_DEVICES: Final = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
_LONGEST: Final = 200
"""Bytes; most file systems take 255, and a file beside it may have a longer name."""


def file_name(name: str) -> str:
    """Return the file name for a scenario of this name. Raises ValueError with a sentence for one that gives none."""
    if "/" in name or "\\" in name:
        raise ValueError("a name holds no / and no \\; a folder is given with --out")
    if not name.isprintable():
        raise ValueError("the name holds a character that cannot be seen")
    id_ = slug(_ENDING.sub("", name))
    if not id_:
        raise ValueError(f"{name!r} holds no letter and no digit to name a file after")
    if len(id_.encode("utf-8")) > _LONGEST:
        raise ValueError("the name is too long for a file")
    if _DEVICES.fullmatch(id_):
        raise ValueError(f"{name!r} names a device on some computers, so no file can be called that")
    return f"{id_}{SUFFIX}"


def started(name: str, file: str) -> str:
    """Return the text of the small scenario, with its title after `name`, and `file` where it says what to type."""
    return starter().replace(_TITLE, f"title: {_titled(name)}\n").replace(_FILE, f"check {file}\n")


def entry_started(what: str, name: str, folder: str) -> str:
    """Return the text of a small threat, control or kind, with its title after `name`, in a catalogue at `folder`."""
    return entry_starter(what).replace(_ENTRY_TITLE, f"title: {_titled(name)}\n").replace(_FOLDER, folder)


def _titled(name: str) -> str:
    title = _ENDING.sub("", name).strip()
    is_plain = _PLAIN.fullmatch(title) and title.lower() not in _SPECIAL
    return title if is_plain else json.dumps(title, ensure_ascii=False)
