from __future__ import annotations

from tests.meaning.cases import Case, each, expected, got
from tests.scenes import BEYOND, KEPT, SEEN, UNAGREED, leads_to, threat, when

FORWARD = threat("forward", when(form="kept", not_agreed="share"), leads_to(to="contact", form="kept"))
RECORD = threat("record", when(form="seen", not_agreed="keep"), leads_to(form="kept"))
PURPOSE = threat("other-purpose", when(form="seen", not_agreed="purpose"))

CONSENT = (
    Case(
        says="about themself alone nobody needs consent, and no threat is found at them",
        scene="""
            people: {ana: {role: subject}}
            systems: {cloud: {end-to-end encrypted: yes, connects: by relay}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {}}}
            flows: {ana -> cloud -> ana: pic}
            """,
        threats=(SEEN, KEPT, UNAGREED, FORWARD),
    ),
    Case(
        says="for one of several subjects, consent and threats are about the others",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {chat: {about: [ana, ben], medium: text, ephemeral: no, consent: {ana: keep, ben: see}}}
            flows: {ana -> ben: chat}
            """,
        threats=(KEPT, BEYOND),
        findings={"kept/ana/chat": "open", "kept/ben/chat": "open", "kept-beyond-consent/ben/chat": "open"},
        points={"ben/chat": "kept"},
    ),
    Case(
        says="data among the members of an audience are about each towards the others",
        scene="""
            people: {ana: {role: subject, in: group}}
            audiences: {group: {size: 5}}
            data: {chat: {about: group, medium: text, ephemeral: no, consent: {group: see}}}
            flows: {group -> group: chat}
            """,
        threats=(BEYOND,),
        findings={"kept-beyond-consent/group/chat": "open"},
        points={"group/chat": "kept"},
    ),
    Case(
        says="consent that is written is complete: who is not named may do nothing",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            data: {call: {about: ana, live: yes, consent: {ben: see}}}
            flows: {ana -> ben: call, ana -> eve: call}
            """,
        threats=(UNAGREED,),
        findings={"unagreed-recipient/eve/call": "open"},
        points={"eve/call": "seen"},
    ),
    Case(
        says="consent that is left out is undecided, and that is one question",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            data: {pic: {about: ana, medium: image, ephemeral: no}}
            flows: {ana -> ben: pic, ana -> eve: pic}
            """,
        threats=(UNAGREED, BEYOND),
        findings={
            "unagreed-recipient/ben/pic": "undecided",
            "unagreed-recipient/eve/pic": "undecided",
            "kept-beyond-consent/ben/pic": "undecided",
            "kept-beyond-consent/eve/pic": "undecided",
        },
        points={"ben/pic": "kept?", "eve/pic": "kept?"},
        questions=["consent of pic"],
    ),
    Case(
        says="a hop with a purpose is allowed when that purpose is agreed",
        scene="""
            people: {ana: {role: subject}}
            systems: {app: {end-to-end encrypted: no, keeps: 1d}, ads: {end-to-end encrypted: no, keeps: 1d}}
            data: {log: {about: ana, medium: text, consent: {app: [moderate], ads: keep}}}
            flows:
              ana -> app: {carries: log, purpose: moderate}
              ana -> ads: {carries: log, purpose: advertise}
            """,
        threats=(PURPOSE, UNAGREED),
        findings={"other-purpose/ads/log": "open"},
        points={"ads/log": "kept"},
    ),
    Case(
        says="to keep for a purpose at one system is not to keep at another of the same operator",
        scene="""
            people: {ana: {role: subject}}
            systems:
              app: {end-to-end encrypted: no, keeps: 1d, operator: us}
              desk: {end-to-end encrypted: no, keeps: 1d, operator: us}
            data: {log: {about: ana, medium: text, consent: {app: see, desk: [moderate]}}}
            flows: {ana -> app: log}
            """,
        threats=(threat("records", when(form="kept", holder=("system",), not_agreed="keep")),),
        findings={"records/app/log": "open"},
        points={"app/log": "kept"},
    ),
    Case(
        says="who may keep for a purpose alone may not get it without one",
        scene="""
            people: {ana: {role: subject}}
            systems: {app: {end-to-end encrypted: no, keeps: 1d}}
            data: {log: {about: ana, medium: text, consent: {app: [moderate]}}}
            flows: {ana -> app: log}
            """,
        threats=(UNAGREED, BEYOND, PURPOSE),
        findings={"unagreed-recipient/app/log": "open", "kept-beyond-consent/app/log": "open"},
        points={"app/log": "kept"},
    ),
    Case(
        says="a system that is named covers the other systems of its operator",
        scene="""
            people: {ana: {role: subject}}
            systems:
              app: {operator: company, end-to-end encrypted: no, keeps: 1d}
              archive: {operator: company, end-to-end encrypted: no, keeps: 1d}
              cloud: {operator: another, end-to-end encrypted: no, keeps: 1d}
            data: {log: {about: ana, medium: text, consent: {app: keep}}}
            flows: {ana -> app: log, ana -> archive: log, ana -> cloud: log}
            """,
        threats=(UNAGREED,),
        findings={"unagreed-recipient/cloud/log": "open"},
        points={"cloud/log": "kept"},
    ),
    Case(
        says="passing through end-to-end encrypted needs no consent",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> app -> ben: pic}
            """,
        threats=(UNAGREED, BEYOND, KEPT),
        findings={"kept/ben/pic": "open"},
    ),
)

