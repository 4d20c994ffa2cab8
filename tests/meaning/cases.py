"""One sentence about the meaning of a scenario, and the small scene that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from tests.scenes import analysed, findings, points, questions
from threatmodel.model.catalogue import Control, Threat


@dataclass(frozen=True, kw_only=True)
class Case:
    """A scene and all that the engine says of it, by the notation of `tests/scenes.py`."""

    says: str
    scene: str
    threats: tuple[Threat, ...] = ()
    controls: tuple[Control, ...] = ()
    findings: dict[str, str] = field(default_factory=dict)
    points: dict[str, str] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    about: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Whom findings are about, of those of which a case says so."""


def expected(case: Case) -> dict[str, object]:
    return {"findings": case.findings, "points": case.points, "questions": case.questions, "about": case.about}


def got(case: Case) -> dict[str, object]:
    analysis = analysed(case.scene, *case.threats, controls=case.controls)
    return {
        "findings": findings(analysis),
        "points": points(analysis),
        "questions": questions(analysis),
        "about": {one.id: one.about for one in analysis.findings if one.id in case.about},
    }


def each(cases: Iterable[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.says) for case in cases])
