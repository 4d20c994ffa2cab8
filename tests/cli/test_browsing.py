from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from tests.catalogue import own
from tests.command import threatmodel
from threatmodel.cli.browsing import CLASSES, PARTS, STRENGTHS
from threatmodel.cli.program import main
from threatmodel.model.catalogue import Control
from threatmodel.reports import report
from threatmodel.reports.terminal import catalogue_list

# --- catalogue ---


def test_the_parts_that_can_be_asked_for_are_those_that_are_listed() -> None:
    assert tuple(catalogue_list.PARTS) == PARTS


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_listed_alone_and_as_json(part: str) -> None:
    ran = threatmodel("catalogue", part)
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(threatmodel("catalogue", part, "--format", "json").out)[part]
    assert ran.out.startswith(f"{part.capitalize()} ({len(told)})")
    assert [
        one for one in told if one.get("id", one.get("name")).replace("-", " ") not in ran.out.replace("-", " ")
    ] == []


def test_all_of_it_is_listed_without_an_argument() -> None:
    ran = threatmodel("catalogue")
    heads = re.findall(r"^(\w+) \(\d+\),", ran.out, re.MULTILINE)
    assert heads == [part.capitalize() for part in (*PARTS, "keys")]
    told = json.loads(threatmodel("catalogue", "--format", "json").out)
    assert told.keys() == {"format", "catalogue", *PARTS, "keys"}


def test_the_words_come_with_the_keys_that_give_a_file_its_shape() -> None:
    out = threatmodel("catalogue", "words").out
    assert "\nconsent (on data): `nothing` where nothing was agreed with anybody; or" in out
    assert "\nmade by (on data): names of people, systems or audiences\n" in out


def test_another_part_is_refused() -> None:
    assert threatmodel("catalogue", "risks").code == 2


def test_what_can_be_asked_for_is_what_there_is() -> None:
    assert tuple(catalogue_list.CLASSES) == CLASSES
    assert set(STRENGTHS) == set(report.STRENGTHS)
    assert get_args(get_type_hints(Control)["kind"]) == CLASSES


def listed(*arguments: str) -> dict[str, set[str]]:
    """What is listed as JSON, by part."""
    told = json.loads(threatmodel("catalogue", *arguments, "--format", "json").out)
    return {part: {one.get("id", one.get("name")) for one in told[part]} for part in PARTS if part in told}


def test_a_family_is_listed_with_the_controls_against_it() -> None:
    found = listed("--family", "recording")
    assert found.keys() == {"threats", "controls"}
    assert {"covert-recording", "refilming"} <= found["threats"]
    assert "onward-forwarding" not in found["threats"]
    assert "os-capture-block" in found["controls"]
    assert "relay-only-calls" not in found["controls"]


def test_a_code_stands_for_all_below_it() -> None:
    exact, below = listed("--linddun", "DD.4.1.2"), listed("--linddun", "DD.4")
    assert "covert-recording" in exact["threats"]
    assert exact["threats"] < below["threats"]
    assert exact["threats"] | below["threats"] < listed()["threats"]


def test_a_class_and_a_strength_are_asked_together() -> None:
    strong = listed("--class", "prevent", "--strength", "strong")
    assert "relay-only-calls" in strong["controls"]
    assert "ip-address-disclosure" in strong["threats"]
    assert "covert-recording" not in strong["threats"]
    assert listed("controls", "--class", "inform").keys() == {"controls"}


