"""An explanation as JSON: the condition, and the likelihood taken apart."""

from __future__ import annotations

import json

import pytest

from tests.golden.example import TODAY, catalogue, example
from threatmodel import pipeline
from threatmodel.reports.to_explanation import to_explanation


def explained(finding_id: str) -> dict[str, object]:
    said = to_explanation(pipeline.explain(example().scenario, catalogue(), finding_id, today=TODAY))
    document: dict[str, object] = json.loads(said)
    return document


def finding_of(threat: str) -> str:
    return next(one.id for one in example().analysis.findings if one.threat.id == threat and one.state != "closed")


def test_a_finding_has_its_condition_and_what_carries_its_likelihood() -> None:
    found = explained(finding_of("forwarding"))
    assert found["state"] in ("open", "reduced")
    condition = found["condition"]
    assert isinstance(condition, list)
    assert all(one["holds"] for one in condition)
    likelihood = found["likelihood"]
    assert isinstance(likelihood, dict)
    shares = {cause["threat"]: cause["share"] for cause in likelihood["causes"]}
    assert shares["forwarding"] == pytest.approx(1)
    assert likelihood["low"] < likelihood["high"] <= likelihood["ceiling"]
    assert all(remedy["leaves"]["high"] < likelihood["high"] for remedy in likelihood["remedies"])


def test_what_is_not_there_has_no_likelihood() -> None:
    missing = example().analysis.findings[0]
    other = next(name for name in example().scenario.holders if name != missing.holder)
    datum = next(iter(example().scenario.data)).replace(" ", "-")
    found = explained(f"readable-backup/{other.replace(' ', '-')}/{datum}")
    assert found["state"] is None
    assert found["likelihood"] is None
