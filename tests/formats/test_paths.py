from __future__ import annotations

import pytest

from tests.texts import changed, complaints, scenario
from threatmodel.formats.paths import canonical
from threatmodel.model.source import Span

FLOW = "  ana -> app -> ben: pic\n"


def test_a_path_leads_through_all_its_names() -> None:
    (path,) = scenario(changed(FLOW, "  ana->app  ->everyone : {carries: [pic], purpose: [bill, report]}\n")).paths
    assert path.text == "ana -> app -> everyone"
    assert path.nodes == ("ana", "app", "everyone")
    assert [(carry.datum, carry.purposes, carry.span) for carry in path.carries] == [
        ("pic", ("bill", "report"), Span("my.yaml", 14, 37))
    ]


@pytest.mark.parametrize("written", ["members -> app -> members", "members -> members"])
def test_a_group_may_send_to_itself(written: str) -> None:
    assert (
        scenario(changed("about: ana", "about: members").replace(FLOW, f"  {written}: pic\n")).paths[0].text == written
    )


def test_a_person_may_send_something_round_to_themself() -> None:
    assert scenario(changed(FLOW, "  ana -> app -> ana: pic\n")).paths[0].nodes == ("ana", "app", "ana")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("  ana: pic\n", ["14:3: 'ana' is not a path such as 'ana -> calling app -> ben'"]),
        ("  ana -> : pic\n", ["14:9: a name is missing beside '->'"]),
        ("  -> ana -> app: pic\n", ["14:3: a name is missing beside '->'"]),
        (
            "  ana -> ap -> ben: pic\n",
            ["14:10: 'ap' is not a person, system or audience (did you mean 'app'?)"],
        ),
        (
            "  ana -> app -> evryone: pic\n",
            ["14:17: 'evryone' is not a person, system or audience (did you mean 'everyone'?)"],
        ),
        ("  ana -> everyone -> ben: pic\n", ["14:10: 'everyone' can only stand at the end of a path"]),
        ("  everyone -> ben: pic\n", ["14:3: 'everyone' can only stand at the end of a path"]),
        ("  ana -> app -> app -> ben: pic\n", ["14:17: a flow from 'app' to 'app' itself"]),
        ("  ana -> ana: pic\n", ["14:10: a flow from 'ana' to 'ana' itself"]),
        ("  ana -> members -> members: pic\n", ["14:21: a flow from 'members' to 'members' itself"]),
        ("  ana -> app: pci\n", ["14:15: 'pci' is not data of this scenario (did you mean 'pic'?)"]),
        ("  ana -> app: [pic, pic]\n", ["14:21: 'pic' is written twice in the path 'ana -> app'"]),
        ("  ana -> app: []\n", ["14:15: the path 'ana -> app' carries nothing (name the data)"]),
        ("  ana -> app:\n", ["14:14: the path 'ana -> app' needs a value"]),
        ("  ana -> app: {carries: }\n", ["14:25: 'carries' needs a value"]),
        ("  ana -> app: {purpose: bill}\n", ["14:15: the path 'ana -> app' needs 'carries'"]),
        (
            "  ana -> app: {carries: pic, purpose: bil}\n",
            ["14:39: 'bil' is not a value of 'purpose' (did you mean 'bill'?)"],
        ),
        (
            "  ana -> app: {carries: pic, to: ben}\n",
            ["14:30: unknown key 'to' in the path 'ana -> app'"],
        ),
        (
            "  ana -> app: pic\n  ana->app: pic\n",
            ["15:3: the path 'ana -> app' is drawn already, in line 14 (write all that it carries there)"],
        ),
    ],
)
def test_a_path_that_leads_nowhere_is_complained_about(new: str, expected: list[str]) -> None:
    found = complaints(changed(FLOW, new))
    assert found == expected


def test_a_path_has_one_name_however_it_is_spaced() -> None:
    assert canonical("a->b ->  c d") == "a -> b -> c d"
