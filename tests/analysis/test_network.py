from __future__ import annotations

import pytest

from tests.scenes import HEAD_LINES, scene
from threatmodel.analysis.network import gateways, to_networkx

SCENE = scene("""
    people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}, kim: {role: staff}}
    systems: {app: {}, hall: {}}
    data:
      pic: {about: ana}
      report: {about: ana, made by: [kim]}
      note: {about: ana}
    flows:
      ana -> app -> ben: [pic, note]
      ben -> hall -> eve: pic
      ana -> hall -> ben: {carries: note, purpose: research}
      kim -> hall: report
      ana -> everyone: note
    """)


def test_holders_are_nodes_and_each_hop_of_each_datum_is_an_edge() -> None:
    graph = to_networkx(SCENE)
    assert {name: graph.nodes[name]["type"] for name in graph} == {
        "ana": "person",
        "ben": "person",
        "eve": "person",
        "kim": "person",
        "app": "system",
        "hall": "system",
        "everyone": "everyone",
    }
    assert sorted((source, target, hop["datum"]) for source, target, hop in graph.edges(data=True)) == [
        ("ana", "app", "note"),
        ("ana", "app", "pic"),
        ("ana", "everyone", "note"),
        ("ana", "hall", "note"),
        ("app", "ben", "note"),
        ("app", "ben", "pic"),
        ("ben", "hall", "pic"),
        ("hall", "ben", "note"),
        ("hall", "eve", "pic"),
        ("kim", "hall", "report"),
    ]


def test_an_edge_says_on_which_path_for_what_and_where_it_is_written() -> None:
    hops = to_networkx(SCENE).get_edge_data("hall", "ben")
    [note] = hops.values()
    assert note["path"] == "ana -> hall -> ben"
    assert note["purposes"] == ("research",)
    assert note["span"].startswith(f"scene.yaml:{HEAD_LINES + 10}:")


def test_the_public_is_a_node_only_where_a_way_leads_there() -> None:
    private = scene("""
        people: {ana: {role: subject}, ben: {}}
        data: {pic: {about: ana}}
        flows: {ana -> ben: pic}
        """)
    assert "everyone" not in to_networkx(private)


@pytest.mark.parametrize(
    ("holder", "datum", "passed"),
    [
        ("eve", "pic", ("ana", "app", "ben", "hall")),
        ("ben", "pic", ("ana", "app")),
        ("ben", "note", ("ana",)),
        ("hall", "report", ("kim",)),
        ("everyone", "note", ("ana",)),
        ("ana", "pic", ()),
        ("kim", "pic", ()),
        ("eve", "note", ()),
    ],
)
def test_gateways_are_whom_every_drawn_way_passes_first_to_last(
    holder: str, datum: str, passed: tuple[str, ...]
) -> None:
    assert gateways(SCENE, holder, datum) == passed
