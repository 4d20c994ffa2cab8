"""Pages of data that lie in the repository, so that whoever reads it without building anything finds them whole.

`python -m manual.reference` writes them; a test says when that is due.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from manual import site
from manual.language import commands

DOCS: Final = Path(__file__).parent.parent / "docs"
LANGUAGE: Final = "reference/language.md"
COMMANDS: Final = "reference/commands.md"


def pages() -> dict[str, str]:
    """Return the pages by their place in the manual, as they are to be."""
    return {LANGUAGE: site.filled((DOCS / LANGUAGE).read_text("utf-8")), COMMANDS: commands()}


if __name__ == "__main__":
    for place, text in pages().items():
        (DOCS / place).write_bytes(text.encode("utf-8"))
