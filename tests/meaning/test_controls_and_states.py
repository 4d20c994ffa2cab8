from __future__ import annotations

import pytest

from tests.meaning.cases import Case, each, expected, got
from tests.scenes import (
    BEYOND,
    KEPT,
    SEEN,
    UNAGREED,
    analysed,
    control,
    findings,
    leads_to,
    points,
    questions,
    threat,
    when,
)

LOCK = control("lock", kind="limit", on=("person",), sets={"app lock": True}, against=("open-gallery",))
WARNING = control("warning", on=("person",), sets={}, against=("forward",))
FORWARD = threat("forward", when(form="kept", not_agreed="share"), leads_to(to="contact", form="kept"))
OPEN_GALLERY = threat("open-gallery", when(form="kept", words={"app lock": (False,)}))
SHORT = control("short", kind="limit", on=("system", "person", "audience"), sets={"keeps": 0.0}, against=("kept",))
CLEAN = control("clean", on=("system", "person", "path"), removes=("gps",), against=("place",))
PLACE = threat("place", when(reveals=("gps",)))
SHARED = threat("shared", when(words={"device": ("shared",)}))

STATES = (
    Case(
        says="a finding is open without a control that bears on it",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            controls: {lock: ben}
            """,
        threats=(FORWARD,),
        controls=(LOCK,),
        findings={"forward/ben/pic": "open"},
        points={"a-contact-of-ben/pic": "kept"},
    ),
    Case(
        says="a strong control makes the condition false and closes the finding",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner, app lock: no}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            controls: {lock: ben}
            """,
        threats=(OPEN_GALLERY,),
        controls=(LOCK,),
        findings={"open-gallery/ben/pic": "closed"},
    ),
    Case(
        says="a control that prevents or limits and leaves the condition true reduces the finding",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            controls: {warning: ben}
            """,
        threats=(FORWARD,),
        controls=(WARNING,),
        findings={"forward/ben/pic": "reduced"},
        points={"a-contact-of-ben/pic": "kept"},
    ),
    Case(
        says="a control on all ways of the data bears on what is behind it",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
            flows: {ana -> app -> ben: pic, ana -> app -> eve: pic, ana -> eve: pic}
            controls: {mark: app}
            """,
        threats=(FORWARD,),
        controls=(control("mark", on=("system",), against=("forward",)),),
        findings={"forward/ben/pic": "reduced", "forward/eve/pic": "open"},
        points={"a-contact-of-ben/pic": "kept", "a-contact-of-eve/pic": "kept"},
    ),
    Case(
        says="a finding whose severity is lower than without controls is reduced",
        scene="""
            people: {ana: {role: subject}}
            audiences: {fans: {size: 400}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {fans: keep}}}
            flows: {ana -> fans: pic}
            controls: {smaller: fans}
            """,
        threats=(KEPT,),
        controls=(control("smaller", on=("audience",), sets={"size": 10.0}),),
        findings={"kept/fans/pic": "reduced"},
    ),
    Case(
        says="an accepted finding is still shown, a date that has passed accepts nothing",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
            flows: {ana -> ben: pic, ana -> eve: pic}
            accepted:
              - {finding: kept/ben/pic, because: They trust each other., by: privacy lead, until: 2026-06-01}
              - {finding: kept/eve/pic, because: They trust each other., by: privacy lead, until: 2026-05-31}
            """,
        threats=(KEPT,),
        findings={"kept/ben/pic": "accepted", "kept/eve/pic": "open"},
    ),
)

CONTROLS = (
    Case(
        says="a control on a system bears on all that passes through it, up to the next holder",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay}}
            data: {pic: {about: ana, medium: image, ephemeral: no, reveals: [gps], consent: {ben: keep, eve: keep}}}
            flows: {ana -> app -> ben: pic, ana -> eve: pic}
            controls: {clean: app}
            """,
        threats=(PLACE,),
        controls=(CLEAN,),
        findings={"place/ben/pic": "closed", "place/eve/pic": "open"},
    ),
    Case(
        says="a control on a person bears on what they send",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            data: {pic: {about: ana, medium: image, ephemeral: no, reveals: [gps], consent: {ben: keep, eve: keep}}}
            flows: {ana -> ben: pic, ana -> eve: pic}
            controls: {clean: ana}
            """,
        threats=(PLACE,),
        controls=(CLEAN,),
        findings={"place/ben/pic": "closed", "place/eve/pic": "closed"},
    ),
    Case(
        says="a control on an audience bears on what it sends",
        scene="""
            people: {ana: {role: subject, in: fans}, ben: {role: partner}}
            audiences: {fans: {size: 3}}
            data: {pic: {about: fans, medium: image, ephemeral: no, reveals: [gps], consent: {ben: keep}}}
            flows: {fans -> ben: pic}
            controls: {clean-group: fans}
            """,
        threats=(threat("place", when(holder=("person",), reveals=("gps",))),),
        controls=(control("clean-group", on=("audience",), removes=("gps",)),),
        findings={"place/ana/pic": "open", "place/ben/pic": "closed"},
    ),
    Case(
        says="a control on a path bears on what takes that path",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            data: {pic: {about: ana, medium: image, ephemeral: no, reveals: [gps], consent: {ben: keep, eve: keep}}}
            flows: {ana -> ben: pic, ana -> eve: pic}
            controls: {clean: ana -> ben}
            """,
        threats=(PLACE,),
        controls=(CLEAN,),
        findings={"place/ben/pic": "closed", "place/eve/pic": "open"},
    ),
    Case(
        says="a control everywhere stands on each thing that it may stand on",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner, app lock: no}, eve: {role: friend, app lock: no}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
            flows: {ana -> ben: pic, ana -> eve: pic}
            controls: {lock: everywhere}
            """,
        threats=(OPEN_GALLERY,),
        controls=(LOCK,),
        findings={"open-gallery/ben/pic": "closed", "open-gallery/eve/pic": "closed"},
    ),
    Case(
        says="a control can shorten what is kept",
        scene="""
            people: {ana: {role: subject}}
            systems: {app: {end-to-end encrypted: no, keeps: forever}}
            data: {log: {about: ana, medium: text, consent: {app: see}}}
            flows: {ana -> app: log}
            controls: {short: {on: app, keeps: nothing}}
            """,
        threats=(SEEN, BEYOND),
        controls=(SHORT,),
        findings={"seen/app/log": "open", "kept-beyond-consent/app/log": "closed"},
    ),
    Case(
        says="of what an author and a control say, the safer value counts",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner, device: own}, eve: {role: friend, device: compromised}}
            data: {call: {about: ana, live: yes, consent: {ben: see, eve: see}}}
            flows: {ana -> ben: call, ana -> eve: call}
            controls: {managed: [ben, eve]}
            """,
        threats=(SHARED, threat("compromised", when(words={"device": ("compromised",)}))),
        controls=(control("managed", on=("person",), sets={"device": "managed by other"}),),
        findings={"shared/eve/call": "open", "compromised/eve/call": "closed"},
    ),
    Case(
        says="a control that lowers a form removes facts and what follows from them",
        scene="""
            people: {ana: {role: subject}}
            systems: {app: {end-to-end encrypted: no, keeps: 1y}}
            data: {log: {about: ana, medium: text, reveals: [name], consent: {app: see}}}
            flows: {ana -> app: log}
            controls: {sealed: app}
            """,
        threats=(SEEN, KEPT, threat("insider", when(form="kept"), leads_to(to="insider", form="seen"))),
        controls=(control("sealed", on=("system",), sets={"end-to-end encrypted": True}),),
        findings={"seen/app/log": "closed", "kept/app/log": "closed", "insider/app/log": "closed"},
    ),
    Case(
        says="a control where it is not known what is removed already turns no undecided finding into an open one",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay, removes: unknown}}
            data: {pic: {about: ana, medium: image, ephemeral: no, reveals: [gps, name], consent: {ben: keep}}}
            flows: {ana -> app -> ben: pic}
            controls: {clean: app}
            """,
        threats=(PLACE, threat("named", when(reveals=("name",)))),
        controls=(CLEAN,),
        findings={"place/ben/pic": "closed", "named/ben/pic": "undecided"},
        questions=["removes of app"],
    ),
    Case(
        says="a word without an order is not moved by a control, so that no fact over it gets true",
        scene="""
            people: {ana: {role: subject}}
            audiences: {fans: {size: 3, meant for: subscribers}}
            data: {call: {about: ana, live: yes, consent: {fans: see}}}
            flows: {ana -> fans: call}
            controls: {narrow: fans}
            """,
        threats=(threat("few", when(facts=("meant-for-few",))),),
        controls=(control("narrow", on=("audience",), sets={"meant for": "closed"}),),
    ),
    Case(
        says="a control that closes what a finding rests on settles what was undecided",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            controls: {lock: ben}
            """,
        threats=(OPEN_GALLERY,),
        controls=(LOCK,),
        findings={"open-gallery/ben/pic": "closed"},
    ),
)


