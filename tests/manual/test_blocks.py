"""Every block of YAML and of a terminal on the site is run; what is shown is what the program says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.shipped import CATALOGUE
from tests.shown import PROMPT, Block, blocks, in_order, run
from threatmodel import pipeline
from threatmodel.model.source import InputError

DOCS = ROOT / "docs"
MADE = "reference/commands.md"
"""Shows how commands are called, and no call; it is held to the program itself."""
PAGES = sorted({file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md")} - {MADE})
WITH_BLOCKS = [page for page in PAGES if any(blocks((DOCS / page).read_text("utf-8")))]


def test_pages_show_things_that_can_be_run() -> None:
    assert {"tutorials/trainer.md", "tutorials/engineer.md", "how-to/write-a-scenario.md"} <= {*WITH_BLOCKS}


@pytest.mark.parametrize("page", WITH_BLOCKS)
def test_a_page_shows_what_the_program_says(page: str, tmp_path: Path) -> None:
    wrong: set[str] = set()
    found = [*blocks((DOCS / page).read_text("utf-8"))]
    for block in found:
        if block.language == "console":
            wrong |= checked(block, tmp_path)
        else:
            written(block, tmp_path)
    scenarios = [block for block in found if block.title and "/threats/" not in block.title]
    assert {block.title for block in scenarios if not can_be_read(block)} == wrong


def checked(block: Block, folder: Path) -> set[str]:
    """Run what a terminal shows; return the files that the program says are wrong."""
    assert block.text.startswith(PROMPT)
    text, code = run(folder, block.text)
    assert in_order(block.text, text), f"{block.text}\nbut the program says\n{text}"
    assert code in (0, 1, 2)
    return {line.partition(":")[0] for line in text.splitlines() if ".yaml:" in line} if code == 2 else set()


def written(block: Block, folder: Path) -> None:
    """Write what stands for a file."""
    assert block.language == "yaml", f"nothing runs a block of {block.language!r}"
    assert block.title, f"which file is this?\n{block.text}"
    file = folder / block.title
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, "utf-8")


def can_be_read(block: Block) -> bool:
    try:
        pipeline.read(block.text, block.title, CATALOGUE)
    except InputError:
        return False
    return True


def test_a_block_that_is_wrong_would_be_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="but the program says"):
        checked(Block("console", "", "$ threatmodel --version\nthreatmodel of somebody else\n"), tmp_path)
    with pytest.raises(AssertionError, match="nothing runs"):
        written(Block("bash", "", "rm -rf .\n"), tmp_path)
    with pytest.raises(AssertionError, match="which file"):
        written(Block("yaml", "", "title: T\n"), tmp_path)
