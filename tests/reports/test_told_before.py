from __future__ import annotations

from tests.golden.example import example
from threatmodel.model.findings import Finding
from threatmodel.reports.remedies import help_line
from threatmodel.reports.told_before import Once


def found(id_: str) -> Finding:
    finding = example().analysis.finding(id_)
    assert finding is not None
    return finding


def test_a_way_is_told_once_in_a_part() -> None:
    once = Once(example())
    once.enter("under 1")
    finding = found("forwarding/noor/picture")
    first = once.way(finding)
    assert first == ("scenario.yaml:23:26", "mara -> call -> noor (seen), kept by noor")
    assert once.way(finding) is None
    once.enter("under 2")
    assert once.way(finding) == first


def test_what_helps_is_told_once_if_it_takes_more_than_a_line() -> None:
    once = Once(example())
    long, short = [found("unagreed-recipient/sam/messages")], [found("forwarding/mara/messages")]
    once.enter("under 1")
    said = [once.help(long), once.help(long), once.help(short)]
    once.enter("under 2")
    assert [once.help(long), once.help(short)] == ["what helps: see under 1", said[2]]
    assert said[0] == said[1] == help_line(example(), long)
