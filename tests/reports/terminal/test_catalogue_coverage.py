from __future__ import annotations

import json
from dataclasses import replace

from tests.scenes import UNAGREED, catalogue, control, threat, when
from tests.shipped import CATALOGUE
from threatmodel.catalogue.load import load_linddun
from threatmodel.model.catalogue import Threat
from threatmodel.reports.terminal.catalogue_coverage import Leaf, coverage, coverage_json, leaves, without_strong
from threatmodel.reports.terminal.lines import plain

CODES = {"A": "above", "A.1": "first", "A.2": "second", "A.2.1": "below", "B": "alone"}


def mapped(name: str, *codes: str) -> Threat:
    return replace(threat(name, when(form="seen")), tags={"linddun": codes})


KNOWN = catalogue(
    mapped("one", "A.1"),
    mapped("two", "A.1", "A.2"),
    mapped("three"),
    controls=[
        replace(control("full"), strength={"one": "strong", "two": "partial"}),
        replace(control("half", kind="inform"), strength={"two": "deterrent", "three": "partial"}),
    ],
)


def test_a_row_is_a_code_with_nothing_below_or_with_a_threat() -> None:
    assert leaves(KNOWN, CODES) == (
        Leaf(code="A.1", about="first", threats=("one", "two"), strong=("full",), weaker=("half",)),
        Leaf(code="A.2", about="second", threats=("two",), strong=(), weaker=("full", "half")),
        Leaf(code="A.2.1", about="below", threats=(), strong=(), weaker=()),
        Leaf(code="B", about="alone", threats=(), strong=(), weaker=()),
    )


def test_what_no_control_closes_is_said_plainly() -> None:
    assert without_strong(KNOWN) == ("two", "three")
    text = plain(coverage(KNOWN, CODES))
    assert "No control closes these 2 of 3 threats\n" in text
    assert "  two: 2 weaker controls\n  three: 1 weaker control\n" in text
    bare = plain(coverage(replace(KNOWN, controls={}), CODES))
    assert "  one: nothing in this catalogue helps\n" in bare
    assert "  unagreed-recipient: a matter of the design" in plain(coverage(catalogue(UNAGREED), CODES))


def test_codes_without_a_threat_are_counted_and_controls_stand_under_their_class() -> None:
    text = plain(coverage(KNOWN, CODES))
    assert "  A.1 first: 2 threats; controls: 1 strong, 1 weaker\n      one, two\n" in text
    assert "  B alone: no threat\n" in text
    assert "2 of 4 codes have no threat in this catalogue.\n" in text
    assert "  prevent (1), makes it less likely that it happens: full\n" in text
    assert "  detect (0), shows that it happened: none\n" in text


def test_programs_are_told_the_same() -> None:
    told = json.loads(coverage_json(KNOWN, CODES))
    assert [leaf["code"] for leaf in told["linddun"]] == ["A.1", "A.2", "A.2.1", "B"]
    assert told["linddun"][0] == {
        "code": "A.1",
        "about": "first",
        "threats": ["one", "two"],
        "strong": ["full"],
        "weaker": ["half"],
    }
    assert told["without strong control"] == ["two", "three"]
    assert told["controls"]["inform"] == ["half"]


def test_every_code_that_a_shipped_threat_names_is_known() -> None:
    codes = load_linddun()
    named = {code for one in CATALOGUE.threats.values() for code in one.tags["linddun"]}
    assert named - codes.keys() == set()
    assert len(codes) == 65 + 7
