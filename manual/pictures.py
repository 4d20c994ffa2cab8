"""Drawing -> its picture for a page: one for wide screens, one for narrow ones, and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from manual.markup import folded, text
from threatmodel import pipeline
from threatmodel.model.drawing import Drawing
from threatmodel.reports.picture.outline import outline
from threatmodel.reports.report import Report
from threatmodel.shell.layout import lay_out

_WIDTH: Final = re.compile(r'viewBox="0 0 ([\d.]+) ')


def pictures(report: Report, name: str, finding: str | None = None) -> tuple[Drawing, dict[str, str]]:
    """Return what is drawn of a scenario, or on the way to one finding, and its files by name: wide and narrow."""
    drawing, wide, _ = pipeline.to_be_read(pipeline.drawings(report, finding=finding), lay_out)
    _, small, _ = pipeline.to_be_read(pipeline.drawings(report, finding=finding), lay_out, narrow=True)
    return drawing, {f"{name}.svg": wide, f"{name}-narrow.svg": small}


def shown(drawing: Drawing, files: Mapping[str, str], name: str) -> Iterator[str]:
    """Yield what shows a drawing whose files lie beside the page, no larger than it is, and the same in words."""
    alt = text(f"{drawing.title}: who shows what to whom. In words below.")
    size = _WIDTH.search(files[f"{name}.svg"])
    width = f' width="{float(size[1]):.0f}"' if size is not None else ""
    yield f'<figure class="picture" markdown="0"><a href="{name}.svg"><picture>'
    yield f'<source media="(max-width: 44rem)" srcset="{name}-narrow.svg">'
    yield f'<img src="{name}.svg"{width} alt="{alt}">'
    yield "</picture></a></figure>"
    yield ""
    told = ((text(one.title), one.items) for one in outline(drawing).sections)
    yield from folded(
        "The picture in words",
        (row for title, items in told for row in (f"**{title}**", "", *(f"- {text(item)}" for item in items), "")),
    )
