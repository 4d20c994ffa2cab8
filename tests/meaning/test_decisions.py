"""Every entry of docs/decisions.md, shown by scenes; the id of a test begins with the heading of the entry."""

from __future__ import annotations

import pytest

from tests.checkout import ROOT
from tests.meaning.cases import Case, each, expected, got
from tests.scenes import BEYOND, KEPT, PUBLISHED, SEEN, UNAGREED, analysed, control, leads_to, threat, when

FORWARD = threat("forward", when(form="kept", not_agreed="share"), leads_to(to="contact", form="kept"))
LATER = threat("later", when(form="seen"), leads_to(to="stranger", form="kept", after=30 * 86400))
DIRECT = threat("direct", when(words={"connects": ("directly",)}))
SENSITIVE = threat("sensitive", when(words={"sensitivity": ("sensitive",)}))

BEGINNING = (
    Case(
        says="Who starts a path has it to begin with: what a subject sends is theirs to send, whatever was agreed",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: nothing}}}
            flows: {ana -> ben: pic}
            """,
        threats=(SEEN, UNAGREED),
        findings={"seen/ben/pic": "open", "unagreed-recipient/ben/pic": "open"},
        points={"ben/pic": "kept"},
    ),
    Case(
        says="Who starts a path has it to begin with: having it needs no consent, what threats make of it does",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            data: {pic: {about: [ana, ben], medium: image, ephemeral: no, consent: {ben: see, eve: keep}}}
            flows: {ben -> eve: pic}
            """,
        threats=(KEPT, UNAGREED, BEYOND, FORWARD),
        findings={"kept/ben/pic": "open", "forward/ben/pic": "open", "kept/eve/pic": "open", "forward/eve/pic": "open"},
        points={"a-contact-of-ben/pic": "kept", "a-contact-of-eve/pic": "kept"},
    ),
    Case(
        says="Who starts a path has it to begin with: who is no subject holds it once they received it in any form",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {cloud: {end-to-end encrypted: no, keeps: forever}}
            data: {chat: {about: ana, medium: text, ephemeral: yes, consent: {ben: see, cloud: keep}}}
            flows: {ana -> ben: chat, ben -> cloud: chat}
            """,
        threats=(SEEN, KEPT, BEYOND),
        findings={
            "seen/ben/chat": "open",
            "kept/ben/chat": "open",
            "kept-beyond-consent/ben/chat": "open",
            "seen/cloud/chat": "open",
            "kept/cloud/chat": "open",
        },
        points={"ben/chat": "kept"},
    ),
    Case(
        says="A missing `ephemeral` or `live` is unknown; text is not live: of a picture only disappearing is asked",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            """,
        threats=(KEPT,),
        findings={"kept/ben/pic": "undecided"},
        questions=["ephemeral of pic"],
    ),
    Case(
        says="A missing `ephemeral` or `live` is unknown; text is not live: of a video both are asked",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {clip: {about: ana, medium: video, consent: {ben: keep}}}
            flows: {ana -> ben: clip}
            """,
        threats=(SEEN, KEPT),
        findings={"seen/ben/clip": "open", "kept/ben/clip": "undecided"},
        questions=["ephemeral of clip", "live of clip"],
    ),
)

KEEPING = (
    Case(
        says="What a system keeps: data that is not live if it keeps at all, live data only if it records by default",
        scene="""
            people: {ana: {role: subject}}
            systems:
              app: {end-to-end encrypted: no, keeps: 1d, records: on request}
              hall: {end-to-end encrypted: no, keeps: 1d, records: by default}
              relay: {end-to-end encrypted: no, keeps: nothing, records: by default}
            data:
              call: {about: ana, live: yes, consent: {app: keep, hall: keep, relay: keep}}
              log: {about: ana, medium: text, consent: {app: keep, hall: keep, relay: keep}}
            flows: {ana -> app: [call, log], ana -> hall: [call, log], ana -> relay: [call, log]}
            """,
        threats=(KEPT,),
        findings={"kept/app/log": "open", "kept/hall/log": "open", "kept/hall/call": "open"},
    ),
    Case(
        says="What a system keeps: one known part that settles the matter raises no question about the others",
        scene="""
            people: {ana: {role: subject}}
            systems:
              app: {end-to-end encrypted: no, keeps: nothing}
              hall: {end-to-end encrypted: no, keeps: 1d, records: by default}
              home: {end-to-end encrypted: yes}
              desk: {end-to-end encrypted: no, keeps: 1d}
            data: {clip: {about: ana, medium: video, consent: {app: keep, hall: keep, desk: keep}}}
            flows: {ana -> app: clip, ana -> hall: clip, ana -> home: clip, ana -> desk: clip}
            """,
        threats=(KEPT,),
        findings={"kept/hall/clip": "open", "kept/desk/clip": "undecided"},
        questions=["records of desk", "live of clip"],
    ),
    Case(
        says="`keeps` and `after`: how long a copy stays is read from the holder alone, and missing is unknown",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend, keeps: 1d}}
            systems: {app: {end-to-end encrypted: no, keeps: forever, records: by default, connects: by relay}}
            data: {call: {about: ana, live: yes, consent: {app: keep, ben: keep, eve: keep}}}
            flows: {ana -> app -> ben: call, ana -> app -> eve: call}
            """,
        threats=(LATER,),
        findings={"later/app/call": "open", "later/ben/call": "open", "later/eve/call": "open"},
        points={"a-stranger-with-access-to-app/call": "kept", "a-stranger-with-access-to-ben/call": "kept?"},
    ),
)

