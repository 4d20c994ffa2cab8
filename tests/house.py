"""A tour of a house about three people: one is a bystander and vulnerable, of one it is not known, one is neither."""

from __future__ import annotations

from functools import cache
from typing import Final

from tests.scenes import scene
from tests.shipped import CATALOGUE, TODAY
from threatmodel import pipeline
from threatmodel.reports.report import Report

HOUSE: Final = scene(
    """
    people:
      greta: {role: subject, age: adult verified, vulnerable: no}
      oskar: {role: bystander, age: adult verified, vulnerable: yes}
      caretaker: {role: staff, age: adult verified, vulnerable: unknown}
      eve: {role: viewer}
    data:
      tour:
        about: [greta, oskar, caretaker]
        medium: [video, audio]
        reveals: [face, health]
        live: yes
        consent: {oskar: nothing}
    flows:
      greta -> eve: tour
      greta -> oskar: tour
    """,
    CATALOGUE,
)


@cache
def house() -> Report:
    """What the shipped catalogue finds there."""
    return pipeline.study(HOUSE, CATALOGUE, today=TODAY, program="1.2.3")
