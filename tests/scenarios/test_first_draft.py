"""A first draft says little and already gets an answer."""

from __future__ import annotations

from tests.shipped import CATALOGUE
from threatmodel import pipeline

DRAFT = """\
title: A first draft
content note: Nothing is described.
intensity: low
people:
  ana: {role: subject}
  ben: {role: friend}
systems:
  app: {kind: video conference}
data:
  picture: {about: ana, medium: video, sensitivity: intimate, consent: {ben: see}}
flows:
  ana -> app -> ben: picture
"""


def test_kinds_roles_and_what_the_data_is_are_enough_for_open_findings() -> None:
    scenario = pipeline.read(DRAFT, "draft.yaml", CATALOGUE)
    findings = pipeline.study(scenario, CATALOGUE, today="2026-01-01", program="1").analysis.findings
    found = {finding.id for finding in findings if finding.state == "open"}
    assert {"covert-recording/ben/picture", "onward-forwarding/ben/picture", "public-reupload/ben/picture"} <= found
