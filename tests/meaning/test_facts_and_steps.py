from __future__ import annotations

from tests.meaning.cases import Case, each, expected, got
from tests.scenes import KEPT, PUBLISHED, SEEN, UNAGREED, leads_to, threat, when

FORWARD = threat("forward", when(form="kept", not_agreed="share"), leads_to(to="contact", form="kept"))
UPLOAD = threat("upload", when(form="kept", not_agreed="publish"), leads_to(to="everyone", form="published"))
RECORD = threat("record", when(form="seen", not_agreed="keep"), leads_to(form="kept"))
NAMED = threat("named", when(form="seen", knows="identity"))

HOLDERS = (
    Case(
        says="a made holder is there once per named holder, and its own contacts are the same ones again",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            """,
        threats=(FORWARD,),
        findings={"forward/ben/pic": "open"},
        points={"a-contact-of-ben/pic": "kept"},
    ),
    Case(
        says="made holders carry exposure on, but no findings of their own",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            """,
        threats=(
            threat("forward", when(form="kept", holder=("person",), not_agreed="share"), leads_to(to="contact")),
            threat("lose", when(form="kept", holder=("person",)), leads_to(to="stranger")),
        ),
        findings={"forward/ben/pic": "open", "lose/ben/pic": "open"},
        points={"a-contact-of-ben/pic": "kept", "a-stranger-with-access-to-ben/pic": "kept"},
    ),
    Case(
        says="what nobody can be asked of a made holder makes no finding at somebody named",
        scene="""
            people:
              ana: {role: subject}
              ben: {role: partner, device: own}
              eve: {role: bystander, device: own, lives with: [ben]}
            data: {call: {about: ana, live: yes, consent: {ben: see}}}
            flows: {ana -> ben: call}
            """,
        threats=(
            threat("intrude", when(form="seen", words={"role": ("partner",)}), leads_to(to="stranger", form="seen")),
            threat("share", when(form="seen", words={"device": ("shared",)}), leads_to(to="household", form="seen")),
            SEEN,
        ),
        findings={"intrude/ben/call": "open", "seen/ben/call": "open"},
        points={"a-stranger-with-access-to-ben/call": "seen"},
    ),
    Case(
        says="a person who lives with somebody stands for the household of that person",
        scene="""
            people:
              ana: {role: subject}
              ben: {role: partner, device: shared}
              eve: {role: bystander, lives with: [ben]}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            """,
        threats=(
            threat("shared", when(form="kept", words={"device": ("shared",)}), leads_to(to="household", form="seen")),
            SEEN,
        ),
        findings={"shared/ben/pic": "open", "seen/ben/pic": "open", "seen/eve/pic": "open"},
        points={"eve/pic": "seen"},
    ),
    Case(
        says="without anybody who lives there the household is a made holder",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner, device: shared}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            """,
        threats=(
            threat("shared", when(form="kept", words={"device": ("shared",)}), leads_to(to="household", form="seen")),
        ),
        findings={"shared/ben/pic": "open"},
        points={"the-household-of-ben/pic": "seen"},
    ),
    Case(
        says="an insider at a system is a made holder, and a system covers its operator",
        scene="""
            people: {ana: {role: subject}}
            systems:
              app: {operator: a company, end-to-end encrypted: no, keeps: 30d}
              archive: {operator: a company, end-to-end encrypted: no, keeps: 30d}
            data: {pic: {about: ana, medium: image, consent: {app: keep}}}
            flows: {ana -> app -> archive: pic}
            """,
        threats=(
            threat("insider", when(form="kept", holder=("system",)), leads_to(to="insider", form="seen")),
            UNAGREED,
        ),
        findings={"insider/app/pic": "open", "insider/archive/pic": "open"},
        points={"an-insider-at-app/pic": "seen", "an-insider-at-archive/pic": "seen"},
    ),
    Case(
        says="everyone carries no findings and nothing leads on from it",
        scene="""
            people: {ana: {role: subject}}
            data: {pic: {about: ana, medium: image, consent: {}}}
            flows: {ana -> everyone: pic}
            """,
        threats=(SEEN, threat("forward", when(form="kept"), leads_to(to="contact", form="kept"))),
        points={"everyone/pic": "published"},
    ),
    Case(
        says="nothing leads on from everyone either when they learn who it is",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data:
              post: {about: ana, medium: text, ephemeral: no, reveals: [name], consent: {everyone: see, ben: keep}}
            flows: {ana -> everyone: post, ana -> ben: post}
            """,
        threats=(
            threat("tell", when(form="kept", holder=("person",)), leads_to(to="everyone", learns="identity")),
            threat("spread", when(form="published"), leads_to(to="contact", form="kept")),
        ),
        findings={"tell/ben/post": "open"},
    ),
    Case(
        says="what everyone knows informs inferences at a person or an audience, not at a system, and is no holding",
        scene="""
            people: {ana: {role: subject}, ben: {role: viewer}, eve: {role: viewer}}
            systems: {app: {end-to-end encrypted: no, keeps: nothing, connects: by relay}}
            audiences: {fans: {size: 3}}
            data:
              pic: {about: ana, live: yes, reveals: [face], consent: {app: see, ben: see, fans: see}}
              profile: {about: ana, medium: text, reveals: [face, name], consent: {everyone: publish}}
            flows:
              ana -> app -> ben: pic
              ana -> fans: pic
              ana -> everyone: profile
            """,
        threats=(SEEN, NAMED),
        findings={
            "seen/app/pic": "open",
            "seen/ben/pic": "open",
            "seen/fans/pic": "open",
            "named/ben/pic": "open",
            "named/fans/pic": "open",
        },
    ),
)

