"""Generated scenarios as values: past the text, whose length is limited, through everything behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from types import MappingProxyType
from typing import Final

from benchmarks.generate import HEAD, Drawn, Plain
from threatmodel.formats import nodes
from threatmodel.formats.collector import paused
from threatmodel.formats.scenario import read_tree
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.catalogue import Catalogue
from threatmodel.model.elements import Scenario

THREATS: Final = (
    "unagreed-recipient",
    "kept-beyond-consent",
    "covert-recording",
    "refilming",
    "onward-forwarding",
    "public-reupload",
    "insider-access",
    "lost-device-gallery",
    "backup-defeats-encryption",
    "extortion-leverage",
)
"""Those that the engine is measured with: two of designed crossings, seven with consequences, one that needs a name."""


def small(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with ten of its threats, so that most of the time goes to what leads where."""
    return replace(catalogue, threats={name: catalogue.threats[name] for name in THREATS}, controls={})


def as_scenario(drawn: Drawn, catalogue: Catalogue) -> Scenario:
    """Read a scenario as if its text had been parsed, each element and each flow in a line of its own."""
    vocabulary = Vocabulary(words=catalogue.words, kinds=catalogue.kinds, controls={}, threats=catalogue.threats.keys())
    with paused():
        return read_tree(_root(drawn), "generated.yaml", vocabulary)


def _root(drawn: Drawn) -> nodes.Node:
    lines = count(1)
    entries = {name: _entry(name, value, next(lines)) for name, value in HEAD.items()}
    for name, section in drawn.sections.items():
        if section:
            at = next(lines)
            inside = {key: _entry(key, value, line) for (key, value), line in zip(section.items(), lines, strict=False)}
            entries[name] = nodes.Entry(nodes.Scalar(name, name, at, 1), _mapping(inside, at), bare=False)
    return _mapping(entries, 1)


def _entry(key: str, value: Plain, line: int) -> nodes.Entry:
    return nodes.Entry(nodes.Scalar(key, key, line, 1), _node(value, line), bare=False)


def _mapping(entries: Mapping[str, nodes.Entry], line: int) -> nodes.Mapping:
    return nodes.Mapping(MappingProxyType(dict(entries)), line, 1)


def _node(value: Plain, line: int) -> nodes.Node:
    if isinstance(value, Mapping):
        return _mapping({key: _entry(key, one, line) for key, one in value.items()}, line)
    if isinstance(value, tuple):
        return nodes.Sequence(tuple(_scalars(value, line)), line, 1)
    if isinstance(value, bool):
        return nodes.Scalar("yes" if value else "no", "yes" if value else "no", line, 1)
    return nodes.Scalar(value, str(value), line, 1)


def _scalars(values: tuple[str, ...], line: int) -> Iterator[nodes.Scalar]:
    return (nodes.Scalar(value, value, line, 1) for value in values)
