from __future__ import annotations

import pytest

from tests.shipped import CATALOGUE
from tests.texts import RICH as WHOLE
from tests.texts import changed, scenario
from threatmodel.analysis.changes.edits import edits
from threatmodel.analysis.changes.renames import renamed

RICH = WHOLE.partition("workshop:\n")[0]


def found(text: str, base: str = RICH) -> tuple[dict[str, str], int]:
    """What was renamed, and how many other changes are left."""
    old, new = scenario(base), scenario(text)
    told, renames = renamed(old, new, CATALOGUE)
    assert edits(told, new, CATALOGUE).edits == () or not renames or len(edits(told, new, CATALOGUE).edits) > 0
    return {one.before: one.after for one in renames}, len(edits(told, new, CATALOGUE).edits)


@pytest.mark.parametrize(
    ("old", "new"),
    [("cleo", "chloe"), ("ben", "benjamin"), ("cloud", "store"), ("members", "everybody else"), ("chat", "words")],
)
def test_another_name_everywhere_is_a_rename(old: str, new: str) -> None:
    assert found(RICH.replace(old, new)) == ({old: new}, 0)


def test_a_name_with_the_same_id_is_a_rename() -> None:
    assert found(RICH.replace("cloud", "Cloud")) == ({"cloud": "Cloud"}, 0)


def test_several_things_may_be_renamed_at_once() -> None:
    text = RICH.replace("cleo", "chloe").replace("cloud", "store").replace("clip", "cut")
    assert found(text) == ({"cleo": "chloe", "cloud": "store", "clip": "cut"}, 0)


def test_a_rename_with_another_change_elsewhere_is_a_rename_and_a_change() -> None:
    assert found(changed("keeps: 1d", "keeps: 2d", RICH.replace("cleo", "chloe"))) == ({"cleo": "chloe"}, 1)


def test_another_name_and_another_word_is_one_gone_and_one_new() -> None:
    renames, others = found(RICH.replace("cleo", "chloe").replace("role: viewer", "role: friend"))
    assert renames == {}
    assert others > 2


def test_another_name_and_another_path_is_one_gone_and_one_new() -> None:
    assert found(RICH.replace("cleo", "chloe").replace("ana -> chloe: pic", "ana -> chloe: [pic, chat]"))[0] == {}


def test_another_name_and_another_consent_is_one_gone_and_one_new() -> None:
    assert found(RICH.replace("cloud", "store").replace("app: keep}", "app: keep, store: see}"))[0] == {}


def test_where_it_could_be_either_of_two_nothing_is_called_a_rename() -> None:
    base = RICH.replace("  cloud: {}\n", "  cloud: {}\n  one: {}\n  two: {}\n")
    assert found(base.replace("  one: {}\n  two: {}\n", "  three: {}\n"), base)[0] == {}


def test_two_alike_are_told_apart_by_their_paths() -> None:
    base = RICH.replace("  cloud: {}\n", "  cloud: {}\n  spare: {}\n")
    assert found(base.replace("cloud", "store").replace("spare", "rest"), base) == (
        {"cloud": "store", "spare": "rest"},
        0,
    )
