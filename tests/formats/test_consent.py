from __future__ import annotations

import pytest

from tests.texts import changed, complaints, scenario
from threatmodel.model.elements import Consent

PIC = "pic: {about: ana}"


def agreed(written: str) -> Consent | None:
    return scenario(changed(PIC, f"pic: {{about: ana, consent: {written}}}")).data["pic"].consent


def acts(written: str) -> dict[str, tuple[str, frozenset[str]]]:
    consent = agreed(written)
    assert consent is not None
    return {name: (grant.act, grant.purposes) for name, grant in consent.grants.items()}


@pytest.mark.parametrize(
    ("written", "act", "purposes"),
    [
        ("see", "see", set()),
        ("nothing", "nothing", set()),
        ("[nothing]", "nothing", set()),
        ("[keep, moderate]", "keep", {"moderate"}),
        ("[moderate]", "nothing", {"moderate"}),
        ("train models", "nothing", {"train models"}),
        ("[see, publish, keep]", "publish", set()),
        ("[back up, bill]", "nothing", {"back up", "bill"}),
    ],
)
def test_a_recipient_may_do_the_widest_act_and_the_purposes(written: str, act: str, purposes: set[str]) -> None:
    assert acts(f"{{ben: {written}}}") == {"ben": (act, frozenset(purposes))}


def test_recipients_are_people_systems_audiences_and_everyone() -> None:
    assert list(acts("{ben: see, app: keep, members: share, everyone: nothing}")) == [
        "ben",
        "app",
        "members",
        "everyone",
    ]


@pytest.mark.parametrize("written", ["{}", "nothing"])
def test_consent_without_anybody_is_complete(written: str) -> None:
    assert acts(written) == {}


def test_consent_that_is_unknown_or_left_out_is_undecided() -> None:
    assert agreed("unknown") is None
    assert scenario(changed(PIC, PIC)).data["pic"].consent is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{bem: see}", ["12:31: 'bem' is not a person, system or audience (did you mean 'ben'?)"]),
        ("{ben: kep}", ["12:36: 'kep' is not something that can be agreed (did you mean 'keep'?)"]),
        (
            "{ben: [nothing, moderate]}",
            ["12:36: 'nothing' cannot stand beside something else that is agreed"],
        ),
        ("{ben: [see, see]}", ["12:42: 'see' is written twice in the consent of 'ben'"]),
        ("{ben: }", ["12:36: the consent of 'ben' needs a value"]),
        (
            "{ben: []}",
            ["12:36: the consent of 'ben' needs a value (write 'nothing' where nothing is agreed)"],
        ),
        ("{ben: {see: yes}}", ["12:36: the consent of 'ben': expected a list, not a mapping"]),
        ("see", ["12:30: 'consent': expected a mapping ('name: value'), not a single value"]),
        ("[ben]", ["12:30: 'consent': expected a mapping ('name: value'), not a list"]),
        ("", ["12:30: 'consent' needs a value (expected a mapping ('name: value'))"]),
    ],
)
def test_consent_that_cannot_be_given_is_complained_about(written: str, expected: list[str]) -> None:
    assert complaints(changed(PIC, f"pic: {{about: ana, consent: {written}}}")) == expected