@each(STATES)
def test_states(case: Case) -> None:
    assert got(case) == expected(case)


@each(CONTROLS)
def test_controls(case: Case) -> None:
    assert got(case) == expected(case)


TWO_CONTROLS = """
    people: {{ana: {{role: subject}}, ben: {{role: partner, device: compromised, app lock: no}}}}
    data: {{pic: {{about: ana, medium: image, ephemeral: no, consent: {{ben: keep}}}}}}
    flows: {{ana -> ben: pic}}
    controls: {{{controls}}}
    """
DEVICES = (
    control("shared", on=("person",), sets={"device": "shared"}),
    control("managed", on=("person",), sets={"device": "managed by other"}),
    LOCK,
)


@pytest.mark.parametrize("order", ["shared: ben, managed: ben, lock: ben", "lock: ben, managed: ben, shared: ben"])
def test_the_order_of_controls_is_irrelevant(order: str) -> None:
    managed = threat("managed", when(words={"device": ("managed by other",)}))
    analysis = analysed(TWO_CONTROLS.format(controls=order), SHARED, managed, OPEN_GALLERY, controls=DEVICES)
    assert findings(analysis) == {
        "shared/ben/pic": "open",
        "managed/ben/pic": "closed",
        "open-gallery/ben/pic": "closed",
    }


