"""Reports -> SARIF 2.1.0 for code scanning and for editors: a rule for each threat, a result for each finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from threatmodel.model.findings import Finding, Step
from threatmodel.model.gate import HOLDS
from threatmodel.model.risk import POINTS
from threatmodel.reports import escape, figures, gating
from threatmodel.reports.acceptances import lapsed, sentence
from threatmodel.reports.report import Report, severity, unsettled
from threatmodel.reports.sarif.places import ROOT, location, message
from threatmodel.reports.sarif.rules import LEVELS, rules
from threatmodel.reports.sentences import path
from threatmodel.reports.sentences import sentence as step_sentence

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"

MOST_RESULTS: Final = 25_000
"""As many results as code scanning takes; the gravest come first."""

_MOST_STEPS: Final = 1_000
"""As many steps of a way as code scanning shows; of more, the last ones."""

_MOST_RELATED: Final = 10

_LINES: Final = 5
"""A result and a rule stand a line each."""


def to_sarif(reports: Sequence[Report]) -> str:
    """Return one document with one run for all scenarios. The same reports give the same bytes.

    What is accepted is suppressed; what is undecided has the kind `open`; what controls close is left out.
    """
    return _document(reports, [(report, one) for report in reports for one in report.analysis.findings])


def to_sarif_for_github(reports: Sequence[Report]) -> str:
    """Return the document without what code scanning on GitHub cannot tell from an alert: undecided and accepted."""
    held = ((report, one) for report in reports for one in report.analysis.findings if one.state in HOLDS)
    return _document(reports, list(held))


def _document(reports: Sequence[Report], findings: Sequence[tuple[Report, Finding]]) -> str:
    shown = sorted((each for each in findings if each[1].state != "closed"), key=_rank)
    catalogue = reports[0].catalogue if reports else None
    described = rules(catalogue, (one for _, one in shown)) if catalogue is not None else []
    index = {rule["id"]: number for number, rule in enumerate(described)}
    version = reports[0].program if reports else ""
    driver = {"name": "threatmodel", "version": version, "semanticVersion": version, "rules": described}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": [*_notes(reports, len(shown))]}],
        "originalUriBaseIds": {ROOT: {"description": {"text": "Where the program ran."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, one, index) for report, one in shown[:MOST_RESULTS]],
    }
    return escape.to_json_lines({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, depth=_LINES)


def _rank(each: tuple[Report, Finding]) -> tuple[bool, float, str, str]:
    report, finding = each
    weight = finding.risk.high or finding.risk.ceiling
    return finding.state not in HOLDS, -weight, report.scenario.file, finding.id


def _result(report: Report, finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    is_open = finding.state == "undecided"
    result: dict[str, Any] = {
        "ruleId": finding.threat.id,
        "ruleIndex": index[finding.threat.id],
        "kind": "open" if is_open else "fail",
        "level": "none" if is_open else LEVELS[finding.risk.band],
        "rank": _weight(finding),
        "message": message(_told(finding)),
        "locations": [location(finding.span)],
        "partialFingerprints": _fingerprints(report, finding),
        "properties": _properties(finding),
    }
    if steps := _steps(finding):
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    if related := [*_related(report, finding)]:
        result["relatedLocations"] = related
    if finding.accepted is not None:
        result["suppressions"] = [_suppression(finding)]
    if report.gate.known is not None:
        result["baselineState"] = _baseline_state(report, finding)
    return result


def _told(finding: Finding) -> str:
    """Return what was found in a sentence that begins with the threat: where space is short only that is shown."""
    where = f"{finding.datum} at {finding.holder}" if finding.datum is not None else finding.holder or "the scenario"
    way = f" Way: {path(finding.witness)}." if finding.witness is not None else ""
    hangs = f" Undecided: it depends on {unsettled(finding)}." if finding.unsettled else ""
    weighs = f"{figures.weighs(finding)}, {severity(finding.severity)}"
    return f"{finding.threat.title}: {where} ({weighs}).{way}{hangs}"


def _weight(finding: Finding) -> float:
    return figures.figure(100 * (finding.risk.high or finding.risk.ceiling) / max(POINTS.values()))


def _fingerprints(report: Report, finding: Finding) -> dict[str, str]:
    """Return what stays the same when lines move: the id and the file. GitHub reads the first of the two alone."""
    written = f"{report.scenario.file}\n{finding.id}".encode("utf-8", "surrogateescape")
    return {"primaryLocationLineHash": f"{sha256(written).hexdigest()[:16]}:1", "findingId/v1": finding.id}


def _properties(finding: Finding) -> dict[str, Any]:
    return {
        "state": finding.state,
        "severity": finding.severity,
        "likelihood": figures.likelihood(finding.chance),
        "risk": figures.risk(finding.risk),
        "points": list(finding.points),
    }


def _steps(finding: Finding) -> list[dict[str, Any]]:
    """Return the way, the beginning first, each step once."""
    ordered = list(_in_order(finding.witness))[-_MOST_STEPS:] if finding.witness is not None else []
    return [
        {"location": location(step.span, step_sentence(step)), "executionOrder": number}
        for number, step in enumerate(ordered, start=1)
    ]


def _in_order(last: Step) -> Iterator[Step]:
    """Yield the steps that a step rests on before it; a chain may be long, so that nothing is nested."""
    pending, told = [last], set[int]()
    while pending:
        step = pending[-1]
        missing = [one for one in step.premises if id(one) not in told]
        if missing and id(step) not in told:
            pending += reversed(missing)
            continue
        pending.pop()
        if id(step) not in told:
            told.add(id(step))
            yield step


def _related(report: Report, finding: Finding) -> Iterator[dict[str, Any]]:
    """Yield the disclosure points that a finding is told under."""
    points = [point for point in report.analysis.points if point.id in finding.points]
    for number, point in enumerate(points[:_MOST_RELATED]):
        text = f"Disclosure point {point.number}: {point.datum} at {point.holder}, {point.form}"
        yield location(point.span, text, id=number)


def _suppression(finding: Finding) -> dict[str, Any]:
    entry = finding.accepted
    if entry is None:
        raise ValueError("nobody accepted it")
    said = message(f"{entry.because} (accepted by {entry.by} until {entry.until})")["text"]
    return {"kind": "external", "status": "accepted", "justification": said, "location": location(entry.span)}


def _baseline_state(report: Report, finding: Finding) -> str:
    known = (report.gate.known or {}).get(finding.id)
    if known is None:
        return "new"
    return "unchanged" if known == finding.state else "updated"


def _notes(reports: Sequence[Report], found: int) -> Iterator[dict[str, Any]]:
    """Yield what is no result: acceptances without effect, what is gone from the baseline, what does not fit."""
    for report in reports:
        for one in lapsed(report):
            level = "warning" if one.why == "expired" else "note"
            yield {
                "descriptor": {"id": "acceptance-without-effect"},
                "level": level,
                "message": message(sentence(one)),
                "locations": [location(one.entry.span)],
            }
        for remark in gating.remarks(report):
            yield {"descriptor": {"id": "baseline"}, "level": "note", "message": message(remark)}
    if found > MOST_RESULTS:
        text = f"{found - MOST_RESULTS} findings of the least risk are left out: no more than {MOST_RESULTS} fit."
        yield {"descriptor": {"id": "left-out"}, "level": "warning", "message": {"text": text}}
