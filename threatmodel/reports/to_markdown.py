"""Reports -> checklist.md: questions first, then what to do for each person, by disclosure point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.model.findings import Finding, Question
from threatmodel.reports import told
from threatmodel.reports.checklist import Checklist, Item, Section
from threatmodel.reports.escape import in_markdown as safe
from threatmodel.reports.escape import visible
from threatmodel.reports.report import STRENGTHS, Report, people, severity, unsettled

_STRENGTHS: Final = {
    "strong": "**strong**: closes it",
    "partial": "partial: makes it less likely or smaller",
    "deterrent": "deterrent: discourages, does not prevent",
    "detective": "detects: shows it afterwards, does not prevent",
    "procedural": "procedural: as good as people keep to it",
}
_MOST_QUESTIONS: Final = 10
_SUPPORT: Final = (
    "Somebody in the team to talk to, also outside this meeting",
    "How to ask for removal or correction, and how soon there is an answer",
    "Advice centre or helpline for the people concerned, in their language",
    "Data protection officer or authority",
    "In an emergency",
)


def to_markdown(reports: Sequence[Report]) -> str:
    """Return the checklist, as GitHub shows Markdown. The same reports give the same bytes."""
    return "\n".join(row for report in reports for row in _checklist(report)) + "\n"


def _checklist(report: Report) -> Iterator[str]:
    yield f"# Checklist: {safe(report.scenario.title)}"
    yield ""
    yield f"From {_code(report.scenario.file)}, by threatmodel {safe(report.program)}."
    if report.scenario.content_note:
        yield ""
        yield f"**Content note.** {safe(report.scenario.content_note)}"
    yield from _questions(report)
    checklist = Checklist(report=report)
    for person, sections in checklist.by_person().items():
        yield from ("", f"## {safe(person) if person else 'Nobody by name'}: what to do")
        yield from _person(sections)
    if (elsewhere := checklist.elsewhere()) is not None:
        yield from ("", "## Within what was agreed, or about no data")
        yield from _section(elsewhere)
    yield from _accepted(report)
    yield from _support()


def _questions(report: Report) -> Iterator[str]:
    yield from ("", "## Questions to answer first", "")
    if not report.analysis.questions:
        yield "None: everything that decides something is known."
    first, more = report.analysis.questions[:_MOST_QUESTIONS], report.analysis.questions[_MOST_QUESTIONS:]
    yield from map(_question, first)
    if more:
        yield from ("", f"<details><summary>{len(more)} more that settle less</summary>", "")
        yield from map(_question, more)
        yield from ("", "</details>")


def _question(question: Question) -> str:
    settles = f"settles {len(question.settles)}, bears on {len(question.bears_on)}"
    return f"- [ ] {safe(question.ask)} ({settles}; {_code(str(question.span))})"


def _person(sections: Sequence[Section]) -> Iterator[str]:
    """Yield what concerns one person; where nothing is found and what is told before takes one line each."""
    for section in sections:
        if section.findings and not section.told_under:
            yield from _section(section)
    before = [section for section in sections if section.findings and section.told_under]
    if before:
        yield ""
    for section in before:
        yield f"- {_named(section)}: see under {safe(section.told_under)}"
    nothing = [_named(section) for section in sections if not section.findings]
    if nothing:
        yield from ("", f"Nothing in the catalogue is found at: {'; '.join(nothing)}.")


def _named(section: Section) -> str:
    point = section.point
    if point is None:
        return ""
    sure = "" if point.certain else "perhaps "
    return f"{sure}{safe(point.datum)} at {safe(point.holder)}, {point.form} ({point.number})"


def _section(section: Section) -> Iterator[str]:
    point = section.point
    if point is not None:
        agreed = "nothing was said about consent" if point.agreed is None else f"agreed: {point.agreed}"
        sure = "" if point.certain else "Perhaps: "
        title = f"{point.number}. {sure}{safe(point.datum)} at {safe(point.holder)}, {point.form}"
        yield from ("", f"### {title}", "")
        yield f"{safe(told.path(point.steps[0]))} ({agreed}; reaches {people(point.reach)}; {_code(str(point.span))})"
    if section.findings:
        yield ""
        yield from (f"* {_finding(finding)}" for finding in section.findings)  # another list than what is to be done
    if section.not_closed:
        titles = "; ".join(dict.fromkeys(safe(finding.threat.title) for finding in section.not_closed))
        rest = (
            "What is listed makes it less likely or smaller."
            if section.items
            else "Nothing in the catalogue helps further."
        )
        yield from ("", f"**No control closes this:** {titles}. {rest}")
    new = [item for item in section.items if item.first]
    if new:
        yield ""
    for item in new:
        yield from _item(item)
    above = {strength: _numbers(section, strength) for strength in STRENGTHS}
    if any(above.values()):
        again = "; ".join(f"{numbers} ({strength})" for strength, numbers in above.items() if numbers)
        yield from ("", f"Items from above that help here too: {again}.")


def _numbers(section: Section, strength: str) -> str:
    """Return the numbers of the items that are told further up and help this much here."""
    return ", ".join(str(item.number) for item in section.items if not item.first and item.strength == strength)


def _finding(finding: Finding) -> str:
    hangs = f"; depends on {safe(unsettled(finding))}" if finding.unsettled else ""
    placed = f"; in place: {safe(', '.join(finding.helped_by))}" if finding.helped_by else ""
    said = f"{finding.state}, {severity(finding.severity)}{hangs}{placed}; {_code(finding.id)}"
    return f"{safe(finding.threat.title)} ({said})"


def _item(item: Item) -> Iterator[str]:
    control = item.control
    mark = "**Strong.** " if item.strength == "strong" else ""
    yield f"- [ ] {mark}{safe(control.does)} ({item.number}, {_code(control.id)})"
    yield f"  - Who: {safe(control.who)}"
    yield f"  - Done when: {safe(control.verify)}"
    for threat in dict.fromkeys(finding.threat.id for finding in item.against):
        title = next(finding.threat.title for finding in item.against if finding.threat.id == threat)
        yield f"  - Helps against: {safe(title)} ({_STRENGTHS[control.strength[threat]]})"
    yield f"  - What remains: {safe(control.bypass)}"
    for effect in control.side_effects:
        yield f"  - Beware: {safe(effect)}"


def _accepted(report: Report) -> Iterator[str]:
    if not report.scenario.accepted:
        return
    yield from ("", "## Accepted", "")
    counted = {finding.id for finding in report.analysis.findings if finding.state == "accepted"}
    for entry in report.scenario.accepted:
        no = "" if entry.finding in counted else " **Does not count: the date has passed, or nothing is found there.**"
        said = f"{_code(entry.finding)}, by {safe(entry.by)} until {safe(entry.until)}: {safe(entry.because)}"
        yield f"- {said}{no}"


def _support() -> Iterator[str]:
    yield from ("", "## Support for the people concerned", "", "To fill in before this is handed out.", "")
    yield from ("| What | Where, when, who |", "|---|---|")
    yield from (f"| {what} | |" for what in _SUPPORT)


def _code(text: str) -> str:
    """Return a text in code type. A grave accent in it would end it."""
    shown = visible(text)
    return f"<code>{safe(shown)}</code>" if "`" in shown else f"`{shown}`"