READING = (
    Case(
        says="Nearest first, and several ways: the holder before the datum before the systems it came through",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: no, keeps: nothing, connects: by relay, age check: none}}
            audiences: {fans: {size: 3, age check: verified}, all: {size: 3}}
            data: {call: {about: ana, live: yes, consent: {app: see, ben: see, fans: see, all: see}}}
            flows: {ana -> app -> ben: call, ana -> app -> fans: call, ana -> app -> all: call}
            """,
        threats=(threat("unchecked", when(words={"age check": ("stated",)})),),
        findings={"unchecked/app/call": "open", "unchecked/ben/call": "open", "unchecked/all/call": "open"},
    ),
    Case(
        says="Nearest first, and several ways: of several systems the least safe counts",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems:
              app: {end-to-end encrypted: yes, connects: by relay, notice: in context}
              hall: {end-to-end encrypted: yes, connects: by relay, notice: none}
            data: {call: {about: ana, live: yes, consent: {ben: see}}}
            flows: {ana -> app -> ben: call, ana -> hall -> ben: call}
            """,
        threats=(threat("unnoticed", when(words={"notice": ("buried",)})),),
        findings={"unnoticed/ben/call": "open"},
    ),
    Case(
        says="Nearest first, and several ways: one system that says nothing makes it unknown unless another settles it",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            systems:
              app: {end-to-end encrypted: yes, connects: by relay, notice: in context}
              hall: {end-to-end encrypted: yes, connects: by relay}
              yard: {end-to-end encrypted: yes, connects: by relay, notice: none}
            data: {call: {about: ana, live: yes, consent: {ben: see, eve: see}}}
            flows: {ana -> app -> hall -> ben: call, ana -> app -> hall -> yard -> eve: call}
            """,
        threats=(threat("unnoticed", when(words={"notice": ("buried",)})),),
        findings={"unnoticed/ben/call": "undecided", "unnoticed/eve/call": "open"},
        questions=["notice of hall"],
    ),
    Case(
        says="Nearest first, and several ways: a way without any system leaves the question with the holder",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay, join: password}}
            audiences: {fans: {size: 3}}
            data: {call: {about: ana, live: yes, consent: {fans: see, ben: see}}}
            flows: {ana -> fans: call, ana -> app -> fans: call, ana -> ben: call}
            """,
        threats=(threat("link", when(words={"join": ("link",)})),),
        findings={"link/fans/call": "undecided"},
        questions=["join of fans"],
    ),
    Case(
        says="Words that are never asked for: a list that is left out is empty, a yes/no is no, a text says nothing",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay}}
            data: {pic: {about: ana, medium: image, ephemeral: no, reveals: [name], consent: {ben: keep}}}
            flows: {ana -> app -> ben: pic}
            """,
        threats=(
            threat("named", when(reveals=("name",))),
            threat("placed", when(reveals=("gps",))),
            threat("company", when(words={"operator": ("company",)})),
        ),
        findings={"named/ben/pic": "open"},
    ),
    Case(
        says="A control where the author wrote nothing: at least its value, so what is safer still is unknown",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {call: {about: ana, live: yes, consent: {ben: see}}}
            flows: {ana -> ben: call}
            controls: {managed: ben}
            """,
        threats=tuple(
            threat(device.replace(" ", "-"), when(words={"device": (device,)}))
            for device in ("shared", "managed by other", "compromised")
        ),
        controls=(control("managed", on=("person",), sets={"device": "managed by other"}),),
        findings={
            "shared/ben/call": "undecided",
            "managed-by-other/ben/call": "undecided",
            "compromised/ben/call": "closed",
        },
        questions=["device of ben"],
    ),
)

