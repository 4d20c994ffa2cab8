from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from tests.golden.example import example, golden, report
from tests.golden.hostile import hostile
from tests.house import house
from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel import pipeline
from threatmodel.reports.checklist.to_markdown import to_markdown


def test_the_whole_checklist_is_as_expected() -> None:
    text = to_markdown([example()])
    assert text == golden("checklist.md", text)


def test_what_to_do_first_and_questions_stand_on_top_and_support_last() -> None:
    titles = re.findall(r"^## (.+)$", to_markdown([example()]), re.MULTILINE)
    assert titles[:2] == ["Do these first", "Questions to answer"]
    assert titles[-2:] == ["Accepted", "Support for the people concerned"]


def test_what_each_control_does_is_said_once_and_referred_to_after() -> None:
    text = to_markdown([example()])
    assert text.count("- [ ] Remind people for everybody.") == 1
    assert text.count("(`reminder`)") == 1
    assert text.count("\nTold above, and helps here too: Remind people (deterrent).\n") == 2


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
def test_nothing_is_referred_to_by_a_number_alone(name: str) -> None:
    text = checklist(name)
    bare = re.findall(r"\(\d+[,)]|(?:above|too|under|see)[^.\n]*: \d+|under \d+", text)
    assert bare == []
    assert "Told above, and helps here too: " in text


@pytest.mark.parametrize("name", list(SCENARIOS))
def test_every_item_is_told_once(name: str) -> None:
    items = re.findall(r"^- \[ \] (?!.*; `[^`]*:\d+:\d+`\)$)(.+)$", checklist(name), re.MULTILINE)
    assert len(items) == len(set(items)) > 10


@pytest.mark.parametrize("name", list(SCENARIOS))
def test_every_item_says_who_does_it_how_to_see_it_what_it_helps_against_and_what_remains(name: str) -> None:
    parts = re.split(r"^- \[ \] ", checklist(name), flags=re.MULTILINE)[1:]
    items = [part.splitlines() for part in parts if "settles" not in part.partition("\n")[0]]
    assert len(items) > 10
    for first, *rest in items:
        assert first.removeprefix("**Strong.** ")[0].isupper()
        below = "\n".join(rest)
        assert re.match(r"  - Who: .+ Done when: .+\.\n  - Helps against: .+ \(.+: .+\)\n", below)
        assert "\n  - What remains: " in below
        assert first.startswith("**Strong.** ") == ("(**strong**: closes it)" in below.partition("\n\n")[0])


def test_a_change_of_the_design_is_not_called_a_control_that_closes() -> None:
    text = checklist("webcam-platform")
    (item,) = re.findall(
        r"^- \[ \] Change the design so that tip notice .+?(?=^- \[ \])", text, re.MULTILINE | re.DOTALL
    )
    assert item.splitlines()[0].endswith("cannot reach iris, or ask vic to agree.")
    assert "kept-beyond-consent/iris/tip-notice and unagreed-recipient/iris/tip-notice" in item
    assert "(another design: no control, it is gone when the design is changed)" in item
    assert "strong" not in item.lower()


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


def checklist(name: str) -> str:
    """The checklist of a shipped scenario."""
    return to_markdown([pipeline.study(SCENARIOS[name], CATALOGUE, today=TODAY, program="1")])


def test_whom_a_finding_is_about_is_said_where_it_is_not_everybody() -> None:
    text = to_markdown([house()])
    hurt = "Somebody who takes no part is seen or heard (open, serious 3/5; about oskar; **no control closes this**;"
    assert hurt in text
    assert "; about oskar, perhaps caretaker too;" in text
    assert "about greta" not in text
