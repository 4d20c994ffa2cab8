"""Catalogue -> what it covers: threats and controls for each LINDDUN code, and where nothing is strong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from threatmodel.model.catalogue import Catalogue, Threat
from threatmodel.reports import escape
from threatmodel.reports.terminal.catalogue_list import CLASSES, FORMAT
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line

_STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A code that nothing stands below, or that a threat is mapped to, with what the catalogue has for it."""

    code: str
    about: str
    threats: tuple[str, ...]
    strong: tuple[str, ...]
    """Controls that make one of these threats impossible where they stand."""
    weaker: tuple[str, ...]
    """Further controls that bear on one of them."""


def leaves(catalogue: Catalogue, codes: Mapping[str, str]) -> tuple[Leaf, ...]:
    """Return the leaves of the trees in the order of the codes."""
    above = {code.rpartition(".")[0] for code in codes}
    mapped = {code for threat in catalogue.threats.values() for code in _codes(threat)}
    found = (_leaf(catalogue, code, about) for code, about in codes.items() if code not in above or code in mapped)
    return tuple(found)


def without_strong(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the threats that no control makes impossible."""
    strong = {threat for control in catalogue.controls.values() for threat in _against(control.strength)}
    return tuple(id_ for id_ in catalogue.threats if id_ not in strong)


def coverage(catalogue: Catalogue, codes: Mapping[str, str]) -> Iterator[Line]:
    """Yield what the catalogue covers, as lines."""
    rows = leaves(catalogue, codes)
    empty = sum(not leaf.threats for leaf in rows)
    yield line(
        Part(f"LINDDUN ({len(rows)} codes)", "title"), ", in words of our own: threats, and controls against them"
    )
    yield BLANK
    for leaf in rows:
        yield line(Part(leaf.code, "id"), f" {leaf.about}: ", _counted(leaf), indent=2, hang=4)
        if leaf.threats:
            yield line(", ".join(leaf.threats), indent=6)
    yield BLANK
    if empty:
        yield line(f"{empty} of {len(rows)} codes have no threat in this catalogue.")
        yield BLANK
    yield from _no_strong(catalogue)
    yield BLANK
    yield line(Part(f"Controls by class ({len(catalogue.controls)})", "title"))
    for class_, members in _by_class(catalogue).items():
        yield line(f"{class_} ({len(members)}), {CLASSES[class_]}: ", ", ".join(members) or "none", indent=2, hang=2)


def coverage_json(catalogue: Catalogue, codes: Mapping[str, str]) -> str:
    """Return what the catalogue covers as JSON."""
    told = [
        {
            "code": leaf.code,
            "about": leaf.about,
            "threats": [*leaf.threats],
            "strong": [*leaf.strong],
            "weaker": [*leaf.weaker],
        }
        for leaf in leaves(catalogue, codes)
    ]
    return escape.to_json(
        {
            "format": FORMAT,
            "catalogue": {"version": catalogue.version},
            "linddun": told,
            "without strong control": [*without_strong(catalogue)],
            "controls": {class_: [*members] for class_, members in _by_class(catalogue).items()},
        }
    )


def _leaf(catalogue: Catalogue, code: str, about: str) -> Leaf:
    threats = tuple(id_ for id_, threat in catalogue.threats.items() if code in _codes(threat))
    bearing = {id_: one for id_, one in catalogue.controls.items() if not one.strength.keys().isdisjoint(threats)}
    strong = tuple(id_ for id_, one in bearing.items() if not set(threats).isdisjoint(_against(one.strength)))
    weaker = tuple(id_ for id_ in bearing if id_ not in strong)
    return Leaf(code=code, about=about, threats=threats, strong=strong, weaker=weaker)


def _against(strength: Mapping[str, str]) -> Iterator[str]:
    return (threat for threat, how in strength.items() if how == _STRONG)


def _codes(threat: Threat) -> Iterable[str]:
    return threat.tags.get("linddun", ())


def _counted(leaf: Leaf) -> str:
    if not leaf.threats:
        return "no threat"
    threats = f"{len(leaf.threats)} threat{'' if len(leaf.threats) == 1 else 's'}"
    return f"{threats}; controls: {len(leaf.strong)} strong, {len(leaf.weaker)} weaker"


def _no_strong(catalogue: Catalogue) -> Iterator[Line]:
    found = without_strong(catalogue)
    yield line(Part(f"No control closes these {len(found)} of {len(catalogue.threats)} threats", "title"))
    yield line("What helps against them makes them less likely or smaller; it does not make them impossible.")
    yield from (line(Part(id_, "id"), f": {_helped(catalogue, id_)}", indent=2, hang=2) for id_ in found)


def _helped(catalogue: Catalogue, threat: str) -> str:
    if catalogue.threats[threat].when.by_design:
        return "a matter of the design, which is changed, or of asking"
    number = sum(threat in control.strength for control in catalogue.controls.values())
    return f"{number} weaker control{'' if number == 1 else 's'}" if number else "nothing in this catalogue helps"


def _by_class(catalogue: Catalogue) -> dict[str, list[str]]:
    return {name: [one.id for one in catalogue.controls.values() if one.kind == name] for name in CLASSES}
