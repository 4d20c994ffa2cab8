from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command import threatmodel
from threatmodel.cli import main

HEAD = "title: t\ncontent note: n\nintensity: low\n"
PEOPLE = "people: {mara: {role: subject}, sam: {role: friend}}\n"
DATA = "data: {picture: {about: mara, medium: video, live: yes, consent: {sam: see}}}\n"
FLOWS = "flows: {mara -> sam: picture}\n"
WHOLE = HEAD + PEOPLE + DATA + FLOWS
ONE = HEAD + (
    "people: {mara: {role: subject}}\nsystems: {diary: {}}\ndata: {p: {about: mara}}\nflows: {mara -> diary: p}\n"
)

REFUSED = {
    "empty": (b"", "x.yaml:1:1: the file is empty"),
    "only blanks": (b"\n  \n", "x.yaml:"),
    "binary": (bytes(range(256)) * 10, "x.yaml:1:1: "),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "this is not a text file"),
    "UTF-16": (WHOLE.encode("utf-16"), "x.yaml:1:1: the file is in UTF-16"),
    "UTF-16 without a mark": (WHOLE.encode("utf-16-le"), "x.yaml:1:1: the file is in UTF-16"),
    "Latin 1": (WHOLE.replace("mara", "mär").encode("latin-1"), "is not UTF-8"),
    "10^5 levels": (b"a: " + b"[" * 100_000, "levels"),
    "10^5 levels of mappings": (b"{a: " * 100_000, "levels"),
    "an alias bomb": (
        b"a: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"%c: &%c [*%c,*%c,*%c,*%c]\n" % (c, c, c - 1, c - 1, c - 1, c - 1) for c in range(98, 123)),
        "anchors",
    ),
    "tabs": (b"title: t\npeople:\n\tmara: {role: subject}\n", "x.yaml:3:1: "),
    "a tag": (WHOLE.replace("title: t", "title: !!python/object/apply:os.system [id]").encode(), "tags"),
    "several documents": (f"{WHOLE}---\n{WHOLE}".encode(), "x.yaml:"),
    "NaN": (WHOLE.replace("sam: {role: friend}", "sam: .nan").encode(), "x.yaml:4:"),
    "a date": (WHOLE.replace("sam: see", "sam: 2026-01-01").encode(), "x.yaml:5:"),
    "010": (WHOLE.replace("sam: {role: friend}", "sam: {keeps: 010}").encode(), "'010'"),
    "1:30": (WHOLE.replace("sam: {role: friend}", "sam: {keeps: 1:30}").encode(), "x.yaml:4:"),
    "a list": (b"- a\n- b\n", "x.yaml:1:1: "),
    "a word": (b"hello", "x.yaml:1:1: "),
    "a key twice": (f"{WHOLE}title: again\n".encode(), "written twice"),
    "no flows": ((HEAD + PEOPLE + DATA + "flows: {}\n").encode(), "no flow is drawn"),
    "no people": ((HEAD + DATA + FLOWS).encode(), "people"),
    "a control character": (WHOLE.replace("title: t", "title: a\x07b").encode(), "U+0007"),
    "a control character by its escape": (WHOLE.replace("title: t", 'title: "a\\u001bb"').encode(), "U+001B"),
    "an escape that is none": (WHOLE.replace("title: t", 'title: "\\q"').encode(), "x.yaml:1:"),
    "a quote that does not end": (WHOLE.replace("title: t", 'title: "t').encode(), "x.yaml:"),
}

TAKEN = {
    "as it is": WHOLE.encode(),
    "with a byte order mark": b"\xef\xbb\xbf" + WHOLE.encode(),
    "with CRLF": WHOLE.replace("\n", "\r\n").encode(),
    "with the text no": WHOLE.replace("title: t", "title: no").encode(),
    "with 1:30 as a text": WHOLE.replace("title: t", "title: 1:30").encode(),
    "with a date as a text": WHOLE.replace("title: t", "title: 2026-01-01").encode(),
    "with markup": WHOLE.replace("title: t", "title: <script>alert(1)</script>").encode(),
    "with quotes in names": WHOLE.replace("sam", "sam o'hara").encode(),
    "with a backslash N": WHOLE.replace("sam", "sam\\N").encode(),
    "right to left": WHOLE.replace("mara", "مارا").encode(),
    "with emoji": WHOLE.replace("sam", "sam 👩\u200d💻").encode(),
    "with one person": ONE.encode(),
    "with a cycle": WHOLE.replace(FLOWS, "flows: {mara -> sam: picture, sam -> mara: picture}\n").encode(),
    "with a system nobody uses": f"{WHOLE}systems: {{spare: {{}}}}\n".encode(),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_scenario_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    content, said = REFUSED[name]
    (tmp_path / "x.yaml").write_bytes(content)
    ran = threatmodel("check", "x.yaml", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    *problems, count = ran.err.splitlines()
    assert all(row.startswith("x.yaml:") for row in problems)
    assert count.endswith("in 1 file")


@pytest.mark.parametrize("name", TAKEN)
def test_what_looks_odd_and_is_right_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "x.yaml").write_bytes(TAKEN[name])
    monkeypatch.chdir(tmp_path)
    checked = CliRunner().invoke(main, ["check", "x.yaml", "--all"])
    assert checked.exit_code in (0, 1), checked.output
    assert checked.stderr == ""
    written = CliRunner().invoke(main, ["report", "x.yaml"])
    assert written.exit_code == 0, written.output
    assert all(Path(file).stat().st_size for file in written.stdout.splitlines())


def test_a_flow_to_oneself_gets_a_clear_answer(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(WHOLE.replace("mara -> sam", "mara -> mara"), "utf-8")
    ran = threatmodel("check", "x.yaml", cwd=tmp_path)
    assert ran.code in (0, 1, 2)
    assert "Traceback" not in ran.err


def test_a_folder_without_scenarios_and_a_missing_file_are_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ran = threatmodel("check", "folder", "missing.yaml", cwd=tmp_path)
    rows = ran.err.splitlines()
    assert ran.code == 2
    assert [row.split(": ")[0] for row in rows] == ["folder", "missing.yaml", "2 problems in 2 files"]


def test_a_hundred_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "x.yaml").open("wb") as file:
        file.truncate(100_000_000)
    ran = threatmodel("check", "x.yaml", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err.splitlines()[0] == "x.yaml: the file is too long (100.0 MB); at most 5 MB are read"


def test_nothing_is_written_for_a_scenario_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"")
    for arguments in (["report", "x.yaml"], ["draw", "x.yaml", "--out", "x.svg"]):
        assert threatmodel(*arguments, cwd=tmp_path).code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["x.yaml"]
