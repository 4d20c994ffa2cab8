"""Report -> report.html: one file that needs nothing else, to read on a screen or to print."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from threatmodel.model.drawing import Drawing
from threatmodel.model.literature import Source, cited
from threatmodel.model.risk import band
from threatmodel.model.values import duration
from threatmodel.reports import estimated
from threatmodel.reports.checklist.sections import Checklist
from threatmodel.reports.checklist.wording import STRENGTHS, SUPPORT
from threatmodel.reports.escape import visible
from threatmodel.reports.figures import chance, points, weighs
from threatmodel.reports.jinja_environment import environment
from threatmodel.reports.page import parts
from threatmodel.reports.page.print_lines import printed
from threatmodel.reports.page.summary import many, matters
from threatmodel.reports.picture.outline import outline
from threatmodel.reports.references import named_in, references
from threatmodel.reports.report import STATES, Report, people, severity
from threatmodel.reports.sentences import settling

SMALLEST: Final = 0.55
"""The scale below which names in the picture get hard to read: a page that is narrower shows the small one instead."""

CONTENTS: Final = 1024
"""The width of a page, in pixels, from which on its contents stand beside it."""

RIM: Final = 32
COLUMN: Final = 320
"""What a page has beside its picture, in pixels, without the contents and with them."""

FRAMEWORKS: Final = {"linddun": "LINDDUN", "panoptic": "PANOPTIC", "solove": "Solove", "nist": "NIST"}
"""Frameworks by the names that they go by."""

_SMALL: Final = (
    ".frame.wide:not(:target), .frame.small ~ figcaption .of-wide { display: none; } "
    ".frame.small { display: block; } .frame.small ~ figcaption .of-small { display: inline; }"
)
_SIZE: Final = re.compile(r'\A<svg\b[^>]*? viewBox="0 0 ([\d.]+) ([\d.]+)"')


def to_html(
    report: Report,
    drawing: Drawing,
    svg: str,
    *,
    narrow: str = "",
    narrow_notices: tuple[str, ...] = (),
    day: str = "",
    sources: Mapping[str, Source] = MappingProxyType({}),
) -> str:
    """Return the report as one page; the same arguments give the same bytes.

    `svg` and `narrow` are the drawing for a wide and for a small screen, as `to_svg` gives it; where `narrow` is empty
    the one picture serves both. `narrow_notices` says what was left out of the small one. `day` stands in the last line
    unless it is empty. `sources` are those of the catalogue, by the ids by which threats and kinds cite them.
    """
    style = _style() + _room(svg, alone=not narrow)
    checklist = Checklist(report=report)
    groups = parts.groups(checklist)
    page = (
        _templates()
        .get_template("report.html.jinja")
        .render(
            report=report,
            style=Markup(style),  # noqa: S704 - our own file
            style_hash=b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii"),
            svg=Markup(svg.strip()),  # noqa: S704 - drawn by `to_svg`, which escapes every name
            tall=_is_tall(svg),
            narrow=Markup(narrow.strip()),  # noqa: S704 - likewise
            day=day,
            sentences=matters(report),
            outline=outline(drawing),
            notices=drawing.notices,
            narrow_notices=narrow_notices if narrow else drawing.notices,
            points=parts.points(report),
            elsewhere=parts.elsewhere(report),
            elsewhere_printed=printed(report, report.under_none),
            first=checklist.first,
            groups=groups,
            listed=parts.listed(checklist.first, groups),
            threats=parts.threats(report),
            references=references(named_in(report), sources),
            source_ids=sources.keys(),
            state_of={finding.id: finding.state for finding in report.analysis.findings},
        )
    )
    return page + "\n"


def _room(svg: str, *, alone: bool) -> str:
    """Return the rules that keep the picture on a screen from getting larger than it is, or too small to read.

    Where it would be, the small picture is shown; one that is `alone` scrolls in its frame.
    """
    found = _SIZE.match(svg.strip())
    if found is None:
        return ""
    width, least = float(found[1]), float(found[1]) * SMALLEST
    if alone:
        return f"@media screen {{ .frame.wide svg {{ min-width: {least:.0f}px; max-width: {width:.0f}px; }} }}\n"
    where = f"screen and (max-width: {min(least + RIM, CONTENTS) - 1:.0f}px)"
    where += f", screen and (min-width: {CONTENTS}px) and (max-width: {least + COLUMN - 1:.0f}px)"
    return f"@media screen {{ .frame.wide svg {{ max-width: {width:.0f}px; }} }}\n@media {where} {{ {_SMALL} }}\n"


def _is_tall(svg: str) -> bool:
    """Whether a picture is printed larger on a page that stands than on one that lies."""
    found = _SIZE.match(svg.strip())
    return found is not None and float(found[2]) > float(found[1])


@cache
def _style() -> str:
    """Return the style sheet as it stands between the tags; the page admits no other by its hash."""
    source, _, _ = PackageLoader("threatmodel.reports", "static").get_source(_templates(), "report.css")
    return source


@cache
def _templates() -> Environment:
    templates = environment()
    templates.finalize = _shown
    templates.filters["arrows"] = _arrows
    templates.filters["cited"] = cited
    templates.globals |= {"likely": chance, "weighs": weighs, "weight": points, "lasting": duration}
    templates.globals |= {"many": many, "people": people, "severity": severity, "settling": settling}
    templates.globals |= {"states": STATES, "meant": STRENGTHS, "support": SUPPORT, "frameworks": FRAMEWORKS}
    templates.globals |= {"estimated": estimated.told, "band": band}
    return templates


def _arrows(text: str) -> str:
    """Return a way with arrows that no line break can part."""
    return text.replace(" -> ", " → ")


def _shown(value: object) -> str:
    """Return what an expression of a template puts on the page: in a text all is shown that hides or reorders."""
    return value if isinstance(value, Markup) else visible(str(value))
