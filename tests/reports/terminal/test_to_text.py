from __future__ import annotations

import re

import pytest

from tests.golden.example import example, golden, report
from tests.house import house
from tests.shipped import CATALOGUE, SCENARIOS, TODAY
from threatmodel import pipeline
from threatmodel.reports.page.summary import matters
from threatmodel.reports.remedies import help_line
from threatmodel.reports.terminal.after_findings import MOST_QUESTIONS
from threatmodel.reports.terminal.lines import columns, plain
from threatmodel.reports.terminal.to_text import MOST_IN_FULL, MOST_POINTS, shell_word, to_text
from threatmodel.reports.told_before import LONG

MOST_LINES = 90
"""What somebody reads before they ask for more, of the largest scenarios that come along."""


@pytest.mark.parametrize(("name", "everything"), [("check.txt", False), ("check-all.txt", True)])
def test_the_whole_text_is_as_expected(name: str, *, everything: bool) -> None:
    text = plain(to_text([example()], everything=everything))
    assert text == golden(name, text)


def test_the_worst_disclosure_points_and_three_questions_are_shown_unless_all_are_wanted() -> None:
    large = report(crowd(13), "crowd.yaml")
    some, everything = plain(to_text([large])), plain(to_text([large], everything=True))
    assert headings(some) == list(range(1, MOST_POINTS + 1))
    assert headings(everything) == list(range(1, len(large.analysis.points) + 1))
    assert len(large.analysis.points) > MOST_POINTS
    assert some.count("\n   ? ") == MOST_QUESTIONS < len(large.analysis.questions)
    assert everything.count("\n   ? ") == len(large.analysis.questions)
    assert f"({MOST_POINTS} shown, --all for the rest)" in " ".join(some.split())


def test_what_matters_stands_first_and_only_the_worst_headings_are_told_in_full() -> None:
    large = report(crowd(13), "crowd.yaml")
    text = plain(to_text([large]))
    found, _, helps = matters(large)
    assert " ".join(text.split()).startswith(f"A crowd (crowd.yaml) {found} {helps} Disclosure points, the highest")
    rows = re.findall(r"^(\d+)\. .*\n(?:   \S.*\n)*?(   open)?", text, re.MULTILINE)
    told = {int(number): below for number, below in rows}
    assert [number for number, below in told.items() if below] == [*range(1, MOST_IN_FULL + 1)]
    assert [*told] == [*range(1, MOST_POINTS + 1)]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_shipped_scenario_fits_on_two_screens_and_says_what_it_leaves_out(name: str) -> None:
    call = pipeline.study(SCENARIOS[name], CATALOGUE, today=TODAY, program="1")
    text = plain(to_text([call]))
    assert len(text.splitlines()) <= MOST_LINES
    assert len(call.points) <= MOST_POINTS or "shown, --all for the rest" in " ".join(text.split())


@pytest.mark.parametrize("name", SCENARIOS)
def test_headings_stand_in_the_order_of_the_risk_that_they_say(name: str) -> None:
    call = pipeline.study(SCENARIOS[name], CATALOGUE, today=TODAY, program="1")
    text = plain(to_text([call], everything=True), width=1000)
    order = ("critical", "high", "medium", "low")
    rows = re.findall(r"^\d+\. [^(\n]+\((up to )?(?:(\w+) risk; )?", text, re.MULTILINE)
    said = [order.index(band) for most, band in rows if band and not most]
    assert said == sorted(said)
    assert len(said) > 2
    only_may_be = [bool(most) for most, band in rows if band]
    assert only_may_be == sorted(only_may_be)


def test_a_grave_finding_about_no_data_is_not_told_last() -> None:
    call = pipeline.study(SCENARIOS["coercion-safety-response"], CATALOGUE, today=TODAY, program="1")
    for everything in (False, True):
        text = plain(to_text([call], everything=everything), width=1000)
        rest, first = text.index("\nWithin what was agreed"), text.index("\n1. ")
        assert "   open, critical risk, extreme 5/5: " in text[rest:first]


@pytest.mark.parametrize("everything", [False, True])
def test_parts_stand_one_empty_line_apart(*, everything: bool) -> None:
    published = report(QUIET.replace("mara -> call: picture", "mara -> everyone: picture"), "published.yaml")
    assert not published.under_none
    for told in (published, report(QUIET, "quiet.yaml"), example()):
        assert "\n\n\n" not in plain(to_text([told], everything=everything))


def test_every_finding_is_named_when_all_are_wanted() -> None:
    text = plain(to_text([example()], everything=True))
    assert [finding.id for finding in example().analysis.findings if finding.id not in text] == []


