from __future__ import annotations

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.generate import scenario_text
from tests.texts import BASE, FILE, scenario, vocabulary
from threatmodel.formats.nodes import Entry, Mapping, Node, Scalar, Sequence
from threatmodel.formats.scenario import read_tree
from threatmodel.formats.yaml_text import read
from threatmodel.model.source import InputError, Problem

CALL = """\
title: A video call between partners
summary: Two adults in different countries use a consumer calling app.
content note: Mentions intimate content between adults; nothing is described.
intensity: medium                       # low | medium | high
period: 1y                              # what every likelihood is about

people:
  ana:       {role: subject, lives in: California, age: adult verified, device: own}
  ben:       {role: partner, lives in: Germany, age: adult stated, device: own, knows: [ana]}
  housemate: {role: bystander, lives with: [ben]}

systems:
  calling app: {kind: video conference, operator: app company, end-to-end encrypted: yes}
  ben's cloud: {kind: cloud backup, keeps: forever, end-to-end encrypted: no}

data:
  live picture: {about: ana, medium: [video, audio], reveals: [face, voice, home], sensitivity: intimate,
                 live: yes, consent: {ben: see}}
  chat:         {about: [ana, ben], medium: text, sensitivity: intimate, consent: {ana: keep, ben: keep}}

flows:
  ana -> calling app -> ben: [live picture, chat]
  ben -> calling app -> ana: chat
  ben -> ben's cloud: {carries: chat, purpose: back up}

controls:
  relay-only-calls: calling app

accepted:
  - finding: onward-forwarding/ben/chat
    because: They trust each other with the words.
    by: privacy lead
    until: 2027-06-30

workshop:
  objectives:
    - Tell apart a safe connection and a safe endpoint.
  expected: [covert-recording]
  undecided: [onward-forwarding]
  must not: [minor-in-audience]
  alternative: education-workshop
  minutes: {arrive: 12, elicit alone: 8}
  roles: [product owner, somebody who speaks for Ana]
  twists:
    shared laptop:
      say: It turns out that Ben's housemate uses the same laptop.
      change: {people: {ben: {device: shared}}}
      adds: [onward-forwarding]
  prompts:
    - Who could see the picture without Ana knowing?
  quiz:
    - ask: Does end-to-end encryption stop Ben from recording?
      answers: [Yes, No]
      right: No
      objective: 1
"""


def test_a_whole_scenario_is_read() -> None:
    read = scenario(CALL)
    assert (read.title, read.intensity, read.period) == (
        "A video call between partners",
        "medium",
        365 * 86400.0,
    )
    assert list(read.holders) == ["ana", "ben", "housemate", "calling app", "ben's cloud"]
    assert list(read.data) == ["live picture", "chat"]
    assert [path.text for path in read.paths][2] == "ben -> ben's cloud"
    assert read.workshop is not None
    assert [twist.name for twist in read.workshop.twists] == ["shared laptop"]
    assert read.protective is False


LIKE_THE_PAGE = """\
title: A call
content note: Nothing is described.
intensity: low

people:
  ana: {role: subject}
  ben: {role: partner}

# The places of the three complaints are those of the page that describes the language.

systems:
  calling app: {}
  a store: {operator: the company of ben, keeps: soon}

data:
  live picture:  {about: ana, medium: [video, audio], live: yes, revaels: [face]}

flows:
  ana -> calling app -> ben: live picture

  calling ap -> ben: live picture
"""


def test_the_complaints_of_the_language_page_come_out_letter_by_letter() -> None:
    with pytest.raises(InputError) as caught:
        scenario(LIKE_THE_PAGE)
    assert str(caught.value).splitlines() == [
        "my.yaml:13:50: 'soon' is not a duration such as 10s, 5m, 2h, 30d, 1y or forever",
        "my.yaml:16:66: unknown attribute 'revaels' on data (did you mean 'reveals'?)",
        "my.yaml:21:3: 'calling ap' is not a person, system or audience (did you mean 'calling app'?)",
    ]