AGREEING = (
    Case(
        says="Both threats of a designed crossing: what nobody agreed to be seen and is kept gives both",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {eve: see}}}
            flows: {ana -> ben: pic, ana -> eve: pic}
            """,
        threats=(UNAGREED, BEYOND),
        findings={
            "unagreed-recipient/ben/pic": "open",
            "kept-beyond-consent/ben/pic": "open",
            "kept-beyond-consent/eve/pic": "open",
        },
        points={"ben/pic": "kept", "eve/pic": "kept"},
    ),
    Case(
        says="Purposes: a hop with a purpose is agreed only if that purpose was, one without only if the act was",
        scene="""
            people: {ana: {role: subject}}
            systems: {app: {end-to-end encrypted: no, keeps: 1d}, desk: {end-to-end encrypted: no, keeps: 1d}}
            data: {log: {about: ana, medium: text, consent: {app: [keep, bill], desk: [moderate]}}}
            flows:
              ana -> app: {carries: log, purpose: bill}
              ana -> desk: log
            """,
        threats=(UNAGREED,),
        findings={"unagreed-recipient/desk/log": "open"},
        points={"desk/log": "kept"},
    ),
    Case(
        says="Purposes: for threats that ask what was agreed, keeping for a purpose counts as keeping",
        scene="""
            people: {ana: {role: subject}}
            systems: {desk: {end-to-end encrypted: no, keeps: 1d}}
            data: {log: {about: ana, medium: text, consent: {desk: [moderate]}}}
            flows: {ana -> desk: {carries: log, purpose: moderate}}
            """,
        threats=tuple(threat(act, when(not_agreed=act)) for act in ("see", "keep", "share")),
        findings={"share/desk/log": "open"},
    ),
    Case(
        says="Household and who is known: who lives with somebody knows who they are, in both directions",
        scene="""
            people:
              ana: {role: subject, lives with: [ben]}
              ben: {role: partner}
              eve: {role: household, lives with: [ana]}
              kim: {role: friend, knows: [ana]}
              sam: {role: friend}
            data: {call: {about: ana, live: yes, consent: {ben: see, eve: see, kim: see, sam: see}}}
            flows: {ana -> ben: call, ana -> eve: call, ana -> kim: call, ana -> sam: call}
            """,
        threats=(threat("known", when(knows="identity")),),
        findings={"known/ben/call": "open", "known/eve/call": "open", "known/kim/call": "open"},
    ),
    Case(
        says="What everyone may see: consent for everyone covers every holder",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: no, keeps: forever, connects: by relay}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {everyone: keep}}}
            flows: {ana -> app -> ben: pic}
            """,
        threats=(UNAGREED, BEYOND, FORWARD),
        findings={"forward/app/pic": "open", "forward/ben/pic": "open"},
    ),
    Case(
        says="What everyone may see: any act agreed for everyone allows publication, which gives nobody a holding",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data:
              pic: {about: ana, medium: image, ephemeral: no, reveals: [face, name], consent: {everyone: see}}
              call: {about: ana, live: yes, reveals: [face], consent: {ben: see}}
            flows: {ana -> everyone: pic, ana -> ben: call}
            """,
        threats=(SEEN, PUBLISHED, UNAGREED, threat("named", when(knows="identity"))),
        findings={"seen/ben/call": "open", "named/ben/call": "open"},
    ),
    Case(
        says="Network addresses: a direct one shows each end the other's, told by what asks what it reveals",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: yes, connects: directly}}
            data: {call: {about: ana, live: yes, consent: {ben: see}}}
            flows: {ana -> app -> ben: call}
            """,
        threats=(threat("address", when(reveals=("ip address",))), SEEN, KEPT, UNAGREED, BEYOND),
        findings={
            "seen/ben/call": "open",
            "address/ana/the-network-address-of-ben": "open",
            "address/ben/the-network-address-of-ana": "open",
        },
        points={"ana/the-network-address-of-ben": "seen", "ben/the-network-address-of-ana": "seen"},
    ),
    Case(
        says="Network addresses: through a relay nobody learns them",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay}}
            data: {call: {about: ana, live: yes, consent: {ben: see}}}
            flows: {ana -> app -> ben: call}
            """,
        threats=(threat("address", when(reveals=("ip address",))),),
    ),
    Case(
        says="Members: a member gets what the audience gets and is covered by its consent",
        scene="""
            people: {ana: {role: subject}, ben: {role: member, in: group}, eve: {role: member, in: club}}
            audiences: {group: {size: 5}, club: {size: 9, in: group}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {group: keep}}}
            flows: {ana -> group: pic}
            """,
        threats=(KEPT, UNAGREED, BEYOND),
        findings={
            "kept/group/pic": "open",
            "kept/club/pic": "open",
            "kept/ben/pic": "open",
            "kept/eve/pic": "open",
        },
    ),
    Case(
        says="Members: a crossing by design is told once, at the audience",
        scene="""
            people: {ana: {role: subject}, ben: {role: member, in: group}}
            audiences: {group: {size: 5}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {}}}
            flows: {ana -> group: pic}
            """,
        threats=(UNAGREED, BEYOND, KEPT),
        findings={
            "unagreed-recipient/group/pic": "open",
            "kept-beyond-consent/group/pic": "open",
            "kept/group/pic": "open",
            "kept/ben/pic": "open",
        },
        points={"group/pic": "kept"},
    ),
    Case(
        says="Data about several people: a finding is told at each of them who holds the data",
        scene="""
            people: {ana: {role: subject}, ben: {role: subject}, eve: {role: subject}}
            data:
              chat: {about: [ana, ben, eve], medium: text, ephemeral: no, consent: {ana: keep, ben: keep, eve: keep}}
            flows: {ana -> ben: chat}
            """,
        threats=(FORWARD,),
        findings={"forward/ana/chat": "open", "forward/ben/chat": "open"},
        points={"a-contact-of-ana/chat": "kept", "a-contact-of-ben/chat": "kept"},
    ),
    Case(
        says="Whom a finding is about: those for whom it would stand if the datum were about them alone",
        scene="""
            people:
              ana: {role: subject, vulnerable: no}
              ben: {role: subject, vulnerable: yes}
              kim: {role: subject, vulnerable: unknown}
              eve: {role: viewer}
            data: {chat: {about: [ana, ben, kim], medium: text, ephemeral: no, consent: {eve: keep, ben: keep}}}
            flows: {ana -> eve: chat, ana -> ben: chat}
            """,
        threats=(threat("hurt", when(facts=("subject-vulnerable",))),),
        findings={"hurt/eve/chat": "open", "hurt/ana/chat": "open", "hurt/ben/chat": "undecided"},
        about={"hurt/eve/chat": ("ben",), "hurt/ana/chat": ("ben",), "hurt/ben/chat": ("kim",)},
        questions=["vulnerable of kim"],
    ),
)

SENDING = (
    Case(
        says="Who sends on: its words are read at whom it sends to, as those of a system on the way are",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            systems: {app: {end-to-end encrypted: no, keeps: 1d, notice: none}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {app: keep, ben: keep}}}
            flows: {ana -> app: pic, app -> ben: pic}
            """,
        threats=(threat("unnoticed", when(holder=("person",), words={"notice": ("none",)})),),
        findings={"unnoticed/ben/pic": "open"},
    ),
)

