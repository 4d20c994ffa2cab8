"""What the rules of the scenario language say that happens, shown by scenes."""

from __future__ import annotations

from tests.meaning.cases import Case, each, expected, got
from tests.scenes import BEYOND, KEPT, SEEN, UNAGREED, control, leads_to, threat, when

RECORD = threat("record", when(form="seen", not_agreed="keep"), leads_to(form="kept"))
FACE, HOME = threat("face", when(reveals=("face",))), threat("home", when(reveals=("home",)))

CASES = (
    Case(
        says="a kind says what is usually true, and what the author writes goes before it",
        scene="""
            people: {ana: {role: subject}}
            systems: {cloud: {kind: cloud backup}, vault: {kind: cloud backup, keeps: nothing}}
            data: {pic: {about: ana, medium: image, consent: {cloud: keep, vault: keep}}}
            flows: {ana -> cloud: pic, ana -> vault: pic}
            """,
        threats=(SEEN, KEPT),
        findings={"seen/cloud/pic": "open", "kept/cloud/pic": "open", "seen/vault/pic": "open"},
    ),
    Case(
        says="`unknown` may be written and hides what a kind says",
        scene="""
            people: {ana: {role: subject}}
            systems: {cloud: {kind: cloud backup, keeps: unknown}}
            data: {pic: {about: ana, medium: image, consent: {cloud: keep}}}
            flows: {ana -> cloud: pic}
            """,
        threats=(SEEN, KEPT),
        findings={"seen/cloud/pic": "open", "kept/cloud/pic": "undecided"},
        questions=["keeps of cloud"],
    ),
    Case(
        says="lists that are left out are empty",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            """,
        threats=(FACE, threat("known", when(knows="identity"))),
    ),
    Case(
        says="a copy takes over what it is about, what it reveals, how sensitive it is and the consent",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data:
              call: {about: ana, live: yes, reveals: [face], sensitivity: intimate, consent: {ben: see}}
              tape: {made from: call, made by: [ben], live: no}
            flows: {ana -> ben: call}
            """,
        threats=(BEYOND, threat("intimate", when(reveals=("face",), words={"sensitivity": ("intimate",)}))),
        findings={"kept-beyond-consent/ben/tape": "open", "intimate/ben/call": "open", "intimate/ben/tape": "open"},
        points={"ben/tape": "kept"},
    ),
    Case(
        says="a copy of what never arrived is not there",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems:
              app: {end-to-end encrypted: yes, connects: by relay}
              cloud: {end-to-end encrypted: no, keeps: forever}
            data:
              call: {about: ana, live: yes, consent: {ben: see}}
              tape: {made from: call, made by: [app], live: no}
            flows: {ana -> app -> ben: call, app -> cloud: tape}
            """,
        threats=(SEEN, UNAGREED),
        findings={"seen/ben/call": "open"},
    ),
    Case(
        says="what was removed before the copy was made is missing in the copy",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay, blurs: [home]}}
            data:
              call: {about: ana, live: yes, reveals: [face, home], consent: {ben: keep}}
              tape: {made from: call, made by: [ben], live: no}
            flows: {ana -> app -> ben: call}
            """,
        threats=(FACE, HOME),
        findings={"face/ben/call": "open", "face/ben/tape": "open"},
    ),
    Case(
        says="a path may end at the audience it starts from: each to the others",
        scene="""
            people: {ana: {role: subject, in: group}}
            systems: {net: {end-to-end encrypted: yes, connects: by relay}}
            audiences: {group: {size: 5}}
            data: {chat: {about: group, medium: text, ephemeral: no, consent: {group: see}}}
            flows: {group -> net -> group: chat}
            """,
        threats=(SEEN, BEYOND),
        findings={"seen/group/chat": "open", "seen/ana/chat": "open", "kept-beyond-consent/group/chat": "open"},
        points={"group/chat": "kept"},
    ),
    Case(
        says="a control in place may take a value",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            controls: {short: {on: ben, keeps: 7d}}
            """,
        threats=(
            threat("week", when(form="kept"), leads_to(to="stranger", form="seen", after=7 * 86400)),
            threat("month", when(form="kept"), leads_to(to="contact", form="seen", after=30 * 86400)),
        ),
        controls=(control("short", kind="limit", on=("person",), sets={"keeps": 86400.0}),),
        findings={"week/ben/pic": "open", "month/ben/pic": "open"},
        points={"a-stranger-with-access-to-ben/pic": "seen?"},
    ),
    Case(
        says="several systems that do not say whether they connect directly are each asked about",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: yes}, hall: {end-to-end encrypted: yes}}
            data: {call: {about: ana, live: yes, consent: {ben: see}}}
            flows: {ana -> app -> hall -> ben: call}
            """,
        threats=(threat("address", when(holder=("person",), reveals=("ip address",)), severity=2),),
        findings={
            "address/ben/the-network-address-of-ana": "undecided",
            "address/ana/the-network-address-of-ben": "undecided",
        },
        points={"ben/the-network-address-of-ana": "seen?", "ana/the-network-address-of-ben": "seen?"},
        questions=["connects of app", "connects of hall"],
    ),
    Case(
        says="consent that names nobody allows nobody anything",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {call: {about: ana, live: yes, consent: nothing}}
            flows: {ana -> ben: call}
            """,
        threats=(UNAGREED, RECORD),
        findings={"unagreed-recipient/ben/call": "open", "record/ben/call": "open"},
        points={"ben/call": "seen"},
    ),
)


@each(CASES)
def test_language(case: Case) -> None:
    assert got(case) == expected(case)
