from __future__ import annotations

import re

from markdown_it import MarkdownIt

from tests.golden.example import example, golden, report
from tests.golden.hostile import hostile
from tests.house import house
from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel import pipeline
from threatmodel.reports.to_comment import to_comment

MOST_ON_GITHUB = 65_536
FOLDED = r"<details><summary>[A-Za-z0-9 ,:]+</summary>\n|</details>\n"


def test_the_whole_comment_is_as_expected() -> None:
    text = to_comment([example()])
    assert text == golden("comment.md", text)


def test_no_finding_is_left_out() -> None:
    for scenario in SCENARIOS.values():
        shipped = pipeline.study(scenario, CATALOGUE, today=TODAY, program="1")
        text = to_comment([shipped])
        assert [finding.id for finding in shipped.analysis.findings if f"`{finding.id}`" not in text] == []
        assert [point.number for point in shipped.points if f"\n| {point.number} | " not in text] == []


def test_the_comment_on_a_shipped_scenario_is_short_enough_for_github() -> None:
    for scenario in SCENARIOS.values():
        text = to_comment([pipeline.study(scenario, CATALOGUE, today=TODAY, program="1")])
        assert len(text.encode("utf-8")) < MOST_ON_GITHUB


def test_several_scenarios_begin_with_a_count_over_all() -> None:
    text = to_comment([example(), example()])
    assert text.startswith("**2 scenarios:** **6 open, 4 reduced, 8 undecided, 2 accepted, 8 closed**, 20 disclosure")
    assert text.count("\n## A lesson over video\n") == 2


def test_a_scenario_with_nothing_to_report_says_so() -> None:
    quiet = report(QUIET, "quiet.yaml")
    assert (
        to_comment([quiet]) == "## Nothing to see\n\n**0 open, nothing found**, 0 disclosure points in `quiet.yaml`\n"
    )


def test_every_fold_is_opened_and_closed_and_every_list_is_a_list() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(to_comment([example()]))
    blocks = [token.content for token in tokens if token.type == "html_block"]
    assert [one for one in blocks if not re.fullmatch(FOLDED, one)] == []
    assert len(blocks) % 2 == 0
    assert sum(token.type == "table_open" for token in tokens) == 1
    assert not any(token.type == "ordered_list_open" for token in tokens)


def test_hostile_names_stay_text() -> None:
    text = to_comment([report(hostile(), "a`b @x.yaml")])
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    children = [child for token in tokens for child in token.children or ()]
    html = {child.content for child in children if child.type == "html_inline"}
    assert html <= {"<!-- -->", "<span>", "</span>", "<code>", "</code>"}
    blocks = [token.content for token in tokens if token.type == "html_block"]
    assert [one for one in blocks if not re.fullmatch(FOLDED, one)] == []
    assert not {"link_open", "image", "em_open", "s_open"} & {child.type for child in children}
    cells = [len(row.split(" | ")) for row in text.splitlines() if re.match(r"\| \d+ \| ", row)]
    assert set(cells) == {5}
    assert "alert(1)" in " ".join(child.content for child in children if child.type == "text")
    assert "\u202e" not in text


QUIET = """\
title: Nothing to see
content note: none
intensity: low
assessment done: yes
people: {mara: {role: subject}}
systems: {call: {end-to-end encrypted: yes}}
data: {picture: {about: mara, medium: video, live: yes, consent: {}}}
flows: {mara -> call: picture}
"""


def test_whom_a_finding_is_about_is_said_where_it_is_not_everybody() -> None:
    text = to_comment([house()])
    assert "`bystander-capture/eve/tour` (5 % to 50 %; about oskar)" in text
    assert "`unagreed-recipient/eve/tour` (100 %)" in text
