from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from tests.golden.example import FOLDER, example, golden, report
from tests.golden.hostile import hostile
from tests.model.test_gate import FOUND
from tests.scenes import SPAN
from threatmodel.model.findings import State, Step
from threatmodel.model.gate import Gate
from threatmodel.model.risk import Chance
from threatmodel.reports.report import HOLDS, Report
from threatmodel.reports.sarif import to_sarif as module
from threatmodel.reports.sarif.to_sarif import to_sarif, to_sarif_for_github

SCHEMA = Path(__file__).with_name("sarif-2.1.0-rtm.5.json")


@cache
def validator() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text("utf-8")), format_checker=FormatChecker())


def run(*reports: Report, write: Callable[..., str] = to_sarif) -> Any:
    document = json.loads(write(reports or (example(),)))
    assert [str(error.message)[:200] for error in validator().iter_errors(document)] == []
    [only] = document["runs"]
    return only


def results(*reports: Report) -> dict[str, Any]:
    return {one["partialFingerprints"]["findingId/v1"]: one for one in run(*reports)["results"]}


def test_the_whole_document_is_as_expected() -> None:
    text = to_sarif([example()])
    assert text == golden("findings.sarif", text)


def test_the_same_reports_give_the_same_bytes() -> None:
    assert to_sarif([example(), example()]) == to_sarif([example(), example()])


@pytest.mark.parametrize("wrong", ["level", "kind", "ruleIndex", "message"])
def test_the_published_schema_refuses_what_is_wrong(wrong: str) -> None:
    document = json.loads(to_sarif([example()]))
    document["runs"][0]["results"][0][wrong] = "nonsense"
    assert not validator().is_valid(document)


def test_there_is_a_rule_for_every_threat_and_every_result_names_its_own() -> None:
    found = run()
    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(example().catalogue.threats)
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in found["results"])


def test_what_is_closed_is_left_out_and_all_else_is_there_once() -> None:
    there = {one.id for one in example().analysis.findings if one.state != "closed"}
    assert results().keys() == there
    assert len(run()["results"]) == len(there)


def test_what_is_undecided_is_open_in_the_words_of_the_standard() -> None:
    """Where a kind is not `fail`, the standard knows no level but `none`."""
    said = {(one["properties"]["state"], one["kind"], one["level"] == "none") for one in run()["results"]}
    assert said <= {
        ("open", "fail", False),
        ("reduced", "fail", False),
        ("accepted", "fail", False),
        ("undecided", "open", True),
    }
    assert ("undecided", "open", True) in said


def test_what_is_accepted_is_suppressed_with_who_why_and_until_when() -> None:
    suppressed = {each: one["suppressions"] for each, one in results().items() if "suppressions" in one}
    assert suppressed.keys() == {"forwarding/noor/messages"}
    [[one]] = suppressed.values()
    assert (one["kind"], one["status"]) == ("external", "accepted")
    assert one["justification"] == "They *trust* each other. (accepted by @lead until 2027-06-30)"
    assert one["location"]["physicalLocation"]["region"]["startLine"] == 34


def test_acceptances_without_effect_are_notifications() -> None:
    [note] = run()["invocations"][0]["toolExecutionNotifications"]
    assert (note["descriptor"]["id"], note["level"]) == ("acceptance-without-effect", "warning")
    assert note["message"]["text"].startswith("forwarding/mara/messages: accepted until 2020-01-01")


@pytest.mark.parametrize(("high", "level"), [(1.0, "error"), (0.3, "error"), (0.1, "warning"), (0.01, "note")])
def test_the_level_comes_from_the_band(high: float, level: str) -> None:
    """Severity 4 is worth 8 points: critical from 1, high from 0.25, medium from 0.0625 on."""
    finding = replace(FOUND, severity=4, chance=Chance(low=0.0, high=high, ceiling=1.0))
    [one] = run(with_findings(finding))["results"]
    assert (one["level"], one["rank"]) == (level, pytest.approx(50 * high))


def test_the_rule_is_as_grave_as_the_gravest_that_it_found() -> None:
    mild = replace(FOUND, severity=4, chance=Chance(low=0.0, high=0.01, ceiling=1.0))
    grave = replace(mild, id="kept/eve/pic", chance=Chance(low=0.0, high=0.3, ceiling=1.0))
    for findings, score in (((mild,), "2.0"), ((mild, grave), "8.0"), ((), "8.0")):
        [rule] = run(with_findings(*findings))["tool"]["driver"]["rules"]
        assert rule["properties"]["security-severity"] == score


