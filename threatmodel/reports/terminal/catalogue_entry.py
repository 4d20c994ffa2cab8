"""Catalogue -> what `explain` shows of a threat, a control, a kind or a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from threatmodel.model.catalogue import Catalogue, Control, Kind, Likelihood, Threat, Word
from threatmodel.model.derived import LEARNED
from threatmodel.model.elements import Element
from threatmodel.model.literature import Source
from threatmodel.model.names import listed
from threatmodel.model.values import duration, said
from threatmodel.reports.remedies import REDESIGN, is_designed
from threatmodel.reports.report import STRENGTHS, Report, severity
from threatmodel.reports.terminal.catalogue_choice import kind_of
from threatmodel.reports.terminal.catalogue_example import about_example
from threatmodel.reports.terminal.catalogue_list import NO_KEYS, Keys, articled
from threatmodel.reports.terminal.catalogue_word import about_fact, about_word
from threatmodel.reports.terminal.language_key import about_key
from threatmodel.reports.terminal.lines import BLANK, Line, Part, line
from threatmodel.reports.terminal.source_lines import source_lines


def entry(
    catalogue: Catalogue, id_: str, sources: Mapping[str, Source] = MappingProxyType({}), keys: Keys = NO_KEYS
) -> Iterator[Line]:
    """Yield the lines about what has this id, or name, in the catalogue or the language. Raises KeyError for none."""
    if id_ in catalogue.threats:
        return _threat(catalogue, catalogue.threats[id_], sources)
    if id_ in catalogue.controls:
        return _control(catalogue, catalogue.controls[id_], sources)
    if id_ in catalogue.words and id_ not in catalogue.kinds:
        return about_word(catalogue, catalogue.words[id_])
    kind = kind_of(catalogue, id_)
    if kind is None and id_ in keys:
        return about_key(keys[id_])
    if kind is None and id_ in catalogue.facts:
        return about_fact(catalogue, catalogue.facts[id_])
    return _kind(catalogue, catalogue.kinds[kind or id_], sources)


def found_here(report: Report, id_: str) -> Iterator[Line]:
    """Yield what an entry of the catalogue has to do with one scenario: its findings, or the things of its kind."""
    control = report.catalogue.controls.get(id_)
    threats = control.strength if control is not None else (id_,)
    found = [finding for finding in report.analysis.findings if finding.threat.id in threats]
    things = [each for each in report.scenario.holders.values() if id_ == _kind_of(each)]
    uses = [use for use in report.scenario.controls if use.control == id_]
    yield BLANK
    yield line(Part(f"In {report.scenario.file}", "title"), "" if found or things or uses else ": nothing")
    for use in uses:
        yield line(f"in place at {', '.join(use.places)} ({use.span})", indent=2, hang=2)
    for thing in things:
        yield line(f"{thing.name} ({thing.span})", indent=2, hang=2)
    for finding in found:
        yield line(f"{finding.state} ", Part(finding.id, "id"), f" at {finding.span}", indent=2, hang=2)


def _kind_of(thing: Element) -> object:
    written = thing.words.get("kind")
    return written.value if written is not None else None


def _threat(catalogue: Catalogue, threat: Threat, sources: Mapping[str, Source]) -> Iterator[Line]:
    yield line(Part(threat.title, "title"))
    yield line("threat ", Part(threat.id, "id"), f", {threat.family}, {severity(threat.severity)} for ordinary data")
    if threat.why:
        yield BLANK
        yield line(threat.why)
    yield BLANK
    yield line(Part("When", "title"), f", of {articled(threat.on)}, all of these hold")
    for condition in _conditions(catalogue.words, threat):
        yield line("- ", condition, indent=2, hang=2)
    if threat.leads_to:
        yield BLANK
        yield line(Part("It leads to", "title"))
        for consequence in threat.leads_to:
            who = "the same holder" if consequence.to == "same" else consequence.to
            what = f"{consequence.form} by {who}" if consequence.form else f"{who} learns {consequence.learns}"
            late = f", after {duration(consequence.after)}" if consequence.after else ""
            yield line("- ", what, late, indent=2, hang=2)
    yield BLANK
    yield line("To ask: ", threat.question, hang=2)
    if threat.likelihood is not None:
        yield line("How likely: ", _likely(threat.likelihood), hang=2)
    yield BLANK
    yield from what_helps(catalogue.controls.values(), threat)
    for framework, codes in threat.tags.items():
        yield line(f"{framework}: {', '.join(codes)}", hang=2)
    yield from source_lines(threat.sources, sources)
    if threat.examples:
        yield BLANK
        yield line(Part("Examples", "title"), ", which are also its tests")
    for example in threat.examples:
        yield from about_example(catalogue.words, example)


def _likely(likelihood: Likelihood) -> str:
    """Return a likelihood in words, as an assumption with what it rests on."""
    cap = f", at most {likelihood.cap:.0%} for an audience of any size" if likelihood.cap < 1 else ""
    ranged = f"from {100 * likelihood.low:g} % to {100 * likelihood.high:g} % in a year at one holder{cap}"
    return f"{ranged}. {likelihood.basis}"


def what_helps(
    controls: Iterable[Control], threat: Threat, in_place: Sequence[str] = (), *, in_full: bool = False
) -> Iterator[Line]:
    """Yield those of some controls that bear on a threat, strongest first; `in_full` with what each leaves open."""
    bearing = [one for one in controls if threat.id in one.strength]
    if is_designed(threat):
        yield line(Part("What helps", "title"), f": {REDESIGN}", hang=2)
    else:
        yield line(Part("What helps", "title"), "" if bearing else ": nothing in the catalogue")
    for control in sorted(bearing, key=lambda one: STRENGTHS.index(one.strength[threat.id])):
        placed = ", in place" if control.id in in_place else ""
        strength = f" ({control.strength[threat.id]}{placed}): "
        yield line(Part(control.id, "id"), strength, control.title, indent=2, hang=2)
        if in_full:
            yield line(Part(f"what remains: {control.bypass}", "dim"), indent=4, hang=2)
    if bearing and not any(one.strength[threat.id] == "strong" for one in bearing):
        yield line("None is sure to close this; they make it less likely or smaller.", indent=2, hang=2)


def _conditions(words: Mapping[str, Word], threat: Threat) -> Iterator[str]:
    when = threat.when
    if when.form:
        yield f"the data is at least {when.form}"
    if when.by_design:
        yield "a drawn flow brings it there past what was agreed"
    if when.holder:
        yield f"whoever has it is {' or '.join(map(articled, when.holder))}"
    if when.not_agreed and not when.by_design:
        agreed = "to this purpose" if when.not_agreed == "purpose" else f"that they may {when.not_agreed} it"
        yield f"nobody agreed {agreed}"
    if when.reveals:
        yield f"it reveals {' or '.join(when.reveals)}"
    if when.knows:
        yield f"they know {LEARNED[when.knows].format('the person')}"
    for name, values in when.words.items():
        any_of = " or ".join(said(words[name], value) for value in values)
        worse = ", or less safe" if words[name].ordered and words[name].type != "yes/no" else ""
        yield f"{name}: {any_of}{worse}"
    yield from (fact.replace("-", " ") for fact in when.facts)


def _control(catalogue: Catalogue, control: Control, sources: Mapping[str, Source]) -> Iterator[Line]:
    yield line(Part(control.title, "title"))
    stands = " or ".join(map(articled, control.on))
    yield line("control ", Part(control.id, "id"), f", {control.kind}, stands on {stands}, effort {control.effort}")
    if control.needs:
        needs = (f"{name}: {said(catalogue.words[name], value)}" for name, value in control.needs.items())
        yield line(f"offered where the scenario says {listed([*needs])}", hang=2)
    yield BLANK
    yield line("Do: ", control.does, hang=4)
    yield line("Who: ", control.who, hang=5)
    yield line("Done when: ", control.verify, hang=2)
    yield line("What remains: ", control.bypass, hang=2)
    for effect in control.side_effects:
        yield line("Beware: ", effect, hang=2)
    changes = [
        f"{name}: at least as safe as {said(catalogue.words[name], value)}" for name, value in control.sets.items()
    ]
    changes += [f"no longer reveals {', '.join(control.removes)}"] if control.removes else []
    if changes:
        yield BLANK
        yield line(Part("What it changes where it stands", "title"))
        yield from (line("- ", each, indent=2, hang=2) for each in changes)
    yield BLANK
    yield line(Part("Against", "title"))
    for threat, strength in sorted(control.strength.items(), key=lambda pair: STRENGTHS.index(pair[1])):
        yield line(Part(threat, "id"), f" ({strength}): {catalogue.threats[threat].title}", indent=2, hang=2)
    yield from source_lines(control.sources, sources)


def _kind(catalogue: Catalogue, kind: Kind, sources: Mapping[str, Source]) -> Iterator[Line]:
    yield line(Part(kind.title, "title"))
    if kind.also_called:
        yield line(f"also called {', '.join(kind.also_called)}")
    yield line(
        "kind ", Part(kind.id, "id"), f", of {' or '.join(map(articled, kind.on))}; confidence {kind.confidence}"
    )
    yield BLANK
    yield line(kind.why)
    yield BLANK
    yield line(Part("What is assumed where the scenario says nothing", "title"))
    for name, written in kind.implies.items():
        yield line("- ", f"{name}: {said(catalogue.words[name], written.value)}", indent=2, hang=2)
    yield from source_lines([kind.source], sources)