PUBLISHING = (
    Case(
        says="What the design publishes: without an agreement for everyone it is found there",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: share}}}
            flows: {ana -> ben: pic, ben -> everyone: pic}
            """,
        threats=(UNAGREED,),
        findings={"unagreed-recipient/everyone/pic": "open"},
        points={"everyone/pic": "published"},
    ),
    Case(
        says="What the design publishes: what only a threat would publish is told of that threat",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep}}}
            flows: {ana -> ben: pic}
            """,
        threats=(UNAGREED, threat("upload", when(form="kept"), leads_to(to="everyone", form="published"))),
        findings={"upload/ben/pic": "open"},
        points={"everyone/pic": "published"},
    ),
)

TELLING = (
    Case(
        says="Reduced: where the data can get there without passing the control, the finding stays open",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}, kim: {role: friend}}
            systems: {app: {end-to-end encrypted: yes, connects: by relay}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: keep, eve: keep, kim: keep}}}
            flows:
              ana -> app -> ben: pic
              ben -> kim: pic
              ana -> app -> eve: pic
              ana -> eve: pic
            controls: {mark: app}
            """,
        threats=(threat("misuse", when(form="kept")),),
        controls=(control("mark", on=("system",), against=("misuse",)),),
        findings={"misuse/ben/pic": "reduced", "misuse/kim/pic": "reduced", "misuse/eve/pic": "open"},
    ),
    Case(
        says="A disclosure point where a part was agreed: the part counts as agreed and the rest is the crossing",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}, eve: {role: friend}}
            data: {pic: {about: ana, medium: image, ephemeral: no, consent: {ben: see, eve: keep}}}
            flows: {ana -> ben: pic, ben -> eve: pic}
            """,
        threats=(BEYOND, UNAGREED),
        findings={"kept-beyond-consent/ben/pic": "open"},
        points={"ben/pic": "kept"},
    ),
)

