"""Reports -> what `check` shows: the ten worst disclosure points and their findings, three questions, the next step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.model.findings import DisclosurePoint, Finding, Question, State
from threatmodel.reports import told
from threatmodel.reports.lines import BLANK, Line, Part, Style, line
from threatmodel.reports.report import HOLDS, STATES, Report, helping, people, severity, unsettled

MOST_POINTS: Final = 10
MOST_QUESTIONS: Final = 3
MOST_THREATS: Final = 3
MOST_NAMED: Final = 3

STYLES: Final[dict[State, Style]] = {
    "open": "bad",
    "reduced": "warn",
    "undecided": "warn",
    "accepted": "dim",
    "closed": "good",
}


def to_text(reports: Sequence[Report], *, everything: bool = False) -> Iterator[Line]:
    """Yield the lines for one scenario or several; `everything` leaves nothing out."""
    for number, report in enumerate(reports):
        if number:
            yield BLANK
        yield from _scenario(report, everything=everything)
    if len(reports) > 1:
        yield BLANK
        yield line(Part(f"{len(reports)} scenarios: {_counts(reports)}", "title"))


def _scenario(report: Report, *, everything: bool) -> Iterator[Line]:
    yield line(Part(report.scenario.title, "title"), " ", Part(f"({report.scenario.file})", "dim"))
    found = {finding.id: finding for finding in report.analysis.findings}
    points = report.analysis.points if everything else report.analysis.points[:MOST_POINTS]
    for point in points:
        yield BLANK
        yield from _point(report, point, found, everything=everything)
    yield from _elsewhere(report, everything=everything)
    yield from _questions(report.analysis.questions, everything=everything)
    yield from _assumptions(report, everything=everything)
    yield BLANK
    yield from _end(report, len(points))


def _point(report: Report, point: DisclosurePoint, found: dict[str, Finding], *, everything: bool) -> Iterator[Line]:
    sure = "" if point.certain else "perhaps: "
    agreed = "nothing was said about consent" if point.agreed is None else f"agreed: {point.agreed}"
    head = f"{point.number}. {sure}{point.datum} at {point.holder}, {point.form}"
    yield line(Part(head, "title"), f" ({agreed}; reaches {people(point.reach)})", hang=3)
    told_here = [found[finding] for finding in point.findings if found[finding].state != "closed"]
    yield from _findings(report, told_here, everything=everything)
    others = point.others if everything else point.others[:MOST_NAMED]
    if others:
        more = len(point.others) - len(others)
        tail = f" and {more} more" if more else ""
        yield line(f"Also behind it: {', '.join(others)}{tail}", indent=3, hang=2)
    if not told_here and not others:
        yield line(f"{told.path(point.steps[0])}", indent=3, hang=2)
        yield line(str(point.span), indent=3, hang=2)


def _findings(report: Report, findings: Sequence[Finding], *, everything: bool) -> Iterator[Line]:
    """Yield what was found in one place: the gravest threats in full, the names of the rest and of the undecided."""
    groups: dict[tuple[str, State], list[Finding]] = {}
    for finding in findings:
        if finding.state != "undecided":
            groups.setdefault((finding.threat.id, finding.state), []).append(finding)
    shown = len(groups) if everything else MOST_THREATS
    for group in list(groups.values())[:shown]:
        yield from _group(report, group)
    more = dict.fromkeys(threat for threat, _ in list(groups)[shown:])
    if more:
        yield line(f"also: {', '.join(more)}", indent=3, hang=2)
    yield from _undecided([finding for finding in findings if finding.state == "undecided"], everything=everything)


def _undecided(findings: Sequence[Finding], *, everything: bool) -> Iterator[Line]:
    if findings and not everything:
        threats = dict.fromkeys(finding.threat.id for finding in findings)
        yield line(Part("undecided", "warn"), f": {', '.join(threats)}", indent=3, hang=2)
    for finding in findings if everything else ():
        hangs = f": depends on {unsettled(finding)}" if finding.unsettled else ""
        yield line(Part("undecided", "warn"), " ", Part(finding.id, "id"), hangs, indent=3, hang=2)


def _group(report: Report, findings: Sequence[Finding]) -> Iterator[Line]:
    """Yield findings of one threat in one state: its title once, then each with its place and path, then what helps."""
    first = findings[0]
    state = Part(first.state, STYLES[first.state])
    yield line(state, f", {severity(first.severity)}: ", Part(first.threat.title, "title"), indent=3, hang=2)
    for finding in findings:
        path = f": {told.path(finding.witness)}" if finding.witness is not None else ""
        yield line(Part(finding.id, "id"), indent=5)
        yield line(f"{finding.span}{path}", indent=7, hang=2)
        if finding.accepted is not None:
            entry = finding.accepted
            yield line(f"accepted by {entry.by} until {entry.until}: {entry.because}", indent=7, hang=2)
    if first.state != "accepted":
        yield line(_help(report, findings), indent=5, hang=2)


def _help(report: Report, findings: Sequence[Finding]) -> str:
    """Return in one line what is in place and what would help against one threat, strongest first."""
    threat = findings[0].threat.id
    in_place = dict.fromkeys(control for finding in findings for control in finding.helped_by)
    helps = helping(report.catalogue, findings)
    others = [one for one in helps if one.id not in in_place]
    said = [] if any(one.strength[threat] == "strong" for one in helps) else ["no control closes this"]
    said += [f"in place: {', '.join(in_place)}"] if in_place else []
    named = ", ".join(f"{one.id} ({one.strength[threat]})" for one in others[:MOST_NAMED])
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    said += [f"helps: {named}{more}" if others else "nothing more in the catalogue helps"]
    return "; ".join(said)


def _elsewhere(report: Report, *, everything: bool) -> Iterator[Line]:
    """Yield findings that no disclosure point heads, and with `everything` those that controls in place close."""
    under_none = [one for one in report.analysis.findings if not one.points and one.state != "closed"]
    if under_none:
        yield BLANK
        yield line(Part("Within what was agreed, or about no data", "title"))
        yield from _findings(report, under_none, everything=everything)
    closed = [one for one in report.analysis.findings if one.state == "closed"]
    if closed and everything:
        yield BLANK
        yield line(Part("Closed by controls that are in place", "title"))
        for finding in closed:
            yield line(Part("closed", "good"), " ", Part(finding.id, "id"), indent=3, hang=2)


def _questions(questions: Sequence[Question], *, everything: bool) -> Iterator[Line]:
    asked = questions if everything else questions[:MOST_QUESTIONS]
    if not asked:
        return
    more = "" if len(asked) == len(questions) else f" ({len(asked)} of {len(questions)})"
    yield BLANK
    yield line(Part(f"Questions that would settle most{more}", "title"))
    for question in asked:
        yield line("? ", Part(question.ask), indent=3, hang=2)
        settles = f"settles {len(question.settles)}, bears on {len(question.bears_on)}"
        yield line(Part(f"{question.word}; {settles}; {question.span}", "dim"), indent=5, hang=2)


def _assumptions(report: Report, *, everything: bool) -> Iterator[Line]:
    assumed = report.analysis.assumptions
    if not assumed:
        return
    yield BLANK
    yield line(f"{_many(len(assumed), 'value')} assumed from kinds{':' if everything else ', not written in the file'}")
    for one in assumed if everything else ():
        yield line(f"{one.word} of {one.place}: {one.value} ({one.kind}) {one.span}", indent=3, hang=2)


def _end(report: Report, shown: int) -> Iterator[Line]:
    points = len(report.analysis.points)
    left_out = f" ({shown} shown, --all for the rest)" if shown < points else ""
    yield line(Part(_counts([report]), "bad" if report.holds else "good"), left_out)
    worst = next((one for one in report.analysis.findings if one.state in HOLDS), None)
    if worst is not None:
        command = f"threatmodel explain {worst.id} {shell_word(report.scenario.file)}"
        yield Line((Part(f"Next: {command}", "dim"),), whole=True)


def _counts(reports: Sequence[Report]) -> str:
    counts = {state: sum(report.count(state) for report in reports) for state in STATES}
    points = sum(len(report.analysis.points) for report in reports)
    states = ", ".join(f"{number} {state}" for state, number in counts.items() if number or state == "open")
    return f"{_many(sum(counts.values()), 'finding')} ({states}), {_many(points, 'disclosure point')}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def shell_word(text: str) -> str:
    """Return a file name as a shell takes it."""
    if all(letter.isalnum() or letter in "-_./:\\" for letter in text):
        return text
    return "'" + text.replace("'", "'\\''") + "'"
