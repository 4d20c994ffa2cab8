from __future__ import annotations

from tests.scenes import SPAN, catalogue, control, scene, vocabulary
from threatmodel.model.catalogue import Example
from threatmodel.reports.terminal.catalogue_example import about_example
from threatmodel.reports.terminal.lines import plain

KNOWN = catalogue(controls=[control("lock")])
SCENE = """
    assessment done: no
    people: {ana: {role: subject}, ben: {kind: partner audience, age: adult verified}}
    systems: {app: {}}
    audiences: {all of them: {size: 3}}
    data:
      picture: {about: [ana, ben], medium: video, live: yes, consent: {ben: [see, report], app: nothing}}
      log: {about: ana, made from: picture, made by: app, consent: nothing}
      note: {about: ana}
    flows:
      ana -> app -> ben: [picture, note]
      app -> ben: {carries: log, purpose: research}
    controls: {lock: [app, ben]}
    """


def shown(*, found: bool) -> str:
    words, _ = vocabulary()
    return plain(about_example(words, Example(found=found, scenario=scene(SCENE, KNOWN), span=SPAN)))


def test_an_example_is_shown_as_it_is_written_and_without_what_that_presets() -> None:
    assert shown(found=True) == (
        "  found in\n"
        "    assessment done: no\n"
        "    people: ana (role: subject)\n"
        "    people: ben (kind: partner-audience; age: adult verified)\n"
        "    systems: app\n"
        "    audiences: all of them (size: 3)\n"
        "    data: picture, about ana and ben (medium: video; live: yes; ben may see and\n"
        "      report, app may do nothing)\n"
        "    data: log, about ana (made from picture; made by app; nobody may do\n"
        "      anything)\n"
        "    data: note, about ana (nothing said of consent)\n"
        "    flows: ana -> app -> ben: picture, note\n"
        "    flows: app -> ben: log to research\n"
        "    controls: lock at app, ben\n"
    )
    assert shown(found=False).startswith("  not found in\n")
