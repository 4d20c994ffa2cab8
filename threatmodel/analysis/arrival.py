"""Scenario -> forms: what somebody holds of a datum that a drawn flow brings, at least and at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from threatmodel.analysis.readings import Truth, both, either, plain, rank
from threatmodel.model.catalogue import Catalogue, Word
from threatmodel.model.elements import UNKNOWN, Data, Element, Written
from threatmodel.model.findings import Unsettled

NOTHING: Final = 0
SEEN: Final = 1
KEPT: Final = 2
PUBLISHED: Final = 3


@dataclass(frozen=True, slots=True)
class Arrival:
    """The lowest and the highest form that something can arrive in, and what is not known about it."""

    low: int
    high: int
    unsettled: tuple[Unsettled, ...] = ()


def truth_of(word: Word, written: Written | None, wanted: str = "yes") -> Truth:
    """Whether a yes/no or a choice says exactly `wanted`."""
    if written is None:
        default = plain(word)
        return None if default is None else default is (wanted == "yes")
    if written.value is UNKNOWN:
        return None
    value = ("yes" if written.value else "no") if isinstance(written.value, bool) else written.value
    if written.or_safer and value != word.values[0]:
        return None if word.values.index(wanted) <= word.values.index(str(value)) else False
    return value == wanted


def at_start(catalogue: Catalogue, datum: Data, starter: Element | None = None) -> Arrival:
    """Who starts a path holds live data as seen and other data as kept; a system that keeps nothing only sees it."""
    live = truth_of(catalogue.words["live"], datum.words.get("live"))
    keeps: Truth = True
    if starter is not None and starter.type == "system":
        keeps = _keeps(catalogue.words["keeps"], starter.words.get("keeps"))
    kept = both((None if live is None else not live, keeps))
    if kept is not None:
        return Arrival(KEPT, KEPT) if kept else Arrival(SEEN, SEEN)
    unsettled = [Unsettled(word="live", place=datum.name)] if live is None else []
    if keeps is None and starter is not None:
        unsettled.append(Unsettled(word="keeps", place=starter.name))
    return Arrival(SEEN, KEPT, tuple(unsettled))


def at_end(catalogue: Catalogue, datum: Data) -> Arrival:
    """A person or an audience sees what is live or ephemeral, and keeps all else."""
    truths = {word: truth_of(catalogue.words[word], datum.words.get(word)) for word in ("live", "ephemeral")}
    passing = either(truths.values())
    if passing is None:
        return Arrival(
            SEEN,
            KEPT,
            tuple(Unsettled(word=name, place=datum.name) for name, truth in truths.items() if truth is None),
        )
    return Arrival(SEEN, SEEN) if passing else Arrival(KEPT, KEPT)


class Keeping(NamedTuple):
    """What a system says that decides in which form it has anything that passes."""

    encrypted: Truth
    records: Truth
    keeps: Truth


def keeping(catalogue: Catalogue, words: Mapping[str, Written]) -> Keeping:
    """Read what decides from the words of a system, with what controls on the path lay over them."""
    return Keeping(
        truth_of(catalogue.words["end-to-end encrypted"], words.get("end-to-end encrypted")),
        truth_of(catalogue.words["records"], words.get("records"), "by default"),
        _keeps(catalogue.words["keeps"], words.get("keeps")),
    )


def kept_at(catalogue: Catalogue, system: Element, said: Keeping, datum: Data) -> Arrival:
    """A system gets nothing that is end-to-end encrypted, sees what it does not keep, keeps live data if it records."""
    encrypted, records, keeps = said
    if encrypted:
        return _LOCKED
    live = truth_of(catalogue.words["live"], datum.words.get("live"))
    stays = either((None if live is None else not live, records))
    kept = both((keeps, stays))
    unsettled = [Unsettled(word="end-to-end encrypted", place=system.name)] if encrypted is None else []
    if kept is None:
        unsettled += [Unsettled(word="keeps", place=system.name)] if keeps is None else []
        unsettled += [Unsettled(word="live", place=datum.name)] if stays is None and live is None else []
        unsettled += [Unsettled(word="records", place=system.name)] if stays is None and records is None else []
    high = SEEN if kept is False else KEPT
    low = NOTHING if encrypted is None else KEPT if kept else SEEN
    return Arrival(low, high, tuple(unsettled))


_LOCKED: Final = Arrival(NOTHING, NOTHING)


def _keeps(word: Word, written: Written | None) -> Truth:
    if written is None or written.value is UNKNOWN:
        return None
    longer = rank(word, written.value) > 0
    return None if longer and written.or_safer else longer


def kept_for(word: Word, written: Written | None, seconds: float) -> Truth:
    """Whether a place keeps what it has for at least so many seconds."""
    if seconds <= 0:
        return True
    if written is None or written.value is UNKNOWN:
        return None
    enough = rank(word, written.value) >= seconds
    return None if enough and written.or_safer else enough
