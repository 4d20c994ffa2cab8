"""Scenario -> named facts: small questions over what is written, for conditions that a single word cannot put."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from threatmodel.analysis import facts_of_holdings, facts_of_places, facts_of_scenarios
from threatmodel.analysis.fact_readings import Place
from threatmodel.analysis.readings import Reading
from threatmodel.model.catalogue import NamedFact

__all__ = ["FACTS", "NAMED", "Place"]

FACTS: Final[Mapping[str, Callable[[Place], Reading]]] = {
    "answers-abroad": facts_of_places.answers_abroad,
    "amplified-here": facts_of_holdings.amplified_here,
    "assessment-due": facts_of_scenarios.assessment_due,
    "bystander-in-view": facts_of_holdings.bystander_in_view,
    "copies-stay": facts_of_holdings.copies_stay,
    "earns-here": facts_of_places.earns_here,
    "everybody-must-agree": facts_of_holdings.everybody_must_agree,
    "habits-in-public": facts_of_holdings.habits_in_public,
    "kept-longer-than-needed": facts_of_holdings.kept_longer_than_needed,
    "live-by-mistake": facts_of_holdings.live_by_mistake,
    "meant-for-few": facts_of_holdings.meant_for_few,
    "named-in-public": facts_of_holdings.named_in_public,
    "not-asked-clearly": facts_of_places.not_asked_clearly,
    "not-known-by-name": facts_of_holdings.not_known_by_name,
    "noticeable": facts_of_holdings.noticeable,
    "only-passes-through": facts_of_holdings.only_passes_through,
    "others-nearby": facts_of_holdings.others_nearby,
    "removal-not-promised": facts_of_places.removal_not_promised,
    "removal-slower-than-attention": facts_of_places.removal_slower_than_attention,
    "reused-identifier": facts_of_holdings.reused_identifier,
    "sensitive-on-device": facts_of_places.sensitive_on_device,
    "sensitive-screen": facts_of_places.sensitive_screen,
    "series-joinable": facts_of_holdings.series_joinable,
    "specially-protected-here": facts_of_places.specially_protected_here,
    "subject-at-legal-risk": facts_of_holdings.subject_at_legal_risk,
    "subject-is-paid": facts_of_holdings.subject_is_paid,
    "subject-may-be-minor": facts_of_holdings.subject_may_be_minor,
    "subject-vulnerable": facts_of_holdings.subject_vulnerable,
    "young-people-written-to": facts_of_places.young_people_written_to,
}
"""Every fact by the name that a condition uses."""

OF_STRANGERS: Final = frozenset({"habits-in-public", "named-in-public", "reused-identifier"})
"""The facts that look at nothing but the people whom a datum is about and whom the holder does not know."""

OF_SUBJECTS: Final = OF_STRANGERS | {
    "bystander-in-view",
    "everybody-must-agree",
    "subject-at-legal-risk",
    "subject-is-paid",
    "subject-may-be-minor",
    "subject-vulnerable",
}
"""The facts that look at nothing but the people whom a datum is about."""

_READS: Final[Mapping[str, tuple[str, ...]]] = {
    "answers-abroad": ("based in", "lives in", "sensitivity"),
    "amplified-here": ("amplified", "hosts posts"),
    "assessment-due": ("age", "live", "medium", "minors possible", "records", "sensitivity", "size", "vulnerable"),
    "bystander-in-view": ("role",),
    "copies-stay": ("deletes on request",),
    "earns-here": ("rewards disclosure",),
    "everybody-must-agree": ("recording needs",),
    "habits-in-public": ("habits in public", "knows"),
    "kept-longer-than-needed": ("keeps", "needed for"),
    "live-by-mistake": ("default visibility", "live indicator"),
    "meant-for-few": ("meant for",),
    "named-in-public": ("named in public", "knows"),
    "not-asked-clearly": ("asked", "sensitivity"),
    "not-known-by-name": ("knows",),
    "noticeable": ("live", "notification preview"),
    "only-passes-through": (),
    "others-nearby": ("device", "lives with"),
    "removal-not-promised": ("removal within", "report channel"),
    "removal-slower-than-attention": ("attention halves within", "removal within"),
    "reused-identifier": ("reuses identifiers", "knows"),
    "sensitive-on-device": ("sensitivity",),
    "sensitive-screen": ("sensitivity",),
    "series-joinable": ("reveals",),
    "specially-protected-here": ("end-to-end encrypted", "reveals", "sensitivity"),
    "subject-at-legal-risk": ("legal risk",),
    "subject-is-paid": ("paid to",),
    "subject-may-be-minor": ("age", "minors possible"),
    "subject-vulnerable": ("vulnerable",),
    "young-people-written-to": ("age", "medium", "minors possible"),
}
"""The words that each fact reads; one that reads none looks at what is drawn alone."""

NAMED: Final[Mapping[str, NamedFact]] = {
    name: NamedFact(name=name, meaning=" ".join((fact.__doc__ or "").split()), reads=_READS[name])
    for name, fact in FACTS.items()
}
"""What each fact is, for those who explain it."""
