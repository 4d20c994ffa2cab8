"""Drawing -> words: all that the picture shows, for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from threatmodel.model.drawing import Arrow, Badge, Box, Drawing, Shape
from threatmodel.model.elements import ACTS
from threatmodel.model.findings import DisclosurePoint
from threatmodel.model.names import listed
from threatmodel.reports.picture.legend import CROSSING, UNDECIDED
from threatmodel.reports.picture.text_lines import visible
from threatmodel.reports.sentences import for_another_purpose, held

_SHAPES: Final[dict[Shape, str]] = {
    "person": "person",
    "system": "system",
    "audience": "audience",
    "everyone": "the public",
    "made": "somebody it may reach",
}
_KINDS: Final = {
    "flow": "",
    "consequence": "may follow",
    "inference": "can be worked out",
    "about": "about {source}, sent by {target}",
}
_FAINT: Final = "in the background"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it, one line each; lines hold text as written, nothing is marked up."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A picture in words, from top to bottom."""

    title: str
    sections: tuple[Section, ...]


def outline(drawing: Drawing) -> Outline:
    """Say in lists who is there and with whom they stand, what goes from whom to whom, and what the legend says."""
    sections = (*_groups(drawing), Section(title="What goes where", items=tuple(_ways(drawing))))
    legend = tuple(_clean(f"{_badge(line.badge)}: {line.text}" if line.badge else line.text) for line in drawing.legend)
    return Outline(
        title=_clean(drawing.title),
        sections=tuple(part for part in (*sections, Section(title="Disclosure points", items=legend)) if part.items),
    )


def as_text(told: Outline) -> str:
    """Return an outline as plain text: a line for each item, under the headings."""
    lines = [told.title]
    for section in told.sections:
        lines += [f"{section.title}:", *(f"- {item}" for item in section.items)]
    return "\n".join(lines)


def told(point: DisclosurePoint) -> str:
    """Say in one line what happens at a disclosure point."""
    doubt = "" if point.certain else " (if what is not known turns out so)"
    return f"{held(point.holder, point.datum, point.form)}; {agreed(point)}{doubt}"


def agreed(point: DisclosurePoint) -> str:
    """Say what had been agreed there."""
    if point.agreed is None:
        return "nothing was said of consent"
    if point.agreed == ACTS[0]:
        return "nothing was agreed"
    return f"agreed: {point.agreed}{', but not for this' if for_another_purpose(point) else ''}"


def _groups(drawing: Drawing) -> Iterator[Section]:
    """Yield who stands together: those in no lane first, then lane by lane."""
    titles = {lane.id: f"Run by {lane.title}" if lane.kind == "operator" else lane.title for lane in drawing.lanes}
    alone = tuple(_box(box) for box in drawing.boxes if box.lane not in titles)
    yield Section(title="Who is there", items=alone)
    for lane, title in titles.items():
        yield Section(title=_clean(title), items=tuple(_box(box) for box in drawing.boxes if box.lane == lane))


def _box(box: Box) -> str:
    said = [_SHAPES[box.shape], *box.lines, *_points(box.badges), *([_FAINT] if box.faint else [])]
    return _clean(f"{box.name}: {'; '.join(said)}")


def _ways(drawing: Drawing) -> Iterator[str]:
    there = {box.id: box.name for box in drawing.boxes}
    for arrow in drawing.arrows:
        if arrow.source in there and arrow.target in there:
            source, target = there[arrow.source], there[arrow.target]
            yield _clean(f"{source} -> {target}: {'; '.join(_way(arrow, source, target))}")


def _way(arrow: Arrow, source: str, target: str) -> Iterator[str]:
    yield listed(arrow.labels, "and")
    if _KINDS[arrow.kind]:
        yield _KINDS[arrow.kind].format(source=source, target=target)
    if arrow.crossing:
        yield CROSSING
    if arrow.undecided:
        yield UNDECIDED
    yield from _points(arrow.badges)
    if arrow.faint:
        yield _FAINT


def _points(badges: tuple[Badge, ...]) -> Iterator[str]:
    if badges:
        each = [f"{badge.number} ({badge.state})" for badge in badges]
        yield f"disclosure point{'s' if len(each) > 1 else ''} {listed(each, 'and')}"


def _badge(badge: Badge) -> str:
    return f"{badge.number} ({badge.state})"


def _clean(text: str) -> str:
    """One line, with what hides or reorders text made visible."""
    return visible(text)
