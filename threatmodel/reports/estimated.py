"""Estimates of a scenario -> what each says in place of the catalogue, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Estimate


def told(estimate: Estimate, catalogue: Catalogue) -> str:
    """Say what an estimate changes; `catalogue` is what it stands in place of."""
    return "; ".join(_changes(estimate, catalogue))


def as_data(estimate: Estimate) -> dict[str, Any]:
    """Return an estimate without its place, null where it says nothing."""
    likelihood = None
    if estimate.likelihood is not None:
        low, high, cap = estimate.likelihood
        likelihood = {"low": low, "high": high, "cap": cap}
    return {
        "id": estimate.id,
        "severity": estimate.severity,
        "likelihood": likelihood,
        "factor": estimate.factor,
        "effort": estimate.effort,
        "because": estimate.because,
    }


def _changes(estimate: Estimate, catalogue: Catalogue) -> Iterator[str]:
    threat, control = catalogue.threats.get(estimate.id), catalogue.controls.get(estimate.id)
    if estimate.severity is not None and threat is not None:
        yield f"severity {estimate.severity} instead of {threat.severity}"
    if estimate.likelihood is not None and threat is not None:
        low, high, cap = estimate.likelihood
        known = threat.likelihood
        before = f"instead of {_range(known.low, known.high)}" if known is not None else "instead of being certain"
        most = f", at most {_percent(cap)}" if cap is not None else ""
        yield f"likelihood {_range(low, high)}{most} {before}"
    if estimate.factor is not None:
        yield f"leaves {_percent(estimate.factor)} of a likelihood"
    if estimate.effort is not None and control is not None:
        yield f"effort {estimate.effort} instead of {control.effort}"


def _range(low: float, high: float) -> str:
    return f"{100 * low:g} to {_percent(high)}"


def _percent(share: float) -> str:
    return f"{100 * share:g} %"
