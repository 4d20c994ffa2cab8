"""Commands for who writes scenarios: `new`, `catalogue`, `schema`."""

from __future__ import annotations

from typing import Final

import click

from threatmodel.cli.reading import shipped_catalogue

PARTS: Final = ("threats", "controls", "kinds", "words")
"""What `catalogue` can list: what reports/listing.py holds."""


@click.command(short_help="Write a scenario to start from; overwrites nothing.")
@click.argument("name", metavar="NAME")
@click.option("--from", "source", metavar="SCENARIO", help="Copy this file, or this scenario that is shipped.")
@click.option("--out", type=click.Path(), default=".", help="The folder for it, instead of the current one.")
def new(name: str, source: str | None, out: str) -> None:
    """Write a scenario NAME.yaml to start from: a small one with notes in it, or a copy. Overwrites nothing."""
    from pathlib import Path

    from threatmodel.reports.to_text import shell_word
    from threatmodel.shell import outputs, scaffold, terminal

    try:
        file = Path(out) / scaffold.file_name(name)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None
    text = scaffold.started(name, file.name).encode("utf-8") if source is None else _copy(source)
    try:
        outputs.create(file, text)
    except FileExistsError:
        raise click.UsageError(f"{file.as_posix()} is there already, and nothing is overwritten") from None
    terminal.tell([file.as_posix(), f"Next: threatmodel check {shell_word(file.as_posix())}"])


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


@click.command(short_help="List threats, controls, kinds and words.")
@click.argument("part", type=click.Choice(PARTS), required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or programs.")
def catalogue(part: str | None, form: str) -> None:
    """List the threats, the controls, the kinds or the words that the program knows; without an argument, all."""
    from threatmodel.reports.listing import listing, listing_json
    from threatmodel.shell import terminal

    parts = (part,) if part else PARTS
    if form == "json":
        terminal.write(listing_json(shipped_catalogue(), parts))
    else:
        terminal.say(listing(shipped_catalogue(), parts))


@click.command(short_help="Print the JSON Schema of scenario files, for editors.")
@click.option("--out", type=click.Path(), help="Write to this file instead of standard output.")
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
