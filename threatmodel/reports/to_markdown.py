"""Reports -> checklist.md: questions first, then what to do for each person, by disclosure point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from threatmodel.model.findings import Finding, Question, State
from threatmodel.reports import told
from threatmodel.reports.checklist import Checklist, Item, Section
from threatmodel.reports.escape import code_in_markdown as code
from threatmodel.reports.escape import in_markdown as safe
from threatmodel.reports.helps import is_designed, redesign
from threatmodel.reports.report import HOLDS, STRENGTHS, Report, people, severity, unsettled
from threatmodel.reports.wording import STRENGTHS as HONESTLY
from threatmodel.reports.wording import SUPPORT

MOST_QUESTIONS: Final = 10
_FIRST: Final = ("strong", "partial")
"""Strengths whose items are shown at once; a few weaker ones are, more of them are folded."""

_FEW: Final = 2
_CHECK: Final = "`threatmodel check`"


def to_markdown(reports: Sequence[Report]) -> str:
    """Return the checklist, as GitHub shows Markdown. The same reports give the same bytes."""
    return "\n".join(row for report in reports for row in _checklist(report)) + "\n"


def _checklist(report: Report) -> Iterator[str]:
    yield f"# Checklist: {safe(report.scenario.title)}"
    yield ""
    yield f"From {code(report.scenario.file)}, by threatmodel {safe(report.program)}."
    if report.scenario.content_note:
        yield ""
        yield f"**Content note.** {safe(report.scenario.content_note)}"
    yield from _questions(report)
    checklist = Checklist(report=report)
    by_person = checklist.by_person()
    for person, sections in by_person.items():
        if any(section.findings for section in sections):
            yield from ("", f"## {safe(person) if person else 'Nobody by name'}: what to do")
            yield from _person(report, sections)
    yield from _nothing(section for sections in by_person.values() for section in sections)
    if (elsewhere := checklist.elsewhere()) is not None:
        yield from ("", "## Within what was agreed, or about no data")
        yield from _section(report, elsewhere)
    yield from _accepted(report)
    yield from _support()


def _questions(report: Report) -> Iterator[str]:
    yield from ("", "## Questions to answer first", "")
    if not report.analysis.questions:
        yield "None: everything that decides something is known."
    asked = [_question(question) for question in report.analysis.questions]
    yield from asked[:MOST_QUESTIONS]
    if len(asked) > MOST_QUESTIONS:
        yield from _folded(f"{len(asked) - MOST_QUESTIONS} more that settle less", asked[MOST_QUESTIONS:])


def _question(question: Question) -> str:
    settles = f"settles {len(question.settles)}, bears on {len(question.bears_on)}"
    return f"- [ ] {safe(question.ask)} ({settles}; {code(str(question.span))})"


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


def _nothing(sections: Iterable[Section]) -> Iterator[str]:
    """Yield in one paragraph the points at which nothing is found; one about several people is named once."""
    named = dict.fromkeys(_named(section) for section in sections if not section.findings)
    if named:
        yield from ("", "## Past what was agreed, and nothing in the catalogue is found", "", f"{'; '.join(named)}.")


def _named(section: Section) -> str:
    point = section.point
    if point is None:
        return ""
    sure = "" if point.certain else "perhaps "
    return f"{sure}{safe(point.datum)} at {safe(point.holder)}, {point.form} ({point.number})"


def _section(report: Report, section: Section) -> Iterator[str]:
    point = section.point
    if point is not None:
        agreed = told.agreed(point)
        sure = "" if point.certain else "Perhaps: "
        title = f"{point.number}. {sure}{safe(point.datum)} at {safe(point.holder)}, {point.form}"
        yield from ("", f"### {title}", "")
        yield f"{safe(told.path(point.steps[0]))} ({agreed}; reaches {people(point.reach)}; {code(str(point.span))})"
    yield from ("", *_findings(section))
    yield from _to_do(report, section)
    above = {strength: _numbers(section, strength) for strength in STRENGTHS}
    if any(above.values()):
        again = "; ".join(f"{numbers} ({strength})" for strength, numbers in above.items() if numbers)
        yield from ("", f"Items from above that help here too: {again}.")


def _findings(section: Section) -> Iterator[str]:
    """Yield a line for each threat in one state, with its places; what is undecided takes one line together."""
    groups: dict[tuple[str, State], list[Finding]] = {}
    for finding in section.findings:
        groups.setdefault((finding.threat.id, finding.state), []).append(finding)
    not_closed = {finding.threat.id for finding in section.not_closed}
    for (threat, state), group in groups.items():
        if state != "undecided":
            yield f"* {_group(group, closes=threat not in not_closed)}"  # another list than what is to be done
    waiting = dict.fromkeys(safe(group[0].threat.title) for (_, state), group in groups.items() if state == "undecided")
    if waiting:
        depends = ", ".join(dict.fromkeys(safe(unsettled(one)) for one in section.findings if one.unsettled))
        yield f"* Undecided: {'; '.join(waiting)}{depends and f' (depends on {depends})'}"


def _group(findings: Sequence[Finding], *, closes: bool) -> str:
    """Return what is found of one threat, where, and whether anything closes it."""
    first = findings[0]
    in_place = dict.fromkeys(control for finding in findings for control in finding.helped_by)
    placed = f"; in place: {safe(', '.join(in_place))}" if in_place else ""
    honest = "" if closes or first.state not in HOLDS or is_designed(first.threat) else "; **no control closes this**"
    places = ", ".join(code(finding.id) for finding in findings)
    return f"{safe(first.threat.title)} ({first.state}, {severity(first.severity)}{placed}{honest}; {places})"


def _to_do(report: Report, section: Section) -> Iterator[str]:
    """Yield the items that are told here: what is to be drawn differently, then controls, the weak ones folded."""
    designed: dict[tuple[str, str | None], list[Finding]] = {}
    for one in section.findings:
        if one.state in HOLDS and is_designed(one.threat):
            designed.setdefault((one.holder, one.datum), []).append(one)
    new = [item for item in section.items if item.first]
    weak = [item for item in new if item.strength not in _FIRST]
    weak = weak if len(weak) > _FEW else []
    if designed or len(new) > len(weak):
        yield ""
    for crossings in designed.values():
        yield from _redesign(report, crossings)
    for item in new:
        if item not in weak:
            yield from _item(item)
    if weak:
        title = f"{len(weak)} items that do less: they discourage, show it afterwards or depend on people"
        yield from _folded(title, [row for item in weak for row in _item(item)])


def _redesign(report: Report, crossings: Sequence[Finding]) -> Iterator[str]:
    """Yield the item against designed crossings of one datum to one holder: what does not get there is not kept."""
    reaches = [finding for finding in crossings if finding.threat.when.not_agreed != "keep"]
    said = redesign(report.scenario, reaches[:1] or crossings[:1])
    shown = " and ".join(code(finding.id) for finding in crossings)
    titles = "; ".join(safe(finding.threat.title) for finding in crossings)
    yield f"- [ ] **Strong.** {safe(said[0].upper() + said[1:])}."
    yield f"  - Who: whoever designs the flow, and those it is about. Done when: {_CHECK} no longer shows {shown}."
    yield f"  - Helps against: {titles} ({_strength('strong')})"
    yield "  - What remains: An agreement can be withdrawn, and what was sent before stays where it is."


def _item(item: Item) -> Iterator[str]:
    control = item.control
    mark = "**Strong.** " if item.strength == "strong" else ""
    yield f"- [ ] {mark}{safe(control.does)} ({item.number}, {code(control.id)})"
    yield f"  - Who: {safe(control.who)}. Done when: {safe(control.verify)}"
    for strength in STRENGTHS:
        titles = dict.fromkeys(
            safe(finding.threat.title) for finding in item.against if control.strength[finding.threat.id] == strength
        )
        if titles:
            yield f"  - Helps against: {'; '.join(titles)} ({_strength(strength)})"
    effects = "".join(f" Beware: {safe(effect.rstrip('.'))}." for effect in control.side_effects)
    yield f"  - What remains: {safe(control.bypass)}{effects}"


def _strength(strength: str) -> str:
    name = "**strong**" if strength == "strong" else strength
    return f"{name}: {HONESTLY[strength]}"


def _numbers(section: Section, strength: str) -> str:
    """Return the numbers of the items that are told further up and help this much here."""
    return ", ".join(str(item.number) for item in section.items if not item.first and item.strength == strength)


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
