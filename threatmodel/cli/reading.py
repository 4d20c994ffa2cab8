"""Arguments -> reports: the scenarios that are named, read and analysed, or all that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from threatmodel.cli.options import catalogue_folders
from threatmodel.model.version import VERSION

if TYPE_CHECKING:  # what a command needs is imported when it runs, so that --help is fast
    from threatmodel.formats.vocabulary import Vocabulary
    from threatmodel.model.catalogue import Catalogue
    from threatmodel.model.source import Problem
    from threatmodel.reports.report import Report
    from threatmodel.shell.files import Source

Made = TypeVar("Made")


def shipped_catalogue(*, examples: bool = False) -> Catalogue:
    """Return the catalogue that comes with the program, with the folders that were named with --catalogue.

    What these put in the place of something that is shipped is told in one line on standard error.
    """
    from threatmodel.catalogue.load import load_catalogue

    found = load_catalogue(catalogue_folders(), examples=examples)
    if found.replaced:
        from threatmodel.model.names import listed
        from threatmodel.shell.terminal import complain

        complain([f"--catalogue replaces {listed([str(one) for one in found.replaced], 'and')}"])
    return found


def known_language() -> Vocabulary:
    """Return what a scenario may say, for who needs no more: with folders that were named, of the whole catalogue."""
    from threatmodel import pipeline
    from threatmodel.catalogue.language import load_language

    return pipeline.language(shipped_catalogue()) if catalogue_folders() else load_language()


def reports(scenarios: Sequence[str], today: str, catalogue: Catalogue | None = None) -> list[Report]:
    """Read and analyse the scenarios that are named. Raises InputError with the problems of all of them."""
    from threatmodel import pipeline

    known, program = catalogue or shipped_catalogue(), VERSION

    def study(text: bytes, source: Source) -> Report:
        scenario = pipeline.read(text, source.name, known)
        return pipeline.study(scenario, known, today=today, program=program)

    return each(scenarios, study)


def only(scenario: str, today: str, catalogue: Catalogue | None = None) -> Report:
    """Read and analyse the one scenario that a command is about. Raises UsageError when a name stands for several."""
    found = reports((scenario,), today, catalogue)
    if len(found) > 1:
        raise click.UsageError(f"{scenario!r} stands for {len(found)} scenarios: name one of them")
    return found[0]


def one_source(scenario: str) -> Source:
    """Return the one scenario that an argument names. Raises UsageError when it stands for several."""
    from threatmodel.shell import files

    found = files.sources((scenario,))
    if len(found) > 1:
        raise click.UsageError(f"{scenario!r} stands for {len(found)} scenarios: name one of them")
    return found[0]


def each(scenarios: Sequence[str], do: Callable[[bytes, Source], Made]) -> list[Made]:
    """Do something with the text of every scenario that is named, going on after a problem to find the others."""
    from threatmodel.model.source import InputError
    from threatmodel.shell import files
    from threatmodel.shell.terminal import progress

    problems: list[Problem] = []
    made = []
    found = files.sources(scenarios)
    with progress(len(found), "reading scenarios") as bar:
        for source in found:
            try:
                made.append(do(files.read(source), source))
            except InputError as error:
                problems += error.problems
            bar.step()
    if problems:
        raise InputError(problems)
    return made


def unknown(what: str, message: str, known: Iterable[str]) -> click.ClickException:
    """Return the complaint about a name that nothing has, with the nearest that something has."""
    from threatmodel.model.names import nearest

    near = nearest(what, known)
    return click.ClickException(f"{what}: {message}" + (f" (did you mean {near!r}?)" if near else ""))