def test_only_words_without_a_blank_reach_beyond_eighty_columns() -> None:
    long = report(crowd(3).replace("viewer 1", "viewer " + "1" * 90), "crowd.yaml")
    rows = plain(to_text([example(), long], everything=True)).splitlines()
    long_rows = [row for row in rows if columns(row) > 80 and " " in row.strip()]
    assert [row for row in long_rows if not row.startswith("Next: threatmodel explain ")] == []


def test_several_scenarios_end_with_a_count_over_all() -> None:
    text = plain(to_text([example(), example()]))
    assert text.count("A lesson over video") == 2
    assert text.splitlines()[-2].startswith("2 scenarios: ") or text.splitlines()[-1].startswith("2 scenarios: ")


def test_a_scenario_with_nothing_to_report_says_so() -> None:
    text = plain(to_text([report(QUIET, "quiet.yaml")]))
    assert text.splitlines()[-1] == "0 findings (0 open), 0 disclosure points"
    assert "explain" not in text


def test_what_helps_at_length_and_the_way_there_are_said_once() -> None:
    call = pipeline.study(SCENARIOS["partner-video-call"], CATALOGUE, today=TODAY, program="1")
    text = plain(to_text([call], everything=True))
    assert "what helps: see under " in text
    long = [help_line(call, [finding]) for finding in call.analysis.findings]
    one_line = " ".join(text.split())
    assert max(one_line.count(each) for each in long if len(each) > LONG) == 1
    for part in text.split("\n\n"):
        ways = re.findall(r"^       (\S+:\d+:\d+: (?:.+\n(?:         .+\n)*))", part, re.MULTILINE)
        assert len(ways) == len(set(ways))


def test_what_lies_behind_a_point_is_named_by_threat_and_by_where_it_is_told() -> None:
    call = pipeline.study(SCENARIOS["text-roleplay"], CATALOGUE, today=TODAY, program="1")
    found = {finding.id: finding for finding in call.analysis.findings}
    numbers = {point.id: point.number for point in call.analysis.points}
    (point, *_) = [each for each in call.analysis.points if each.others]
    told = re.search(
        r"Also behind it: (.+?), told under disclosure points? ([\d, and]+)", " ".join(plain(to_text([call])).split())
    )
    assert told is not None
    assert found[point.others[0]].threat.id in told[1]
    under = {numbers[found[other].points[0]] for other in point.others}
    assert {int(number) for number in re.findall(r"\d+", told[2])} >= under


def test_a_file_name_can_be_copied_into_a_shell() -> None:
    assert shell_word("a/b-1.yaml") == "a/b-1.yaml"
    assert shell_word("my file's.yaml") == "'my file'\\''s.yaml'"


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


def crowd(size: int) -> str:
    """A picture that reaches several people who may not keep it, and systems of which little is known."""
    numbers = range(1, size + 1)
    people = "\n".join(f"  viewer {number}: {{role: viewer}}" for number in numbers)
    systems = "\n".join(f"  store {number}: {{keeps: 1d, end-to-end encrypted: no}}" for number in numbers)
    flows = "\n".join(f"  mara -> viewer {number}: picture\n  mara -> store {number}: chat" for number in numbers)
    return (
        f"title: A crowd\ncontent note: none\nintensity: low\n"
        f"people:\n  mara: {{role: subject}}\n{people}\nsystems:\n{systems}\n"
        f"data:\n  picture: {{about: mara, medium: video, live: yes, consent: {{{consents(size)}}}}}\n"
        f"  chat: {{about: mara, medium: text, ephemeral: no, consent: {{{stores(size)}}}}}\nflows:\n{flows}\n"
    )


def consents(size: int) -> str:
    return ", ".join(f"viewer {number}: see" for number in range(1, size + 1))


def stores(size: int) -> str:
    return ", ".join(f"store {number}: keep" for number in range(1, size + 1))


def headings(text: str) -> list[int]:
    return [int(row.split(".")[0]) for row in text.splitlines() if row[:1].isdigit() and ". " in row]


def test_whom_a_finding_is_about_is_said_where_it_is_not_everybody() -> None:
    text = " ".join(plain(to_text([house()], everything=True)).split())
    assert "bystander-capture/eve/tour 5 % to 50 %; about oskar no control" in text
    assert "vulnerable-attribute-disclosure/eve/tour 5 % to 50 %; about oskar, perhaps caretaker too" in text
    assert "unagreed-recipient/eve/tour 100 % no control" in text
