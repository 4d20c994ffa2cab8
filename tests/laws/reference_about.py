"""Whom a finding is about, once more: the reference is asked again of each subject, as if there were no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tests.laws.reference import Held, Reference, is_told_at
from tests.laws.reference_consent import LEARNED, Register, What, Who
from threatmodel.model.catalogue import Catalogue, Threat
from threatmodel.model.elements import Scenario
from threatmodel.model.names import slug


class Whom(NamedTuple):
    """Whom a finding is about, and of whom it is not known."""

    about: frozenset[str]
    perhaps: frozenset[str] = frozenset()


class _Alone(Register):
    """A register that knows of no data subject but one."""

    def __init__(self, scenario: Scenario, catalogue: Catalogue, subject: str) -> None:
        super().__init__(scenario, catalogue)
        self.subject = subject

    def others(self, who: Who, what: What) -> tuple[str, ...]:
        return tuple(name for name in super().others(who, what) if name == self.subject)


def whom(reference: Reference) -> Mapping[str, Whom]:
    """Return whom each finding about a datum is about, by its id."""
    return dict(_whom(reference))


def _whom(reference: Reference) -> Iterator[tuple[str, Whom]]:
    scenario, catalogue = reference.scenario, reference.catalogue
    alone = {}
    apart = {part.id: part for threat in catalogue.threats.values() for part in _parts(threat)}
    asked = replace(catalogue, threats={**catalogue.threats, **apart})
    for name in {name for datum in reference.register.data.values() for name in datum.about}:
        alone[name] = Reference(scenario, asked, controls=reference.controls)
        alone[name].register = _Alone(scenario, catalogue, name)
    for threat in catalogue.threats.values():
        for who, what in reference.possible[0] if threat.on == "holding" else ():
            id_ = f"{threat.id}/{slug(str(who))}/{slug(str(what))}"
            if is_told_at(threat, who) and what.kind not in LEARNED and id_ in reference.findings:
                yield id_, _told(reference, alone, threat, (who, what), is_open=reference.findings[id_] == "open")


def _told(
    reference: Reference, alone: Mapping[str, Reference], threat: Threat, at: tuple[Who, What], *, is_open: bool
) -> Whom:
    everybody = reference.register.others(*at)
    held = {sure: (reference.sure if sure else reference.possible)[0] for sure in (True, False)}

    def of(*, sure: bool) -> frozenset[str]:
        stands = (at in held[sure] and alone[name].holds(threat, *at, held[sure], sure=sure) for name in everybody)
        return frozenset(name for name, holds in zip(everybody, stands, strict=True) if holds)

    surely, maybe = of(sure=True), of(sure=False)
    if is_open:
        told = surely or _together(alone, threat, at, everybody, held)
        return Whom(told, maybe - told)
    return Whom(maybe or _together(alone, threat, at, everybody, held))


def _parts(threat: Threat) -> Iterator[Threat]:
    """Yield a threat for each part of a condition that may be so of one subject and not of another."""
    for fact in threat.when.facts:
        when = replace(threat.when, facts=(fact,), knows=None)
        yield replace(threat, id=f"{threat.id}#{fact}", when=when, leads_to=())
    if threat.when.knows is not None:
        yield replace(threat, id=f"{threat.id}#knows", when=replace(threat.when, facts=()), leads_to=())


def _together(
    alone: Mapping[str, Reference],
    threat: Threat,
    at: tuple[Who, What],
    everybody: Sequence[str],
    held: Mapping[bool, Held],
) -> frozenset[str]:
    """Return who meets a part that is not the same of all; everybody where each part is."""
    meeting: set[str] = set()
    for part in _parts(threat):
        truths = {
            name: tuple(at in held[sure] and alone[name].holds(part, *at, held[sure], sure=sure) for sure in held)
            for name in everybody
        }
        if len(set(truths.values())) > 1:
            meeting |= {name for name, truth in truths.items() if all(truth)}
    return frozenset(meeting or everybody)
