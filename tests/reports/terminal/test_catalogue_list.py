from __future__ import annotations

import json

import pytest

from tests.shipped import CATALOGUE
from threatmodel.reports.terminal.catalogue_list import PARTS, listing, listing_json
from threatmodel.reports.terminal.lines import columns, plain


def test_nothing_is_wider_than_eighty_columns() -> None:
    assert [row for row in plain(listing(CATALOGUE, [*PARTS])).splitlines() if columns(row) > 80] == []


def test_threats_stand_under_their_family_with_their_severity() -> None:
    text = plain(listing(CATALOGUE, ["threats"]))
    blocks = {block.splitlines()[0]: block for block in text.split("\n\n")[1:]}
    assert set(blocks) == {threat.family for threat in CATALOGUE.threats.values()}
    for threat in CATALOGUE.threats.values():
        (row,) = [row for row in blocks[threat.family].splitlines() if row.startswith(f"  {threat.id} ")]
        assert row.split()[1] == str(threat.severity)


def test_controls_stand_under_their_class() -> None:
    text = plain(listing(CATALOGUE, ["controls"]))
    blocks = {block.splitlines()[0].partition(":")[0]: block for block in text.split("\n\n")[1:]}
    for control in CATALOGUE.controls.values():
        assert f"\n  {control.id} " in blocks[control.kind]


def test_a_word_says_where_it_may_stand_and_what_it_may_say() -> None:
    text = plain(listing(CATALOGUE, ["words"]))
    assert "\njoin (audience, system): by name, personal link, waiting room, password, link,\n    open" in text
    assert "\nkeeps (person, system, audience): a duration such as 10s, 30d or forever\n" in text
    assert "\nknows (person, audience): names of people or audiences\n" in text


def test_a_kind_says_what_it_brings() -> None:
    told = "\ncloud backup, also backup (system)\n  keeps: forever; end-to-end encrypted: no; connects: by relay;"
    assert told in plain(listing(CATALOGUE, ["kinds"]))


@pytest.mark.parametrize(("part", "known"), [(part, getattr(CATALOGUE, part)) for part in PARTS])
def test_json_has_everything_in_the_order_of_the_catalogue(part: str, known: dict[str, object]) -> None:
    told = json.loads(listing_json(CATALOGUE, [part]))
    assert told["catalogue"] == {"version": CATALOGUE.version}
    assert [one.get("id", one.get("name")) for one in told[part]] == list(known)
