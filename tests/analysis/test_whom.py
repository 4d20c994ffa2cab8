from __future__ import annotations

from dataclasses import replace

import pytest

from tests.house import HOUSE as TOUR
from tests.house import house as shown
from tests.scenes import NAMED, TODAY, catalogue, scene, told, when
from tests.scenes import threat as made
from threatmodel.analysis.analyse import analyse
from threatmodel.analysis.totals import concerning, summary
from threatmodel.model.catalogue import Threat
from threatmodel.model.findings import Finding, State

HOUSE = """
    people:
      greta: {{role: subject, {greta}}}
      oskar: {{role: bystander, {oskar}}}
      caretaker: {{role: staff, {caretaker}}}
      eve: {{role: viewer{eve}}}
    audiences: {{guests: {{size: 3, role: viewer}}}}
    data:
      tour:
        about: [greta, oskar, caretaker]
        medium: [video, audio]
        reveals: [face, health]
        live: yes
        consent: {{guests: see}}
    flows:
      greta -> eve: tour
      greta -> oskar: tour
      greta -> guests: tour
    """
VULNERABLE = made("vulnerable", when(facts=("subject-vulnerable",)))
BYSTANDER = made("bystander", when(facts=("bystander-in-view",)))
MINOR = made("minor", when(facts=("subject-may-be-minor",)))
STRANGER = made("stranger", when(facts=("not-known-by-name",)))
KNOWN = made("known", when(knows="identity"))
RISKY = made("risky", when(knows="identity", facts=("subject-vulnerable",)))
PLAIN = made("plain", when(form="seen"))
THREATS = (VULNERABLE, BYSTANDER, MINOR, STRANGER, KNOWN, RISKY, PLAIN)


def house(greta: str = "vulnerable: no", oskar: str = "vulnerable: yes", caretaker: str = "", eve: str = "") -> str:
    return HOUSE.format(greta=greta, oskar=oskar, caretaker=caretaker or "vulnerable: no", eve=eve)


def found(text: str, *threats: Threat) -> dict[str, Finding]:
    known = catalogue(*(threats or THREATS))
    return {one.id: one for one in analyse(scene(text, known), known, TODAY).findings}


def about(finding: Finding) -> tuple[list[str], list[str]]:
    return [*finding.about], [*finding.perhaps_about]


def test_what_is_true_of_one_is_about_that_one() -> None:
    here = found(house())
    assert about(here["vulnerable/eve/tour"]) == (["oskar"], [])
    assert about(here["bystander/eve/tour"]) == (["oskar"], [])
    assert about(here["vulnerable/guests/tour"]) == (["oskar"], [])
    assert about(here["plain/eve/tour"]) == (["greta", "oskar", "caretaker"], [])


def test_at_one_of_them_it_is_about_the_others_and_what_is_true_of_this_one_alone_is_not_found() -> None:
    here = found(house())
    assert about(here["plain/oskar/tour"]) == (["greta", "caretaker"], [])
    assert about(here["vulnerable/greta/tour"]) == (["oskar"], [])
    assert not {"vulnerable/oskar/tour", "bystander/oskar/tour"} & here.keys()


def test_of_whom_it_is_not_known_it_may_be() -> None:
    here = found(house(caretaker="vulnerable: unknown"))
    finding = here["vulnerable/eve/tour"]
    assert (finding.state, about(finding)) == ("open", (["oskar"], ["caretaker"]))
    at_oskar = here["vulnerable/oskar/tour"]
    assert (at_oskar.state, about(at_oskar)) == ("undecided", (["caretaker"], []))


def test_an_undecided_finding_is_about_all_of_whom_it_may_hold() -> None:
    words = {"greta": "age: adult verified", "oskar": "minors possible: yes", "caretaker": "age: adult stated"}
    finding = found(house(**words))["minor/eve/tour"]
    assert (finding.state, about(finding)) == ("undecided", (["oskar", "caretaker"], []))


def test_a_minor_is_told_from_who_may_be_one_and_from_who_is_none() -> None:
    words = {"greta": "age: adult verified", "oskar": "age: minor", "caretaker": "age: adult stated"}
    finding = found(house(**words))["minor/eve/tour"]
    assert (finding.state, about(finding)) == ("open", (["oskar"], ["caretaker"]))


def test_who_is_known_is_asked_of_each() -> None:
    here = found(house(eve=", knows: [greta]"))
    assert about(here["known/eve/tour"]) == (["greta"], [])
    assert about(here["stranger/eve/tour"]) == (["oskar", "caretaker"], [])


