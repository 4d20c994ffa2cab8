"""Example of a threat -> its small scenario in a few lines, as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from threatmodel.model.catalogue import Example, Word
from threatmodel.model.elements import Consent, Data, Element, Written
from threatmodel.model.values import said
from threatmodel.reports.terminal.lines import Line, line

_SECTIONS = {"person": "people", "system": "systems", "audience": "audiences"}


def about_example(words: Mapping[str, Word], example: Example) -> Iterator[Line]:
    """Yield the lines about an example: whether the threat is found in it, and what stands in it."""
    yield line("found in" if example.found else "not found in", indent=2)
    scenario = example.scenario
    if written := _written(words, scenario.words):
        yield line(written, indent=4, hang=2)
    for type_, section in _SECTIONS.items():
        for each in scenario.holders.values():
            if each.type == type_:
                yield line(f"{section}: {each.name}", _of(words, each), indent=4, hang=2)
    for datum in scenario.data.values():
        yield line(f"data: {datum.name}, about {' and '.join(datum.about)}", _of_data(words, datum), indent=4, hang=2)
    for path in scenario.paths:
        carried = (one.datum + (f" to {', '.join(one.purposes)}" if one.purposes else "") for one in path.carries)
        yield line(f"flows: {path.text}: {', '.join(carried)}", indent=4, hang=2)
    for use in scenario.controls:
        yield line(f"controls: {use.control} at {', '.join(use.places)}", indent=4, hang=2)


def _of(words: Mapping[str, Word], element: Element) -> str:
    written = _written(words, element.words)
    return f" ({written})" if written else ""


def _of_data(words: Mapping[str, Word], datum: Data) -> str:
    made = [f"made from {datum.made_from}"] if datum.made_from else []
    made += [f"made by {' and '.join(datum.made_by)}"] if datum.made_by else []
    written = _written(words, datum.words)
    known = [*made, *([written] if written else []), _agreed(datum.consent)]
    return f" ({'; '.join(known)})"


def _agreed(consent: Consent | None) -> str:
    if consent is None:
        return "nothing said of consent"
    granted = (
        f"{name} may {' and '.join([grant.act] * (grant.act != 'nothing') + sorted(grant.purposes)) or 'do nothing'}"
        for name, grant in consent.grants.items()
    )
    return ", ".join(granted) or "nobody may do anything"


def _written(words: Mapping[str, Word], known: Mapping[str, Written]) -> str:
    """Return what the author wrote, without what that presets."""
    shown = (f"{name}: {said(words[name], one.value)}" for name, one in known.items() if one.origin == "file")
    return "; ".join(shown)
