"""The line: text -> scenario -> analysis -> reports, each arrow one call."""

# ruff: noqa: PLC0415 - each arrow imports its own modules, so that nobody waits for those that are not walked

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from threatmodel.formats.vocabulary import Vocabulary
    from threatmodel.model.catalogue import Catalogue
    from threatmodel.model.drawing import Drawing, Geometry, LayoutRequest
    from threatmodel.model.elements import Scenario
    from threatmodel.model.explanation import Explanation
    from threatmodel.model.literature import Source
    from threatmodel.model.plan import Wish
    from threatmodel.model.risk import Band
    from threatmodel.model.tried import Tried
    from threatmodel.reports.diff.versions import Versions
    from threatmodel.reports.plan.planned import Planned
    from threatmodel.reports.report import Report
    from threatmodel.reports.whatif.attempt import Attempt


def read(text: str | bytes, file: str, catalogue: Catalogue) -> Scenario:
    """Read a scenario; `file` is what it is called in places. Raises InputError with all problems at once."""
    return read_in(text, file, language(catalogue))


def language(catalogue: Catalogue) -> Vocabulary:
    """Return what a scenario may say by a catalogue."""
    from threatmodel.formats.vocabulary import Vocabulary

    return Vocabulary(
        words=catalogue.words, kinds=catalogue.kinds, controls=catalogue.controls, threats=catalogue.threats.keys()
    )


def read_in(text: str | bytes, file: str, vocabulary: Vocabulary) -> Scenario:
    """Read a scenario with what it may say, which is less than a catalogue. Raises InputError as `read` does."""
    from threatmodel.formats.scenario import read_scenario

    return read_scenario(text, file, vocabulary)


def study(scenario: Scenario, catalogue: Catalogue, *, today: str, program: str) -> Report:
    """Find what gets where it should not; acceptances count until `today` (ISO 8601). `program` is our version."""
    from threatmodel.analysis.analyse import analyse
    from threatmodel.formats.collector import paused
    from threatmodel.reports.report import Report

    with paused():
        analysis = analyse(scenario, catalogue, today)
    return Report(scenario=scenario, analysis=analysis, catalogue=catalogue, program=program)


def draw(
    report: Report, *, finding: str | None = None, person: str | None = None, before: str | None = None
) -> Drawing:
    """Say what the picture of a scenario shows at its fullest; the arguments are those of `drawings`."""
    return next(drawings(report, finding=finding, person=person, before=before))


def drawings(
    report: Report, *, finding: str | None = None, person: str | None = None, before: str | None = None
) -> Iterator[Drawing]:
    """Say what pictures of a scenario show, each plainer than the one before; where it stands is for a layout to find.

    `finding` and `person` draw one way or what is about one person; `before`, a date as for `study`, draws faint what
    the controls in place have closed. Raises KeyError with a finding or person that is not there.
    """
    from dataclasses import replace
    from itertools import chain, groupby

    from threatmodel.reports.picture.drawing import SIZES, picture

    earlier = None
    if before is not None:
        bare = replace(report.scenario, controls=())
        earlier = study(bare, report.catalogue, today=before, program=report.program).analysis

    def up_to(most: int) -> Drawing:
        return picture(report.scenario, report.analysis, finding=finding, person=person, before=earlier, most=most)

    return (drawing for drawing, _ in groupby(chain([up_to(SIZES[0])], map(up_to, SIZES[1:]))))


def to_be_read(
    drawings: Iterable[Drawing], lay_out: Callable[[LayoutRequest], Geometry], *, narrow: bool = False
) -> tuple[Drawing, str, tuple[str, ...]]:
    """Return the first of some drawings that can be read in a room, as SVG, and what had to be given up to lay it out.

    `narrow` is to be read on a phone instead. Where none can be read it is the last. `lay_out` finds where things
    stand: that takes a program of its own, which nothing here may start.
    """
    from threatmodel.reports.picture.frame import can_be_read
    from threatmodel.reports.picture.request import measure
    from threatmodel.reports.picture.to_svg import to_svg

    left = iter(drawings)
    drawing = next(left)
    geometry = lay_out(measure(drawing, narrow=narrow))
    while not geometry.notices and not can_be_read(drawing, geometry.width, geometry.height, narrow=narrow):
        plainer = next(left, None)
        if plainer is None:
            break
        drawing, geometry = plainer, lay_out(measure(plainer, narrow=narrow))
    return drawing, to_svg(drawing, geometry, narrow=narrow), geometry.notices


def people(report: Report) -> tuple[str, ...]:
    """Return the names of those whom `draw` can show alone."""
    from threatmodel.reports.picture.drawing import people as drawn_people

    return drawn_people(report.scenario)


def dot(drawing: Drawing) -> str:
    """Return a picture as source for Graphviz."""
    from threatmodel.reports.picture.to_dot import to_dot

    return to_dot(drawing)


def pixels(svg: str, *, narrow: bool = False) -> bytes:
    """Return a picture as PNG, as wide as a projector or, if it is `narrow`, as the screen of a phone."""
    from threatmodel.reports.picture.to_png import PHONE, SCREEN, to_png

    return to_png(svg, PHONE if narrow else SCREEN)


