"""Files of the package -> the catalogue: words, kinds, threats, controls and inferences, each checked when read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import Final, TypeVar

from threatmodel.analysis.facts import FACTS, NAMED
from threatmodel.catalogue.folder import PARTS, PLACES, WORDS, File, read_folder
from threatmodel.catalogue.package_files import SUFFIX, content, entries, place
from threatmodel.catalogue.together import clashes, completed, replaced, unreadable
from threatmodel.formats.assumed import read_assumed
from threatmodel.formats.catalogue import read_inferences, read_kind, read_words
from threatmodel.formats.codes import read_codes
from threatmodel.formats.collector import paused
from threatmodel.formats.control import read_control
from threatmodel.formats.further_words import read_further_words
from threatmodel.formats.places import Places, joined, read_places, with_places
from threatmodel.formats.threat import read_threat
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.catalogue import Catalogue, Word
from threatmodel.model.keys import LanguageKey
from threatmodel.model.literature import Source
from threatmodel.model.source import InputError, Problem
from threatmodel.model.terms import Term

_ASSUMPTIONS: Final = "assumptions.yaml"
_INFERENCES: Final = "inferences.yaml"
_KEYS: Final = "keys.yaml"
_LINDDUN: Final = "linddun.yaml"
_SOURCES: Final = "sources.yaml"
_TERMS: Final = "terms.yaml"
_EXAMPLES: Final = b"\nexamples:\n"  # the last key of a threat
_VERSION_DIGITS: Final = 12

Entry = TypeVar("Entry")


def load_catalogue(folders: Sequence[str] = (), *, examples: bool = False) -> Catalogue:
    """Return all that the engine reads besides the scenario. Raises InputError with the problems of all files.

    Each of `folders` adds to what is shipped, or replaces it by id; of two folders the later one counts. The examples
    of threats are their tests and their pages; most commands do without.
    """
    with paused():
        catalogue, _, problems = read_catalogue(folders, examples=examples)
    if problems:
        raise InputError(problems)
    return catalogue


def read_catalogue(folders: Sequence[str], *, examples: bool) -> tuple[Catalogue, list[File], list[Problem]]:
    """Return the catalogue as far as it can be read, the files that the folders added to it, and all problems."""
    further = [read_folder(path) for path in folders]
    problems = [problem for folder in further for problem in folder.problems]
    added = [file for folder in further for file in folder.files]
    found = _decoded(_Files(_shipped(), added), problems, examples=examples)
    if further:
        problems += clashes(found, added)
        threats = {file.id for file in added if file.part == "threats"}
        found = completed(found, threats & found.threats.keys())
        found = replace(found, replaced=tuple(replaced(found.words, added)))
    return found, added, problems


def _decoded(files: _Files, problems: list[Problem], *, examples: bool) -> Catalogue:
    """Return the catalogue as far as it can be read, and note what is wrong with its files."""
    words, places = _words(files, problems)
    kinds = _each(files.of("kinds"), problems, lambda file: read_kind(file.content, file.place, file.id, words))
    known = {id_: kinds.get(id_) or unreadable(id_) for id_ in files.of("kinds")}
    vocabulary = Vocabulary(words=words, kinds=known)
    threats = _each(
        files.of("threats"),
        problems,
        lambda file: read_threat(
            file.content if examples or not file.is_shipped else file.content.partition(_EXAMPLES)[0],
            file.place,
            file.id,
            vocabulary,
            FACTS,
            examples=examples,
        ),
    )
    against = files.of("threats")
    controls = _each(
        files.of("controls"),
        problems,
        lambda file: read_control(file.content, file.place, file.id, vocabulary, against),
    )
    joined = read_inferences(content(_INFERENCES), place(_INFERENCES), words)
    return Catalogue(
        words=words,
        kinds=kinds,
        identifiers=joined.identifiers,
        pseudonymised=joined.pseudonymised,
        agreed_with=joined.agreed_with,
        inferences=joined.inferences,
        threats=threats,
        controls=controls,
        assumed=read_assumed(content(_ASSUMPTIONS), place(_ASSUMPTIONS)),
        countries=places.countries,
        facts=NAMED,
        version=files.version(),
    )


def load_linddun() -> Mapping[str, str]:
    """Return the codes of the LINDDUN trees with a few words for each, what stands above before what stands below."""
    return read_codes(content(_LINDDUN), place(_LINDDUN))


def load_keys() -> Mapping[str, LanguageKey]:
    """Return the words that give a scenario its shape, by name. Read by who explains or lists them."""
    from threatmodel.formats.keys import read_keys  # noqa: PLC0415  # no other command waits for it

    return read_keys(content(_KEYS), place(_KEYS))


def load_terms() -> Mapping[str, Term]:
    """Return the words that reports use, by the slug of each of their forms. Read by who explains them."""
    from threatmodel.formats.terms import read_terms  # noqa: PLC0415  # no other command waits for it

    return read_terms(content(_TERMS), place(_TERMS))


def load_sources() -> Mapping[str, Source]:
    """Return what the catalogue cites, by id. Read by who shows sources or checks them, and by nobody else."""
    from threatmodel.formats.sources import read_sources  # noqa: PLC0415  # no other command waits for it

    return read_sources(content(_SOURCES), place(_SOURCES))


def wrong_sources(files: Iterable[File] | None = None) -> Iterator[Problem]:
    """Yield a problem for each source that a file cites and that there is not; of no files, those that are shipped."""
    from threatmodel.formats.sources import unknown_sources  # noqa: PLC0415  # as above

    known = load_sources()
    for file in _shipped() if files is None else files:
        with suppress(InputError):  # whoever reads it says so
            yield from unknown_sources(file.content, file.place, known)


class _Files:
    """The files of a catalogue by part and id: what is shipped, and what was added, of which the last counts."""

    __slots__ = ("_added", "_by_part", "_shipped")

    def __init__(self, shipped: Sequence[File], added: Sequence[File]) -> None:
        self._shipped, self._added = shipped, added
        self._by_part: dict[str, dict[str, File]] = {}
        for file in (*shipped, *added):
            self._by_part.setdefault(file.part, {})[file.id] = file

    def of(self, part: str) -> Mapping[str, File]:
        """Return the files of a part by id, in the order of the ids."""
        found = self._by_part.get(part, {})
        return dict(sorted(found.items())) if self._added else found

    def all_of(self, part: str) -> Iterator[File]:
        """Yield every file of a part, also those that a later one replaces."""
        yield from (file for file in (*self._shipped, *self._added) if file.part == part)

    def version(self) -> str:
        """Return what tells one catalogue from another: the beginning of a hash over all of its files."""
        whole = sha256()
        for file in (*self._shipped, *self._added):
            whole.update(f"{file.part}/{file.id} {len(file.content)}\n".encode())
            whole.update(file.content)
        return whole.hexdigest()[:_VERSION_DIGITS]


def _words(files: _Files, problems: list[Problem]) -> tuple[Mapping[str, Word], Places]:
    words: Mapping[str, Word] = {}
    for file in files.all_of(WORDS):
        if file.is_shipped:
            words = read_words(file.content, file.place)
        else:
            words, wrong = read_further_words(file.content, file.place, words)
            problems += wrong
    places = Places(countries={}, implies={}, notes={})
    for file in files.all_of(PLACES):
        try:
            places = joined(places, read_places(file.content, file.place, words))
        except InputError as error:
            problems += error.problems
    return with_places(words, places), places


def _each(files: Mapping[str, File], problems: list[Problem], read: Callable[[File], Entry]) -> dict[str, Entry]:
    """Read every file, by id, and note what is wrong with any of them."""
    found: dict[str, Entry] = {}
    for id_, file in files.items():
        try:
            found[id_] = read(file)
        except InputError as error:
            problems += error.problems
    return found


def _shipped() -> list[File]:
    """Return the files that come with the program: those of entries in the order of their ids."""
    single = (_ASSUMPTIONS, _INFERENCES, f"{PLACES}{SUFFIX}", f"{WORDS}{SUFFIX}")
    named = [(name.removesuffix(SUFFIX), name.removesuffix(SUFFIX), name) for name in single]
    named += [(part, id_, name) for part in PARTS for id_, name in entries(part)]
    return [File(part, id_, place(name), content(name), is_shipped=True) for part, id_, name in named]
