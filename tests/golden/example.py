"""A scenario and a catalogue small enough to know what must be said about them, and the files that say it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from threatmodel import pipeline
from threatmodel.catalogue.load import load_catalogue
from threatmodel.model.catalogue import Catalogue, Consequence, Control, Kind, Likelihood, Threat, When
from threatmodel.model.elements import Written
from threatmodel.model.source import Span
from threatmodel.reports.report import Report

FOLDER = Path(__file__).parent
TODAY = "2026-06-01"
SPAN = Span("catalogue", 1, 1)


@cache
def catalogue() -> Catalogue:
    """The words and inferences of the shipped catalogue, with a few entries whose texts stay as they are."""
    shipped = load_catalogue()
    return Catalogue(
        words=shipped.words,
        kinds={"cloud-backup": _backup()},
        identifiers=shipped.identifiers,
        pseudonymised=shipped.pseudonymised,
        agreed_with=shipped.agreed_with,
        inferences=shipped.inferences,
        threats={threat.id: threat for threat in _threats()},
        controls={control.id: control for control in _controls()},
        assumed=shipped.assumed,
        version="example",
    )


@cache
def example() -> Report:
    """The analysed scenario, named as if it stood in the current folder."""
    return report((FOLDER / "scenario.yaml").read_text("utf-8"), "scenario.yaml")


def report(text: str, file: str) -> Report:
    """Some scenario, analysed with the small catalogue."""
    scenario = pipeline.read(text, file, catalogue())
    return pipeline.study(scenario, catalogue(), today=TODAY, program="1.2.3")


def golden(name: str, text: str) -> str:
    """What a golden file says; with UPDATE_GOLDEN set it says `text` from now on."""
    file = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_bytes(text.encode("utf-8"))
    return file.read_bytes().decode("utf-8")


def _backup() -> Kind:
    return Kind(
        id="cloud-backup",
        title="Cloud backup",
        on=("system",),
        implies={
            "keeps": Written(value=float("inf"), span=SPAN, origin="preset", source="cloud-backup"),
            "end-to-end encrypted": Written(value=False, span=SPAN, origin="preset", source="cloud-backup"),
        },
        why="A second copy lies with a provider.",
        source="own experience",
        confidence="medium",
        span=SPAN,
    )


def _threats() -> tuple[Threat, ...]:
    def when(**parts: object) -> When:
        return When(span=SPAN, **parts)  # type: ignore[arg-type] # the keys of a condition, written out below

    def leads(**parts: object) -> tuple[Consequence, ...]:
        return (Consequence(span=SPAN, **parts),)  # type: ignore[arg-type] # likewise

    def threat(
        id_: str,
        title: str,
        condition: When,
        *after: Consequence,
        severity: int = 3,
        on: str = "holding",
        likely: tuple[float, float] | None = None,
    ) -> Threat:
        return Threat(
            id=id_,
            title=title,
            family="example",
            on=on,  # type: ignore[arg-type] # a word from below
            when=condition,
            leads_to=after,
            severity=severity,
            likelihood=Likelihood(low=likely[0], high=likely[1], cap=0.9, basis="An example.", span=SPAN)
            if likely
            else None,
            question=f"Could it be: {title.lower()}?",
            span=SPAN,
        )

    people = ("person", "audience")
    return (
        threat(
            "unagreed-recipient",
            "The design sends it to somebody who was not agreed",
            when(form="seen", by_design=True, not_agreed="see"),
        ),
        threat(
            "kept-beyond-consent",
            "The design keeps what was only to be seen",
            when(form="kept", by_design=True, not_agreed="keep"),
        ),
        threat(
            "recording",
            "A viewer keeps a recording",
            when(form="seen", holder=people, not_agreed="keep", words={"medium": ("video",)}),
            *leads(form="kept"),
            likely=(0.05, 0.3),
        ),
        threat(
            "forwarding",
            "Somebody passes a copy on",
            when(form="kept", holder=people, not_agreed="share"),
            *leads(to="contact", form="kept"),
            severity=4,
            likely=(0.1, 0.4),
        ),
        threat(
            "readable-backup",
            "The provider can read the backup",
            when(form="kept", words={"kind": ("cloud-backup",), "end-to-end encrypted": (False,)}),
            *leads(to="insider", form="seen"),
            severity=2,
        ),
        threat(
            "insider",
            "Somebody on the inside looks, and nobody would notice",
            when(form="kept", holder=("system",), words={"access logged": (False,)}),
            *leads(to="insider", form="seen"),
            likely=(0.001, 0.02),
        ),
        threat(
            "no-assessment", "Nobody assessed it", when(words={"assessment done": (False,)}), severity=2, on="scenario"
        ),
    )


def _controls() -> tuple[Control, ...]:
    def control(id_: str, title: str, strength: dict[str, str], **parts: object) -> Control:
        return Control(
            id=id_,
            title=title,
            kind="prevent",
            strength=strength,  # type: ignore[arg-type] # words from below
            effort="S",
            bypass="A second camera * is not stopped.",
            does=f"{title} for everybody.",
            who="app team",
            verify="Try it.",
            span=SPAN,
            **parts,  # type: ignore[arg-type] # likewise
        )

    return (
        control("capture-block", "Block screen capture", {"recording": "partial"}, on=("system",)),
        control("reminder", "Remind people", {"forwarding": "deterrent", "recording": "deterrent"}, on=("system",)),
        control(
            "encrypted-backup",
            "Encrypt the backup",
            {"readable-backup": "strong"},
            on=("system",),
            sets={"end-to-end encrypted": True},
        ),
        control("access-log", "Log who looks", {"insider": "strong"}, on=("system",), sets={"access logged": True}),
    )
