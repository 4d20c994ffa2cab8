"""Catalogue -> a page for each threat, control, kind and source, and the lists that lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from manual.markup import block, code, link, page, table, text
from threatmodel.model.catalogue import Catalogue, Control, Kind, Threat
from threatmodel.model.literature import Source, cited
from threatmodel.model.names import listed
from threatmodel.model.values import said
from threatmodel.reports.checklist.wording import STRENGTHS as HONESTLY
from threatmodel.reports.remedies import REDESIGN, is_designed
from threatmodel.reports.report import STRENGTHS, severity

Pages = dict[str, str]

CLASSES: Final = {
    "prevent": "makes it less likely that it happens",
    "limit": "makes smaller what can happen",
    "detect": "shows that it happened",
    "respond": "is done after it happened",
    "inform": "tells people before they decide",
}
EFFORTS: Final = {"S": "small", "M": "medium", "L": "large"}


def threats(catalogue: Catalogue, written: Mapping[str, str]) -> Pages:
    """Return the pages of threats by their place on the site; `written` is the text of each file, by id."""
    pages = {f"threats/{id_}.md": _threat(catalogue, one, written[id_]) for id_, one in catalogue.threats.items()}
    families: dict[str, list[Threat]] = {}
    for threat in catalogue.threats.values():
        families.setdefault(threat.family, []).append(threat)
    rows = ["What is looked for. The severity is for ordinary data; intimate data and a wide reach raise it.", ""]
    for family, members in sorted(families.items()):
        rows += [f"## {text(family.capitalize())}", ""]
        rows += table(
            ("Threat", "Severity", "LINDDUN"),
            (
                (
                    link(one.title, f"{one.id}.md"),
                    severity(one.severity),
                    ", ".join(map(text, one.tags.get("linddun", ()))),
                )
                for one in members
            ),
        )
    return {"threats/index.md": page("Threats", rows), **pages}


def controls(catalogue: Catalogue) -> Pages:
    """Return the pages of controls by their place on the site."""
    rows = ["What helps, how much it honestly does, and what it leaves open.", ""]
    for class_, meaning in CLASSES.items():
        members = [one for one in catalogue.controls.values() if one.kind == class_]
        if members:
            rows += [f"## {class_.capitalize()}", "", f"It {meaning}.", ""]
            rows += table(
                ("Control", "Effort", "Closes", "Bears on"),
                (
                    (link(one.title, f"{one.id}.md"), EFFORTS[one.effort], _closes(one), str(len(one.strength)))
                    for one in members
                ),
            )
    pages = {f"controls/{id_}.md": _control(catalogue, one) for id_, one in catalogue.controls.items()}
    return {"controls/index.md": page("Controls", rows), **pages}


def kinds(catalogue: Catalogue) -> Pages:
    """Return the pages of kinds by their place on the site."""
    rows = [
        "What is assumed of such a thing where a scenario says nothing. A value that was assumed is shown as one.",
        "",
    ]
    rows += table(
        ("Kind", "Of a", "Confidence"),
        ((link(one.title, f"{one.id}.md"), " or ".join(one.on), one.confidence) for one in catalogue.kinds.values()),
    )
    pages = {f"kinds/{id_}.md": _kind(catalogue, one) for id_, one in catalogue.kinds.items()}
    return {"kinds/index.md": page("Kinds", rows), **pages}


def sources(known: Mapping[str, Source]) -> str:
    """Return the page of all sources."""
    rows = [
        "What threats, controls, kinds and assumptions rest on, what is taken from each, and how far it carries.",
        "",
    ]
    for id_, source in known.items():
        where = f" <{source.address}>" if source.address else ""
        rows += [f"## {text(id_)} {{ #{id_.lower()} }}", "", f"{text(source.citation)}.{where}", ""]
        rows += [f"{text(source.supports)} ({source.type}; {source.confidence} confidence)", ""]
    return page("Sources", rows)


def _threat(catalogue: Catalogue, threat: Threat, written: str) -> str:
    def rows() -> Iterator[str]:
        yield from (f"{code(threat.id)}, {text(threat.family)}, {severity(threat.severity)} for ordinary data", "")
        if threat.why:
            yield from (text(threat.why), "")
        yield from ('!!! question "To ask in the room"', f"    {text(threat.question)}", "")
        yield from ("## What helps", "")
        yield from _helps(catalogue, threat)
        if threat.likelihood is not None:
            likely = threat.likelihood
            yield from (
                "## How likely",
                "",
                f"{likely.low:g} to {likely.high:g} within a year at one holder: {text(likely.basis)}",
                "",
            )
        yield from ("## In frameworks", "")
        yield from (f"- {text(name)}: {', '.join(map(text, codes))}" for name, codes in threat.tags.items())
        yield ""
        yield from _cites(threat.sources)
        yield from ("## How it is written", "", "With scenes in which it is found, and scenes in which it is not.", "")
        yield from block("yaml", written)

    return page(threat.title, rows())


def _helps(catalogue: Catalogue, threat: Threat) -> Iterator[str]:
    bearing = [one for one in catalogue.controls.values() if threat.id in one.strength]
    if is_designed(threat):
        yield from (f"No control: {REDESIGN[0].lower()}{REDESIGN[1:]}", "")
    elif not any(one.strength[threat.id] == "strong" for one in bearing):
        yield from ("**No control closes this.**", "")
    for one in sorted(bearing, key=lambda one: STRENGTHS.index(one.strength[threat.id])):
        strength = one.strength[threat.id]
        yield f"- {link(one.title, f'../controls/{one.id}.md')} ({strength}: {HONESTLY[strength]})<br>"
        yield f"  What remains: {text(one.bypass)}"
    yield ""


def _control(catalogue: Catalogue, control: Control) -> str:
    def rows() -> Iterator[str]:
        effort = EFFORTS[control.effort]
        yield from (f"{code(control.id)}, {CLASSES[control.kind]}, on a {' or '.join(control.on)}; effort {effort}", "")
        needs = [f"{name}: {said(catalogue.words[name], value)}" for name, value in control.needs.items()]
        if needs:
            yield from (f"Offered where the scenario says {text(listed(needs))}.", "")
        yield from (f"**Do:** {text(control.does)}", "", f"**Who:** {text(control.who)}", "")
        yield from (f"**Done when:** {text(control.verify)}", "", f"**What remains:** {text(control.bypass)}", "")
        yield from (f"**Beware:** {text(effect)}\n" for effect in control.side_effects)
        changes = [
            f"{name}: at least as safe as {said(catalogue.words[name], each)}" for name, each in control.sets.items()
        ]
        changes += [f"no longer reveals {', '.join(control.removes)}"] if control.removes else []
        if changes:
            yield from ("## What it changes where it stands", "", *(f"- {text(each)}" for each in changes), "")
        yield from ("## Against", "")
        against = sorted(control.strength.items(), key=lambda pair: STRENGTHS.index(pair[1]))
        yield from table(
            ("Threat", "Strength"),
            (
                (link(catalogue.threats[id_].title, f"../threats/{id_}.md"), f"{strength}: {HONESTLY[strength]}")
                for id_, strength in against
                if id_ in catalogue.threats
            ),
        )
        yield from _cites(control.sources)

    return page(control.title, rows())


def _kind(catalogue: Catalogue, kind: Kind) -> str:
    def rows() -> Iterator[str]:
        also = f"; also called {', '.join(map(text, kind.also_called))}" if kind.also_called else ""
        yield from (
            f"{code(kind.id)}, of a {' or '.join(kind.on)}; confidence {kind.confidence}{also}",
            "",
            text(kind.why),
            "",
        )
        yield from ("## What is assumed", "")
        yield from table(
            ("Word", "Value"),
            (
                (link(name, f"../reference/language.md#{anchor(name)}"), text(said(catalogue.words[name], one.value)))
                for name, one in kind.implies.items()
            ),
        )
        yield from _cites((kind.source,))

    return page(kind.title, rows())


def anchor(word: str) -> str:
    """Return the anchor of a word on the page of the language."""
    return "word-" + word.replace(" ", "-").replace("'", "")


def _closes(control: Control) -> str:
    return str(sum(strength == "strong" for strength in control.strength.values()) or "none")


def _cites(named: Iterable[str]) -> Iterator[str]:
    ids = tuple(dict.fromkeys(id_ for each in named for id_ in cited(each)))
    if ids:
        listed = (f"[{text(id_)}](../sources.md#{id_.lower()})" if " " not in id_ else text(id_) for id_ in ids)
        yield from ("## Sources", "", ", ".join(listed), "")
