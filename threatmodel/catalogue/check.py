"""A folder that somebody made -> how much is in it, once everything in it has been tried; or all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from threatmodel.catalogue.folder import PARTS, WORDS
from threatmodel.catalogue.load import read_catalogue, wrong_sources
from threatmodel.catalogue.together import own_places, own_words
from threatmodel.catalogue.trials import wrong_examples, wrong_strengths
from threatmodel.formats.collector import paused
from threatmodel.model.catalogue import Catalogue, Replaced
from threatmodel.model.source import InputError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How many entries of each part were read and tried, and how many examples were run."""

    parts: dict[str, int]
    examples: int
    replaced: tuple[Replaced, ...] = ()


def check_catalogue(folders: Sequence[str]) -> Tried:
    """Read folders as `--catalogue` does and try every threat and control in them. Nothing of them is executed.

    A threat is found in its examples and stays silent in the others; a control is called strong if and only if it makes
    a threat impossible. Raises InputError with all problems.
    """
    with paused():
        catalogue, added, problems = read_catalogue(folders, examples=True)
        files = {part: {file.id for file in added if file.part == part} for part in PARTS}
        if not any(problem.span.file == file.place for problem in problems for file in added if file.part == WORDS):
            problems += _tried(catalogue, files["threats"], files["controls"])
        problems += wrong_sources(added)
    if problems:
        raise InputError(problems)
    own = [catalogue.threats[id_] for id_ in files["threats"]]
    return Tried(
        parts={
            **{part: len(ids) for part, ids in files.items()},
            "words": len(own_words(catalogue.words, added)),
            "places": len(own_places(catalogue.words, added)),
        },
        examples=sum(len(threat.examples) for threat in own),
        replaced=catalogue.replaced,
    )


def _tried(catalogue: Catalogue, threats: set[str], controls: set[str]) -> Iterator[Problem]:
    for id_ in sorted(threats & catalogue.threats.keys()):
        yield from wrong_examples(catalogue.threats[id_], catalogue)
    for control in catalogue.controls.values():
        own = control.id in controls
        for threat in catalogue.threats.values():
            if own or (threat.id in threats and threat.id in control.strength):
                yield from wrong_strengths(control, threat, catalogue)
