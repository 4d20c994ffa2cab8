from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.catalogue import own
from tests.checkout import PACKAGE
from threatmodel.catalogue import package_files
from threatmodel.catalogue.load import load_catalogue
from threatmodel.model.source import InputError


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogue's files that a test may change, and that is read in the place of the shipped ones."""
    root = tmp_path / "catalogue"
    shutil.copytree(PACKAGE / "catalogue", root, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    monkeypatch.setattr(package_files, "_ROOT", str(root))
    return root


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def test_everything_is_read_in_the_order_of_its_ids() -> None:
    shipped = load_catalogue()
    assert len(shipped.threats) >= 28
    assert len(shipped.controls) >= 30
    for entries in (shipped.threats, shipped.controls, shipped.kinds):
        assert list(entries) == sorted(entries)


def test_the_wrong_threats_and_nothing_else_are_told_with_their_places(copy: Path) -> None:
    change(copy / "threats" / "refilming.yaml", "sensitivity: sensitive, not", "sensitivty: sensitive, not")
    change(copy / "threats" / "face-voice-matching.yaml", "named-in-public}", "named-in-publik}")
    with pytest.raises(InputError) as caught:
        load_catalogue()
    told = [str(problem) for problem in caught.value.problems]
    assert [each.partition(":")[0] for each in told] == [
        "catalogue/threats/face-voice-matching.yaml",
        "catalogue/threats/refilming.yaml",
    ]
    assert "named-in-public" in told[0]
    assert "sensitivity" in told[1]


def test_a_control_against_a_threat_that_is_not_there_is_wrong(copy: Path) -> None:
    (copy / "threats" / "refilming.yaml").unlink()
    with pytest.raises(InputError, match="'refilming' is not a threat in the catalogue"):
        load_catalogue()


def test_the_version_tells_catalogues_apart(copy: Path) -> None:
    before = load_catalogue().version
    assert load_catalogue().version == before
    change(copy / "threats" / "refilming.yaml", "title: A second camera", "title: Another camera")
    assert load_catalogue().version != before


@pytest.mark.parametrize(
    "name", ["words.yaml", "inferences.yaml", "kinds/cloud-backup.yaml", "controls/app-lock-vault.yaml"]
)
def test_the_version_covers_every_file(copy: Path, name: str) -> None:
    before = load_catalogue().version
    file = copy / name
    file.write_text(file.read_text("utf-8") + "# a remark\n", "utf-8")
    assert load_catalogue().version != before


# --- folders of one's own ---


def put(folder: Path, name: str, text: str) -> str:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return str(folder)


def test_a_folder_adds_words_kinds_threats_and_controls(tmp_path: Path) -> None:
    before, found = load_catalogue(), load_catalogue([own.write(tmp_path)])
    for part, added in (
        ("words", "smart glasses"),
        ("kinds", "glasses-wearers"),
        ("threats", "glasses"),
        ("controls", "glasses-outside"),
    ):
        assert getattr(found, part).keys() - getattr(before, part).keys() == {added}
        assert part == "words" or list(getattr(found, part)) == sorted(getattr(found, part))
    assert found.threats["refilming"] == before.threats["refilming"]


def test_of_entries_with_one_id_the_last_counts(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    put(first, "threats/refilming.yaml", own.THREAT.replace("smart glasses: yes, ", "").replace("Glasses", "First"))
    put(second, "threats/refilming.yaml", own.THREAT.replace("smart glasses: yes, ", "").replace("Glasses", "Second"))

    def title(*folders: Path) -> str:
        return load_catalogue([str(folder) for folder in folders]).threats["refilming"].title

    assert title(first).startswith("First")
    assert title(first, second).startswith("Second")
    assert title(second, first).startswith("First")
    assert len(load_catalogue([str(first)]).threats) == len(load_catalogue().threats)


def test_keys_after_the_examples_of_somebody_else_are_read(tmp_path: Path) -> None:
    head, _, examples = own.THREAT.partition("examples:")
    put(tmp_path, "words.yaml", own.WORDS)
    put(tmp_path, "threats/glasses.yaml", f"title: Glasses\nexamples:{examples}{head.partition(chr(10))[2]}")
    assert load_catalogue([str(tmp_path)]).threats["glasses"].severity == 3


def test_the_version_covers_folders_and_not_where_they_are(tmp_path: Path) -> None:
    one, other = own.write(tmp_path / "one"), own.write(tmp_path / "other")
    assert load_catalogue([one]).version == load_catalogue([other]).version != load_catalogue().version
    own.write(tmp_path / "other", glasses=own.THREAT.replace("severity: 3", "severity: 4"))
    assert load_catalogue([one]).version != load_catalogue([other]).version


def test_controls_of_the_program_are_strong_for_what_they_make_impossible(tmp_path: Path) -> None:
    direct = own.THREAT.replace("smart glasses: yes", "connects: directly")
    put(tmp_path, "threats/direct.yaml", direct)
    found = load_catalogue([str(tmp_path)])
    strong = {control.id for control in found.controls.values() if control.strength.get("direct") == "strong"}
    sets = {control.id for control in found.controls.values() if control.sets.get("connects") == "by relay"}
    assert strong == sets != set()


def test_the_problems_of_all_folders_are_told(tmp_path: Path) -> None:
    one = put(tmp_path / "one", "kinds/a.yaml", "title: A\n")
    with pytest.raises(InputError) as caught:
        load_catalogue([one, str(tmp_path / "nothing")])
    files = {problem.span.file for problem in caught.value.problems}
    assert files == {f"{tmp_path.as_posix()}/one/kinds/a.yaml", f"{tmp_path.as_posix()}/nothing"}
