"""What the catalogue and the scenarios must not say: numbers without a ground, more than a control does, harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.shipped import CATALOGUE
from threatmodel.catalogue.load import load_sources
from threatmodel.model.catalogue import Control, Threat

TEXTS = sorted((*(ROOT / "threatmodel" / "catalogue").rglob("*.yaml"), *(ROOT / "scenarios").glob("*.yaml")))
BY_CONTROL = pytest.mark.parametrize("control", CATALOGUE.controls.values(), ids=CATALOGUE.controls.keys())
ESTIMATED = [threat for threat in CATALOGUE.threats.values() if threat.likelihood is not None]

CONVERTED = re.compile(r"[Tt]aken as|[Oo]ver an assumed|Multiplied by an assumed|[Dd]ivided by an assumed")
PREVENTION = re.compile(
    r"\b(prevent\w*|guarantee\w*|ensur\w+|impossible|never|nobody can|no one can|cannot be|can no longer|"
    r"fully|completely|entirely|always|for good|protects?|safe from|rules? out|stops? (?:it|them|people|anybody))\b",
    re.IGNORECASE,
)
GRAPHIC = re.compile(
    r"\b(nud\w*|naked\w*|porn\w*|genital\w*|breast\w*|orgasm\w*|masturb\w*|intercourse|erotic\w*|lewd\w*|fetish\w*|"
    r"rape\w*|molest\w*|whore\w*|slut\w*|prostitut\w*)\b",
    re.IGNORECASE,
)
BLAMING = re.compile(
    r"\b(fault|should have known|should not have|asked for it|naive\w*|foolish\w*|stupid\w*|gullible|reckless\w*|"
    r"irresponsib\w*|promiscu\w*|brought (?:it )?on|victim\w*)\b",
    re.IGNORECASE,
)
HOW_TO = re.compile(
    r"\b(step[- ]by[- ]step|how to (?:record|capture|bypass|track|find|hack|break)|jailbreak\w*|rooted|exploit\w*|"
    r"ffmpeg|keylogger\w*|spoof\w*|download (?:a|the) tool|install (?:a|the) (?:tool|app|program)|command line)\b",
    re.IGNORECASE,
)
TWICE = re.compile(r"\b([a-z]+) \1\b", re.IGNORECASE)
AMERICAN = re.compile(
    r"\b(behavior\w*|color\w*|favor\w*|organiz\w+|recogniz\w+|minimiz\w+|personaliz\w+|synchroniz\w+|summariz\w+|"
    r"apologiz\w+|center\w*|catalog|catalogs|dialog|analyz\w+|defense|license(?=d?\b to)|judgment|fulfill\b|"
    r"labeled|modeled|modeling|canceled|traveling|gray)\b",
    re.IGNORECASE,
)
SPELT = re.compile(
    r"\b(recieve\w*|seperat\w+|occured|occurence|definately|accomodat\w+|acheiv\w+|adress\w*|begining|beleiv\w+|"
    r"calender|commited|concious|embarass\w+|enviroment|existance|independant|neccessary|noticable|persue\w*|"
    r"posess\w*|priviledge|publically|refered|relevent|succesful\w*|tommorow|untill|wich|teh|thier|withold|"
    r"happend|lenght|responsability|maintainance|agreeed|whithout)\b",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"\bsee ([a-z]+(?:-[a-z]+)+)(?: and ([a-z]+(?:-[a-z]+)+))?")


def lines(file: Path, pattern: re.Pattern[str]) -> list[str]:
    """The lines of a file in which something stands; what is quoted from a source stands in sources.yaml only."""
    if file.name == "sources.yaml":
        return []
    numbered = enumerate(file.read_text("utf-8").splitlines(), start=1)
    return [f"{number}: {found[0]} in {line.strip()}" for number, line in numbered if (found := pattern.search(line))]


@pytest.mark.parametrize("threat", ESTIMATED, ids=[threat.id for threat in ESTIMATED])
def test_a_likelihood_says_what_was_stated_and_how_it_became_a_year_at_one_holder(threat: Threat) -> None:
    likelihood = threat.likelihood
    assert likelihood is not None
    assert likelihood.basis.startswith("Stated as ")
    assert CONVERTED.search(likelihood.basis)
    numbers = [float(number) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", likelihood.basis)]
    assert {likelihood.low, likelihood.high} <= set(numbers)
    cited = set(re.findall(r"\bS\d\d\b", likelihood.basis))
    assert cited or "assum" in likelihood.basis
    assert cited <= set(threat.sources)


def test_a_threat_without_a_likelihood_leads_to_nothing_that_would_need_one() -> None:
    certain = [threat.id for threat in CATALOGUE.threats.values() if threat.likelihood is None and threat.leads_to]
    assert certain == []


def test_every_number_that_is_assumed_says_why_and_how_far_it_carries() -> None:
    for strength, factor in CATALOGUE.assumed.strengths.items():
        assert factor.why.endswith("."), strength
        assert factor.confidence in ("high", "medium", "low"), strength
    for kind in CATALOGUE.kinds.values():
        assert kind.source, kind.id
        assert kind.confidence in ("high", "medium", "low"), kind.id


def test_every_source_says_how_far_it_carries() -> None:
    assert {source.confidence for source in load_sources().values()} <= {"high", "medium", "low"}


@BY_CONTROL
def test_nothing_weak_is_worded_as_prevention(control: Control) -> None:
    if "strong" in control.strength.values():
        return
    told = {"title": control.title, "does": control.does}
    assert {key: text for key, text in told.items() if PREVENTION.search(text)} == {}


@BY_CONTROL
def test_what_a_side_effect_refers_to_is_a_threat(control: Control) -> None:
    named = {name for effect in control.side_effects for found in REFERENCE.findall(effect) for name in found if name}
    assert named - CATALOGUE.threats.keys() == set()


@BY_CONTROL
def test_what_a_control_brings_is_told_in_words_as_well(control: Control) -> None:
    assert control.side_effects or control.adds is None


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("graphic", GRAPHIC),
        ("blaming", BLAMING),
        ("a how-to", HOW_TO),
        ("said twice", TWICE),
        ("spelt in two ways", AMERICAN),
        ("misspelt", SPELT),
    ],
    ids=["graphic", "blaming", "how-to", "twice", "one-spelling", "misspelt"],
)
def test_no_text_is(what: str, pattern: re.Pattern[str]) -> None:
    found = {str(file.relative_to(ROOT)): told for file in TEXTS if (told := lines(file, pattern))}
    assert found == {}, what


def test_the_lint_reads_every_text_and_would_notice() -> None:
    assert len(TEXTS) > len(CATALOGUE.threats) + len(CATALOGUE.controls) + len(CATALOGUE.kinds)
    for pattern, text in _samples():
        assert pattern.search(text), text


def _samples() -> Iterator[tuple[re.Pattern[str], str]]:
    yield GRAPHIC, "a naked picture"
    yield BLAMING, "It was her own fault."
    yield HOW_TO, "how to record a call"
    yield TWICE, "the the"
    yield AMERICAN, "behavior"
    yield SPELT, "recieved"
    yield PREVENTION, "Prevent recordings"
