"""Commands that write files about one scenario: `report`, `draw`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from threatmodel.cli.options import scenario_argument, today_option
from threatmodel.cli.reading import only, shipped_catalogue, unknown

if TYPE_CHECKING:
    from threatmodel.model.drawing import Drawing
    from threatmodel.reports.report import Report

_FORMATS: Final = ("svg", "png", "dot", "text")


@click.command(short_help="Draw who shows what to whom.")
@scenario_argument
@click.option("--format", "form", type=click.Choice(_FORMATS), default="svg", help="A picture, its source, or words.")
@click.option("--out", type=click.Path(), help="Write to this file instead of standard output.")
@click.option("--finding", metavar="ID", help="Draw the way to one finding.")
@click.option("--person", metavar="NAME", help="Draw what is about one person, and who gets it.")
@click.option("--before-after", is_flag=True, help="Draw faint what the controls in place have closed.")
@click.option("--narrow", is_flag=True, help="One column, for a phone or a narrow page.")
@today_option
def draw(
    scenario: str,
    form: str,
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
    drawing = _drawing(found, finding, person, today if before_after else None)
    drawn = _drawn(drawing, form, narrow=narrow)
    if out is not None:
        outputs.write({Path(out): drawn})
    elif form == "png":
        click.echo(drawn, nl=False)
    else:
        terminal.write(drawn.decode("utf-8"))


@click.command(short_help="Write the report, the diagram, the checklist and the findings.")
@scenario_argument
@click.option("--out", type=click.Path(), default="output", show_default=True, help="The folder for it.")
@today_option
def report(scenario: str, out: str, today: str) -> None:
    """Write the report, the diagram, the checklist and the findings into a folder named after the scenario."""
    from pathlib import Path

    from threatmodel import pipeline
    from threatmodel.model.names import slug
    from threatmodel.shell import outputs, terminal

    found = only(scenario, today)
    folder = Path(out) / (slug(Path(found.scenario.file).stem) or "scenario")
    drawing = pipeline.draw(found)
    wide, narrow = _svg(drawing), _svg(drawing, narrow=True)
    texts = {"report.html": pipeline.page(found, drawing, wide, narrow), "diagram.svg": wide, **pipeline.files(found)}
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    files["diagram.png"] = pipeline.pixels(wide)
    outputs.write({folder / name: written for name, written in files.items()})
    terminal.tell((folder / name).as_posix() for name in files)


def _drawing(found: Report, finding: str | None, person: str | None, today: str | None) -> Drawing:
    """Say what the picture shows; a finding or a person that is not there is told with the nearest that is."""
    from threatmodel import pipeline

    try:
        return pipeline.draw(found, finding=finding, person=person, before=today)
    except KeyError:
        if finding is not None:
            known = [one.id for one in found.analysis.findings]
            raise unknown(finding, "there is no such finding", known) from None
        raise unknown(person or "", "there is no such person", pipeline.people(found)) from None


def _drawn(drawing: Drawing, form: str, *, narrow: bool) -> bytes:
    from threatmodel import pipeline

    if form == "dot":
        return pipeline.dot(drawing).encode("utf-8")
    if form == "text":
        return f"{drawing.description}\n".encode()
    svg = _svg(drawing, narrow=narrow)
    return pipeline.pixels(svg) if form == "png" else svg.encode("utf-8")


def _svg(drawing: Drawing, *, narrow: bool = False) -> str:
    """Lay a picture out and draw it; what had to be given up on the way is said on standard error."""
    from threatmodel.reports.drawing import to_svg
    from threatmodel.reports.drawing_sizes import measure
    from threatmodel.shell.layout import lay_out
    from threatmodel.shell.terminal import complain

    geometry = lay_out(measure(drawing, narrow=narrow))
    if not narrow:
        complain((*drawing.notices, *geometry.notices))
    return to_svg(drawing, geometry, narrow=narrow)
