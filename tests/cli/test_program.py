from __future__ import annotations

import subprocess
import sys

from tests.checkout import ROOT
from tests.command import threatmodel
from threatmodel.cli.program import COMMANDS, main


def test_every_command_is_in_the_program_under_its_name() -> None:
    assert main.commands == {command.name: command for command in COMMANDS}


def test_help_says_of_every_command_what_it_does_without_cutting_it_off() -> None:
    rows = threatmodel("--help").out.partition("Commands:")[2].splitlines()[1:]
    assert [row.split()[0] for row in rows] == sorted(main.commands)
    assert [row for row in rows if "..." in row or len(row) > 80] == []


def test_the_entry_point_is_the_program() -> None:
    program = (
        "from threatmodel.cli import main; from threatmodel.cli.program import main as other; assert main is other"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