MADE = (
    Case(
        says="Made holders: what only a holder could say is not said of one that nobody named",
        scene="""
            people: {ana: {role: subject}, ben: {role: partner}}
            data: {call: {about: ana, live: yes, consent: {ben: see}}}
            flows: {ana -> ben: call}
            """,
        threats=(
            threat("intrude", when(form="seen", words={"role": ("partner",)}), leads_to(to="stranger", form="seen")),
            threat("share", when(form="seen", words={"device": ("shared",)}), leads_to(to="everyone", form="seen")),
        ),
        findings={"intrude/ben/call": "open", "share/ben/call": "undecided"},
        points={"a-stranger-with-access-to-ben/call": "seen", "everyone/call": "seen?"},
        questions=["device of ben"],
    ),
)

CASES = (*SENDING, *PUBLISHING, *MADE, *BEGINNING, *KEEPING, *READING, *AGREEING, *TELLING)


@each(CASES)
def test_decisions(case: Case) -> None:
    assert got(case) == expected(case)


@pytest.mark.parametrize(
    ("sensitivity", "size", "severity"),
    [
        ("ordinary", 3, 3),
        ("sensitive", 3, 3),
        ("intimate", 3, 4),
        ("ordinary", 49, 3),
        ("ordinary", 50, 4),
        ("intimate", 50, 5),
    ],
)
def test_severity_is_for_ordinary_data_and_raised_by_intimate_data_and_a_reach_of_fifty(
    sensitivity: str, size: int, severity: int
) -> None:
    scene = f"""
        people: {{ana: {{role: subject}}}}
        audiences: {{fans: {{size: {size}}}}}
        data: {{pic: {{about: ana, live: yes, sensitivity: {sensitivity}, consent: {{fans: see}}}}}}
        flows: {{ana -> fans: pic}}
        """
    [finding] = analysed(scene, SEEN).findings
    assert (finding.severity, finding.reach) == (severity, size)


def test_severity_is_raised_by_a_reach_of_anybody_and_five_is_the_most() -> None:
    scene = """
        people: {ana: {role: subject}, ben: {role: partner}}
        data: {pic: {about: ana, medium: image, ephemeral: no, sensitivity: intimate, consent: {ben: keep}}}
        flows: {ana -> ben: pic}
        """
    upload = threat("upload", when(form="kept"), leads_to(to="everyone", form="published"), severity=4)
    [finding] = analysed(scene, upload).findings
    assert (finding.severity, finding.reach) == (5, None)


def test_severity_of_what_is_learned_is_the_same_whatever_tells_it() -> None:
    scene = """
        people: {ana: {role: subject}, ben: {role: viewer}}
        data: {pic: {about: ana, medium: image, ephemeral: no, reveals: [face], consent: {ben: keep}}}
        flows: {ana -> ben: pic}
        """
    learning = (leads_to(learns=what) for what in ("identity", "whereabouts", "participation"))
    points = analysed(scene, threat("tells", when(reveals=("face",)), *learning, severity=1)).points
    assert {point.id: point.severity for point in points} == {
        "ben/who-ana-is": 4,
        "ben/where-ana-is": 4,
    }


def test_every_decision_is_shown() -> None:
    """Severity above; likelihood, which takes numbers and not states, in tests/analysis/likelihood."""
    text = (ROOT / "docs" / "decisions.md").read_text("utf-8")
    headings = {line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")}
    shown = {case.says.partition(": ")[0] for case in CASES} | {"Severity", "Likelihood"}
    assert shown == headings