def test_where_only_several_together_meet_a_condition_it_is_about_those_who_meet_a_part_of_it() -> None:
    here = found(house(eve=", knows: [greta]"))
    assert about(here["risky/eve/tour"]) == (["greta", "oskar"], [])
    alike = replace(RISKY, when=replace(RISKY.when, facts=(*RISKY.when.facts, "meant-for-few")))
    again = found(house(eve=", knows: [greta]"), alike)
    assert about(again["risky/eve/tour"]) == (["greta", "oskar"], []), "what is so of all tells nobody from others"
    both = found(house(eve=", knows: [greta, oskar]"))
    assert about(both["risky/eve/tour"]) == (["oskar"], [])


PAPERS = """
    people: {greta: {role: subject, vulnerable: no}, oskar: {role: subject, vulnerable: yes}, eve: {role: staff}}
    data:
      form: {about: greta, medium: document, reveals: [name], consent: {eve: keep}}
      card: {about: oskar, medium: document, reveals: [name], consent: {eve: keep}}
      talk: {about: [greta, oskar], medium: text, ephemeral: no, reveals: [name], consent: {eve: keep}}
    flows: {greta -> eve: [form, talk], oskar -> eve: card}
    """


def test_the_way_that_is_shown_is_that_by_which_it_is_known_of_whom_it_is_about() -> None:
    known = catalogue(RISKY, inferences=(NAMED,))
    finding = analyse(scene(PAPERS, known), known, TODAY).finding("risky/eve/talk")
    assert finding is not None
    assert finding.about == ("oskar",)
    assert finding.witness is not None
    assert "who oskar is" in told(finding.witness)
    assert "who greta is" not in told(finding.witness)


def test_an_audience_is_one_of_several_as_a_person_is() -> None:
    text = """
        people: {greta: {role: subject, vulnerable: yes}, ben: {role: member, in: crowd}, eve: {role: viewer}}
        audiences: {crowd: {size: 9}}
        data: {talk: {about: [greta, crowd], medium: text, consent: {eve: see}}}
        flows: {greta -> eve: talk, greta -> crowd: talk}
        """
    here = found(text)
    assert about(here["vulnerable/eve/talk"]) == (["greta"], [])
    assert about(here["plain/crowd/talk"]) == (["greta", "crowd"], [])
    assert about(here["plain/ben/talk"]) == (["greta", "crowd"], [])


def test_what_is_about_no_datum_is_about_the_person_it_is_found_at_or_about_nobody() -> None:
    own = made("own", when(words={"role": ("viewer",)}), on="person")
    duty = made("duty", when(), on="scenario")
    here = found(house(), own, duty)
    assert (about(here["own/eve"]), about(here["duty/scenario"])) == ((["eve"], []), ([], []))


def harms(person: str) -> dict[str, bool]:
    return {harm.threat.id: harm.certain for harm in summary(TOUR, shown().analysis.findings, person).harms}


def test_a_summary_charges_harm_to_whom_it_happens() -> None:
    greta, oskar, caretaker = map(harms, ("greta", "oskar", "caretaker"))
    assert "unagreed-recipient" in greta.keys() & oskar.keys() & caretaker.keys()
    assert not {"vulnerable-attribute-disclosure", "bystander-capture"} & greta.keys()
    assert oskar["vulnerable-attribute-disclosure"]
    assert oskar["bystander-capture"]
    assert caretaker["vulnerable-attribute-disclosure"] is False
    assert "bystander-capture" not in caretaker


def test_what_is_not_known_of_a_person_adds_to_the_ceiling_alone() -> None:
    finding = shown().analysis.finding("vulnerable-attribute-disclosure/eve/tour")
    assert finding is not None
    [counted] = concerning(TOUR, [finding], "caretaker")
    assert (finding.state, counted.state) == ("open", "undecided")
    assert [*concerning(TOUR, [finding], "oskar")] == [finding]
    assert [*concerning(TOUR, [finding], "greta")] == []
    only = summary(TOUR, [finding], "caretaker").risk
    assert (only.low, only.high) == (0.0, 0.0)
    assert only.ceiling > 0.0


@pytest.mark.parametrize(
    ("state", "counts"), [("accepted", "undecided"), ("reduced", "undecided"), ("closed", "closed")]
)
def test_what_perhaps_concerns_a_person_is_undecided_for_them_unless_it_is_closed(state: State, counts: State) -> None:
    finding = shown().analysis.finding("vulnerable-attribute-disclosure/eve/tour")
    assert finding is not None
    [counted] = concerning(TOUR, [replace(finding, state=state)], "caretaker")
    assert counted.state == counts