HOSTILE = [
    "ben",
    "'<script>alert(1)</script>'",
    "'\\N'",
    "בן",
    "مرحبا",
    "🙂 b",
    '"\\u202ebne"',
    "'{{ 7*7 }}'",
    "'=cmd()'",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_what_people_call_things(name: str) -> None:
    read = scenario(
        BASE.replace("ben: {role", f"{name}: {{role")
        .replace("app -> ben:", "app ->  x:")
        .replace("  ana -> app ->  x: pic", "  ana -> app: pic")
    )
    assert len(read.holders) == 4


def mutations() -> st.SearchStrategy[str]:
    letters = [at for at, character in enumerate(CALL) if character.isalpha()]
    return st.sampled_from(letters).map(lambda at: CALL[:at] + CALL[at + 1 :])


@given(mutations())
@example(CALL)
def test_a_lost_letter_is_complained_about_at_a_place_in_the_file_or_says_something_else(text: str) -> None:
    try:
        read = scenario(text)
    except InputError as error:
        lines = text.splitlines()
        for problem in error.problems:
            assert problem.span.file == FILE
            assert 1 <= problem.span.line <= len(lines)
            assert 1 <= problem.span.column <= len(lines[problem.span.line - 1]) + 1
    else:
        assert read.file == FILE


def nodes() -> st.SearchStrategy[Node]:
    texts = st.sampled_from(
        [*KEYS, "yes", "unknown", "7d", "->", "", "everyone", "everywhere", "null", "1", "a -> ben"]
    )
    places = st.integers(1, 99)
    readings = st.one_of(st.none(), st.integers(-1, 9), st.booleans(), texts)
    scalars = st.builds(Scalar, readings, texts, places, places)
    return st.recursive(
        scalars,
        lambda inner: (
            st.builds(Sequence, st.lists(inner, max_size=3).map(tuple), places, places)
            | st.builds(_mapping, st.lists(st.tuples(scalars, inner), max_size=5), places, places)
        ),
        max_leaves=30,
    )


KEYS = [
    "people",
    "systems",
    "audiences",
    "data",
    "flows",
    "controls",
    "accepted",
    "workshop",
    "twists",
    "change",
    "say",
    "about",
    "consent",
    "made from",
    "made by",
    "carries",
    "purpose",
    "kind",
    "knows",
    "in",
    "size",
    "keeps",
    "on",
    "finding",
    "until",
    "quiz",
    "minutes",
    "ana",
    "ben",
    "app",
    "pic",
    "after",
    "expected",
    "objectives",
    "medium",
]


def _mapping(pairs: list[tuple[Scalar, Node]], line: int, column: int) -> Mapping:
    return Mapping({key.text: Entry(key, value, bare=False) for key, value in pairs}, line, column)


def put(tree: Node, path: tuple[str, ...], node: Node) -> Node:
    """Set a node in a tree of mappings."""
    if not path or not isinstance(tree, Mapping):
        return node
    key = Scalar(path[0], path[0], 1, 1)
    inner = put(tree.get(path[0]) or _mapping([], 1, 1), path[1:], node)
    return tree._replace(entries={**tree.entries, path[0]: Entry(key, inner, bare=False)})


PLACES = [
    (),
    ("people",),
    ("people", "ben"),
    ("data",),
    ("data", "pic"),
    ("data", "pic", "consent"),
    ("flows",),
    ("flows", "ana -> app -> ben"),
    ("controls",),
    ("controls", "short-retention"),
    ("accepted",),
    ("workshop",),
    ("workshop", "twists"),
    ("workshop", "twists", "t"),
    ("workshop", "twists", "t", "change"),
    ("workshop", "twists", "t", "change", "people"),
    ("workshop", "quiz"),
    ("systems", "app"),
]


@given(st.sampled_from(PLACES), nodes())
def test_whatever_is_written_is_read_or_complained_about(path: tuple[str, ...], node: Node) -> None:
    tree = put(put(read(BASE, FILE), ("workshop", "twists", "t", "say"), Scalar("x", "x", 1, 1)), path, node)
    said = problems(tree)
    assert said is None or said
    assert all("\n" not in str(problem) for problem in said or ())


def problems(tree: Node) -> tuple[Problem, ...] | None:
    try:
        read_tree(tree, FILE, vocabulary())
    except InputError as error:
        return error.problems
    return None


def test_reading_takes_work_in_proportion_to_the_file() -> None:
    def calls(elements: int) -> int:
        text = scenario_text(elements)
        count = 0

        def counted(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(counted)
        try:
            scenario(text)
        finally:
            sys.setprofile(None)
        return count

    small, large = calls(500), calls(2000)
    assert large < 4.4 * small
