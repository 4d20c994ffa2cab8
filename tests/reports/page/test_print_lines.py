from __future__ import annotations

from dataclasses import replace

from tests.golden.example import example
from threatmodel.reports.page.print_lines import printed


def test_each_threat_is_printed_once_with_the_places_that_the_heading_does_not_say() -> None:
    report = example()
    (point, *_) = [each for each in report.analysis.points if each.id == "noor/picture"]
    found = {finding.id: finding for finding in report.analysis.findings}
    here = [found["forwarding/noor/picture"], replace(found["forwarding/noor/picture"], holder="viewers")]
    (line,) = printed(report, here, point)
    assert (line.state, line.places, line.not_closed) == (here[0].state, ("picture at viewers",), True)


def test_what_is_undecided_comes_last_and_is_not_said_to_be_closed_by_nothing() -> None:
    lines = printed(example(), example().analysis.findings)
    undecided = [line.state == "undecided" for line in lines]
    assert undecided == sorted(undecided)
    assert any(undecided)
    assert not any(line.not_closed for line in lines if line.state not in ("open", "reduced"))


def test_what_is_about_no_data_is_at_its_place() -> None:
    (line,) = [each for each in printed(example(), example().analysis.findings) if each.title == "Nobody assessed it"]
    assert line.places == ("the scenario",)
