"""A small catalogue that somebody else made, as files in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

WORDS: Final = """\
smart glasses:
  type: yes/no
  on: [person]
  order: [no, yes]
  meaning: Whether somebody wears glasses that can record.
  question: Does {place} wear glasses that can record?
"""

THREAT: Final = """\
title: Glasses keep what somebody sees
family: recording
on: holding
when: {form: seen, smart glasses: yes, not agreed: keep}
leads to: {form: kept}
severity: 3
likelihood: {low: 0.1, high: 0.2, basis: A guess.}
question: Does anybody wear glasses?
sources: [K]
examples:
  - found: yes
    scenario:
      people: {ana: {role: subject}, ben: {role: friend, smart glasses: yes}}
      data: {picture: {about: ana, medium: video, live: yes, consent: {ben: see}}}
      flows: {ana -> ben: picture}
  - found: no
    scenario:
      people: {ana: {role: subject}, ben: {role: friend, smart glasses: no}}
      data: {picture: {about: ana, medium: video, live: yes, consent: {ben: see}}}
      flows: {ana -> ben: picture}
"""

CONTROL: Final = """\
title: Leave the glasses outside
class: prevent
on: [person]
sets: {smart glasses: no}
strength: {glasses: strong}
effort: S
bypass: Other devices record as well.
does: Ask everybody to leave the glasses outside.
who: whoever invites
verify: Look.
sources: [K]
"""

KIND: Final = """\
title: Club where everybody wears glasses
also called: [glasses club]
on: [person, audience]
implies: {smart glasses: yes}
why: They meet because of the glasses.
source: K
confidence: low
"""

SCENARIO: Final = """\
title: A visit
content note: Nothing is described.
intensity: low
people: {ana: {role: subject}, ben: {role: friend, kind: glasses club}}
data: {picture: {about: ana, medium: video, live: yes, sensitivity: ordinary, consent: {ben: see}}}
flows: {ana -> ben: picture}
"""

FILES: Final = {
    "words.yaml": WORDS,
    "threats/glasses.yaml": THREAT,
    "controls/glasses-outside.yaml": CONTROL,
    "kinds/glasses-wearers.yaml": KIND,
}


def write(folder: Path, **changed: str) -> str:
    """Write the catalogue into a folder, each of its files or, by its last name, what is put in its place."""
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(changed.get(file.stem.replace("-", "_"), text), "utf-8")
    return str(folder)
