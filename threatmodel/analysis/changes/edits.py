"""Two scenarios -> what an author changed between them, each change with the pieces that it moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from threatmodel.analysis.changes.pieces import PERIOD, Key, Piece, Pieces, pieces
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.comparison import Change, ChangeKind, Thing
from threatmodel.model.elements import Estimate, Grant, Scenario, Twist, Written
from threatmodel.model.names import listed
from threatmodel.model.source import Span
from threatmodel.model.values import duration, said

_THINGS: Final[Mapping[str, Thing]] = {
    "scenario": "scenario",
    "data": "data",
    "consent": "consent",
    "path": "path",
    "control": "control",
    "accepted": "accepted",
    "estimate": "estimate",
}

_WORDED: Final = ("holder", "data", "scenario")
_STRUCTURE: Final = (PERIOD, "about", "made by", "made from")
"""Parts that have the place of the whole thing, and are no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change and the keys of the pieces that differ with it; none where no finding can depend on it."""

    change: Change
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """All that differs between two scenarios."""

    before: Pieces
    after: Pieces
    edits: tuple[Edit, ...]
    """In the order of the files, twists last."""


def edits(old: Scenario, new: Scenario, catalogue: Catalogue) -> Edits:
    """Return every change between two scenarios that an analysis could notice, and those of twists.

    What a value implies changes with it, and so does what a copy takes over from its original: that is one change.
    """
    before, after = pieces(old, catalogue), pieces(new, catalogue)
    differing = [key for key in dict.fromkeys((*after, *before)) if before.get(key) != after.get(key)]
    roots: dict[Key, list[Key]] = {}
    for key in differing:
        roots.setdefault(_root(key, frozenset(differing), before, after), []).append(key)
    told = _Told(before, after, catalogue)
    found = [Edit(change=told.change(root, keys), keys=tuple(keys)) for root, keys in _merged(roots, before, after)]
    found.sort(key=lambda edit: _place(edit.change))
    changed = (Edit(change=change) for change in _twists(old, new, catalogue))
    return Edits(before=before, after=after, edits=(*found, *changed))


def _root(key: Key, differing: frozenset[Key], before: Pieces, after: Pieces) -> Key:
    """Return the thing that a piece comes or goes with; the piece itself where the thing is there on both sides."""
    if key[0] == "consent" and ("data", key[1]) in differing:
        return "data", key[1]
    thing = key[:2]
    if len(key) == 3 and thing in differing and (key[0] != "control" or not (thing in before and thing in after)):
        return thing
    return key


def _merged(roots: Mapping[Key, list[Key]], before: Pieces, after: Pieces) -> Iterator[tuple[Key, list[Key]]]:
    """Yield the differing pieces by the change that they belong to: what is written once is changed once.

    A preset that comes or goes does so with the value at its place that implies it, if that was changed too.
    """
    by_place: dict[tuple[Span | None, Span | None], Key] = {}
    found: dict[Key, list[Key]] = {}
    for root, keys in sorted(roots.items(), key=lambda each: _is_implied(each[0], before, after)):
        first = root
        if root[0] == "consent" or (len(root) == 3 and root[0] in _WORDED and root[2] not in _STRUCTURE):
            was, now = before.get(root), after.get(root)
            places = was.span if was is not None else None, now.span if now is not None else None
            first = by_place.get(places) or _implying(root, before, after, by_place) or root
            by_place.setdefault(places, first)
        original = _original(root, before, after)
        found.setdefault(original if original is not None and original in roots else first, []).extend(keys)
    yield from found.items()


def _implying(
    root: Key, before: Pieces, after: Pieces, by_place: Mapping[tuple[Span | None, Span | None], Key]
) -> Key | None:
    """Return the change of the value with which a preset came or went; None of what is no preset."""
    was, now = before.get(root), after.get(root)
    piece = was or now
    if (was and now) or piece is None or not isinstance(piece.says, Written) or piece.says.origin != "preset":
        return None
    side = 0 if was is not None else 1
    return next((key for places, key in by_place.items() if places[side] == piece.span), None)


def _is_implied(key: Key, before: Pieces, after: Pieces) -> bool:
    """Whether a value may come from elsewhere, a kind or an original: that is told before it."""
    piece = after.get(key) or before.get(key)
    implied = piece is not None and isinstance(piece.says, Written) and piece.says.origin != "file"
    original = "data", key[1], "made from"
    return implied or (key[0] in ("data", "consent") and (original in after or original in before))


def _original(key: Key, before: Pieces, after: Pieces) -> Key | None:
    """Return whom a copy takes over from that it is about the same people."""
    made_from = "data", key[1], "made from"
    if key[0] != "data" or key[2:] != ("about",) or before.get(made_from) != after.get(made_from):
        return None
    source = after.get(made_from)
    original = ("data", str(source.says), "about") if source is not None else None
    if original is None or (before.get(original), after.get(original)) != (before.get(key), after.get(key)):
        return None
    return original


@dataclass(frozen=True, slots=True)
class _Told:
    """How a change is told: of what it is, and what was and is written."""

    before: Pieces
    after: Pieces
    catalogue: Catalogue

    def change(self, root: Key, keys: list[Key]) -> Change:
        was, now = self.before.get(root), self.after.get(root)
        kind: ChangeKind = "added" if was is None else "removed" if now is None else "changed"
        whole = len(root) == 2
        return Change(
            kind=kind,
            thing=self._thing(root),
            name=root[1],
            part="" if whole else root[2],
            before=self._said(root, was, self.before, keys),
            after=self._said(root, now, self.after, keys),
            old=was.span if was is not None else None,
            new=now.span if now is not None else None,
        )

    def _thing(self, root: Key) -> Thing:
        if root[0] != "holder":
            return _THINGS[root[0]]
        piece = self.after.get(root[:2]) or self.before[root[:2]]
        thing: Thing = piece.says
        return thing

    def _said(self, root: Key, piece: Piece | None, side: Pieces, keys: list[Key]) -> str:
        """Return a value as files write it; of a whole thing, what stands in it."""
        if piece is None:
            return ""
        if len(root) == 2:
            return self._whole(root, piece, side, keys)
        if isinstance(piece.says, Written):
            source = f" ({piece.says.source})" if piece.says.origin == "preset" else ""
            return said(self.catalogue.words[root[2]], piece.says.value) + source
        if isinstance(piece.says, Grant):
            acts = () if piece.says.purposes and piece.says.act == "nothing" else (piece.says.act,)
            return ", ".join((*acts, *sorted(piece.says.purposes)))
        if root[2] == PERIOD:
            return duration(piece.says)
        return ", ".join(piece.says) if isinstance(piece.says, tuple) else str(piece.says)

    def _whole(self, root: Key, piece: Piece, side: Pieces, keys: list[Key]) -> str:
        if root[0] == "control":
            return self._use(root, side)
        if root[0] == "accepted":
            return f"by {piece.says[1]} until {piece.says[2]}"
        if root[0] == "estimate":
            return _estimated(piece.says)
        if root[0] in ("path", "consent"):
            return ", ".join(key[2] for key in keys if key[:-1] == root and key in side)
        return ""

    def _use(self, root: Key, side: Pieces) -> str:
        values = side[root].says.items()
        chosen = [f"{word} {said(self.catalogue.words[word], written.value)}" for word, written in values]
        places = [key[2] for key in side if key[:2] == root and len(key) == 3]
        return f"{', '.join(chosen)}{' at ' if chosen else ''}{listed(places, 'and')}"


def _estimated(estimate: Estimate) -> str:
    """Return what an author holds of a threat or a control in place of the catalogue."""
    said_of = {name: getattr(estimate, name) for name in ("severity", "factor", "effort")}
    parts = [f"{name} {value}" for name, value in said_of.items() if value is not None]
    if estimate.likelihood is not None:
        low, high, cap = estimate.likelihood
        parts.insert(0, f"likelihood {low:g} to {high:g}{f', at most {cap:g}' if cap is not None else ''}")
    return ", ".join(parts)


def _place(change: Change) -> tuple[int, int, str, str]:
    span = change.new or change.old
    return (span.line, span.column, change.name, change.part) if span is not None else (0, 0, change.name, change.part)


def _twists(old: Scenario, new: Scenario, catalogue: Catalogue) -> Iterator[Change]:
    """Yield the twists that were added, removed, or that say or do something else."""
    before, after = _twists_of(old), _twists_of(new)
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        if was is not None and now is not None and _does(was, old, catalogue) == _does(now, new, catalogue):
            continue
        yield Change(
            kind="added" if was is None else "removed" if now is None else "changed",
            thing="twist",
            name=name,
            old=was.span if was is not None else None,
            new=now.span if now is not None else None,
        )


def _twists_of(scenario: Scenario) -> Mapping[str, Twist]:
    return {twist.name: twist for twist in scenario.workshop.twists} if scenario.workshop is not None else {}


def _does(twist: Twist, base: Scenario, catalogue: Catalogue) -> tuple[object, ...]:
    """Return what a twist says, brings and changes, whatever it starts from."""
    before, after = pieces(base, catalogue), pieces(twist.scenario, catalogue)
    changed = {key: after.get(key) for key in (*after, *before) if before.get(key) != after.get(key)}
    return twist.say, twist.after, twist.adds, twist.removes, changed