def page(
    report: Report,
    wide: tuple[Drawing, str],
    narrow: tuple[Drawing, str],
    sources: Mapping[str, Source] | None = None,
) -> str:
    """Return the report as one page; `wide` and `narrow` are its picture, drawn for a screen and for a phone.

    `sources` says what the ids stand for that threats and kinds cite.
    """
    from threatmodel.reports.page.to_html import to_html

    (drawing, svg), (less, small) = wide, narrow
    return to_html(report, drawing, svg, narrow=small, narrow_notices=less.notices, sources=sources or {})


def written(reports: Sequence[Report], form: str) -> str:
    """Return what other programs read of reports, in one of the formats of `reports.table`."""
    from threatmodel.formats.collector import paused
    from threatmodel.reports.table import FORMATS

    with paused():
        return FORMATS[form](reports)


def files(report: Report) -> dict[str, str]:
    """Return the files of a report but for its pictures and its page, by name."""
    from threatmodel.reports.table import FILES

    return {name: render([report]) for name, render in FILES.items()}


def explain(scenario: Scenario, catalogue: Catalogue, finding_id: str, *, today: str) -> Explanation:
    """Say why a finding holds, or what stops it. Raises UnknownPartError with the part of the id that is unknown."""
    from threatmodel.analysis.explain import explain as explain_finding

    return explain_finding(scenario, catalogue, finding_id, today)


def compare(
    old: Report,
    new: Report,
    *,
    today: str,
    level: Band | None = None,
    watch: Callable[[int], Callable[[], None]] | None = None,
) -> Versions:
    """Say what differs between two versions of a scenario, and which change in the file caused what.

    `today` is a date as for `study`; a new finding counts from the band `level` on. `watch` is told of how many steps
    the search for causes consists, and returns what is called after each. Of two that have nothing in common nothing
    is searched.
    """
    from dataclasses import replace

    from threatmodel.analysis.changes.causes import explained
    from threatmodel.analysis.changes.edits import edits
    from threatmodel.analysis.changes.renames import in_common, renamed
    from threatmodel.analysis.changes.undoing import Undoing
    from threatmodel.analysis.compare import compare as compared
    from threatmodel.formats.collector import paused
    from threatmodel.reports.diff.versions import Versions

    catalogue = new.catalogue
    earlier, renames = renamed(old.scenario, new.scenario, catalogue)
    if renames:
        old = study(earlier, catalogue, today=today, program=old.program)
    found = compared(old.analysis, new.analysis)
    made = edits(earlier, new.scenario, catalogue)
    differences, related = found.differences, in_common(earlier, new.scenario)
    if related:
        undoing = Undoing(new=new.scenario, edits=made, catalogue=catalogue, today=today)
        with paused():
            differences = explained(differences, undoing, watch)
    comparison = replace(
        found,
        differences=differences,
        changes=tuple(edit.change for edit in made.edits),
        renames=renames,
        in_common=related,
    )
    return Versions(old=old, new=new, comparison=comparison, level=level)


def plan(report: Report, wish: Wish, *, today: str) -> Planned:
    """Choose the controls that leave least risk for an effort, or cost least for a risk; `today` is as for `study`.

    Raises WishError where what is asked contradicts itself or cannot be had.
    """
    from threatmodel.analysis.plan.make import make_plan
    from threatmodel.formats.collector import paused
    from threatmodel.reports.plan.planned import planned

    with paused():
        made = make_plan(report.scenario, report.catalogue, report.analysis, today, wish)
    return planned(report, made)


def frontier(report: Report, wish: Wish, *, today: str, watch: Callable[[int], Callable[[], None]]) -> Planned:
    """Say what each effort buys. `watch` is told how many budgets are tried, and returns what is called after each."""
    from threatmodel.analysis.plan.frontier import frontier as curve
    from threatmodel.formats.collector import paused
    from threatmodel.reports.plan.planned import planned

    with paused():
        made = curve(report.scenario, report.catalogue, report.analysis, today, wish, watch)
    return planned(report, made)


def whatif(report: Report, tried: Tried, *, today: str) -> Attempt:
    """Say what a change that is not written into the file would do: twists played, controls put in place or taken away.

    Raises WishError with every control or twist that is not there, and every one that is there already.
    """
    from threatmodel.analysis.compare import compare as compared
    from threatmodel.analysis.plan.tried import tried_on
    from threatmodel.reports.whatif.attempt import Attempt

    changed = tried_on(report.scenario, report.catalogue, tried)
    after = study(changed, report.catalogue, today=today, program=report.program)
    comparison = compared(report.analysis, after.analysis)
    return Attempt(tried=tried, before=report, after=after, comparison=comparison)


def draw_attempt(attempt: Attempt) -> Drawing:
    """Say what the picture of a what-if shows: the scenario as it would be, and faint what is gone then."""
    from threatmodel.reports.picture.drawing import picture

    return picture(attempt.after.scenario, attempt.after.analysis, before=attempt.before.analysis)
