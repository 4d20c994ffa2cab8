"""Likelihoods and risks -> numbers that are written: rounded once, here, so that every output says the same."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from threatmodel.model.findings import Finding
from threatmodel.model.risk import Chance, Risk


@lru_cache(maxsize=4096)  # a large scenario writes the same few numbers tens of thousands of times
def figure(value: float) -> float:
    """Return a number with the six digits that it is known to at most."""
    return float(f"{value:.6g}")


def likelihood(chance: Chance) -> dict[str, Any]:
    """Return a likelihood as JSON holds it."""
    return {
        "low": figure(chance.low),
        "high": figure(chance.high),
        "ceiling": figure(chance.ceiling),
        "sampled": chance.sampled,
        "margin": figure(chance.margin),
    }


def risk(value: Risk) -> dict[str, Any]:
    """Return the risk of a finding as JSON holds it, in points, with its band."""
    return {**total(value), "band": value.band}


def total(value: Risk) -> dict[str, Any]:
    """Return a sum of risks as JSON holds it: the bands are for one finding."""
    return {"low": figure(value.low), "high": figure(value.high), "ceiling": figure(value.ceiling)}


def weighs(finding: Finding) -> str:
    """Return the state and the band of a finding; what is undecided is told at its worst, as such."""
    most = "up to " if finding.state == "undecided" else ""
    return f"{finding.state}, {most}{finding.risk.band} risk"


def points(value: Risk) -> str:
    """Return a risk in points as people read it: as a range where it is one."""
    low, high = _short(value.low), _short(value.high)
    return low if low == high else f"{low} to {high}"


def weight(finding: Finding) -> str:
    """Return the risk of a finding in points as people read it; of what is undecided, how far it may come."""
    return f"up to {_short(finding.risk.ceiling)}" if finding.state == "undecided" else points(finding.risk)


def effort(value: int) -> str:
    """Return an effort in words."""
    return f"{value} point{'' if value == 1 else 's'} of effort"


def percent(value: float) -> str:
    """Return a probability as people read it; what is not quite nothing or everything is not written as if it were."""
    if 0 < value < 0.001:
        return "under 0.1 %"
    if 0.999 < value < 1:
        return "over 99.9 %"
    return f"{100 * value:.2g} %" if value < 0.995 else f"{100 * value:.3g} %"


def chance(value: Chance) -> str:
    """Return a likelihood as people read it: its range, or how far it may come where nothing of it is sure.

    What was sampled says "about".
    """
    about = "about " if value.sampled else ""
    if not value.high:
        return f"up to {about}{percent(value.ceiling)}, if it holds"
    low, high = percent(value.low), percent(value.high)
    return f"{about}{high}" if low == high else f"{about}{low} to {high}"


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{float(f'{value:.2g}'):g}"
