from __future__ import annotations

import pytest

from tests.texts import changed, vocabulary
from threatmodel.formats.threat import read_threat
from threatmodel.model.catalogue import Consequence, Threat
from threatmodel.model.source import InputError, Span

FACTS = frozenset({"bystander-in-view", "has-left"})

THREAT = """\
title: A viewer keeps a recording that nobody else knows of
family: recording
on: holding
when: {form: seen, holder: [person, audience], not agreed: keep, reveals: face, knows: persona, fact: has-left,
       role: [viewer, friend], live: yes, device: shared, keeps: 1d}
leads to: {form: kept}
severity: 4
likelihood: {low: 0.001, high: 0.05, cap: 0.9, basis: Guessed.}
question: Can the viewer record?
why: It is easy.
linddun: [DD.4.1.2, U.1.1]
sources: [S16, S21]
examples:
  - found: yes
    scenario:
      people: {ana: {role: subject}, ben: {role: viewer}}
      data: {pic: {about: ana}}
      flows: {ana -> ben: pic}
  - found: no
    scenario: {people: {ana: {role: subject}, ben: {}}, data: {pic: {about: ana}}, flows: {ana -> ben: pic}}
"""

WHEN = "\n".join(THREAT.splitlines()[3:5])


def read(text: str = THREAT, id_: str = "covert-recording") -> Threat:
    return read_threat(text, "t.yaml", id_, vocabulary(), FACTS)


def complaints(text: str, id_: str = "covert-recording") -> list[str]:
    with pytest.raises(InputError) as caught:
        read(text, id_)
    return [str(problem).removeprefix("t.yaml:").split(" (one of")[0] for problem in caught.value.problems]


def test_a_threat_is_read_with_its_condition_and_examples() -> None:
    threat = read()
    when = threat.when
    assert (threat.id, threat.family, threat.on, threat.severity) == (
        "covert-recording",
        "recording",
        "holding",
        4,
    )
    assert (when.form, when.holder, when.not_agreed, when.reveals) == (
        "seen",
        ("person", "audience"),
        "keep",
        ("face",),
    )
    assert (when.knows, when.facts, when.by_design) == ("persona", ("has-left",), False)
    assert when.words == {
        "role": ("viewer", "friend"),
        "live": (True,),
        "device": ("shared",),
        "keeps": (86400.0,),
    }
    assert threat.leads_to == (Consequence(form="kept", span=Span("t.yaml", 6, 11)),)
    assert threat.likelihood is not None
    assert (threat.likelihood.low, threat.likelihood.high, threat.likelihood.cap) == (0.001, 0.05, 0.9)
    assert threat.tags == {"linddun": ("DD.4.1.2", "U.1.1")}
    assert threat.sources == ("S16", "S21")
    assert [(example.found, list(example.scenario.holders)) for example in threat.examples] == [
        (True, ["ana", "ben"]),
        (False, ["ana", "ben"]),
    ]


def test_a_threat_may_lead_to_several_things() -> None:
    text = changed(
        "leads to: {form: kept}",
        "leads to:\n  - {to: stranger, form: seen, after: 1d}\n  - {learns: identity}",
        THREAT,
    )
    first, second = read(text).leads_to
    assert (first.to, first.form, first.after, first.learns) == ("stranger", "seen", 86400.0, None)
    assert (second.to, second.form, second.learns) == ("same", None, "identity")


