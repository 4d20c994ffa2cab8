"""A case as a few lines of text, for whoever reads a law that failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario, Written


def described(scenario: Scenario, catalogue: Catalogue) -> str:
    """Return what distinguishes a case: what is written, drawn and asked."""
    return "\n".join(("", *_scenario(scenario), *_catalogue(catalogue), ""))


def _scenario(scenario: Scenario) -> Iterator[str]:
    if scenario.words:
        yield f"  scenario: {_words(scenario.words)}"
    for name, element in scenario.holders.items():
        yield f"  {element.type} {name}: {_words(element.words)}"
    for name, datum in scenario.data.items():
        consent = "not said"
        if datum.consent is not None:
            grants = datum.consent.grants.items()
            consent = ", ".join(f"{who} {' '.join((grant.act, *sorted(grant.purposes)))}" for who, grant in grants)
        origin = (f" from {datum.made_from}" if datum.made_from else "") + (
            f" by {datum.made_by}" if datum.made_by else ""
        )
        yield f"  data {name}: about {', '.join(datum.about)}{origin}; consent {{{consent}}}; {_words(datum.words)}"
    for path in scenario.paths:
        yield f"  {path.text}: {[(carry.datum, *carry.purposes) for carry in path.carries]}"
    for use in scenario.controls:
        yield f"  in place {use.control}: {', '.join(use.places)} {_words(use.values)}"


def _catalogue(catalogue: Catalogue) -> Iterator[str]:
    yield f"  inferences: {', '.join(rule.id for rule in catalogue.inferences)}"
    for threat in catalogue.threats.values():
        when = threat.when
        fields = {name: getattr(when, name) for name in when.__slots__ if name not in ("span", "words")} | dict(
            when.words
        )
        asks = {name: value for name, value in fields.items() if value not in (None, (), False)}
        leads = [f"{one.to} {one.form or ''} {one.learns or ''} {one.after or ''}".strip() for one in threat.leads_to]
        yield f"  threat {threat.id} on {threat.on}: {asks} -> {leads}"
    for control in catalogue.controls.values():
        yield f"  control {control.id} on {control.on}: {dict(control.sets)} {control.removes or ''}"


def _words(words: Mapping[str, Written]) -> str:
    return "{" + ", ".join(f"{name}: {written.value}" for name, written in words.items()) + "}"
