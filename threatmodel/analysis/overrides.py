"""Catalogue + scenario -> Catalogue: the threats and controls as the author of this scenario estimates them."""

from __future__ import annotations

from dataclasses import replace

from threatmodel.model.catalogue import Catalogue, Control, Likelihood, Threat
from threatmodel.model.elements import Estimate, Scenario


def with_overrides(catalogue: Catalogue, scenario: Scenario) -> Catalogue:
    """Return the catalogue with what the scenario estimates in its place; the same one where it estimates nothing.

    Doing it twice changes nothing more. A range above the catalogue's cap raises that cap, unless one is written.
    """
    said = scenario.estimates
    if not said:
        return catalogue
    threats = {id_: _threat(one, said[id_]) if id_ in said else one for id_, one in catalogue.threats.items()}
    controls = {id_: _control(one, said[id_]) if id_ in said else one for id_, one in catalogue.controls.items()}
    return replace(catalogue, threats=threats, controls=controls)


def _threat(threat: Threat, estimate: Estimate) -> Threat:
    severity = threat.severity if estimate.severity is None else estimate.severity
    return replace(threat, severity=severity, likelihood=_likelihood(threat.likelihood, estimate))


def _likelihood(known: Likelihood | None, estimate: Estimate) -> Likelihood | None:
    if estimate.likelihood is None:
        return known
    low, high, cap = estimate.likelihood
    if cap is None:
        cap = 1.0 if known is None else max(known.cap, high)
    return Likelihood(low=low, high=high, basis=estimate.because, cap=cap, span=estimate.span)


def _control(control: Control, estimate: Estimate) -> Control:
    return control if estimate.effort is None else replace(control, effort=estimate.effort)
