"""What the page on CI shows besides terminals, and the hooks for pre-commit, name commands and hooks that there are."""

from __future__ import annotations

import re
import shlex
from textwrap import dedent
from typing import Any

import pytest
import yaml

from tests.checkout import ROOT
from threatmodel.cli.program import main

PAGE = (ROOT / "docs" / "how-to" / "use-in-ci.md").read_text("utf-8")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
SHOWN = {
    text.splitlines()[0].strip("# "): yaml.safe_load(text)
    for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE, re.MULTILINE)
    if (text := dedent(block).strip()).startswith("# .")
}
"""The files that the page shows, by name."""


def parsed(command: str) -> str:
    """Have the command line read a command without running it; return which it is."""
    words = shlex.split(command.partition(" > ")[0])
    assert words[0] == "threatmodel"
    main.commands[words[1]].make_context(words[1], words[2:])
    return words[1]


def test_the_workflow_runs_commands_that_there_are() -> None:
    [job] = SHOWN[".github/workflows/threat-model.yaml"]["jobs"].values()
    commands = [step["run"] for step in job["steps"] if step.get("run", "").startswith("threatmodel")]
    assert [parsed(command) for command in commands] == ["validate", "check"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_a_command_that_there_is(hook: dict[str, Any]) -> None:
    assert hook["id"] == hook["name"].replace(" ", "-")
    parsed(f"{hook['entry']} designs/call.yaml")
    assert re.search(hook["files"], "designs/call.yaml")
    assert not re.search(hook["files"], ".github/workflows/build.yaml")


def test_the_configuration_names_hooks_that_there_are_with_options_that_they_take() -> None:
    entries = {hook["id"]: hook["entry"] for hook in HOOKS}
    [repository] = SHOWN[".pre-commit-config.yaml"]["repos"]
    for hook in repository["hooks"]:
        parsed(f"{entries[hook['id']]} {' '.join(hook.get('args', []))} designs/call.yaml")
    assert entries.keys() == {hook["id"] for hook in repository["hooks"]}
