from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.checkout import ROOT
from tests.command import command, environment, threatmodel
from threatmodel.cli import main
from threatmodel.shell.shipped import shipped_scenarios

SHIPPED = "partner-video-call"
OPEN = """\
title: A picture
content note: none
intensity: low
people: {mara: {role: subject}, sam: {role: friend}}
data: {picture: {about: mara, medium: video, live: yes, consent: {}}}
flows: {mara -> sam: picture}
"""
HEAVY = (
    "yaml",
    "rich",
    "networkx",
    "jinja2",
    "numpy",
    "graphviz",
    "pygraphviz",
    "importlib.metadata",
    "threatmodel.model.source",
    "threatmodel.model.elements",
)


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    (tmp_path / "open.yaml").write_text(OPEN, "utf-8")
    return tmp_path / "open.yaml"


@pytest.fixture
def quiet(tmp_path: Path) -> Path:
    """A scenario in which nobody gets anything."""
    text = OPEN.replace(
        "{mara -> sam: picture}", "{mara -> call: picture}\nsystems: {call: {end-to-end encrypted: yes}}"
    )
    (tmp_path / "quiet.yaml").write_text(text, "utf-8")
    return tmp_path / "quiet.yaml"


# --- starting ---


def test_importing_the_command_line_imports_nothing_heavy() -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import threatmodel.cli"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    imported = {row.rpartition("|")[2].strip() for row in ran.stderr.splitlines()}
    assert "threatmodel.cli" in imported
    assert imported & set(HEAVY) == set()


def test_help_imports_nothing_more() -> None:
    program = "import sys\nfrom threatmodel.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False, text=True)
    assert set(ran.stdout.split()) & set(HEAVY) == set()
    assert ran.returncode == 0


def test_alone_it_prints_help() -> None:
    ran = threatmodel()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == threatmodel("--help").out
    assert all(name in ran.out for name in ("check", "draw", "explain", "report", "validate"))


def test_every_command_has_help_that_says_what_it_does() -> None:
    for name, each in main.commands.items():
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert (each.help or "").rstrip().endswith(".")


def test_it_says_its_version() -> None:
    ran = threatmodel("--version")
    assert ran.code == 0
    assert ran.out.startswith("threatmodel ")


def test_outside_its_folder_it_works_the_same(tmp_path: Path) -> None:
    ran = threatmodel("check", SHIPPED, cwd=tmp_path)
    assert ran.code in (0, 1)
    assert list(tmp_path.iterdir()) == []


# --- exit codes ---


def test_check_exits_1_when_something_is_open_and_0_when_nothing_is(scenario: Path, quiet: Path) -> None:
    assert threatmodel("check", scenario).code == 1
    found = threatmodel("check", quiet)
    assert (found.code, found.err) == (0, "")


