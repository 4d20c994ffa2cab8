"""Commands that write files about one scenario: `report`, `draw`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from threatmodel.cli.options import OutputFile, scenario_argument, today_option
from threatmodel.cli.reading import only, shipped_catalogue, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from threatmodel.model.drawing import Drawing
    from threatmodel.reports.report import Report

_FORMATS: Final = ("svg", "png", "dot", "text")
_ENDINGS: Final = {".svg": "svg", ".png": "png", ".dot": "dot", ".gv": "dot", ".txt": "text"}


@click.command(short_help="Draw who shows what to whom.")
@scenario_argument
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="A picture, its source, or words; else as --out ends, or svg."
)
@click.option("--out", type=OutputFile(), help="Write to this file instead of standard output.")
@click.option("--finding", metavar="ID", help="Draw the way to one finding.")
@click.option("--person", metavar="NAME", help="Draw what is about one person, and who gets it.")
@click.option("--before-after", is_flag=True, help="Draw faint what the controls in place have closed.")
@click.option("--narrow", is_flag=True, help="One column, for a phone or a narrow page.")
@today_option
def draw(
    scenario: str,
    form: str | None,
    out: str | None,
    finding: str | None,
    person: str | None,
    before_after: bool,
    narrow: bool,
    today: str,
) -> None:
    """Draw who shows what to whom, and where it gets past what was agreed."""
    if finding is not None and (person is not None or before_after):
        raise click.UsageError("--finding draws one way: it goes with neither --person nor --before-after")
    from pathlib import Path

    from threatmodel.shell import outputs, terminal

    catalogue = shipped_catalogue()
    found = only(scenario, today, catalogue)
    drawings = _drawings(found, finding, person, today if before_after else None)
    form = _form(form, out)
    drawn = _drawn(drawings, form, narrow=narrow)
    if out is not None:
        outputs.write({Path(out): drawn})
    elif form == "png":
        click.echo(drawn, nl=False)
    else:
        terminal.write(drawn.decode("utf-8"))


def _form(form: str | None, out: str | None) -> str:
    """Return the form of a picture: as it was asked for, or as the name of its file ends."""
    from pathlib import Path

    named = _ENDINGS.get(Path(out or "").suffix.lower())
    if form is not None and named is not None and form != named:
        raise click.UsageError(f"{out} ends as {named} does, and --format asks for {form}")
    return form or named or "svg"


@click.command(short_help="Write the report, the diagram, the checklist and the findings.")
@scenario_argument
@click.option("--out", type=click.Path(), default="output", show_default=True, help="The folder for it.")
@today_option
def report(scenario: str, out: str, today: str) -> None:
    """Write the report, the diagram, the checklist and the findings into a folder named after the scenario."""
    from pathlib import Path

    from threatmodel import pipeline
    from threatmodel.catalogue.load import load_sources
    from threatmodel.model.names import slug
    from threatmodel.shell import outputs, terminal
    from threatmodel.shell.layout import lay_out

    found = only(scenario, today)
    folder = Path(out) / (slug(Path(found.scenario.file).stem) or "scenario")
    drawing, wide = _read(pipeline.drawings(found))
    less, small, _ = pipeline.to_be_read(pipeline.drawings(found), lay_out, narrow=True)
    page = pipeline.page(found, (drawing, wide), (less, small), load_sources())
    texts = {"report.html": page, "diagram.svg": wide, **pipeline.files(found)}
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    files["diagram.png"] = pipeline.pixels(wide)
    outputs.write({folder / name: written for name, written in files.items()})
    terminal.tell((folder / name).as_posix() for name in files)


def _drawings(found: Report, finding: str | None, person: str | None, today: str | None) -> Iterator[Drawing]:
    """Say what pictures show; a finding or a person that is not there is told with the nearest that is."""
    from threatmodel import pipeline

    try:
        return pipeline.drawings(found, finding=finding, person=person, before=today)
    except KeyError:
        if finding is not None:
            known = [one.id for one in found.analysis.findings]
            raise unknown(finding, "there is no such finding", known) from None
        raise unknown(person or "", "there is no such person", pipeline.people(found)) from None


def _drawn(drawings: Iterator[Drawing], form: str, *, narrow: bool) -> bytes:
    """Return a picture in a form; its source and its words are those of the picture that can be read."""
    from threatmodel import pipeline

    drawing, drawn = _read(drawings, narrow=narrow)
    match form:
        case "dot":
            return pipeline.dot(drawing).encode("utf-8")
        case "text":
            return f"{drawing.description}\n".encode()
        case "png":
            return pipeline.pixels(drawn, narrow=narrow)
        case _:
            return drawn.encode("utf-8")


def svg(drawing: Drawing) -> str:
    """Lay a picture out and draw it; what had to be given up on the way is said on standard error."""
    return _read([drawing])[1]


def _read(drawings: Iterable[Drawing], *, narrow: bool = False) -> tuple[Drawing, str]:
    """Draw what can be read; what had to be left out or given up on the way is said on standard error."""
    from threatmodel import pipeline
    from threatmodel.shell.layout import lay_out
    from threatmodel.shell.terminal import complain

    drawing, drawn, given_up = pipeline.to_be_read(drawings, lay_out, narrow=narrow)
    complain((*drawing.notices, *given_up))
    return drawing, drawn