FORMS = (
    Case(
        says="kept includes seen, and published includes kept",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: share}}}
            flows: {ana -> ben: pic}
            """,
        threats=(threat("posts", when(form="kept"), leads_to(form="published")), SEEN, KEPT, PUBLISHED),
        findings={
            "posts/ben/pic": "open",
            "seen/ben/pic": "open",
            "kept/ben/pic": "open",
            "published/ben/pic": "open",
        },
        points={"ben/pic": "published"},
    ),
    Case(
        says="a derived datum has no findings and no attributes of its own, and is read by `knows` alone",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data:
              card:
                about: ana
                medium: text
                ephemeral: no
                reveals: [name]
                sensitivity: ordinary
                consent: {ben: keep}
            flows: {ana -> ben: card}
            """,
        threats=(KEPT, NAMED, threat("ordinary", when(words={"sensitivity": ("ordinary",)}))),
        findings={"kept/ben/card": "open", "named/ben/card": "open", "ordinary/ben/card": "open"},
    ),
    Case(
        says="who somebody is, is agreed for whoever is agreed a datum that reveals it, and else a disclosure",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: viewer}}
            data:
              card: {about: ana, medium: text, ephemeral: no, reveals: [name], consent: {ben: see}}
              pic: {about: ana, medium: image, ephemeral: no, reveals: [face], consent: {ben: see, eve: see}}
            flows: {ana -> ben: card, ana -> eve: pic}
            """,
        threats=(threat("recognised", when(reveals=("face",)), leads_to(learns="identity")),),
        findings={"recognised/eve/pic": "open"},
        points={"ben/card": "kept", "eve/pic": "kept", "eve/who-ana-is": "kept"},
    ),
    Case(
        says="who knows somebody already learns nothing of who they are",
        scene="""
            people: {ana: {role: subject}, eve: {role: viewer, knows: [ana]}}
            data: {pic: {about: ana, medium: image, ephemeral: no, reveals: [face], consent: {eve: keep}}}
            flows: {ana -> eve: pic}
            """,
        threats=(threat("recognised", when(reveals=("face",)), leads_to(learns="identity")), NAMED),
        findings={"recognised/eve/pic": "open", "named/eve/pic": "open"},
    ),
)

FLOWS = (
    Case(
        says="live data reach a person as seen, ephemeral data too, other data as kept",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data:
              call: {about: ana, live: yes, consent: {ben: keep}}
              note: {about: ana, medium: text, ephemeral: yes, consent: {ben: keep}}
              pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}
            flows: {ana -> ben: [call, note, pic]}
            """,
        threats=(SEEN, KEPT),
        findings={"seen/ben/call": "open", "seen/ben/note": "open", "seen/ben/pic": "open", "kept/ben/pic": "open"},
    ),
    Case(
        says="who starts a path holds live data as seen and other data as kept, also when it is ephemeral",
        scene="""
            people: {ana: {role: subject}, eve: {role: friend}, ben: {role: partner}}
            data:
              call: {about: [ana, eve], live: yes, consent: {ana: keep, eve: keep, ben: keep}}
              note: {about: [ana, eve], medium: text, ephemeral: yes, consent: {ana: keep, eve: keep, ben: keep}}
            flows: {ana -> ben: [call, note]}
            """,
        threats=(SEEN, KEPT),
        findings={
            "seen/ana/call": "open",
            "seen/ana/note": "open",
            "kept/ana/note": "open",
            "seen/ben/call": "open",
            "seen/ben/note": "open",
        },
    ),
    Case(
        says="a system gets nothing if it is end-to-end encrypted, between the ends or at one",
        scene="""
            people: {ana: {role: subject}}
            systems:
              app: {end-to-end encrypted: yes, keeps: forever}
              vault: {end-to-end encrypted: yes, keeps: forever}
            data: {pic: {about: ana, medium: image, consent: {}}}
            flows: {ana -> app -> vault: pic}
            """,
        threats=(SEEN,),
    ),
    Case(
        says="a system that holds a key sees what it does not keep, and keeps the rest",
        scene="""
            people: {ana: {role: subject}}
            systems: {app: {end-to-end encrypted: no, keeps: nothing}, cloud: {end-to-end encrypted: no, keeps: 1d}}
            data: {pic: {about: ana, medium: image, consent: {app: see, cloud: keep}}}
            flows: {ana -> app -> cloud: pic}
            """,
        threats=(SEEN, KEPT),
        findings={"seen/app/pic": "open", "seen/cloud/pic": "open", "kept/cloud/pic": "open"},
    ),
    Case(
        says="what is not known gives the lowest form surely and the highest possibly",
        scene="""
            people: {ana: {role: subject}}
            systems: {app: {}}
            data: {pic: {about: ana, medium: image, consent: {app: see}}}
            flows: {ana -> app: pic}
            """,
        threats=(SEEN, KEPT),
        findings={"seen/app/pic": "undecided", "kept/app/pic": "undecided"},
        points={"app/pic": "kept?"},
        questions=["end-to-end encrypted of app", "keeps of app"],
    ),
    Case(
        says="an ephemeral datum is kept by a system that keeps",
        scene="""
            people: {ana: {role: subject}}
            systems: {app: {end-to-end encrypted: no, keeps: 1d}}
            data: {note: {about: ana, medium: text, ephemeral: yes, consent: {app: keep}}}
            flows: {ana -> app: note}
            """,
        threats=(KEPT,),
        findings={"kept/app/note": "open"},
    ),
)

