"""Small scenario texts to read in tests, and what is said about them when something is wrong."""

from __future__ import annotations

from functools import cache

import pytest

from threatmodel.catalogue.language import load_kinds, load_words
from threatmodel.formats.control import read_control
from threatmodel.formats.scenario import read_scenario
from threatmodel.formats.vocabulary import Vocabulary
from threatmodel.model.catalogue import Control
from threatmodel.model.elements import Scenario, Twist
from threatmodel.model.source import InputError

FILE = "my.yaml"

BASE = """\
title: A call
content note: Nothing is described.
intensity: low
people:
  ana: {role: subject}
  ben: {role: partner}
systems:
  app: {}
audiences:
  members: {}
data:
  pic: {about: ana}
flows:
  ana -> app -> ben: pic
"""

THREATS = ("covert-recording", "onward-forwarding", "minor-in-audience")

_CONTROL = """\
title: A control
class: limit
on: [{on}]
{sets}
strength: {{covert-recording: partial}}
effort: S
bypass: Around it.
does: Do it.
who: a team
verify: Look.
"""

_CONTROLS = {
    "relay-only-calls": _CONTROL.format(on="system", sets="sets: {connects: by relay}"),
    "short-retention": _CONTROL.format(on="system, person", sets="sets: {keeps: 30d}\ntakes: [keeps]"),
    "review-first": _CONTROL.format(on="scenario", sets="sets: {assessment done: yes}"),
    "watermark": _CONTROL.format(on="path, audience", sets="removes: [gps]"),
}


@cache
def vocabulary() -> Vocabulary:
    """The words and kinds of the catalogue, with a few made-up controls and threats."""
    words = load_words()
    plain = Vocabulary(words=words, kinds=load_kinds(words))
    controls: dict[str, Control] = {
        name: read_control(text, f"{name}.yaml", name, plain, THREATS) for name, text in _CONTROLS.items()
    }
    return Vocabulary(words=words, kinds=plain.kinds, controls=controls, threats=THREATS)


def scenario(text: str) -> Scenario:
    return read_scenario(text, FILE, vocabulary())


def changed(old: str, new: str, base: str = BASE) -> str:
    """Replace what stands once in a text."""
    assert base.count(old) == 1, old
    return base.replace(old, new)


def complaints(text: str | bytes, words: Vocabulary | None = None) -> list[str]:
    """All that is said about a text, without the name of the file."""
    with pytest.raises(InputError) as caught:
        read_scenario(text, FILE, words or vocabulary())
    return [str(problem).removeprefix(f"{FILE}:") for problem in caught.value.problems]


RICH = """\
title: A call
content note: Nothing is described.
intensity: low
people:
  ana: {role: subject, knows: [ben]}
  ben: {role: partner, device: own, knows: [ana], in: members}
  cleo: {role: viewer, knows: ben, lives with: [ana, ben]}
systems:
  app: {keeps: 1d}
  cloud: {}
audiences:
  members: {size: 3}
data:
  pic: {about: ana, consent: {ben: see, app: keep}}
  chat: {about: [ana, ben], made by: [ben, cleo]}
  clip: {made from: pic}
flows:
  ana -> app -> ben: [pic, chat]
  ben -> cloud: {carries: [clip, chat], purpose: back up}
  ana -> cleo: pic
controls:
  short-retention: {on: [app, ben], keeps: 7d}
  relay-only-calls: cloud
  watermark: ana -> app -> ben
accepted:
  - {finding: covert-recording/ben/pic, because: x, by: y, until: 2027-06-30}
  - {finding: covert-recording/cleo/chat, because: x, by: y, until: 2027-06-30}
workshop:
  objectives: Look.
  expected: []
  twists:
"""


def twisted(*changes: str, base: str = RICH) -> str:
    lines = [f"    t{number}: {{say: Listen., {change}}}\n" for number, change in enumerate(changes)]
    return base + "".join(lines)


def twists(*changes: str) -> tuple[Twist, ...]:
    workshop = scenario(twisted(*changes)).workshop
    assert workshop is not None
    return workshop.twists


def twist(change: str) -> Twist:
    (found,) = twists(f"change: {change}")
    return found
