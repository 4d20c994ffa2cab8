"""Catalogue + what was added to it -> Catalogue: what its parts say of each other, checked and completed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from threatmodel.analysis.readings import rank
from threatmodel.catalogue.folder import PARTS, PLACES, WORDS, File
from threatmodel.catalogue.language import load_places, load_words
from threatmodel.catalogue.package_files import entries
from threatmodel.formats.places import read_places
from threatmodel.model.catalogue import Catalogue, Control, Kind, Replaced, Threat, Word
from threatmodel.model.elements import ElementType
from threatmodel.model.names import nearest, slug
from threatmodel.model.source import InputError, Problem, Span

_ONE = {"controls": "a control", "kinds": "a kind", "threats": "a threat"}


def falsifies(control: Control, threat: Threat, words: Mapping[str, Word]) -> bool:
    """Whether what a control changes makes a word of the condition false, or takes all away that it asks for."""
    taken = bool(threat.when.reveals) and set(threat.when.reveals) <= set(control.removes)
    return taken or any(_safer_than_asked(control, threat, words))


def completed(catalogue: Catalogue, added: Collection[str]) -> Catalogue:
    """Return the catalogue with what its controls do against added threats, which their files could not say.

    A control that makes the condition of such a threat false is strong for it; nothing else is said for it.
    """
    threats = [catalogue.threats[id_] for id_ in sorted(added)]
    if not threats:
        return catalogue
    found = {}
    for control in catalogue.controls.values():
        new = (each.id for each in threats if each.id not in control.strength)
        strong = [id_ for id_ in new if falsifies(control, catalogue.threats[id_], catalogue.words)]
        found[control.id] = replace(control, strength={**control.strength, **dict.fromkeys(strong, "strong")})
    return replace(catalogue, controls=found)


def clashes(catalogue: Catalogue, added: Iterable[File]) -> Iterator[Problem]:
    """Yield what is wrong between the files: an id or a name that stands for two things, a kind that is not there."""
    parts = {"controls": catalogue.controls, "kinds": catalogue.kinds, "threats": catalogue.threats}
    for file in added:
        others = [part for part in PARTS if part != file.part and file.part in PARTS and file.id in parts[part]]
        for part in others:
            message = f"'{file.id}' is {_ONE[part]} already"
            yield Problem(span=Span(file.place, 0, 0), message=message, hint="threats, controls and kinds share no id")
    yield from _names(catalogue.kinds)
    for control in catalogue.controls.values():
        for kind in control.kinds:
            if kind not in catalogue.kinds:
                near = nearest(kind, catalogue.kinds)
                hint = f"did you mean '{near}'?" if near else ""
                yield Problem(span=control.span, message=f"'{kind}' is not a kind in the catalogue", hint=hint)


def replaced(words: Mapping[str, Word], added: Sequence[File]) -> Iterator[Replaced]:
    """Yield what is shipped and does not count, because an added file has another; the last file is named."""
    last = {(file.part, file.id): file for file in added}
    shipped = {part: {id_ for id_, _ in entries(part)} for part in PARTS}
    for (part, id_), file in sorted(last.items()):
        if part in PARTS and id_ in shipped[part]:
            yield Replaced(what=part.removesuffix("s"), id=id_, file=file.place)
    for what, own, known in (("word", own_words, load_words), ("place", own_places, load_places)):
        said = own(words, added)
        for name in sorted(said.keys() & known().keys()) if said else ():
            yield Replaced(what=what, id=name, file=said[name])


def own_words(words: Mapping[str, Word], added: Iterable[File]) -> Mapping[str, str]:
    """Return the words that added files say, and the file of each."""
    files = {file.place for file in added if file.part == WORDS}
    return {name: word.span.file for name, word in words.items() if word.span.file in files}


def own_places(words: Mapping[str, Word], added: Iterable[File]) -> Mapping[str, str]:
    """Return the places that added files speak of, and the last file of each; none of a file that is wrong."""
    found: dict[str, str] = {}
    for file in added:
        if file.part == PLACES:
            with suppress(InputError):
                found.update(dict.fromkeys(read_places(file.content, file.place, words).countries, file.place))
    return found


def unreadable(id_: str) -> Kind:
    """Return what stands for a kind whose file is wrong, so that whoever names it is not told that it is missing."""
    span = Span("", 0, 0)
    on: tuple[ElementType, ...] = ("person", "system", "audience")
    return Kind(id=id_, title=id_, on=on, implies={}, why="", source="", confidence="low", span=span)


def _safer_than_asked(control: Control, threat: Threat, words: Mapping[str, Word]) -> Iterator[bool]:
    for name, wanted in threat.when.words.items():
        if name in control.sets and words[name].ordered:
            yield rank(words[name], control.sets[name]) < rank(words[name], wanted[0])


def _names(kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """Yield the kinds that are also called what another is also called; an id counts before such a name."""
    taken: dict[str, str] = {}
    for kind in kinds.values():
        for name in kind.also_called:
            other = taken.setdefault(slug(name), kind.id)
            if other != kind.id:
                yield Problem(span=kind.span, message=f"the kind '{other}' is called '{name}' already")
