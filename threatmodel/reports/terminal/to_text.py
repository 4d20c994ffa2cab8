"""Reports -> what `check` shows: the ten worst disclosure points and their findings, three questions, the next step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from threatmodel.model.findings import DisclosurePoint, Finding, Question, State
from threatmodel.model.names import listed
from threatmodel.model.values import duration
from threatmodel.reports import estimated, figures, gating
from threatmodel.reports.acceptances import lapsed, sentence
from threatmodel.reports.figures import chance, weighs
from threatmodel.reports.remedies import MOST_NAMED
from threatmodel.reports.report import HOLDS, STATES, Report, people, severity, unsettled
from threatmodel.reports.sentences import agreed, path, settling
from threatmodel.reports.subjects import told_of
from threatmodel.reports.terminal.lines import BLANK, Line, Part, Style, line
from threatmodel.reports.told_before import Once

MOST_POINTS: Final = 10
MOST_QUESTIONS: Final = 3
MOST_THREATS: Final = 3
MOST_AT_GATE: Final = 10
MOST_HARMS: Final = 3

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
    said = Once(report)
    points = report.analysis.points if everything else report.points[:MOST_POINTS]
    for point in points:
        yield BLANK
        yield from _point(report, point, said, everything=everything)
    yield from _elsewhere(report, said, everything=everything)
    yield from _people(report, everything=everything)
    yield from _questions(report.analysis.questions, everything=everything)
    yield from _assumptions(report, everything=everything)
    yield from _estimates(report, everything=everything)
    yield from _gate(report, everything=everything)
    yield BLANK
    yield from _end(report, len(points))


def _point(report: Report, point: DisclosurePoint, said: Once, *, everything: bool) -> Iterator[Line]:
    sure = "" if point.certain else "perhaps: "
    consent = agreed(point)
    head = f"{point.number}. {sure}{point.datum} at {point.holder}, {point.form}"
    yield line(Part(head, "title"), f" ({consent}; reaches {people(point.reach)})", hang=3)
    said.enter(f"under disclosure point {point.number}")
    here = [said.found[finding] for finding in point.findings if said.found[finding].state != "closed"]
    yield from _findings(here, said, everything=everything)
    if point.others:
        yield line(f"Also behind it: {_others(report, point, said, everything=everything)}", indent=3, hang=2)
    if not here and not point.others:
        yield line(f"{point.span}: {path(point.steps[0])}", indent=3, hang=2)


def _others(report: Report, point: DisclosurePoint, said: Once, *, everything: bool) -> str:
    """Return what lies behind a point and is told elsewhere: the findings, or their threats and where to read on."""
    if everything:
        return ", ".join(point.others)
    threats = [*dict.fromkeys(said.found[finding].threat.id for finding in point.others)]
    more = f" and {len(threats) - MOST_NAMED} more" if len(threats) > MOST_NAMED else ""
    numbers = {one.id: one.number for one in report.analysis.points}
    where = sorted({numbers[said.found[finding].points[0]] for finding in point.others if said.found[finding].points})
    under = f", told under disclosure point{'s'[: len(where) - 1]} {listed([*map(str, where)], 'and')}" if where else ""
    return f"{', '.join(threats[:MOST_NAMED])}{more}{under}"


def _findings(findings: Sequence[Finding], said: Once, *, everything: bool) -> Iterator[Line]:
    """Yield what was found in one place: the gravest threats in full, the names of the rest and of the undecided."""
    groups: dict[tuple[str, State], list[Finding]] = {}
    for finding in findings:
        if finding.state != "undecided":
            groups.setdefault((finding.threat.id, finding.state), []).append(finding)
    shown = len(groups) if everything else MOST_THREATS
    for group in list(groups.values())[:shown]:
        yield from _group(group, said, everything=everything)
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


def _group(findings: Sequence[Finding], said: Once, *, everything: bool) -> Iterator[Line]:
    """Yield findings of one threat in one state: its title once, then each with its place and path, then what helps."""
    first = findings[0]
    state = Part(first.state, STYLES[first.state])
    head = f", {first.risk.band} risk, {severity(first.severity)}: "
    yield line(state, head, Part(first.threat.title, "title"), indent=3, hang=2)
    shown = findings if everything else findings[:MOST_NAMED]
    for finding in shown:
        whom = told_of(said.report.scenario, [finding])
        beside = f"{chance(finding.chance)}; {whom}" if whom else chance(finding.chance)
        yield line(Part(finding.id, "id"), " ", Part(beside, "dim"), indent=5, hang=2)
        if (way := said.way(finding)) is not None:
            yield line(": ".join(filter(None, way)), indent=7, hang=2)
        if finding.accepted is not None:
            entry = finding.accepted
            yield line(f"accepted by {entry.by} until {entry.until}: {entry.because}", indent=7, hang=2)
    if len(shown) < len(findings):
        yield line(f"and {len(findings) - len(shown)} more", indent=5)
    if first.state != "accepted":
        yield line(said.help(findings), indent=5, hang=2)


def _elsewhere(report: Report, said: Once, *, everything: bool) -> Iterator[Line]:
    """Yield findings that no disclosure point heads, and with `everything` those that controls in place close."""
    under_none = [one for one in report.analysis.findings if not one.points and one.state != "closed"]
    if under_none:
        yield BLANK
        yield line(Part("Within what was agreed, or about no data", "title"))
        said.enter("below")
        yield from _findings(under_none, said, everything=everything)
    closed = [one for one in report.analysis.findings if one.state == "closed"]
    if closed and everything:
        yield BLANK
        yield line(Part("Closed by controls that are in place", "title"))
        for finding in closed:
            yield line(Part("closed", "good"), " ", Part(finding.id, "id"), indent=3, hang=2)


def _people(report: Report, *, everything: bool) -> Iterator[Line]:
    """Yield what it comes to for each data subject: the risk, and what weighs most, how likely and how bad it is."""
    if not report.analysis.people:
        return
    yield BLANK
    yield line(Part(f"What it means for whom, within {duration(report.scenario.period)}", "title"))
    for one in report.analysis.people:
        yield line(Part(one.person), f": risk {figures.points(one.risk)} points", indent=3, hang=2)
        certain = [harm for harm in one.harms if harm.certain]
        for harm in certain if everything else certain[:MOST_HARMS]:
            told = f" {chance(harm.chance)}, {severity(harm.severity)}, reaches {people(harm.reach)}"
            yield line(harm.threat.title, Part(f":{told}", "dim"), indent=5, hang=2)
        if len(certain) > MOST_HARMS and not everything:
            yield line(f"and {len(certain) - MOST_HARMS} more", indent=5)


def _questions(questions: Sequence[Question], *, everything: bool) -> Iterator[Line]:
    asked = questions if everything else questions[:MOST_QUESTIONS]
    if not asked:
        return
    more = "" if len(asked) == len(questions) else f" ({len(asked)} of {len(questions)})"
    yield BLANK
    yield line(Part(f"Questions that would settle most{more}", "title"))
    for question in asked:
        yield line("? ", Part(question.ask), indent=3, hang=2)
        told = f"{question.word}; {settling(question)}; {question.span}"
        yield line(Part(told, "dim"), indent=5, hang=2)


def _assumptions(report: Report, *, everything: bool) -> Iterator[Line]:
    assumed = report.analysis.assumptions
    if not assumed:
        return
    yield BLANK
    yield line(f"{_many(len(assumed), 'value')} assumed{':' if everything else ', not written in the file'}")
    for one in assumed if everything else ():
        rests = f"; {one.confidence} confidence, {one.source}" if one.source else ""
        yield line(f"{one.word} of {one.place}: {one.value} ({one.kind}{rests}) {one.span}", indent=3, hang=2)


def _estimates(report: Report, *, everything: bool) -> Iterator[Line]:
    estimates = report.scenario.estimates.values()
    if estimates:
        yield BLANK
        told = f"{_many(len(estimates), 'estimate')} of the scenario in place of the catalogue's"
        yield line(f"{told}{':' if everything else ''}")
    for one in estimates if everything else ():
        changes = estimated.told(one, report.catalogue)
        yield line(Part(one.id, "id"), f": {changes}. {one.because} ({one.span})", indent=3, hang=2)


def _gate(report: Report, *, everything: bool) -> Iterator[Line]:
    """Yield the acceptances that do nothing, and what counts at a gate that was set."""
    if found := lapsed(report):
        yield BLANK
        yield line(Part("Acceptances that have no effect", "title"))
        for one in found:
            style: Style = "bad" if one.why == "expired" else "dim"
            yield line(Part(sentence(one), style), " ", Part(str(one.entry.span), "dim"), indent=3, hang=2)
    if title := gating.title(report):
        yield BLANK
        yield line(Part(title, "bad" if report.failing else "good"))
        shown = report.failing if everything else report.failing[:MOST_AT_GATE]
        for finding in shown:
            beside = f"{weighs(finding)}, {finding.span}"
            yield line(Part(finding.id, "id"), " ", Part(beside, "dim"), indent=3, hang=2)
        if len(shown) < len(report.failing):
            yield line(f"and {len(report.failing) - len(shown)} more (--all shows them)", indent=3)
        for remark in gating.remarks(report):
            yield line(remark, indent=3, hang=2)


def _end(report: Report, shown: int) -> Iterator[Line]:
    points = len(report.analysis.points)
    left_out = f" ({shown} shown, --all for the rest)" if shown < points else ""
    yield line(Part(_counts([report]), "bad" if report.holds else "good"), left_out)
    if report.analysis.risk.high:
        yield line(f"Risk {figures.points(report.analysis.risk)} points within {duration(report.scenario.period)}")
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
