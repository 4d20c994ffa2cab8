from __future__ import annotations

import pytest

from tests.analysis.test_additions import STORE, WATCH, control
from threatmodel.model.source import InputError


def test_what_a_control_adds_is_read_without_what_stands_for_its_place() -> None:
    adds = control(STORE).adds
    assert adds is not None
    assert [holder.name for holder in adds.holders] == ["store of {place}"]
    assert [(datum.name, datum.about, datum.made_by) for datum in adds.data] == [
        ("paper of {person}", ("{person}",), ("store of {place}",))
    ]
    assert (adds.paths, adds.media) == ((), ())


def test_paths_may_carry_all_that_passes_there() -> None:
    adds = control(WATCH).adds
    assert adds is not None
    assert [(path.text, [carry.datum for carry in path.carries]) for path in adds.paths] == [
        ("{place} -> watcher of {place}", ["{data}"])
    ]
    assert adds.media == ("video",)


@pytest.mark.parametrize(
    ("adds", "told"),
    [
        ('  flows: {"{place} -> nobody": "{data}"}\n', "'nobody' is not a person, system or audience"),
        ("  systems: {store: {keps: 1y}}\n", "unknown attribute 'keps' on system .did you mean 'keeps'"),
        ('  of: film\n  flows: {"{place} -> {person}": "{data}"}\n', "'film'"),
        ("  controls: {relay-only-calls: everywhere}\n", "unknown key 'controls' in 'adds'"),
        ("  people: [nobody]\n", "people"),
    ],
)
def test_what_is_added_is_checked_like_a_scenario(adds: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        control(adds)
