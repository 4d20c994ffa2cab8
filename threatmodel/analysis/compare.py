"""Two analyses -> what differs between them: the one comparison for two files, a what-if, a twist, before and after."""

from __future__ import annotations

from math import isclose
from typing import Final

from threatmodel.analysis.totals import total
from threatmodel.model.comparison import THERE, Comparison, Difference, FoundKind
from threatmodel.model.findings import Analysis, Finding
from threatmodel.model.risk import POINTS

_ORDER: Final[tuple[FoundKind, ...]] = ("new", "gone", "changed")
_NOISE: Final = 1e-9
"""What two sums of the same numbers in another order may differ by."""


def compare(before: Analysis, after: Analysis) -> Comparison:
    """Return what differs by meaning: findings by id, questions by what they ask of what, and the totals of risk."""
    old = {finding.id: finding for finding in before.findings}
    new = {finding.id: finding for finding in after.findings}
    differences = [
        Difference(id=each, before=old.get(each), after=new.get(each))
        for each in dict.fromkeys((*new, *old))
        if differ(old.get(each), new.get(each))
    ]
    asked = {(one.word, one.place): one for one in after.questions}
    had = {(one.word, one.place): one for one in before.questions}
    return Comparison(
        differences=tuple(sorted(differences, key=_rank)),
        same=sum(is_there(finding) and not differ(old.get(each), finding) for each, finding in new.items()),
        asked=tuple(one for key, one in asked.items() if key not in had),
        answered=tuple(one for key, one in had.items() if key not in asked),
        before=total(before.findings),
        after=total(after.findings),
    )


def is_there(finding: Finding | None) -> bool:
    """Whether there is such a finding, and no control closes it."""
    return finding is not None and finding.state in THERE


def differ(one: Finding | None, other: Finding | None) -> bool:
    """Whether a finding is there in one of two analyses alone, or in another state, severity or risk."""
    if one is None or other is None or not (is_there(one) and is_there(other)):
        return is_there(one) != is_there(other)
    return one.state != other.state or not alike(one, other)


def alike(one: Finding, other: Finding) -> bool:
    """Whether two findings weigh the same, as far as their likelihood is known."""
    margin = max(one.chance.margin, other.chance.margin) * max(POINTS[one.severity], POINTS[other.severity])
    pairs = (
        (one.risk.low, other.risk.low),
        (one.risk.high, other.risk.high),
        (one.risk.ceiling, other.risk.ceiling),
    )
    close = all(isclose(first, second, rel_tol=_NOISE, abs_tol=max(margin, _NOISE)) for first, second in pairs)
    return one.severity == other.severity and close


def _rank(difference: Difference) -> tuple[int, float, int, str]:
    risk = difference.shown.risk
    return _ORDER.index(difference.kind), -(risk.high or risk.ceiling), -difference.shown.severity, difference.id
