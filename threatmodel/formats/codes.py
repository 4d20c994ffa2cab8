"""Text -> the codes of a framework, each with a few words, or everything that is wrong with the file."""

from __future__ import annotations

from threatmodel.formats.catalogue import read_entry
from threatmodel.formats.decode import Reading, quoted
from threatmodel.formats.nodes import Node


def read_codes(text: str | bytes, file: str) -> dict[str, str]:
    """Return the words for each code, in the order of the file. Raises InputError with all problems at once."""
    return read_entry(text, file, _codes)


def _codes(reading: Reading, node: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, entry in reading.entries(node, "the file").items():
        above = code.rpartition(".")[0]
        if above and above not in found:
            reading.complain(entry.key, f"{quoted(code)} stands under {quoted(above)}, which has to come before")
        found[code] = reading.text(entry.value, quoted(code)) or ""
    return found
