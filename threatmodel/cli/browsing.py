"""Commands about what the program knows: `catalogue` lists it, `catalogue check` tries what somebody else made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from threatmodel.cli.options import catalogue_folders, many
from threatmodel.cli.reading import shipped_catalogue, unknown

if TYPE_CHECKING:
    from threatmodel.model.catalogue import Catalogue

PARTS: Final = ("threats", "controls", "kinds", "words")
"""What `catalogue` can list: what reports/terminal/catalogue_list.py holds."""

CLASSES: Final = ("prevent", "limit", "detect", "respond", "inform")
STRENGTHS: Final = ("strong", "partial", "deterrent", "procedural", "detective")
_LIST: Final = "list"


class _Catalogue(click.Group):
    """Lists, unless the first word is another command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args if args and args[0] in self.commands else [_LIST, *args])


@click.group(
    cls=_Catalogue, short_help="List threats, controls, kinds and words; check a catalogue.", add_help_option=False
)
def catalogue() -> None:
    """List the threats, the controls, the kinds and the words that the program knows."""


@catalogue.command(_LIST)
@click.argument("part", type=click.Choice(PARTS), required=False)
@click.option("--family", metavar="NAME", help="Only threats of this family, and controls against them.")
@click.option("--linddun", metavar="CODE", help="Only threats with this LINDDUN code or one below it, such as DD.4.")
@click.option("--class", "class_", type=click.Choice(CLASSES), help="Only controls of this class.")
@click.option("--strength", type=click.Choice(STRENGTHS), help="Only where a control has this strength.")
@click.option("--kind", metavar="NAME", help="Only what bears on a thing of this kind.")
@click.option("--coverage", is_flag=True, help="Show what there is for each LINDDUN code, and what nothing closes.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or programs.")
def list_(part: str | None, form: str, *, coverage: bool, **asked: str | None) -> None:
    """List the threats, the controls, the kinds or the words that the program knows; without an argument, all.

    With --family, --linddun, --class, --strength or --kind only those threats and controls that fit all of them.
    `threatmodel catalogue check DIR` tries a catalogue that somebody else made.
    """
    from threatmodel.catalogue.load import load_keys
    from threatmodel.reports.terminal.catalogue_list import listing, listing_json
    from threatmodel.shell import terminal

    known = _chosen(**asked)
    if coverage:
        if part is not None:
            raise click.UsageError(f"--coverage is about the whole catalogue, not about {part} alone")
        _cover(known, form)
        return
    if part in ("kinds", "words") and any(asked.values()) and not (part == "kinds" and asked["kind"]):
        raise click.UsageError(f"these options choose threats and controls; {part} are listed without them")
    everything = PARTS if not any(asked.values()) else PARTS[: 3 if asked["kind"] else 2]
    parts = (part,) if part else everything
    if form == "json":
        terminal.write(listing_json(known, parts, load_keys()))
    else:
        terminal.say(listing(known, parts, load_keys()))


@catalogue.command("check")
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=click.Path())
def check_folders(folders: tuple[str, ...]) -> None:
    """Try a catalogue that somebody else made: read all of it, and hold every threat and control to its examples.

    DIR holds any of threats/, controls/ and kinds/, with a file for each entry, words.yaml and places.yaml. Nothing in
    it is executed and no link is followed. Of several, a later one may rest on those before it.
    """
    from threatmodel.catalogue.check import check_catalogue
    from threatmodel.shell.terminal import tell

    tried = check_catalogue((*catalogue_folders(), *folders))
    found = [many(number, part.removesuffix("s")) for part, number in tried.parts.items() if number]
    ran = many(tried.examples, "example")
    tell(f"{one.file}: replaces {one}" for one in tried.replaced)
    tell([f"{', '.join(found) or 'no entries'}; {ran} run, no problems"])


def _chosen(
    family: str | None, linddun: str | None, class_: str | None, strength: str | None, kind: str | None
) -> Catalogue:
    """Return the part of the catalogue that is asked for. Raises ClickException for a name that nothing has."""
    from threatmodel.reports.terminal.catalogue_choice import Choice, chosen, kind_of, names_of_kinds

    known = shipped_catalogue()
    families = {threat.family for threat in known.threats.values()}
    if family is not None and family not in families:
        raise unknown(family, "no threat is of this family", sorted(families))
    if linddun is not None:
        from threatmodel.catalogue.load import load_linddun

        codes = load_linddun()
        if linddun not in codes:
            raise unknown(linddun, "LINDDUN has no such code", codes)
    id_ = kind_of(known, kind) if kind is not None else None
    if kind is not None and id_ is None:
        raise unknown(kind, "no kind is called so", names_of_kinds(known))
    return chosen(known, Choice(family=family, linddun=linddun, class_=class_, strength=strength, kind=id_))


def _cover(known: Catalogue, form: str) -> None:
    from threatmodel.catalogue.load import load_linddun
    from threatmodel.reports.terminal.catalogue_coverage import coverage, coverage_json
    from threatmodel.shell import terminal

    codes = load_linddun()
    if form == "json":
        terminal.write(coverage_json(known, codes))
    else:
        terminal.say(coverage(known, codes))
