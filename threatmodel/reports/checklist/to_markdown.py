"""Reports -> checklist.md: what to do first, questions, then what to do for each person, by disclosure point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from threatmodel.model.findings import Finding, Question, State
from threatmodel.reports import sentences
from threatmodel.reports.checklist.items import Item
from threatmodel.reports.checklist.sections import Checklist, Section
from threatmodel.reports.checklist.wording import STRENGTHS as HONESTLY
from threatmodel.reports.checklist.wording import SUPPORT
from threatmodel.reports.escape import code_in_markdown as code
from threatmodel.reports.escape import in_markdown as safe
from threatmodel.reports.remedies import NONE_CLOSES
from threatmodel.reports.report import HOLDS, Report, people, severity, unsettled
from threatmodel.reports.subjects import told_of

MOST_QUESTIONS: Final = 10
MOST_TITLES: Final = 3
MOST_ABOVE: Final = 4
_FEW: Final = 2
"""How many items that do less are shown at once; more of them are folded."""


def to_markdown(reports: Sequence[Report]) -> str:
    """Return the checklist, as GitHub shows Markdown. The same reports give the same bytes."""
    return "\n".join(row for report in reports for row in _checklist(report)) + "\n"


def _checklist(report: Report) -> Iterator[str]:
    yield f"# Checklist: {safe(report.scenario.title)}"
    yield ""
    source = f"From {code(report.scenario.file)}, by threatmodel {safe(report.program)}."
    yield f"{source} In each part the highest risk stands first, and what only may be stands last."
    if report.scenario.content_note:
        yield ""
        yield f"**Content note.** {safe(report.scenario.content_note)}"
    checklist = Checklist(report=report)
    yield from _do_first(checklist.first)
    yield from _questions(report)
    by_person = checklist.by_person()
    for person, sections in by_person.items():
        if any(section.findings for section in sections):
            yield from ("", f"## What to do for {safe(person) if person else 'nobody by name'}")
            yield from _person(report, sections)
    yield from _nothing(report, [section for sections in by_person.values() for section in sections])
    if (elsewhere := checklist.elsewhere()) is not None:
        yield from ("", "## Within what was agreed, or about no data")
        yield from _section(report, elsewhere)
    yield from _accepted(report)
    yield from _support()


def _do_first(items: Sequence[Item]) -> Iterator[str]:
    if not items:
        return
    yield from ("", "## Do these first", "")
    yield "What takes most off, by what is known so far: first what closes something, then what makes the rest less."
    yield ""
    for item in items:
        yield from _item(item, most=MOST_TITLES)


def _questions(report: Report) -> Iterator[str]:
    yield from ("", "## Questions to answer", "")
    if not report.analysis.questions:
        yield "None: everything that decides something is known."
    asked = [_question(question) for question in report.analysis.questions]
    yield from asked[:MOST_QUESTIONS]
    if len(asked) > MOST_QUESTIONS:
        yield from _folded(f"{len(asked) - MOST_QUESTIONS} more questions", asked[MOST_QUESTIONS:])


def _question(question: Question) -> str:
    return f"- [ ] {safe(question.ask)} ({sentences.settling(question)}; {code(str(question.span))})"


def _person(report: Report, sections: Sequence[Section]) -> Iterator[str]:
    """Yield what concerns one person: what is to be done, then in a line each what is told before or not yet known."""
    here = [section for section in sections if section.findings and not section.told_under]
    for section in here:
        if not _is_undecided(section):
            yield from _section(report, section)
    for title, rows in (
        ("What the questions above decide", [_waiting(one) for one in here if _is_undecided(one)]),
        ("Told elsewhere, and about this person too", [*_before(sections)]),
    ):
        if rows:
            yield from ("", f"**{title}**", "", *rows)


def _is_undecided(section: Section) -> bool:
    return all(finding.state == "undecided" for finding in section.findings)


def _waiting(section: Section) -> str:
    titles = dict.fromkeys(safe(finding.threat.title) for finding in section.findings)
    return f"- {_named(section)}: {'; '.join(titles)}"


def _before(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        if section.findings and section.told_under:
            yield f"- {_named(section)}: see under {safe(section.told_under)}"


def _nothing(report: Report, sections: Iterable[Section]) -> Iterator[str]:
    """Yield in one paragraph the points at which nothing is found; one about several people is named once."""
    named = dict.fromkeys(_named(one) for one in sections if not one.findings and not (one.point and one.point.others))
    if named or report.points_left_out:
        yield from ("", "## Past what was agreed, and nothing in the catalogue is found", "")
    if named:
        yield f"{'; '.join(named)}."
    if report.points_left_out:
        yield f"{report.points_left_out}."


def _named(section: Section) -> str:
    point = section.point
    if point is None:
        return ""
    sure = "" if point.certain else "perhaps "
    return f"{sure}{safe(point.datum)} at {safe(point.holder)}, {point.form} (disclosure point {point.number})"


def _section(report: Report, section: Section) -> Iterator[str]:
    point = section.point
    if point is not None:
        agreed = sentences.agreed(point)
        sure = "" if point.certain else "Perhaps: "
        title = f"{point.number}. {sure}{safe(point.datum)} at {safe(point.holder)}, {point.form}"
        yield from ("", f"### {title}", "")
        way = safe(sentences.path(point.steps[0]))
        yield f"{way} ({agreed}; reaches {people(point.reach)}; {code(str(point.span))})"
    yield from ("", *_findings(report, section))
    yield from _to_do(section)
    if section.told_above:
        above = [safe(item.reference) for item in section.told_above]
        more = f"; and {len(above) - MOST_ABOVE} more" if len(above) > MOST_ABOVE else ""
        yield from ("", f"Told above, and helps here too: {'; '.join(above[:MOST_ABOVE])}{more}.")


def _findings(report: Report, section: Section) -> Iterator[str]:
    """Yield a line for each threat in one state about the same people; what is undecided takes one line together."""
    groups: dict[tuple[str, State, str], list[Finding]] = {}
    for finding in section.findings:
        whom = told_of(report.scenario, finding)
        groups.setdefault((finding.threat.id, finding.state, whom), []).append(finding)
    not_closed = {finding.threat.id for finding in section.not_closed}
    for (threat, state, whom), group in groups.items():
        if state != "undecided":
            told = _group(group, whom, closes=threat not in not_closed)
            yield f"* {told}"  # another list than what is to be done
    undecided = (group[0] for (_, state, _), group in groups.items() if state == "undecided")
    waiting = dict.fromkeys(safe(finding.threat.title) for finding in undecided)
    if waiting:
        depends = ", ".join(dict.fromkeys(safe(unsettled(one)) for one in section.findings if one.unsettled))
        yield f"* Undecided: {'; '.join(waiting)}{depends and f' (depends on {depends})'}"


def _group(findings: Sequence[Finding], whom: str, *, closes: bool) -> str:
    """Return what is found of one threat, of whom, where, and whether anything closes it."""
    first = findings[0]
    in_place = dict.fromkeys(control for finding in findings for control in finding.helped_by)
    placed = f"; in place: {safe(', '.join(in_place))}" if in_place else ""
    honest = "" if closes or first.state not in HOLDS else f"; **{NONE_CLOSES}**"
    places = ", ".join(code(finding.id) for finding in findings)
    about = f"; {safe(whom)}" if whom else ""
    return f"{safe(first.threat.title)} ({first.state}, {severity(first.severity)}{about}{placed}{honest}; {places})"


def _to_do(section: Section) -> Iterator[str]:
    """Yield the items that are told here, those that do less folded."""
    weak = [item for item in section.items if item.is_weak]
    weak = weak if len(weak) > _FEW else []
    if len(section.items) > len(weak):
        yield ""
    for item in section.items:
        if item not in weak:
            yield from _item(item)
    if weak:
        title = f"{len(weak)} items that do less: they discourage, show it afterwards or depend on people"
        yield from _folded(title, [row for item in weak for row in _item(item)])


def _item(item: Item, most: int | None = None) -> Iterator[str]:
    """Yield an item; `most` is how many titles it names of what it helps against."""
    mark = "**Strong.** " if item.strength == "strong" else ""
    yield f"- [ ] {mark}{safe(item.say)}{'' if item.is_design else f' ({code(item.key)})'}"
    yield f"  - Who: {safe(item.who)}. Done when: {safe(item.verify)}"
    for strength, titles in item.titles():
        named = "; ".join(map(safe, titles[:most]))
        more = f"; and {len(titles) - most} more" if most is not None and len(titles) > most else ""
        yield f"  - Helps against: {named}{more} ({_strength(strength)})"
    beware = "".join(f" Beware: {safe(effect.rstrip('.'))}." for effect in item.beware)
    yield f"  - What remains: {safe(item.remains)}{beware}"


def _strength(strength: str) -> str:
    name = "**strong**" if strength == "strong" else strength
    return f"{name}: {HONESTLY[strength]}"


def _folded(title: str, rows: Iterable[str]) -> Iterator[str]:
    """Yield what is shown on a click. The title holds nothing from a scenario: it is HTML, not Markdown."""
    yield from ("", f"<details><summary>{title}</summary>", "", *rows, "", "</details>")


def _accepted(report: Report) -> Iterator[str]:
    if not report.scenario.accepted:
        return
    yield from ("", "## Accepted", "")
    counted = {finding.id for finding in report.analysis.findings if finding.state == "accepted"}
    for entry in report.scenario.accepted:
        no = "" if entry.finding in counted else " **Does not count: the date has passed, or nothing is found there.**"
        said = f"{code(entry.finding)}, by {safe(entry.by)} until {safe(entry.until)}: {safe(entry.because)}"
        yield f"- {said}{no}"


def _support() -> Iterator[str]:
    yield from ("", "## Support for the people concerned", "", "To fill in before this is handed out.", "")
    yield from ("| What | Where, when, who |", "|---|---|")
    yield from (f"| {what} | |" for what in SUPPORT)