def test_an_accepted_finding_does_not_count_until_its_day_has_passed(scenario: Path) -> None:
    findings = json.loads(threatmodel("check", scenario, "--format", "json").out)["scenarios"][0]["findings"]
    accepted = "".join(
        f"  - {{finding: {one['id']}, because: known, by: lead, until: 2027-01-01}}\n"
        for one in findings
        if one["state"] == "open"
    )
    scenario.write_text(f"{OPEN}accepted:\n{accepted}", "utf-8")
    codes = {day: threatmodel("check", scenario, "--today", day).code for day in ("2027-01-01", "2027-01-02")}
    assert codes == {"2027-01-01": 0, "2027-01-02": 1}
    assert threatmodel("check", scenario, SOURCE_DATE_EPOCH="1900000000").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["check", SHIPPED, "--format", "pdf"],
        ["check", SHIPPED, "--today", "tomorrow"],
        ["check", "no-such-scenario"],
        ["explain"],
        ["explain", "no-such-threat"],
        ["explain", "covert-recording/ben/chat"],
        ["explain", "covert-recording/nobody/chat", SHIPPED],
        ["explain", "no-such-threat/ben/chat", SHIPPED],
        ["draw", SHIPPED, "--format", "pdf"],
        ["--nonsense"],
    ],
    ids=" ".join,
)
def test_bad_usage_exits_2_and_says_why_on_standard_error(arguments: list[str]) -> None:
    ran = threatmodel(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert "Traceback" not in ran.err


def test_a_wrong_source_date_epoch_is_said_to_be_one(scenario: Path) -> None:
    ran = threatmodel("check", scenario, SOURCE_DATE_EPOCH="soon")
    assert ran.code == 2
    assert "SOURCE_DATE_EPOCH is 'soon'" in ran.err


def test_a_bug_shows_its_stack_trace() -> None:
    program = (
        "import threatmodel.pipeline as line, threatmodel.cli as cli\n"
        "def broken(*_, **__): raise ZeroDivisionError('a bug')\n"
        f"line.study = broken\ncli.main(['check', '{SHIPPED}'])"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False, text=True)
    assert ran.returncode == 1
    assert ran.stderr.endswith("ZeroDivisionError: a bug\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interruption_exits_130_without_a_trace(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    process = subprocess.Popen(command(["check", pipe]), stderr=subprocess.PIPE, env=environment(), cwd=ROOT)
    signal.signal(signal.SIGINT, before)
    with pipe.open("wb"):  # opens once the other side reads, which then waits for text
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize(
    "arguments",
    [["check", SHIPPED], ["check", SHIPPED, "--format", "json"], ["draw", SHIPPED], ["--help"]],
    ids=" ".join,
)
def test_standard_output_on_a_full_disk_exits_3(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            command(arguments), stdout=full, stderr=subprocess.PIPE, check=False, env=environment(), cwd=ROOT
        )
    assert ran.returncode == 3
    assert ran.stderr.decode() == "standard output: cannot be written: No space left on device\n"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_reader_who_has_seen_enough_is_no_error(form: str) -> None:
    process = subprocess.Popen(
        command(["check", SHIPPED, "--all", "--format", form]),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) in (0, 1)
    process.stderr.close()


# --- commands ---


def test_several_scenarios_are_one_document_in_their_order(scenario: Path, quiet: Path) -> None:
    ran = threatmodel("check", quiet.name, scenario.name, SHIPPED, "--format", "json", cwd=scenario.parent)
    document = json.loads(ran.out)
    assert [each["file"] for each in document["scenarios"]] == ["quiet.yaml", "open.yaml", SHIPPED]
    assert ran.code == 1


def test_a_folder_and_a_pattern_stand_for_their_files(scenario: Path, quiet: Path) -> None:
    assert quiet.exists()
    for argument in (".", "*.yaml"):
        ran = threatmodel("check", argument, "--format", "json", cwd=scenario.parent)
        names = [Path(each["file"]).name for each in json.loads(ran.out)["scenarios"]]
        assert names == ["open.yaml", "quiet.yaml"]


def test_validate_says_the_problems_of_all_files_with_a_count(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(OPEN.replace("medium", "medum").replace("role: friend", "rol: friend"), "utf-8")
    (tmp_path / "b.yaml").write_text("", "utf-8")
    ran = threatmodel("validate", "a.yaml", "b.yaml", cwd=tmp_path)
    rows = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert rows[0].startswith("a.yaml:4:")
    assert "(did you mean 'role'?)" in rows[0]
    assert any(row.startswith("a.yaml:5:") and "'medium'" in row for row in rows)
    assert rows[-2:] == ["b.yaml:1:1: the file is empty", f"{len(rows) - 1} problems in 2 files"]


def test_every_shipped_scenario_is_valid() -> None:
    ran = threatmodel("validate", *shipped_scenarios())
    assert (ran.code, ran.err) == (0, "")


def test_explain_knows_threats_controls_kinds_and_findings() -> None:
    document = json.loads(threatmodel("check", SHIPPED, "--format", "json").out)
    finding = document["scenarios"][0]["findings"][0]
    for arguments in ([finding["threat"]], [finding["threat"], SHIPPED], ["cloud-backup"], [finding["id"], SHIPPED]):
        ran = threatmodel("explain", *arguments)
        assert (ran.code, ran.err) == (0, "")
        assert arguments[0] in ran.out


def test_the_last_line_of_check_is_a_command_that_works() -> None:
    last = threatmodel("check", SHIPPED).out.splitlines()[-1]
    words = last.removeprefix("Next: threatmodel ").split()
    assert words[0] == "explain"
    assert threatmodel(*words).code == 0


def test_an_unknown_finding_is_answered_with_the_nearest() -> None:
    document = json.loads(threatmodel("check", SHIPPED, "--format", "json").out)
    finding = document["scenarios"][0]["findings"][0]["id"]
    ran = threatmodel("explain", finding[:-1], SHIPPED)
    assert ran.code == 2
    assert finding in ran.err


def test_report_writes_its_files_and_says_where(scenario: Path) -> None:
    ran = threatmodel("report", "open.yaml", cwd=scenario.parent)
    written = {f"output/open/{name}" for name in ("diagram.svg", "checklist.md", "findings.json")}
    assert ran.code == 0
    assert written <= set(ran.out.splitlines())
    assert all((scenario.parent / name).stat().st_size for name in ran.out.splitlines())
    document = json.loads((scenario.parent / "output/open/findings.json").read_text("utf-8"))
    assert document == json.loads(threatmodel("check", "open.yaml", "--format", "json", cwd=scenario.parent).out)


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert threatmodel("report", SHIPPED, "--out", tmp_path / folder, PYTHONHASHSEED=str(len(folder))).code == 0
    first, second = tmp_path / "one" / SHIPPED, tmp_path / "two" / SHIPPED
    names = sorted(file.name for file in first.iterdir())
    assert names == sorted(file.name for file in second.iterdir())
    assert [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()] == []


def test_text_and_json_do_not_depend_on_how_python_orders_sets() -> None:
    for form in ("text", "json"):
        outputs = {threatmodel("check", SHIPPED, "--all", "--format", form, PYTHONHASHSEED=seed).raw for seed in "123"}
        assert len(outputs) == 1


def test_a_report_folder_that_cannot_be_written_exits_3_and_keeps_what_was_there(scenario: Path) -> None:
    folder = scenario.parent / "output" / "open"
    (folder / "findings.json").mkdir(parents=True)
    (folder / "checklist.md").write_text("mine", "utf-8")
    ran = threatmodel("report", "open.yaml", cwd=scenario.parent)
    assert ran.code == 3
    assert "findings.json: cannot be written" in ran.err
    assert (folder / "checklist.md").read_text("utf-8") == "mine"
    assert sorted(file.name for file in folder.iterdir()) == ["checklist.md", "findings.json"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "open.yaml", "--out", "open.yaml"],
        ["draw", "open.yaml", "--out", "."],
        ["draw", "open.yaml", "--out", ""],
    ],
    ids=["a file for a folder", "a folder for a file", "no name"],
)
def test_an_output_that_cannot_be_written_exits_3_and_is_named(scenario: Path, arguments: list[str]) -> None:
    ran = threatmodel(*arguments, cwd=scenario.parent)
    assert (ran.code, ran.out) == (3, "")
    assert f"{Path(arguments[-1])}" in ran.err
    assert "cannot be written" in ran.err
    assert scenario.read_text("utf-8") == OPEN


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_disk_that_gets_full_exits_3_and_keeps_the_earlier_report(scenario: Path) -> None:
    assert threatmodel("report", "open.yaml", cwd=scenario.parent).code == 0
    folder = scenario.parent / "output" / "open"
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    limit = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "from threatmodel.cli import main; main(['report', 'open.yaml', '--today', '2027-01-01'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", limit],
        cwd=scenario.parent, capture_output=True, check=False, env=environment(PYTHONDONTWRITEBYTECODE="1"), text=True,
    )  # fmt: skip
    assert ran.returncode == 3
    assert "output/open/" in ran.stderr.replace("\\", "/")
    assert "cannot be written: File too large" in ran.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_draw_writes_a_picture_or_its_source(scenario: Path) -> None:
    folder = scenario.parent
    shown = threatmodel("draw", "open.yaml", cwd=folder)
    assert (shown.code, shown.out.lstrip()[:4]) == (0, "<svg")
    assert threatmodel("draw", "open.yaml", "--format", "dot", cwd=folder).out.startswith("digraph")
    assert threatmodel("draw", "open.yaml", "--out", "new/picture.svg", cwd=folder).out == ""
    assert (folder / "new" / "picture.svg").read_bytes() == shown.raw


