from __future__ import annotations

import re

from markdown_it import MarkdownIt

from tests.golden.example import example, golden, report
from tests.golden.hostile import hostile
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
