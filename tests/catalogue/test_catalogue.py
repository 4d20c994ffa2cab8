from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.checkout import PACKAGE
from threatmodel.catalogue import load
from threatmodel.catalogue.load import load_catalogue
from threatmodel.model.source import InputError


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogue's files that a test may change, and that is read in the place of the shipped ones."""
    root = tmp_path / "catalogue"
    shutil.copytree(PACKAGE / "catalogue", root, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    monkeypatch.setattr(load, "_ROOT", str(root))
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
