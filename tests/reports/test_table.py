from __future__ import annotations

import json
from pathlib import Path

from tests.golden.example import example
from threatmodel.reports import table

FOLDER = Path(table.__file__).parent

# Not in the table: lines for a terminal, what is no report of findings, and what makes or needs a picture.
OTHERS = {"to_text", "to_baseline", "to_explanation", "to_html", "to_svg", "to_png", "to_dot"}


def test_every_module_that_writes_a_report_is_in_the_table() -> None:
    modules = {file.stem for file in FOLDER.rglob("to_*.py")}
    known = {render.__module__.rpartition(".")[2] for render in (*table.FORMATS.values(), *table.FILES.values())}
    assert modules - OTHERS == known


def test_every_report_gives_text_that_ends_with_a_newline() -> None:
    for render in (*table.FORMATS.values(), *table.FILES.values()):
        assert render([example()]).endswith("\n")


def test_files_are_named_after_what_they_hold() -> None:
    assert json.loads(table.FILES["findings.json"]([example()]))
    assert table.FILES["checklist.md"]([example()]).startswith("# ")
