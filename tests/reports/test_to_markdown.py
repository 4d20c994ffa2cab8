from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from tests.golden.example import example, golden, report
from tests.golden.hostile import hostile
from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel import pipeline
from threatmodel.reports.to_markdown import to_markdown


def test_the_whole_checklist_is_as_expected() -> None:
    text = to_markdown([example()])
    assert text == golden("checklist.md", text)


def test_questions_come_first_and_support_last() -> None:
    titles = re.findall(r"^## (.+)$", to_markdown([example()]), re.MULTILINE)
    assert titles[0] == "Questions to answer first"
    assert titles[-2:] == ["Accepted", "Support for the people concerned"]


def test_what_each_control_does_is_said_once_and_referred_to_after() -> None:
    text = to_markdown([example()])
    assert text.count("- [ ] Remind people for everybody.") == 1
    assert "(1, `reminder`)" in text
    assert "\nItems from above that help here too: 1 (deterrent).\n" in text


def test_what_is_found_and_what_is_to_be_done_are_two_lists() -> None:
    tokens = MarkdownIt("commonmark").parse(to_markdown([example()]))
    marks = {token.markup for token in tokens if token.type == "bullet_list_open" and token.level == 0}
    assert marks == {"*", "-"}
    assert not any(token.type == "ordered_list_open" for token in tokens)


def test_a_control_that_is_in_place_where_it_helps_is_not_on_the_list() -> None:
    assert "Block screen capture" not in to_markdown([example()])


def test_an_acceptance_that_no_longer_counts_is_marked() -> None:
    rows = [row for row in to_markdown([example()]).splitlines() if row.startswith("- `forwarding/")]
    assert ["Does not count" in row for row in rows] == [False, True]


@pytest.mark.parametrize("name", list(SCENARIOS))
def test_items_are_numbered_as_they_come_and_referred_to_after(name: str) -> None:
    text = to_markdown([pipeline.study(SCENARIOS[name], CATALOGUE, today=TODAY, program="1")])
    seen = 0
    for row in text.splitlines():
        if item := re.search(r"^- \[ \] .*\((\d+), `[a-z-]+`\)$", row):
            seen += 1
            assert int(item[1]) == seen
        if row.startswith("Items from above"):
            assert max(int(number) for number in re.findall(r"\d+", row)) <= seen
    assert seen > 10


@pytest.mark.parametrize("name", list(SCENARIOS))
def test_every_item_says_who_does_it_how_to_see_it_what_it_helps_against_and_what_remains(name: str) -> None:
    text = to_markdown([pipeline.study(SCENARIOS[name], CATALOGUE, today=TODAY, program="1")])
    _, _, to_do = text.partition("what to do")
    items = [part.splitlines() for part in re.split(r"^- \[ \] ", to_do, flags=re.MULTILINE)[1:]]
    for first, *rest in items:
        assert first.removeprefix("**Strong.** ")[0].isupper()
        below = "\n".join(rest)
        assert re.match(r"  - Who: .+ Done when: .+\.\n  - Helps against: .+ \(.+: .+\)\n", below)
        assert "\n  - What remains: " in below
        assert first.startswith("**Strong.** ") == ("(**strong**: closes it)" in below.partition("\n\n")[0])


def test_a_designed_crossing_is_to_be_drawn_differently_or_agreed() -> None:
    text = to_markdown([pipeline.study(SCENARIOS["webcam-platform"], CATALOGUE, today=TODAY, program="1")])
    (row,) = [row for row in text.splitlines() if "Draw the flow so that tip notice " in row]
    assert row.endswith("does not reach iris, or ask vic to agree.")
    assert "`kept-beyond-consent/iris/tip-notice` and `unagreed-recipient/iris/tip-notice`" in text


def test_a_few_weak_items_are_shown_and_many_are_folded() -> None:
    few = to_markdown([example()])
    assert "Remind people" in few
    assert "that do less" not in few
    many = to_markdown([pipeline.study(SCENARIOS["partner-video-call"], CATALOGUE, today=TODAY, program="1")])
    folds = re.findall(r"<summary>(\d+) items that do less.*?</summary>(.*?)</details>", many, re.DOTALL)
    assert folds
    for number, inside in folds:
        assert inside.count("\n- [ ] ") == int(number) > 2
        assert "closes it" not in inside


def test_hostile_names_stay_text() -> None:
    text = to_markdown([report(hostile(), "a`b @x.yaml")])
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    children = [child for token in tokens for child in token.children or ()]
    html = {child.content for child in children if child.type == "html_inline"}
    assert html <= {"<!-- -->", "<span>", "</span>", "<code>", "</code>"}
    blocks = {token.content for token in tokens if token.type == "html_block"}
    folded = r"<details><summary>\d+ [a-z ,:]+</summary>\n|</details>\n"
    assert all(re.fullmatch(folded, one) for one in blocks)
    assert not {"link_open", "image", "em_open", "s_open"} & {child.type for child in children}
    shown = " ".join(child.content for child in children if child.type == "text")
    assert "alert(1)" in shown
    assert "\u202e" not in text
