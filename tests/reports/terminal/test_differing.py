from __future__ import annotations

import pytest

from tests.scenes import SPAN
from threatmodel.model.findings import Question
from threatmodel.reports.terminal.differing import MOST_QUESTIONS, asked
from threatmodel.reports.terminal.lines import plain

QUESTIONS = [
    Question(word=f"word {number}", place="app", ask=f"Is it {number}?", bears_on=(), settles=(), span=SPAN)
    for number in range(MOST_QUESTIONS + 2)
]


def told(*, everything: bool) -> list[str]:
    return plain(asked("Asked", QUESTIONS, lambda one: one.word.upper(), everything=everything)).splitlines()


@pytest.mark.parametrize("everything", [True, False])
def test_where_nothing_is_asked_nothing_is_said(*, everything: bool) -> None:
    assert not list(asked("Asked", [], lambda one: one.word, everything=everything))


def test_a_few_questions_are_shown_and_how_many_there_are() -> None:
    shown = [f"   ? Is it {number}? (WORD {number})" for number in range(MOST_QUESTIONS)]
    assert told(everything=False) == ["", "Asked: 5", *shown, "   and 2 more (--all shows them)"]


def test_with_all_every_question_is_shown() -> None:
    assert told(everything=True)[2:] == [f"   ? Is it {number}? (WORD {number})" for number in range(len(QUESTIONS))]