@pytest.mark.parametrize(
    ("kind", "state"),
    [("prevent", "reduced"), ("limit", "reduced"), ("detect", "open"), ("respond", "open"), ("inform", "open")],
)
def test_only_controls_that_prevent_or_limit_make_a_finding_less_likely(kind: str, state: str) -> None:
    scene = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
        flows: {ana -> ben: pic}
        controls: {mark: ben}
        """
    known = {
        each_kind: control("mark", kind=each_kind, on=("person",), against=("forward",))
        for each_kind in ("prevent", "limit", "detect", "respond", "inform")
    }
    assert findings(analysed(scene, FORWARD, controls=[known[kind]])) == {"forward/ben/pic": state}


def test_residual_risk_is_the_same_line_run_on_the_scenario_as_controls_make_it() -> None:
    scene = """
        people: {{ana: {{role: subject}}, ben: {{role: partner, app lock: {lock}}}}}
        data: {{pic: {{about: ana, medium: image, ephemeral: no, consent: {{ben: see}}}}}}
        flows: {{ana -> ben: pic}}
        {controls}
        """
    threats = (OPEN_GALLERY, FORWARD, UNAGREED, BEYOND)
    controlled = analysed(scene.format(lock="no", controls="controls: {lock: ben}"), *threats, controls=[LOCK])
    changed = analysed(scene.format(lock="yes", controls=""), *threats)
    there = {id_: state for id_, state in findings(controlled).items() if state != "closed"}
    assert there == findings(changed)
    assert points(controlled) == points(changed)
    assert questions(controlled) == questions(changed)
