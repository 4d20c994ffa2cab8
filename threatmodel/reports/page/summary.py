"""Report -> what matters in three sentences: where it gets past what was agreed, what to ask, what helps most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from threatmodel.model.findings import DisclosurePoint, Finding
from threatmodel.model.risk import band
from threatmodel.reports.checklist.do_first import CLOSE, WEIGHTS
from threatmodel.reports.checklist.items import Item, items
from threatmodel.reports.checklist.sections import closable
from threatmodel.reports.report import HOLDS, Report, severity
from threatmodel.reports.sentences import agreed, held

LEFT: Final = "; what is asked above or was accepted remains"


def matters(report: Report) -> tuple[str, str, str]:
    """Return what was found, which question settles most, and which control does most; honest where there is none."""
    return _found(report), _question(report), _help(report)


def _found(report: Report) -> str:
    accepted = {finding.id for finding in report.analysis.findings if finding.state == "accepted"}
    points = [point for point in report.analysis.points if not _all_in(point, accepted)]
    if points:
        return _gravest(points, len(report.analysis.points) - len(points))
    holding = [finding for finding in report.analysis.findings if finding.state in HOLDS]
    if holding:
        gravest = f"the gravest, {severity(holding[0].severity)}: {holding[0].threat.title}"
        within = f"{many(len(holding), 'finding')} within it or about no data"
        return (
            f"Nothing gets past what was agreed, but there {'is' if len(holding) == 1 else 'are'} {within}: {gravest}."
        )
    if undecided := report.count("undecided"):
        return f"Nothing was found that surely holds; {many(undecided, 'finding')} may, depending on what is not known."
    if accepted:
        return (
            f"Nothing is left open: {many(len(accepted), 'finding')} {'is' if len(accepted) == 1 else 'are'} accepted."
        )
    threats = many(len(report.catalogue.threats), "threat")
    return f"Nothing was found of {threats} that were looked for; what is not written was not looked at."


def _all_in(point: DisclosurePoint, accepted: set[str]) -> bool:
    behind = {*point.findings, *point.others}
    return bool(behind) and behind <= accepted


def _gravest(points: Sequence[DisclosurePoint], accepted: int) -> str:
    perhaps = sum(not point.certain for point in points)
    doubt = f" ({perhaps} of them only if what is not known turns out so)" if perhaps else ""
    if perhaps == len(points):
        doubt = ", if what is not known turns out so"
    if accepted:
        doubt += f", not counting {accepted} where all is accepted"
    point = points[0]
    where = many(len(points), "disclosure point")
    risk = f"highest risk, {band(point.risk)}" if point.risk else f"gravest, {severity(point.severity)}"
    told = f"{held(point.holder, point.datum, point.form)} ({agreed(point)})"
    return f"Something gets past what was agreed at {where}{doubt}; the {risk}: {told}."


def _question(report: Report) -> str:
    if not report.analysis.questions:
        assumed = many(len(report.analysis.assumptions), "value")
        return f"No question is open: all that decides something is written, or assumed from kinds ({assumed})."
    first = report.analysis.questions[0]
    depend = f"{many(len(first.bears_on), 'finding')} that {'depends' if len(first.bears_on) == 1 else 'depend'} on it"
    if not first.settles:
        return f"No single answer decides a finding; this one comes first, for the {depend}: {first.ask}"
    return f"The question that settles most, {len(first.settles)} of the {depend}: {first.ask}"


def _help(report: Report) -> str:
    holding = [finding for finding in report.analysis.findings if finding.state in HOLDS]
    if not holding:
        remains = report.analysis.questions or report.count("accepted")
        return f"There is nothing that a control would have to close{LEFT if remains else ''}."
    of, candidates = many(len(holding), "finding"), tuple(items(report, holding))
    if not candidates:
        return f"No control in the catalogue bears on what was found ({of})."
    closing, widest = max(candidates, key=lambda item: (_closed(item), _closes(item))), max(candidates, key=_taken_off)
    does = "removes" if closing.is_design else "closes"
    if not _closes(closing):
        said = f"What helps most: “{widest.title}” bears on {_bears(widest)} of {of}"
    elif closing is widest:
        said = f"What helps most: “{widest.title}” bears on {_bears(widest)} of {of} and {does} {_closes(widest)}"
    else:
        said = (
            f"What {does} most: “{closing.title}”, {_closes(closing)} of {of}; "
            f"what bears on most: “{widest.title}”, {_bears(widest)}"
        )
    return f"{said}{_left(report, holding)}."


def _left(report: Report, holding: Iterable[Finding]) -> str:
    never = sum(not closable(report, finding) for finding in holding)
    return f"; {never} {'is' if never == 1 else 'are'} of a kind that no control closes" if never else ""


def _closed(item: Item) -> float:
    """Return how much risk an item does away with."""
    return sum(one.risk.high for strength, findings in item.against if strength in CLOSE for one in findings)


def _taken_off(item: Item) -> float:
    return sum(WEIGHTS[strength] * one.risk.high for strength, findings in item.against for one in findings)


def _closes(item: Item) -> int:
    return sum(len(findings) for strength, findings in item.against if strength in CLOSE)


def _bears(item: Item) -> int:
    return sum(len(findings) for _, findings in item.against)


def many(number: int, what: str) -> str:
    """Return how many there are of something that is told by a word."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