def test_fingerprints_stay_when_lines_move_and_differ_between_files() -> None:
    text = (FOLDER / "scenario.yaml").read_text("utf-8")
    here, moved, elsewhere = (
        {each: one["partialFingerprints"] for each, one in results(found).items()}
        for found in (example(), report(f"# a comment\n\n{text}", "scenario.yaml"), report(text, "other.yaml"))
    )
    assert moved == here
    assert here.keys() == elsewhere.keys()
    assert all(here[each] != elsewhere[each] for each in here)
    hashes = [one["primaryLocationLineHash"] for one in here.values()]
    assert len(set(hashes)) == len(hashes)


def test_the_way_is_told_from_its_beginning_to_the_place_of_the_finding() -> None:
    one = results()["forwarding/noor/picture"]
    [flow] = one["codeFlows"][0]["threadFlows"]
    told = [each["location"]["message"]["text"] for each in flow["locations"]]
    assert told[0] == "picture from mara"
    assert "recording" in told[-1]
    assert [each["executionOrder"] for each in flow["locations"]] == [*range(1, len(told) + 1)]
    assert one["relatedLocations"][0]["message"]["text"].startswith("Disclosure point 3: picture at noor")


def test_ways_that_come_together_are_told_one_after_the_other_and_what_they_share_once() -> None:
    def step(holder: str, *premises: Step) -> Step:
        return Step(
            kind="flow",
            holder=holder,
            datum="pic",
            form="seen",
            by="a -> b",
            certain=True,
            agreed=True,
            span=SPAN,
            premises=premises,
        )

    shared = step("start")
    last = step("end", step("first", shared), step("second", shared))
    [one] = run(with_findings(replace(FOUND, witness=last)))["results"]
    told = [each["location"]["message"]["text"] for each in one["codeFlows"][0]["threadFlows"][0]["locations"]]
    assert [text.split()[3].rstrip(":") for text in told] == ["start", "first", "second", "end"]


BASELINES: Mapping[State, str] = {"open": "unchanged", "reduced": "updated"}


@pytest.mark.parametrize("state", BASELINES)
def test_against_a_baseline_each_result_says_whether_it_is_new(state: State) -> None:
    gate = Gate(known={"forwarding/mara/messages": state, "gone/noor/picture": "open"})
    found = replace(example(), gate=gate)
    said = {each: one["baselineState"] for each, one in results(found).items()}
    assert said.pop("forwarding/mara/messages") == BASELINES[state]
    assert set(said.values()) == {"new"}
    notes = [one["descriptor"]["id"] for one in run(found)["invocations"][0]["toolExecutionNotifications"]]
    assert notes == ["acceptance-without-effect", "baseline"]


def test_without_a_baseline_none_is_said() -> None:
    assert not any("baselineState" in one for one in run()["results"])


def test_for_github_there_is_only_what_holds() -> None:
    found = run(write=to_sarif_for_github)
    assert {one["properties"]["state"] for one in found["results"]} <= {"open", "reduced"}
    assert len(found["results"]) == sum(one.state in ("open", "reduced") for one in example().analysis.findings)


def test_several_scenarios_are_one_run_and_the_gravest_come_first() -> None:
    other = report((FOLDER / "changed.yaml").read_text("utf-8"), "changed.yaml")
    found = run(example(), other)["results"]
    weights = [one["rank"] for one in found if one["properties"]["state"] in ("open", "reduced")]
    assert weights == sorted(weights, reverse=True)
    files = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in found}
    assert files == {"scenario.yaml", "changed.yaml"}


def test_more_results_than_fit_are_cut_off_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_RESULTS", 3)
    found = run()
    assert len(found["results"]) == 3
    notes = found["invocations"][0]["toolExecutionNotifications"]
    assert notes[-1]["descriptor"]["id"] == "left-out"
    assert results().keys() <= {one.id for one in example().analysis.findings if one.state in HOLDS}


def test_hostile_names_stay_text_and_make_no_link() -> None:
    found = run(report(hostile(), "<script> \u202e.yaml"))
    text = json.dumps(found["results"], ensure_ascii=False)
    assert "\u202e" not in text
    assert "](" not in text
    assert "%3Cscript%3E" in text


def test_an_empty_report_is_a_valid_document() -> None:
    assert run(with_findings())["results"] == []
    assert json.loads(to_sarif([]))["runs"][0]["results"] == []


def with_findings(*findings: Any) -> Report:
    known = replace(example().catalogue, threats={FOUND.threat.id: replace(FOUND.threat, severity=3)})
    analysis = replace(example().analysis, findings=findings)
    bare = replace(example().scenario, accepted=())
    return replace(example(), scenario=bare, analysis=analysis, catalogue=known)
