"""All that the site shows of catalogue, scenarios and program: made when it is built, so that nothing can go stale."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

from manual.entries import controls, kinds, sources, threats
from manual.language import keys, words
from manual.pictures import pictures, shown
from manual.scenarios import scenarios
from threatmodel import pipeline
from threatmodel.catalogue.load import load_catalogue, load_keys, load_sources
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.version import VERSION
from threatmodel.reports.report import Report
from threatmodel.shell.shipped import shipped_scenarios

DAY = "2026-01-01"
"""The day that acceptances are held against, so that the same files give the same site."""

MADE: Final = re.compile(r"(<!-- made: (words|keys) -->\n).*?(\n<!-- end -->)", re.DOTALL)
"""Where a page shows all words or all keys of the language; what stands there is made anew whenever it is built."""


@cache
def catalogue() -> Catalogue:
    """Return what is shipped."""
    return load_catalogue()


def generated() -> dict[str, str]:
    """Return every page and picture that is made of data, by its place on the site."""
    known = catalogue()
    folder = files("threatmodel") / "catalogue" / "threats"
    written = {id_: (folder / f"{id_}.yaml").read_text("utf-8") for id_ in known.threats}
    texts = shipped_scenarios()
    reports = {name: study(text, f"{name}.yaml") for name, text in texts.items()}
    return {
        **threats(known, written),
        **controls(known),
        **kinds(known),
        **scenarios(reports, texts),
        "sources.md": sources(load_sources()),
    }


def study(text: str, file: str) -> Report:
    """Return what is found in a scenario."""
    return pipeline.study(pipeline.read(text, file, catalogue()), catalogue(), today=DAY, program=VERSION)


def filled(markdown: str) -> str:
    """Return the text of a page with the words and the keys of the language, as they are now, where it shows them."""
    return MADE.sub(lambda found: f"{found[1]}\n{_made(found[2])}\n{found[3]}", markdown)


def _made(what: str) -> str:
    return (words(catalogue()) if what == "words" else keys(load_keys())).rstrip("\n")


@cache
def drawn(text: str, name: str, finding: str) -> tuple[str, dict[str, str]]:
    """Return what shows a scenario on a page, and the files of its pictures; with a finding only the way to that."""
    drawing, files = pictures(study(text, f"{name}.yaml"), name, finding or None)
    return "\n".join(shown(drawing, files, name)), files
