from __future__ import annotations

from dataclasses import replace

from tests.golden.example import example, golden
from threatmodel.formats.baseline import read_baseline
from threatmodel.reports.to_baseline import to_baseline

NAMES = {"scenario.yaml": "designs/scenario.yaml", "a.yaml": "a.yaml"}


def test_the_whole_baseline_is_as_expected() -> None:
    text = to_baseline([example()], NAMES)
    assert text == golden("baseline.json", text)


def test_what_is_written_is_read_back() -> None:
    known = read_baseline(to_baseline([example()], NAMES), "baseline.json")
    assert known.program == "1.2.3"
    assert known.scenarios["designs/scenario.yaml"].findings == {
        finding.id: finding.state for finding in example().analysis.findings if finding.state != "closed"
    }


def test_the_order_in_which_scenarios_are_named_makes_no_difference() -> None:
    other = replace(example(), scenario=replace(example().scenario, file="a.yaml"))
    assert to_baseline([other, example()], NAMES) == to_baseline([example(), other], NAMES)
    assert list(read_baseline(to_baseline([example(), other], NAMES), "b.json").scenarios) == sorted(NAMES.values())
