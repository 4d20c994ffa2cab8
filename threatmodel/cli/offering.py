"""Commands for who writes scenarios and catalogues: `new`, `schema`."""

from __future__ import annotations

from typing import Final

import click

from threatmodel.cli.options import OutputFile
from threatmodel.cli.reading import shipped_catalogue

ENTRIES: Final = {"threat": "threats", "control": "controls", "kind": "kinds"}
"""What `new` can start besides a scenario, and the folder of a catalogue that it goes to."""


@click.command(short_help="Write a scenario, a threat, a control or a kind to start from.")
@click.argument("names", metavar="[threat|control|kind] NAME", nargs=-1, required=True)
@click.option("--from", "source", metavar="SCENARIO", help="Copy this file, or this scenario that is shipped.")
@click.option("--out", type=click.Path(), default=".", help="The folder for it, instead of the current one.")
def new(names: tuple[str, ...], source: str | None, out: str) -> None:
    """Write a scenario NAME.yaml to start from: a small one with notes in it, or a copy. Overwrites nothing.

    With `threat`, `control` or `kind` before NAME, write one of those into a catalogue of your own, which is the folder
    that --out names: a small one with notes in it, that `threatmodel catalogue check` finds nothing wrong with.
    """
    from pathlib import Path

    from threatmodel.reports.terminal.to_text import shell_word
    from threatmodel.shell import outputs, scaffold, terminal

    what, name = _asked_for(names, source)
    folder = Path(out)
    try:
        file = (folder / ENTRIES[what] if what else folder) / scaffold.file_name(name)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None
    shown = shell_word(folder.as_posix())
    following = f"catalogue check {shown}" if what else f"check {shell_word(file.as_posix())}"
    if what:
        text = scaffold.entry_started(what, name, shown).encode("utf-8")
    else:
        text = scaffold.started(name, file.name).encode("utf-8") if source is None else _copy(source)
    try:
        outputs.create(file, text)
    except FileExistsError:
        raise click.UsageError(f"{file.as_posix()} is there already, and nothing is overwritten") from None
    terminal.tell([file.as_posix(), f"Next: threatmodel {following}"])


def _asked_for(names: tuple[str, ...], source: str | None) -> tuple[str, str]:
    """Return what is to be started, nothing for a scenario, and its name."""
    if len(names) == 1:
        return "", names[0]
    if len(names) > 2 or names[0] not in ENTRIES:
        raise click.UsageError("a name of several words stands in quotes")
    if source is not None:
        raise click.UsageError(f"--from copies a scenario, not a {names[0]}")
    return names[0], names[1]


def _copy(source: str) -> bytes:
    """Return the text of a scenario that can be read. Raises InputError with all that is wrong with it."""
    from threatmodel import pipeline
    from threatmodel.shell import files

    found = files.sources([source])
    if len(found) > 1:
        raise click.UsageError(f"{source!r} stands for {len(found)} scenarios: name one of them")
    text = files.read(found[0])
    pipeline.read(text, found[0].name, shipped_catalogue())
    return text


@click.command(short_help="Print the JSON Schema of scenario files, for editors.")
@click.option("--out", type=OutputFile(), help="Write to this file instead of standard output.")
def schema(out: str | None) -> None:
    """Print the JSON Schema of scenario files, with which an editor completes and checks them while they are typed.

    Write it beside your scenarios as scenario.schema.json, and begin each of them with the line
    "# yaml-language-server: $schema=scenario.schema.json". What refers to something else in a file, such as a name on
    a path, is for `threatmodel validate` alone to check.
    """
    from pathlib import Path

    from threatmodel.formats.schema import schema_of_scenarios
    from threatmodel.reports.escape import to_json
    from threatmodel.shell import outputs, terminal

    text = to_json(schema_of_scenarios(shipped_catalogue()))
    if out is None:
        terminal.write(text)
    else:
        outputs.write({Path(out): text.encode("utf-8")})
