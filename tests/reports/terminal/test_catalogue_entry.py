from __future__ import annotations

import pytest

from tests.golden.example import catalogue, example, golden
from threatmodel.catalogue.load import load_catalogue
from threatmodel.reports.terminal.catalogue_entry import entry, found_here
from threatmodel.reports.terminal.lines import plain


@pytest.mark.parametrize("id_", ["recording", "encrypted-backup", "cloud-backup"])
def test_a_threat_a_control_and_a_kind_are_shown_as_expected(id_: str) -> None:
    text = plain([*entry(catalogue(), id_), *found_here(example(), id_)])
    assert text == golden(f"entry-{id_}.txt", text)


def test_every_entry_of_the_shipped_catalogue_can_be_shown() -> None:
    shipped = load_catalogue()
    ids = [*shipped.threats, *shipped.controls, *shipped.kinds]
    assert ids
    assert [id_ for id_ in ids if id_ not in plain(entry(shipped, id_))] == []


def test_what_is_not_in_the_catalogue_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        entry(catalogue(), "nothing")