CONSEQUENCES = (
    Case(
        says="a threat that holds leads the same holder to a higher form, and from there on to others",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {call: {about: ana, live: yes, consent: {ben: see}}}
            flows: {ana -> ben: call}
            """,
        threats=(RECORD, FORWARD, UPLOAD, KEPT),
        findings={
            "record/ben/call": "open",
            "forward/ben/call": "open",
            "upload/ben/call": "open",
            "kept/ben/call": "open",
        },
        points={"ben/call": "kept"},
    ),
    Case(
        says="a consequence with `after` is possible only where the holder keeps it for as long",
        scene="""
            people:
              ana: {role: subject}
              ben: {role: friend, keeps: 7d}
              eve: {role: friend, keeps: 1y}
              kim: {role: friend}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep, kim: keep}}}
            flows: {ana -> ben: pic, ana -> eve: pic, ana -> kim: pic}
            """,
        threats=(threat("lose", when(form="kept"), leads_to(to="stranger", form="kept", after=30 * 86400)),),
        findings={"lose/ben/pic": "open", "lose/eve/pic": "open", "lose/kim/pic": "open"},
        points={"a-stranger-with-access-to-eve/pic": "kept", "a-stranger-with-access-to-kim/pic": "kept?"},
    ),
    Case(
        says="data about one person at one holder are joined along what they share until a name is in the set",
        scene="""
            people: {ana: {role: subject}, ben: {role: viewer}}
            data:
              stream: {about: ana, live: yes, reveals: [face], consent: {ben: see}}
              profile: {about: ana, medium: text, ephemeral: no, reveals: [face, handle], consent: {ben: keep}}
              receipt: {about: ana, medium: text, ephemeral: no, reveals: [handle, name], consent: {}}
            flows: {ana -> ben: [stream, profile, receipt]}
            """,
        threats=(NAMED, UNAGREED),
        findings={
            "named/ben/stream": "open",
            "named/ben/profile": "open",
            "named/ben/receipt": "open",
            "unagreed-recipient/ben/receipt": "open",
        },
        points={"ben/receipt": "kept"},
    ),
    Case(
        says="data that share no identifier stay apart",
        scene="""
            people: {ana: {role: subject}, ben: {role: viewer}}
            data:
              stream: {about: ana, live: yes, reveals: [face], consent: {ben: see}}
              plan: {about: ana, medium: text, ephemeral: no, reveals: [handle, schedule], consent: {ben: keep}}
            flows: {ana -> ben: [stream, plan]}
            """,
        threats=(NAMED,),
    ),
    Case(
        says="what a system removes is missing from there on, and nothing is ever un-known",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems:
              camera: {end-to-end encrypted: no, keeps: nothing, connects: by relay, blurs: [home]}
              app: {end-to-end encrypted: no, keeps: nothing, connects: by relay, removes: [face]}
            data:
              call: {about: ana, live: yes, reveals: [face, home, voice], consent: {camera: see, app: see, ben: see}}
            flows: {ana -> camera -> app -> ben: call}
            """,
        threats=tuple(threat(item, when(reveals=(item,))) for item in ("face", "home", "voice")),
        findings={
            "face/camera/call": "open",
            "home/camera/call": "open",
            "voice/camera/call": "open",
            "face/app/call": "open",
            "voice/app/call": "open",
            "voice/ben/call": "open",
        },
    ),
    Case(
        says="what arrives by a second way without being removed is there",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay, removes: [face]}}
            data: {call: {about: ana, live: yes, reveals: [face], consent: {ben: see}}}
            flows: {ana -> app -> ben: call, ana -> ben: call}
            """,
        threats=(threat("face", when(reveals=("face",))),),
        findings={"face/ben/call": "open"},
    ),
    Case(
        says="a pseudonym replaces what names a person, and figures about groups reveal nothing",
        scene="""
            people: {ana: {role: subject}, ben: {role: staff}, eve: {role: staff}}
            systems:
              desk: {end-to-end encrypted: no, keeps: nothing, connects: by relay, pseudonymises: yes}
              counter: {end-to-end encrypted: no, keeps: nothing, connects: by relay, aggregates: yes}
            data:
              log:
                about: ana
                medium: text
                ephemeral: no
                reveals: [name, timing]
                consent: {desk: see, counter: see, ben: keep, eve: keep}
            flows: {ana -> desk -> ben: log, ana -> counter -> eve: log}
            """,
        threats=(threat("names", when(reveals=("name",))), threat("times", when(reveals=("timing",)))),
        findings={
            "names/desk/log": "open",
            "times/desk/log": "open",
            "names/counter/log": "open",
            "times/counter/log": "open",
            "times/ben/log": "open",
        },
    ),
    Case(
        says="a system that may pseudonymise decides nothing",
        scene="""
            people: {ana: {role: subject}, ben: {role: staff}}
            systems: {desk: {end-to-end encrypted: yes, connects: by relay, pseudonymises: unknown}}
            data: {log: {about: ana, medium: text, ephemeral: no, reveals: [name], consent: {ben: keep}}}
            flows: {ana -> desk -> ben: log}
            """,
        threats=(threat("names", when(reveals=("name",))),),
        findings={"names/ben/log": "undecided"},
        questions=["pseudonymises of desk"],
    ),
)


@each((*HOLDERS, *FORMS, *FLOWS, *CONSEQUENCES))
def test_facts_and_steps(case: Case) -> None:
    assert got(case) == expected(case)
