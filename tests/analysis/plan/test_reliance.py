from __future__ import annotations

from tests.scenes import KEPT, SEEN, catalogue, control, scene, threat, when
from threatmodel.analysis.controls import applied
from threatmodel.analysis.findings import study
from threatmodel.analysis.likelihood.likelihoods import Likelihoods
from threatmodel.analysis.plan.measures import as_control, fitting_measures
from threatmodel.analysis.plan.problem import members
from threatmodel.analysis.plan.reliance import Reliance

LONG = threat("kept-long", when(form="kept", words={"keeps": (31 * 86400.0,)}))
KNOWN = catalogue(
    KEPT,
    SEEN,
    LONG,
    controls=[
        control("short", on=("system",), sets={"keeps": 86400.0}),
        control("nothing", on=("system",), sets={"keeps": 0.0}),
        control("talk", on=("person",), against=["kept"]),
    ],
)
SCENE = scene(
    """
    people: {ana: {role: subject}, ben: {role: friend}}
    systems: {app: {keeps: 1y, end-to-end encrypted: no}, other: {keeps: 1y, end-to-end encrypted: no}}
    data: {chat: {about: ana, medium: text, ephemeral: no, consent: {ben: keep}}}
    flows: {ana -> app -> ben: chat, ana -> other: chat}
    """,
    KNOWN,
)


def hangs_on(finding: str) -> set[str]:
    """The measures that a finding may hang on."""
    measures = fitting_measures(SCENE, KNOWN)
    uses = [as_control(SCENE, one) for one in measures]
    reliance = Reliance(Likelihoods(study(applied(SCENE, KNOWN), KNOWN), SCENE, uses))
    return {measures[one].name for one in members(reliance.of(finding))}


def test_a_finding_hangs_on_what_can_make_its_condition_false_and_on_nothing_elsewhere() -> None:
    assert hangs_on("kept-long/app/chat") == {"short@app", "nothing@app"}
    assert hangs_on("kept-long/other/chat") == {"short@other", "nothing@other"}


def test_a_finding_hangs_on_what_keeps_its_data_from_being_there() -> None:
    found = hangs_on("kept/app/chat")
    assert "nothing@app" in found
    assert not {"short@app", "nothing@other", "short@other"} & found


def test_a_finding_hangs_on_what_makes_it_less_likely() -> None:
    assert "talk@ben" in hangs_on("kept/ben/chat")
    assert hangs_on("seen/ben/chat") == set()


def test_what_is_no_finding_hangs_on_nothing() -> None:
    assert hangs_on("kept/nobody/chat") == set()
