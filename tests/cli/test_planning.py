from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import threatmodel
from threatmodel.cli.options import TEXT
from threatmodel.cli.planning import PLAN_FORMATS
from threatmodel.reports import table

SCENARIO = "partner-video-call"


def test_every_report_that_can_be_written_can_be_asked_for() -> None:
    assert set(PLAN_FORMATS) == {TEXT, *table.PLAN_FORMATS} == {TEXT, *table.WHATIF_FORMATS}


def test_a_plan_says_what_no_control_closes_before_what_to_do() -> None:
    ran = threatmodel("plan", SCENARIO, "--budget", "2")
    assert (ran.code, ran.err) == (0, "")
    first, do, left = (
        ran.out.index(title) for title in ("No control closes these", "Do, in the order", "What is left")
    )
    assert first < do < left
    assert "Proven: no other choice within 2 points of effort leaves less risk" in ran.out


def test_a_plan_as_data_counts_up() -> None:
    ran = threatmodel("plan", SCENARIO, "--budget", "4", "--format", "json", "--for", "ana")
    plan = json.loads(ran.out)
    assert ran.code == 0
    assert plan["asked"] == {"budget": 4, "target": None, "must": [], "never": [], "for": "ana"}
    assert sum(step["measure"]["effort"] for step in plan["steps"]) == plan["effort"] <= 4
    assert plan["steps"][0]["risk"]["before"] == plan["risk"]["before"]
    assert plan["risk"]["after"]["high"] < plan["risk"]["before"]["high"]
    assert plan["uncloseable"]
    assert threatmodel("plan", SCENARIO, "--budget", "4", "--format", "json", "--for", "ana").raw == ran.raw


def test_a_plan_keeps_to_what_must_and_must_not_be_in_it() -> None:
    arguments = ("--budget", "4", "--must", "private-check-in@ben", "--never", "app-lock-vault", "--format", "json")
    steps = json.loads(threatmodel("plan", SCENARIO, *arguments).out)["steps"]
    chosen = {(step["measure"]["control"], step["measure"]["at"]) for step in steps}
    assert ("private-check-in", "ben") in chosen
    assert "app-lock-vault" not in {control for control, _ in chosen}


def test_without_a_wish_half_of_what_controls_can_take_away_is_taken() -> None:
    ran = threatmodel("plan", SCENARIO, "--format", "json")
    risk = {name: (each["low"] + each["high"]) / 2 for name, each in json.loads(ran.out)["risk"].items()}
    assert risk["after"] <= (risk["before"] + risk["floor"]) / 2 + 1e-3
    assert "takes away half" in threatmodel("plan", SCENARIO).out


def test_the_curve_buys_more_for_more() -> None:
    ran = threatmodel("plan", SCENARIO, "--frontier", "--budget", "5", "--format", "json")
    points = json.loads(ran.out)["points"]
    assert [point["effort"] for point in points] == sorted({point["effort"] for point in points})
    middles = [point["risk"]["low"] + point["risk"]["high"] for point in points]
    assert middles == sorted(middles, reverse=True)
    assert points[0]["effort"] == 0
    assert points[0]["measures"] == []


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_plan_curve_and_what_if_are_told_in_every_form(form: str) -> None:
    for arguments in (
        ("plan", SCENARIO, "--budget", "1"),
        ("plan", SCENARIO, "--frontier", "--budget", "1"),
        ("whatif", SCENARIO, "--with", "app-lock-vault@ben"),
    ):
        ran = threatmodel(*arguments, "--format", form)
        assert (ran.code, ran.err) == (0, "")
        assert "app-lock-vault" in ran.out


@pytest.mark.parametrize(
    ("arguments", "complaints"),
    [
        (["--budget", "-1"], ["a budget of -1 is below zero"]),
        (["--budget", "x"], ["'x' is not a valid integer"]),
        (["--budget", "1", "--target", "2"], ["a budget and a target are two questions"]),
        (["--frontier", "--target", "2"], ["--frontier shows all efforts"]),
        (["--target", "hihg"], ["'hihg' is neither low", "did you mean 'high'?"]),
        (["--target", "nan"], ["a target of nan is no risk"]),
        (["--target", "-1"], ["a target of -1 is no risk"]),
        (["--must", "short-retentio", "--never", "viewer-overlai"], ["'short-retention'?", "'viewer-overlay'?"]),
        (["--must", "app-lock-vault@bem"], ["'bem' is no person", "did you mean 'ben'?"]),
        (["--must", "app-lock-vault", "--never", "app-lock-vault"], ["contradicts --never app-lock-vault"]),
        (["--must", "short-retention", "--budget", "1"], ["what --must asks for costs more than 1"]),
        (["--must", "short-retention", "--frontier", "--budget", "1"], ["what --must asks for costs more than 1"]),
        (["--must", "relay-only-calls@calling app"], ["it is in place there already"]),
        (["--for", "bem"], ["'bem' is nobody in this scenario (did you mean 'ben'?)"]),
        (["--target", "1"], ["a risk of 1 cannot be reached", "withdrawal-fails/ben/chat"]),
        (["--target", "low"], ["no choice leaves every finding at low or below", "withdrawal-fails/ben/chat"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_plan_that_cannot_be_meant_or_had_is_refused(arguments: list[str], complaints: list[str]) -> None:
    ran = threatmodel("plan", SCENARIO, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert [each for each in complaints if each not in ran.err] == []


@pytest.mark.parametrize(
    ("arguments", "complaints"),
    [
        ([], ["nothing to try"]),
        (["--with", "app-lock-vaul", "--without", "relay-only-cals"], ["'app-lock-vault'?", "'relay-only-calls'?"]),
        (["--with", "app-lock-vault@flatmat"], ["did you mean 'flatmate'?"]),
        (["--without", "app-lock-vault"], ["app-lock-vault is not in place; in place: relay-only-calls@calling app"]),
        (["--with", "relay-only-calls@calling app"], ["is in place already"]),
        (["--twist", "nobody"], ["'nobody' is no twist of this scenario"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_what_if_that_cannot_be_tried_is_refused(tmp_path: Path, arguments: list[str], complaints: list[str]) -> None:
    ran = threatmodel("whatif", SCENARIO, *arguments, "--draw", tmp_path / "then.svg")
    assert (ran.code, ran.out) == (2, "")
    assert [each for each in complaints if each not in ran.err] == []
    assert list(tmp_path.iterdir()) == []


def test_a_what_if_shows_both_sides_of_what_differs_and_draws_what_is_gone_faint(tmp_path: Path) -> None:
    picture = tmp_path / "then.svg"
    ran = threatmodel("whatif", SCENARIO, "--without", "relay-only-calls", "--format", "json", "--draw", picture)
    found = json.loads(ran.out)
    assert (ran.code, found["tried"]) == (0, {"with": [], "without": ["relay-only-calls"], "twists": []})
    sides = {one["id"]: (one["before"]["state"], one["after"]["state"]) for one in found["findings"]}
    assert sides["ip-address-disclosure/ana/the-network-address-of-ben"] == ("closed", "open")
    assert found["risk"]["after"]["high"] > found["risk"]["before"]["high"]
    assert found["counts"]["after"]["open"] > found["counts"]["before"]["open"]
    assert picture.read_text("utf-8").startswith("<svg")


def test_a_picture_that_cannot_be_written_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ran = threatmodel("whatif", SCENARIO, "--with", "app-lock-vault", "--draw", tmp_path / "file" / "then.svg")
    assert (ran.code, ran.out) == (3, "")
