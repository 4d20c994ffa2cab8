"""A threat that holds -> what follows from it: for whom, of what, and in which form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from threatmodel.analysis.arrival import KEPT, kept_for
from threatmodel.analysis.bits import FORM
from threatmodel.analysis.graph import Graph
from threatmodel.analysis.profile import Candidate, Profile
from threatmodel.analysis.readings import Truth, both
from threatmodel.analysis.roster import MADE
from threatmodel.model.catalogue import FORMS, Consequence, Threat
from threatmodel.model.elements import EVERYONE


class Outcome(NamedTuple):
    """One holding that a threat leads to, and the number of the consequence among those of the threat."""

    part: int
    target: int
    form: int
    bits: int


class Effect(NamedTuple):
    """What follows at every holding where the same threats hold: for whom, of what, in which form."""

    knows: str | None
    """What the holder must know of a subject for it to follow."""
    learns: str | None
    to: str
    whom: int
    """As `to`: the role of a made holder by its number, or `SAME` or `ANYBODY`."""
    holds: bool
    """Whether the datum itself gets there, and not only what is learned from it."""
    form: int
    of: int
    """The form that the threat asks for."""


class Lead(NamedTuple):
    """A threat that holds where the same is shown, but for what the holder must know, and all that follows from it."""

    candidate: Candidate
    of: int
    """The form that it asks for."""
    effects: tuple[tuple[int, Effect], ...]
    """By the number of the consequence."""


class Reaction(NamedTuple):
    """All that follows where the same is shown."""

    effects: tuple[Effect, ...]
    """Without those that others include."""
    unsure: bool
    """Whether anything about it is not known."""
    leads: tuple[Lead, ...]


_SAME: Final = "same"
SAME: Final = -1
ANYBODY: Final = -2
_WHOM: Final = {_SAME: SAME, EVERYONE: ANYBODY, **{role: number for number, role in enumerate(MADE)}}


class Reactions:
    """What threats lead to, remembered by what is written of a holding and what is shown there."""

    def __init__(self, graph: Graph, *, possible: bool) -> None:
        self.graph = graph
        self.possible = possible
        self._known: dict[Profile, dict[tuple[int, int], Reaction]] = {}

    def of(self, profile: Profile, held: int) -> Reaction:
        """Return what follows where these bits are held, as whatever is held came by some route."""
        table = self._known.get(profile)
        if table is None:
            table = self._known[profile] = {}
        shown = profile.shown(held)
        found = table.get(shown)
        if found is None:
            found = table[shown] = self._found(profile, held)
        return found

    def _found(self, profile: Profile, held: int) -> Reaction:
        unsure = False
        leads = []
        for candidate in profile.candidates(held):
            unsure |= candidate.truth is None or waits(self.graph, profile.holder, candidate.threat) is None
            if candidate.shown(held) and (candidate.truth or self.possible):
                leads.append(Lead(candidate, candidate.form, tuple(self._following(candidate, profile.holder))))
        strongest: dict[tuple[object, ...], Effect] = {}
        for lead in leads:
            for _, effect in lead.effects:
                _strengthen(strongest, effect)
        return Reaction(tuple(strongest.values()), unsure, tuple(lead for lead in leads if lead.effects))

    def _following(self, candidate: Candidate, holder: int) -> Iterator[tuple[int, Effect]]:
        for part, consequence in enumerate(candidate.threat.leads_to):
            lasting = lasts(self.graph, holder, consequence)
            if lasting or (self.possible and lasting is None):
                yield part, _effect(candidate, consequence)


def _effect(candidate: Candidate, consequence: Consequence) -> Effect:
    return Effect(
        knows=candidate.knows,
        learns=consequence.learns,
        to=consequence.to,
        whom=_WHOM[consequence.to],
        holds=consequence.learns is None or consequence.form is not None,
        form=FORMS.index(consequence.form) + 1 if consequence.form else KEPT,
        of=candidate.form,
    )


def _strengthen(strongest: dict[tuple[object, ...], Effect], effect: Effect) -> None:
    """Keep of the same effect the one in the highest form, which includes the others."""
    key = (effect.knows, effect.to, effect.holds, effect.learns, effect.of)
    if key not in strongest or strongest[key].form < effect.form:
        strongest[key] = effect


def outcomes(graph: Graph, candidate: Candidate, holding: int, held: int, *, possible: bool) -> Iterator[Outcome]:
    """Yield what a threat that holds at a holding leads to; only what is sure unless `possible`.

    What is passed on reveals what is held in the form that the threat asks for: a glimpse is not in a kept copy.
    """
    holder, datum = graph.split(holding)
    for part, consequence in enumerate(candidate.threat.leads_to):
        if not (lasts(graph, holder, consequence) or (possible and lasts(graph, holder, consequence) is None)):
            continue
        effect = _effect(candidate, consequence)
        arriving = graph.bits.arrive(held, effect.form, of=effect.of)
        for target, bits in followed(graph, effect, holder, datum, arriving):
            yield Outcome(part, target, effect.form, bits)


def followed(graph: Graph, effect: Effect, holder: int, datum: int, arriving: int) -> Iterator[tuple[int, int]]:
    """Yield the holdings that an effect brings about, with their bits; `arriving` are those of the datum itself."""
    for recipient in recipients(graph, holder, effect.to):
        if effect.holds:
            yield graph.holding(recipient, datum), arriving
        if effect.learns is not None:
            for subject in graph.roster.concerned(holder, datum):
                yield graph.holding(recipient, graph.roster.learned(subject, effect.learns)), FORM[effect.form]


def lasts(graph: Graph, holder: int, consequence: Consequence) -> Truth:
    """Whether the holder keeps what it has for as long as a consequence takes; a made holder cannot be asked."""
    if consequence.after <= 0:
        return True
    element = graph.roster.element(holder)
    if element is None:
        return False
    written = element.words.get("keeps")
    return kept_for(graph.catalogue.words["keeps"], written, consequence.after)


def waits(graph: Graph, holder: int, threat: Threat) -> Truth:
    """Whether all that a threat leads to can wait for as long as it takes at a holder."""
    return both(lasts(graph, holder, consequence) for consequence in threat.leads_to if consequence.after > 0)


def recipients(graph: Graph, holder: int, to: str) -> tuple[int, ...]:
    """Return whom a consequence brings something to; who lives with somebody stands for the household."""
    roster = graph.roster
    if to == _SAME:
        return (holder,)
    if to == EVERYONE:
        return (roster.everyone,)
    if to == "household" and roster.base(holder) in roster.household:
        return roster.household[roster.base(holder)]
    return (roster.made(holder, to),)