POINTS = (
    Case(
        says="a disclosure point is where a crossing reaches from agreed facts; what follows lies behind it",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}, kim: {role: viewer}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic, ben -> eve: pic, eve -> kim: pic}
            """,
        threats=(UNAGREED,),
        findings={"unagreed-recipient/eve/pic": "open", "unagreed-recipient/kim/pic": "open"},
        points={"eve/pic": "kept"},
    ),
    Case(
        says="a copy of what may only be seen is a disclosure point of its own",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data:
              call: {about: ana, live: yes, consent: {ben: see}}
              recording: {made from: call, made by: [ben], live: no, ephemeral: no}
            flows: {ana -> ben: call}
            """,
        threats=(UNAGREED, BEYOND),
        findings={"kept-beyond-consent/ben/recording": "open"},
        points={"ben/recording": "kept"},
    ),
    Case(
        says="a crossing that is only possible makes an uncertain disclosure point",
        scene="""
            people: {ana: {role: subject}}
            systems: {app: {end-to-end encrypted: no}}
            data: {log: {about: ana, medium: text, consent: {app: see}}}
            flows: {ana -> app: log}
            """,
        threats=(UNAGREED, BEYOND),
        findings={"kept-beyond-consent/app/log": "undecided"},
        points={"app/log": "kept?"},
        questions=["keeps of app"],
    ),
    Case(
        says="a risk inside what was agreed makes no disclosure point",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner, app lock: no}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            """,
        threats=(threat("no-lock", when(form="kept", words={"app lock": (False,)})),),
        findings={"no-lock/ben/pic": "open"},
    ),
)

THREATS = (
    Case(
        says="a threat on a system, a person or the scenario is found there once, whatever it holds",
        scene="""
            assessment done: no
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay, report channel: no}}
            data: {call: {about: ana, live: yes, consent: {ben: see}}}
            flows: {ana -> app -> ben: call}
            """,
        threats=(
            threat("no-report", when(words={"report channel": (False,)}), on="system"),
            threat("partner", when(words={"role": ("partner",)}), on="person"),
            threat("no-assessment", when(words={"assessment done": (False,)}), on="scenario"),
        ),
        findings={"no-report/app": "open", "partner/ben": "open", "no-assessment/scenario": "open"},
    ),
    Case(
        says="all parts of a condition must hold",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, sensitivity: intimate, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            """,
        threats=(
            threat("both", when(holder=("person",), words={"sensitivity": ("intimate",), "medium": ("image",)})),
            threat("one", when(holder=("person",), words={"sensitivity": ("intimate",), "medium": ("video",)})),
            threat("other", when(holder=("system", "audience"), words={"sensitivity": ("intimate",)})),
        ),
        findings={"both/ben/pic": "open"},
    ),
    Case(
        says="of an ordered word one value means this or worse, of an unordered word a list means any of",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner, device: managed by other}}
            data: {pic: {about: ana, medium: [video, image], ephemeral: no, live: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            """,
        threats=(
            threat("shared", when(words={"device": ("shared",)})),
            threat("compromised", when(words={"device": ("compromised",)})),
            threat("moving", when(words={"medium": ("avatar", "video")})),
            threat("partner-or-friend", when(words={"role": ("partner", "friend")})),
            threat("staff", when(words={"role": ("staff", "friend")})),
        ),
        findings={"shared/ben/pic": "open", "moving/ben/pic": "open", "partner-or-friend/ben/pic": "open"},
    ),
    Case(
        says="what data reveals is any of, in the form that the threat asks for",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: yes, reveals: [home], consent: {ben: see}}}
            flows: {ana -> ben: pic}
            """,
        threats=(
            threat("home", when(reveals=("home", "gps"))),
            threat("home-kept", when(form="kept", reveals=("home", "gps"))),
            threat("gps", when(reveals=("gps",))),
        ),
        findings={"home/ben/pic": "open"},
    ),
    Case(
        says="`knows` asks for who it is, for the persona, or for the name behind it",
        scene="""
            people: {ana: {role: subject}, ben: {role: viewer}, eve: {role: viewer, knows: [ana]}, kim: {role: viewer}}
            data:
              stream: {about: ana, live: yes, reveals: [face], consent: {ben: see, eve: see, kim: see}}
              profile: {about: ana, medium: text, ephemeral: no, reveals: [handle], consent: {ben: keep, kim: keep}}
              card: {about: ana, medium: text, ephemeral: no, reveals: [handle, name], consent: {kim: keep}}
            flows: {ana -> ben: [stream, profile], ana -> eve: stream, ana -> kim: [stream, profile, card]}
            """,
        threats=tuple(
            threat(what.replace(" ", "-"), when(words={"live": (True,)}, knows=what))
            for what in ("identity", "persona", "name behind persona")
        ),
        findings={
            "identity/eve/stream": "open",
            "persona/ben/stream": "open",
            "identity/kim/stream": "open",
            "persona/kim/stream": "open",
            "name-behind-persona/kim/stream": "open",
        },
    ),
    Case(
        says="an act that was not agreed: the act itself or a wider one must have been",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: publish}}}
            flows: {ana -> ben: pic, ana -> eve: pic}
            """,
        threats=tuple(threat(act, when(not_agreed=act)) for act in ("see", "keep", "share", "publish")),
        findings={"share/ben/pic": "open", "publish/ben/pic": "open"},
    ),
    Case(
        says="facts must all hold",
        scene="""
            people:
              ana: {role: bystander, legal risk: yes}
              kim: {role: bystander, legal risk: no}
              ben: {role: partner}
              sam: {role: subject}
            data:
              pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}
              clip: {about: kim, medium: video, live: no, ephemeral: no, consent: {ben: keep}}
            flows: {ana -> ben: pic, kim -> ben: clip}
            """,
        threats=(threat("both", when(facts=("bystander-in-view", "subject-at-legal-risk"))),),
        findings={"both/ben/pic": "open"},
    ),
    Case(
        says="a word that cannot stand on the thing is false, not unknown",
        scene="""
            people: {ana: {role: subject}}
            systems: {app: {end-to-end encrypted: no, keeps: 1d}}
            data: {log: {about: ana, medium: text, consent: {app: keep}}}
            flows: {ana -> app: log}
            """,
        threats=(threat("shared", when(words={"device": ("shared",)})),),
    ),
    Case(
        says="a condition is undecided where a part is not known and none is false",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner, app lock: no}, eve: {role: friend, app lock: yes}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep}}}
            flows: {ana -> ben: pic, ana -> eve: pic}
            """,
        threats=(
            threat("lose", when(words={"app lock": (False,), "device": ("shared",), "sensitivity": ("intimate",)})),
        ),
        findings={"lose/ben/pic": "undecided"},
        questions=["device of ben", "sensitivity of pic"],
    ),
    Case(
        says="a drawn flow that crosses is found by the threats of designed crossings, what a threat leads to not",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            data:
              call: {about: ana, live: yes, consent: {ben: see}}
              pic: {about: ana, medium: image, ephemeral: no, consent: {}}
            flows: {ana -> ben: call, ana -> eve: pic}
            """,
        threats=(RECORD, UNAGREED, BEYOND),
        findings={
            "record/ben/call": "open",
            "record/eve/pic": "open",
            "unagreed-recipient/eve/pic": "open",
            "kept-beyond-consent/eve/pic": "open",
        },
        points={"ben/call": "kept", "eve/pic": "kept"},
    ),
)


@each(CONSENT)
def test_consent(case: Case) -> None:
    assert got(case) == expected(case)


@each(POINTS)
def test_disclosure_points(case: Case) -> None:
    assert got(case) == expected(case)


@each(THREATS)
def test_threats(case: Case) -> None:
    assert got(case) == expected(case)