def test_a_scenario_named_after_a_folder_above_is_written_below(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "...yaml").write_text(OPEN, "utf-8")
    assert threatmodel("report", "in/...yaml", "--out", "out", cwd=tmp_path).code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in", "out"]
    assert [folder.name for folder in (tmp_path / "out").iterdir()] == ["scenario"]


# --- what cannot be shown, and what must not steer ---


def test_an_ascii_terminal_gets_ascii(tmp_path: Path) -> None:
    (tmp_path / "é.yaml").write_text(OPEN.replace("mara", "mära 界"), "utf-8")
    for command_ in ("check", "validate"):
        ran = threatmodel(command_, "é.yaml", cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert ran.code in (0, 1)
        assert ran.raw.isascii()


def test_hostile_text_reaches_no_terminal_as_it_is(tmp_path: Path) -> None:
    title = '"red \\u202e [red]x[/red] \\u200b :smile:"'
    (tmp_path / "open.yaml").write_text(OPEN.replace("A picture", title).replace("sam", "\u2066sam"), "utf-8")
    for arguments in (["check", "open.yaml"], ["check", "open.yaml", "--format", "json"], ["validate", "open.yaml"]):
        ran = threatmodel(*arguments, cwd=tmp_path)
        for letter in ("\u202e", "\u2066", "\u200b", "\x1b"):
            assert letter.encode() not in ran.raw
    assert "[red]x[/red]" in threatmodel("check", "open.yaml", cwd=tmp_path).out


@pytest.mark.skipif(sys.platform == "win32", reason="such names are refused there")
def test_a_hostile_file_name_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.yaml").write_text(OPEN, "utf-8")
    (tmp_path / "b\x1b[2J.yaml").write_text("nonsense", "utf-8")
    for name in ("a\x1b[2J.yaml", "b\x1b[2J.yaml", "c\x1b[2J.yaml"):
        ran = threatmodel("check", name, cwd=tmp_path)
        assert "\x1b" not in ran.out + ran.err
        assert r"\u001b[2J" in ran.out + ran.err


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist there only")
def test_a_file_name_that_is_no_text_is_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff.yaml")).write_text(OPEN, "utf-8")
    for form in ("text", "json"):
        ran = threatmodel("check", ".", "--format", form, cwd=tmp_path)
        assert ran.code == 1
        assert r"a\udcff.yaml" in ran.out


@pytest.mark.parametrize(("closed", "code"), [(">&-", 3), ("2>&-", 1), ("<&-", 1)])
def test_a_stream_that_is_closed_is_no_bug(closed: str, code: int) -> None:
    words = " ".join(map(shlex.quote, map(str, command(["check", "partner-video-call"]))))
    shell = ["sh", "-c", f"{words} {closed}"]
    ran = subprocess.run(shell, capture_output=True, check=False, env=environment())
    assert ran.returncode == code
    assert b"Traceback" not in ran.stderr
    assert bool(ran.stdout) is (code == 1)