def test_a_kind_is_listed_by_any_of_its_names_with_what_bears_on_it() -> None:
    found = listed("--kind", "Dating app")
    assert found["kinds"] == {"mobile-matching-app"}
    assert "minor-in-audience" in found["threats"]  # reads the age check that this kind presets
    assert "end-to-end-encryption" in found["controls"]
    assert listed("kinds", "--kind", "backup")["kinds"] == {"cloud-backup"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--family", "recordin"], "no threat is of this family (did you mean 'recording'?)"),
        (["--linddun", "DD.44"], "LINDDUN has no such code (did you mean 'DD.4'?)"),
        (["--linddun", "DD."], "LINDDUN has no such code"),
        (["--kind", "datin app"], "no kind is called so (did you mean 'dating app'?)"),
        (["--class", "stop"], "is not one of 'prevent'"),
        (["--strength", "weak"], "is not one of 'strong'"),
        (["words", "--family", "recording"], "words are listed without them"),
        (["kinds", "--family", "recording"], "kinds are listed without them"),
        (["threats", "--coverage"], "--coverage is about the whole catalogue"),
    ],
)
def test_what_nothing_fits_is_told(arguments: list[str], expected: str) -> None:
    ran = threatmodel("catalogue", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert expected in " ".join(ran.err.split())


def test_the_coverage_is_shown_and_told_as_json() -> None:
    shown, told = threatmodel("catalogue", "--coverage"), threatmodel("catalogue", "--coverage", "--format", "json")
    assert (shown.code, told.code) == (0, 0)
    document = json.loads(told.out)
    assert document.keys() == {"format", "catalogue", "linddun", "without strong control", "controls"}
    assert "covert-recording" in document["without strong control"]
    assert "No control closes these" in shown.out
    assert all(f"  {leaf['code']} " in shown.out for leaf in document["linddun"])


# --- catalogue check, --catalogue ---


def test_a_catalogue_of_ones_own_is_tried_and_counted(tmp_path: Path) -> None:
    own.write(tmp_path / "own")
    ran = threatmodel("catalogue", "check", "own", cwd=tmp_path)
    assert (ran.code, ran.out, ran.err) == (0, "1 control, 1 kind, 1 threat, 1 word; 2 examples run, no problems\n", "")


def test_what_is_wrong_with_it_is_told_with_places_and_nothing_else(tmp_path: Path) -> None:
    own.write(tmp_path / "own", glasses=own.THREAT.replace("severity: 3", "severity: 7"))
    (tmp_path / "own" / "kinds" / "b.yaml").write_bytes(b"\xff\xfe")
    for arguments in (["catalogue", "check", "own"], ["check", "partner-video-call", "--catalogue", "own"]):
        ran = threatmodel(*arguments, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert "own/threats/glasses.yaml:6:11: '7' is not a whole number from 1 to 5\n" in ran.err
        assert "own/kinds/b.yaml:1:1: the file is in UTF-16" in ran.err
        assert ran.err.endswith("2 problems in 2 files\n")


def test_what_replaces_something_shipped_is_said_wherever_it_counts(tmp_path: Path) -> None:
    own.write(tmp_path / "own")
    (tmp_path / "own" / "controls" / "glasses-outside.yaml").unlink()
    (tmp_path / "own" / "threats" / "glasses.yaml").rename(tmp_path / "own" / "threats" / "refilming.yaml")
    tried = threatmodel("catalogue", "check", "own", cwd=tmp_path)
    assert (tried.code, tried.err) == (0, "")
    assert tried.out.splitlines()[0] == "own/threats/refilming.yaml: replaces the shipped threat refilming"
    (tmp_path / "visit.yaml").write_text(own.SCENARIO, "utf-8")
    used = threatmodel("check", "visit.yaml", "--catalogue", "own", "--format", "json", cwd=tmp_path)
    assert (used.code, used.err) == (1, "--catalogue replaces the shipped threat refilming\n")
    assert "refilming/ben/picture" in used.out


def test_a_place_that_replaces_a_shipped_one_is_said_too(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    rests_on = "{as of: 2026-01-01, source: our own list, confidence: low}"
    (tmp_path / "own" / "places.yaml").write_text(f"Germany: {rests_on}\nUtopia: {rests_on}\n", "utf-8")
    tried = threatmodel("catalogue", "check", "own", cwd=tmp_path)
    assert (tried.code, tried.err) == (0, "")
    assert tried.out.splitlines() == [
        "own/places.yaml: replaces the shipped place Germany",
        "2 places; 0 examples run, no problems",
    ]


def test_places_of_ones_own_are_read_with_a_folder(tmp_path: Path) -> None:
    place = "Utopia: {implies: {legal risk: yes}, as of: 2026-01-01, source: our own list, confidence: low}\n"
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "places.yaml").write_text(place, "utf-8")
    scenario = own.SCENARIO.replace(", kind: glasses club", "").replace(
        "role: subject", "role: subject, lives in: Utopia"
    )
    (tmp_path / "visit.yaml").write_text(scenario, "utf-8")
    shown = threatmodel("check", "visit.yaml", "--catalogue", "own", "--all", cwd=tmp_path)
    assert shown.err == ""
    told = " ".join(shown.out.split())
    assert "legal risk of ana: yes (lives in: Utopia (our own list, as of 2026-01-01, confidence low))" in told
    assert threatmodel("catalogue", "check", "own", cwd=tmp_path).out == "1 place; 0 examples run, no problems\n"
    assert "legal risk" not in threatmodel("check", "visit.yaml", "--all", cwd=tmp_path).out
    (tmp_path / "own" / "places.yaml").write_text(place.replace("legal risk", "legal rsk"), "utf-8")
    wrong = threatmodel("catalogue", "check", "own", cwd=tmp_path)
    assert (wrong.code, wrong.out) == (2, "")
    assert "own/places.yaml:1:20: 'legal rsk' is not a word" in wrong.err


def test_check_needs_a_folder(tmp_path: Path) -> None:
    assert threatmodel("catalogue", "check").code == 2
    ran = threatmodel("catalogue", "check", "nothing", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "nothing: the folder cannot be read" in ran.err


def test_a_scenario_is_read_and_analysed_with_folders_that_are_named(tmp_path: Path) -> None:
    own.write(tmp_path / "own")
    (tmp_path / "visit.yaml").write_text(own.SCENARIO, "utf-8")
    without = threatmodel("check", "visit.yaml", cwd=tmp_path)
    assert without.code == 2
    assert "'glasses club' is not a kind in the catalogue" in without.err
    found = threatmodel("check", "visit.yaml", "--catalogue", "own", cwd=tmp_path)
    assert (found.code, found.err) == (1, "")
    assert "glasses/ben/picture" in found.out
    assert "glasses-outside" in found.out


def test_folders_may_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own.write(tmp_path / "own")
    (tmp_path / "visit.yaml").write_text(own.SCENARIO, "utf-8")
    monkeypatch.setenv("THREATMODEL_CATALOGUE", str(tmp_path / "own"))
    assert threatmodel("validate", "visit.yaml", cwd=tmp_path).code == 0


def test_every_command_that_reads_the_catalogue_takes_folders() -> None:
    for name, command in main.commands.items():
        inner = getattr(command, "commands", {name: command})
        assert all(
            "--catalogue" in [option for each in one.params for option in each.opts] for one in inner.values()
        ), name


def test_a_hostile_title_stays_text(tmp_path: Path) -> None:
    title = 'title: "<script>alert(1)</script> \u202e | `x` {{ 7*7 }}"'
    own.write(tmp_path / "own", glasses=own.THREAT.replace("title: Glasses keep what somebody sees", title))
    (tmp_path / "visit.yaml").write_text(own.SCENARIO, "utf-8")
    shown = threatmodel("explain", "glasses", "--catalogue", "own", cwd=tmp_path)
    assert shown.code == 0
    assert "\u202e" not in shown.out
    assert threatmodel("report", "visit.yaml", "--catalogue", "own", cwd=tmp_path).code == 0
    page = (tmp_path / "output" / "visit" / "report.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert re.search(r"&lt;script&gt;alert\(1\)&lt;/script&gt;", page)
    assert "{{ 7*7 }}" in page


# --- explain ---


def test_a_word_is_explained(tmp_path: Path) -> None:
    ran = threatmodel("explain", "end-to-end encrypted")
    assert (ran.code, ran.err) == (0, "")
    assert "It says: yes, no (from safe to unsafe); or unknown" in ran.out
    assert "  insider-access: no\n" in ran.out
    near = threatmodel("explain", "end-to-end encripted", cwd=tmp_path)
    assert near.code == 2
    assert "did you mean 'end-to-end encrypted'?" in near.err


def test_a_threat_is_explained_with_its_examples() -> None:
    ran = threatmodel("explain", "covert-recording")
    assert "Examples, which are also its tests\n  found in\n" in ran.out
    assert "  not found in\n" in ran.out
