"""Words that every checklist uses, whatever it is written as: how much a control does, where people find support."""

from __future__ import annotations

from typing import Final

DESIGN: Final = "another design"
"""What stands in the place of a strength where the design is changed: that is no control."""

STRENGTHS: Final = {
    DESIGN: "no control, it is gone when the design is changed",
    "strong": "closes it",
    "partial": "makes it less likely or smaller",
    "deterrent": "discourages, does not prevent",
    "detective": "shows it afterwards, does not prevent",
    "procedural": "as good as people keep to it",
}
"""What each strength means, said honestly."""

SUPPORT: Final = (
    "Somebody in the team to talk to, also outside this meeting",
    "How to ask for removal or correction, and how soon there is an answer",
    "Advice centre or helpline for the people concerned, in their language",
    "Data protection officer or authority",
    "In an emergency",
)
"""What a team fills in before it hands a checklist out."""
