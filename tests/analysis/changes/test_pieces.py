from __future__ import annotations

from tests.shipped import CATALOGUE, SCENARIOS
from tests.texts import RICH as WHOLE
from tests.texts import scenario
from threatmodel.analysis.changes.pieces import built, pieces

RICH = WHOLE.partition("workshop:\n")[0]


def test_a_scenario_is_built_again_from_its_pieces() -> None:
    whole = scenario(RICH)
    assert built(whole, pieces(whole, CATALOGUE)) == whole


def test_the_shipped_scenarios_are_built_again_from_their_pieces() -> None:
    for whole in SCENARIOS.values():
        assert built(whole, pieces(whole, CATALOGUE)) == whole


def test_every_piece_refers_to_things_that_are_there() -> None:
    for whole in (scenario(RICH), *SCENARIOS.values()):
        found = pieces(whole, CATALOGUE)
        assert {need for piece in found.values() for need in piece.needs} <= found.keys()


def test_what_is_left_out_of_the_pieces_is_not_in_the_scenario() -> None:
    whole = scenario(RICH)
    given = pieces(whole, CATALOGUE)
    for key in (
        ("path", "ana -> cleo", "pic"),
        ("control", "watermark", "ana -> app -> ben"),
        ("holder", "ben", "device"),
    ):
        del given[key]
    left = built(whole, given)
    assert [path.text for path in left.paths] == ["ana -> app -> ben", "ben -> cloud"]
    assert [use.control for use in left.controls] == ["short-retention", "relay-only-calls"]
    assert "device" not in left.holders["ben"].words
