"""Commands that write files about one scenario: `report`, `draw`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from threatmodel.cli.options import scenario_argument, today_option
from threatmodel.cli.reading import only

if TYPE_CHECKING:
    from threatmodel.reports.report import Report


@click.command(short_help="Draw who shows what to whom.")
@scenario_argument
@click.option("--format", "form", type=click.Choice(["svg", "dot"]), default="svg", help="A picture, or its source.")
@click.option("--out", type=click.Path(), help="Write to this file instead of standard output.")
@today_option
def draw(scenario: str, form: str, out: str | None, today: str) -> None:
    """Draw who shows what to whom, and where it gets past what was agreed."""
    from pathlib import Path

    from threatmodel import pipeline
    from threatmodel.reports.to_dot import to_dot
    from threatmodel.shell import outputs, terminal

    found = only(scenario, today)
    text = to_dot(pipeline.draw(found)) if form == "dot" else _picture(found)
    if out is None:
        terminal.write(text)
    else:
        outputs.write({Path(out): text.encode("utf-8")})


@click.command(short_help="Write the diagram, the checklist and the findings.")
@scenario_argument
@click.option("--out", type=click.Path(), default="output", show_default=True, help="The folder for it.")
@today_option
def report(scenario: str, out: str, today: str) -> None:
    """Write the diagram, the checklist and the findings into a folder named after the scenario."""
    from pathlib import Path

    from threatmodel import pipeline
    from threatmodel.model.names import slug
    from threatmodel.shell import outputs, terminal

    found = only(scenario, today)
    folder = Path(out) / (slug(Path(found.scenario.file).stem) or "scenario")
    texts = {"diagram.svg": _picture(found), **pipeline.files(found)}
    outputs.write({folder / name: text.encode("utf-8") for name, text in texts.items()})
    terminal.tell((folder / name).as_posix() for name in texts)


def _picture(report: Report) -> str:
    """Lay a picture out and draw it; what had to be given up on the way is said on standard error."""
    from threatmodel import pipeline
    from threatmodel.reports.drawing import to_svg
    from threatmodel.reports.drawing_sizes import measure
    from threatmodel.shell.layout import lay_out
    from threatmodel.shell.terminal import complain

    drawing = pipeline.draw(report)
    geometry = lay_out(measure(drawing))
    complain(geometry.notices)
    return to_svg(drawing, geometry)