def test_a_threat_may_be_certain_and_lead_to_nothing() -> None:
    text = changed("leads to: {form: kept}\n", "", THREAT)
    text = changed("likelihood: {low: 0.001, high: 0.05, cap: 0.9, basis: Guessed.}\n", "", text)
    assert (read(text).leads_to, read(text).likelihood) == ((), None)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("family: recording\n", "", ["1:1: a threat needs 'family'"]),
        (
            "family",
            "famly",
            ["1:1: a threat needs 'family'", "2:1: unknown key 'famly' in a threat (did you mean 'family'?)"],
        ),
        ("on: holding", "on: holdings", ["3:5: 'holdings' is not a value of 'on' (did you mean 'holding'?)"]),
        (
            "leads to: {form: kept}",
            "leads to: {to: stranger}",
            ["6:11: 'leads to' needs 'form' or 'learns' (say what the holder gets or learns)"],
        ),
        (
            "leads to: {form: kept}",
            "leads to: {form: kept, to: strangers}",
            ["6:28: 'strangers' is not a value of 'to' (did you mean 'stranger'?)"],
        ),
        (
            "leads to: {form: kept}",
            "leads to: {form: kept, after: forever}",
            ["6:31: what comes after forever never comes"],
        ),
        (
            "leads to: {form: kept}",
            "leads to: kept",
            ["6:11: 'leads to': expected a mapping ('name: value'), not a single value"],
        ),
        ("severity: 4", "severity: 6", ["7:11: '6' is not a whole number from 1 to 5"]),
        ("low: 0.001", "low: 0.1", ["8:19: 'low' is above 'high'"]),
        (
            "high: 0.05",
            "high: 1.5",
            ["8:32: 'high' is a probability from 0 to 1", "8:42: 'cap' is below 'high'"],
        ),
        ("low: 0.001", "low: -1", ["8:19: '-1' is not a number such as 3, 250 or 0.5"]),
        ("cap: 0.9", "cap: 0.01", ["8:43: 'cap' is below 'high'"]),
        (", basis: Guessed.", "", ["8:13: 'likelihood' needs 'basis'"]),
        ("found: no", "found: yes", ["14:3: an example with 'found: no' is missing"]),
        ("found: yes", "found: no", ["14:3: an example with 'found: yes' is missing"]),
        (
            "{ana -> ben: pic}\n  -",
            "{ana -> bem: pic}\n  -",
            ["18:22: 'bem' is not a person, system or audience (did you mean 'ben'?)"],
        ),
        (
            "{role: subject}, ben: {}",
            "{role: friend}, ben: {}",
            ["20:24: nobody in 'people' has the role 'subject' (write 'role: subject' for whom the data is about)"],
        ),
    ],
)
def test_a_threat_that_cannot_be_used_is_complained_about(old: str, new: str, expected: list[str]) -> None:
    assert complaints(changed(old, new, THREAT)) == expected


ON_SCENARIO = changed("on: holding", "on: scenario", THREAT).replace(
    WHEN, "when: {fact: has-left, assessment done: no}"
)


def test_a_threat_on_the_scenario_leads_to_no_form() -> None:
    assert complaints(ON_SCENARIO) == [
        "5:18: a threat on the scenario leads to no form: there is nobody who holds anything"
    ]
    assert read(changed("leads to: {form: kept}\n", "", ON_SCENARIO)).on == "scenario"


@pytest.mark.parametrize(
    ("asks", "follows"),
    [
        ("form: seen", "{form: seen}"),
        ("form: kept", "{form: kept}"),
        ("form: kept", "{form: seen}"),
        ("form: published", "{to: same, form: kept, after: 1d}"),
        ("form: seen, knows: identity", "{learns: identity}"),
        ("form: seen, knows: identity", "{form: seen, learns: identity}"),
    ],
)
def test_what_gives_a_holder_no_more_than_the_condition_asks_for_leads_in_a_circle(asks: str, follows: str) -> None:
    text = changed(WHEN, f"when: {{{asks}}}", THREAT)
    text = changed("leads to: {form: kept}", f"leads to: {follows}", text)
    [problem] = complaints(text)
    assert "this leads in a circle: the same holder has that already where the condition holds" in problem


@pytest.mark.parametrize(
    ("asks", "follows"),
    [
        ("form: seen", "{form: kept}"),
        ("form: kept", "{to: contact, form: kept}"),
        ("form: kept", "{to: stranger, form: seen}"),
        ("form: seen, knows: persona", "{learns: identity}"),
        ("form: kept, knows: identity", "{form: published, learns: identity}"),
        ("form: kept, knows: identity", "{form: kept, learns: whereabouts}"),
        ("live: yes", "{form: seen}"),
    ],
)
def test_what_gives_more_or_gives_it_to_others_leads_on(asks: str, follows: str) -> None:
    text = changed(WHEN, f"when: {{{asks}}}", THREAT)
    assert len(read(changed("leads to: {form: kept}", f"leads to: {follows}", text)).leads_to) == 1
