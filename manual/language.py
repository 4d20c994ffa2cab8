"""Words of the catalogue and commands of the program -> the reference pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import click

from manual.entries import anchor
from manual.markup import block, code, marked, page, table, text
from threatmodel.cli import main
from threatmodel.model.catalogue import Catalogue, Word
from threatmodel.model.keys import LanguageKey
from threatmodel.reports.terminal.catalogue_list import values
from threatmodel.reports.terminal.catalogue_word import when_missing
from threatmodel.reports.terminal.language_key import STANDS, stands

TITLES: Final = {
    "person": "Of people",
    "audience": "Of audiences",
    "system": "Of systems",
    "data": "Of data",
    "scenario": "Of the scenario as a whole",
}


def words(catalogue: Catalogue) -> str:
    """Return all words of scenario files, each under what it may stand on first."""
    groups: dict[str, list[Word]] = {place: [] for place in TITLES}
    for word in catalogue.words.values():
        groups[word.on[0]].append(word)
    return "\n".join(
        row
        for place, members in groups.items()
        if members
        for row in (f"## {TITLES[place]}", "", *(line for word in members for line in _word(word)))
    )


def keys(known: Mapping[str, LanguageKey]) -> str:
    """Return all keys of the language, in a table for each place where they stand first."""
    rows: list[str] = []
    for place, title in STANDS.items():
        members = [key for key in known.values() if key.places[0] == place]
        rows += [f"**{_said(title[:1].upper() + title[1:])}**", ""]
        rows += table(("Key", "Says", "Meaning"), map(_key, members))
    return "\n".join(rows)


def _key(key: LanguageKey) -> tuple[str, str, str]:
    """Return the cells of a key; one that stands in several places says so."""
    elsewhere = f" It stands {stands(key)}." if len(key.places) > 1 else ""
    such_as = f" Such as {code(key.example)}" if key.example else ""
    name = f'<a id="{anchor(key.name)}"></a>{code(key.name)}'
    return name, _said(key.says), _said(key.meaning + elsewhere) + such_as


def _word(word: Word) -> Iterator[str]:
    yield from (f'### <a id="{anchor(word.name)}"></a>{text(word.name)}', "", text(word.meaning), "")
    yield from (f"- May stand on: {', '.join(word.on)}", f"- Says: {text(values(word))}; or unknown")
    yield from (f"- When it is missing{text(about)}: {text(asked)}" for about, asked in when_missing(word))
    yield ""


def commands() -> str:
    """Return the page of all commands, with their options as the program itself tells them."""
    rows = ["The program without a command says what there is. Each command explains itself with `--help`.", ""]
    for name, command in sorted(main.commands.items()):
        rows += _command(name, command, ("threatmodel",))
    return page("Commands", rows)


def _command(name: str, command: click.Command, parents: tuple[str, ...]) -> Iterator[str]:
    path = (*parents, name)
    context = click.Context(command, info_name=" ".join(path))
    level = "#" * len(path)
    yield from (f"{level} {text(' '.join(path[1:]))}", "", *map(_said, _paragraphs(command)), "")
    usage = " ".join(command.collect_usage_pieces(context))
    yield from block("text", f"{' '.join(path)} {usage}")
    records = [record for each in command.get_params(context) if (record := each.get_help_record(context))]
    yield from (f"- {code(option)}: {_said(about)}" for option, about in records if about)
    yield ""
    if isinstance(command, click.Group):
        for child, each in sorted(command.commands.items()):
            yield from _command(child, each, path)


def _said(help_text: str) -> str:
    """Return a text of the program; what stands between two grave accents is code there too."""
    return "".join(code(part) if place % 2 else marked(part) for place, part in enumerate(help_text.split("`")))


def _paragraphs(command: click.Command) -> Iterator[str]:
    for paragraph in (command.help or "").split("\n\n"):
        yield " ".join(paragraph.split())
        yield ""
